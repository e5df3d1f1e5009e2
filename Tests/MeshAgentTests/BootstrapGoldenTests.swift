import Foundation
import MeshTestSupport
import Testing

@testable import MeshAgent

/// One configuration whose bootstrap is written down in `Goldens/NAME.json`.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  var name: String
  var environment: [String: String] = [:]
  var change: @Sendable (inout AgentOptions) -> Void

  var testDescription: String { name }

  var configuration: AgentConfiguration {
    get throws {
      var options = AgentOptions()
      options.configPath = "/var/lib/mesh/proxy"
      options.ipAddresses = ["10.0.0.7"]
      options.name = "reviews-v1-0"
      options.namespace = "books"
      options.labels = ["app": "reviews", "version": "v1"]
      options.controlPlaneAuthPolicy = "NONE"
      change(&options)
      return try resolved(options, environment: environment)
    }
  }

  static let all: [GoldenCase] = [
    GoldenCase(name: "sidecar") { _ in },
    GoldenCase(
      name: "sidecar-everything",
      environment: [
        "ISTIO_META_OWNER": "kubernetes://apis/apps/v1/namespaces/books/deployments/reviews-v1",
        "ISTIO_META_MESH_ID": "mesh1",
        "ISTIO_METAJSON_ANNOTATIONS": #"{"sidecar.istio.io/inject": "true"}"#,
      ]
    ) { options in
      options.binaryPath = "/usr/local/bin/envoy"
      options.serviceCluster = "reviews.books"
      options.drainDuration = .milliseconds(10_500)
      options.terminationDrainDuration = .seconds(5)
      options.parentShutdownDuration = .seconds(30)
      options.discoveryAddress = "control-plane.mesh-system.svc:15010"
      options.discoveryRefreshDelay = .seconds(2)
      options.zipkinAddress = "zipkin.mesh-system:9411"
      options.connectTimeout = .milliseconds(1250)
      options.statsdUdpAddress = "10.0.0.1:8125"
      options.proxyAdminPort = 15900
      options.workloadName = "reviews-v1"
      options.serviceAccount = "reviews"
      options.clusterID = "east"
      options.network = "net1"
      options.locality = "us-east1/us-east1-b/r1"
      options.interceptionMode = "TPROXY"
      options.exitOnZeroActiveConnections = true
      options.prometheusAddress = "0.0.0.0:15090"
      options.concurrency = 4
      options.statsInclusionPrefixes = ["cluster.outbound", "http"]
    },
    GoldenCase(name: "router") { options in
      options.proxyType = "router"
      options.labels = ["istio": "ingressgateway"]
      options.xdsMode = "sotw"
      options.initialFetchTimeout = .seconds(15)
      options.statsInclusionPrefixes = ["*"]
      options.discoveryAddress = "unix:/run/mesh/xds"
    },
    GoldenCase(name: "sidecar-ipv6") { options in
      options.ipAddresses = ["fd00::7"]
      options.adminHost = "::1"
      options.discoveryAddress = "control-plane:15010"
      options.zipkinAddress = "[fd00::1]:9411"
      options.interceptionMode = "NONE"
    },
    GoldenCase(name: "sidecar-mutual-tls") { options in
      options.controlPlaneAuthPolicy = nil
      options.discoveryAddress = "control-plane.mesh-system.svc:15012"
      options.joinTokenFile = "/etc/mesh/join-token"
      options.caRootFile = "/etc/mesh/root-cert.pem"
      options.serviceAccount = "reviews"
    },
    GoldenCase(name: "router-mounted-certificates", environment: ["FILE_MOUNTED_CERTS": "true"]) { options in
      options.proxyType = "router"
      options.controlPlaneAuthPolicy = "MUTUAL_TLS"
      options.xdsMode = "sotw"
      options.zipkinAddress = "zipkin.mesh-system:9411"
      options.prometheusAddress = "0.0.0.0:15090"
    },
  ]

  var goldenPath: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/\(name).json").path
  }
}

@Suite struct BootstrapGoldenTests {
  @Test(arguments: GoldenCase.all) func bootstrapIsAsWrittenDown(_ example: GoldenCase) throws {
    let text = Bootstrap(try example.configuration).text
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try text.write(toFile: example.goldenPath, atomically: true, encoding: .utf8)
      Issue.record("recorded \(example.name); run again without MELTEMI_RECORD")
      return
    }
    let golden = try String(contentsOfFile: example.goldenPath, encoding: .utf8)
    #expect(text == golden)
  }

  @Test(.needsEnvoy, arguments: GoldenCase.all) func envoyAcceptsIt(_ example: GoldenCase) async throws {
    let envoy = try TestEnvoy.require()
    let lines = LogRecorder.make()
    let log = EnvoyLog(logger: lines.logger)
    // Envoy treats unknown fields of a static configuration as errors, so this checks every name and type.
    let command = ProxyProcess.Command(
      executable: envoy,
      arguments: [
        "--mode", "validate", "--config-path", example.goldenPath, "--disable-hot-restart", "--log-level", "warning",
        "--log-format", EnvoyLogLine.format,
      ],
      environment: [:])
    let process = try await ProxyProcess.start(command) { log.forward($1, from: $0) }
    let end = await process.end()
    #expect(end == .exited(code: 0), "\(lines.store.entries.map(\.message))")
  }

  @Test func fileIsPrivateAndReplacedWhole() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/bootstrap.json"
      try ConfigDirectory.replaceFile(at: path, with: "first")
      // A leftover of a writer that died half-way is no obstacle.
      try "half".write(toFile: path + ".new", atomically: false, encoding: .utf8)
      try ConfigDirectory.replaceFile(at: path, with: "second")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["bootstrap.json"])
    }
  }

  @Test func unwritablePlacesAreAnError() throws {
    let error = try #require(throws: AgentError.self) {
      try ConfigDirectory.replaceFile(at: "/proc/mesh/bootstrap.json", with: "")
    }
    #expect(error.code == .fileNotWritten)
    let refused = try #require(throws: AgentError.self) { try ConfigDirectory.acquire("/proc/mesh") }
    #expect(refused.code == .fileNotWritten)
    #expect(refused.message.contains("--configPath"))
  }

  @Test func aDirectoryServesOneAgent() async throws {
    try await withTemporaryDirectory { directory in
      let held = try ConfigDirectory.acquire(directory + "/proxy")
      let error = try #require(throws: AgentError.self) { try ConfigDirectory.acquire(directory + "/proxy") }
      #expect(error.code == .directoryInUse)
      held.release()
      try ConfigDirectory.acquire(directory + "/proxy").release()
    }
  }
}
