import AsyncHTTPClient
import ControlPlane
import Foundation
import MeshTestSupport
import NIOCore
import NIOHTTP1
import Testing

/// A control plane, two sidecars and two applications: processes of their own, but for the applications.
///
/// The client's sidecar takes requests for the service `server` on an address of its own; the server's sidecar owns an address for
/// each of four pods, two of each version. Rules and endpoints are files in a folder.
final class LiveMesh: Sendable {
  let folder: TestFolder
  let network: LoopbackNetwork
  let applications: [EchoApplication]
  private let mode: String
  /// Lifetime of the workloads' certificates, as options say it; nil for a mesh in plain text.
  private let certificateLifetime: String?
  /// On which addresses of the network control planes listen.
  let replicas: [Int]

  private static let pods: [(name: String, version: String, host: Int, port: Int)] = [
    ("server-a", "v1", 10, 9080), ("server-b", "v1", 11, 9081), ("server-c", "v2", 12, 9082), ("server-d", "v2", 13, 9083),
  ]

  /// Further options of the control plane.
  private let discoveryOptions: [String]

  /// - Parameters:
  ///   - replicas: On which addresses of the network control planes listen.
  ///   - discoveryOptions: Further options of the control plane, given its folder and its network.
  init(
    mode: String, certificateLifetime: String? = nil, replicas: [Int] = [1],
    discoveryOptions: (TestFolder, LoopbackNetwork) -> [String] = { _, _ in [] }
  ) throws {
    folder = try TestFolder()
    network = try LoopbackNetwork()
    self.mode = mode
    self.certificateLifetime = certificateLifetime
    self.discoveryOptions = discoveryOptions(folder, network)
    self.replicas = replicas
    let folder = self.folder
    applications = ["v1", "v2"].map { EchoApplication(version: $0, socket: folder("\($0).sock")) }
    try folder.write("config/platform.yaml", platform)
    try folder.write("config/endpoints.yaml", endpoints(pods: [0, 1, 2, 3]))
    try folder.write("config/subsets.yaml", destinationRule(subsets: ["v1": "v1", "v2": "v2"]))
  }

  // MARK: Where things are

  /// Where the client's sidecar takes requests for the server.
  var url: String { "http://\(network[3]):8080/" }
  let authority = "server:8080"
  var controlPlaneURL: String { "http://\(network[1]):15014" }
  func adminURL(_ workload: Workload) -> String { "http://\(network[workload.host]):15000" }

  enum Workload: String, CaseIterable {
    case client, server
    var host: Int { self == .client ? 2 : 10 }
  }

  // MARK: Processes

  func startControlPlane(_ name: String = "discovery", host: Int = 1, _ more: [String] = []) throws -> MeltemiProcess {
    try .controlPlane(
      name, in: folder, on: network, host: host,
      ["--server-name", network[host], "--certificate-lifetime", certificateLifetime ?? "24h"] + discoveryOptions + more)
  }

  /// Runs a command on the control plane's state directory, to its end.
  /// - Returns: what it printed.
  func authority(_ arguments: [String]) async throws -> String {
    let process = try MeltemiProcess(arguments + ["--state-dir", folder("state")], logFile: folder("authority.out"))
    #expect(await process.end() == 0)
    return process.log
  }

  /// What agents need to get certificates: the root, and a token that is good for both.
  func prepareIdentities() async throws {
    try await controlPlaneIsReady()
    try folder.write("root.pem", try await authority(["ca", "show", "--output", "pem"]))
    let token = try await authority(
      ["token", "create", "--namespace", "default", "--service-account", "default", "--uses", "2"])
    try folder.write("token", token)
  }

  private func addresses(_ port: Int) -> String {
    replicas.map { "\(network[$0]):\(port)" }.joined(separator: ",")
  }

  /// How agents reach the control plane.
  private var access: [String] {
    guard let certificateLifetime else {
      return ["--discoveryAddress", addresses(15010), "--controlPlaneAuthPolicy", "NONE"]
    }
    return [
      "--discoveryAddress", addresses(15012), "--join-token-file", folder("token"), "--ca-root-file", folder("root.pem"),
      "--certificate-lifetime", certificateLifetime,
    ]
  }

  func startAgent(_ workload: Workload, _ more: [String] = []) throws -> MeltemiProcess {
    let pods = workload == .server ? Self.pods.flatMap { ["--ip", network[$0.host]] } : ["--ip", network[2]]
    return try MeltemiProcess(
      [
        "agent", "--configPath", folder("\(workload)"), "--proxyAdminPort", "15000", "--admin-host", network[workload.host],
        "--name", "\(workload)", "--namespace", "default", "--label", "app=\(workload)", "--interception-mode", "NONE",
        "--xds-mode", mode, "--concurrency", "1", "--stats-prefix", "*",
        "--discoveryRefreshDelay", "100ms", "--termination-drain-duration", "100ms",
      ] + access + pods + more, logFile: folder("\(workload).log"))
  }

  /// Waits until the control plane has read its sources and listens.
  func controlPlaneIsReady(host: Int = 1) async throws {
    try await eventually("the control plane is ready") {
      try await Self.get("http://\(self.network[host]):15014/ready").status == 200
    }
  }

  func isLive(_ workload: Workload) async throws {
    try await eventually("\(workload) is live") { try await Self.get(self.adminURL(workload) + "/ready").status == 200 }
  }

  /// Runs everything while `body` runs, and ends it afterwards.
  func run(_ body: @Sendable @escaping (inout Processes) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for application in applications { group.addTask { try await application.run() } }
      for application in applications { await application.ready.wait { !$0.isEmpty } }
      let controlPlane = try startControlPlane()
      if certificateLifetime != nil { try await prepareIdentities() }
      var processes = try Processes(controlPlane: controlPlane, client: startAgent(.client), server: startAgent(.server))
      do {
        try await controlPlaneIsReady()
        for workload in Workload.allCases { try await isLive(workload) }
        try await eventually("requests are answered") { try await self.request().status == 200 }
        try await body(&processes)
      } catch {
        await processes.stop()
        report(processes)
        throw error
      }
      await processes.stop()
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  struct Processes: Sendable {
    var controlPlane: MeltemiProcess
    var client: MeltemiProcess
    var server: MeltemiProcess

    func stop() async {
      for process in [client, server, controlPlane] { process.signal(SIGTERM) }
      for process in [client, server, controlPlane] { _ = await process.end() }
    }
  }

  private func report(_ processes: Processes) {
    for (name, process) in [("discovery", processes.controlPlane), ("client", processes.client), ("server", processes.server)] {
      print("--- \(name)\n\(process.log.suffix(4000))")
    }
  }

  // MARK: Asking

  struct Answer: Sendable {
    var status: UInt
    var step: String?
    var body: String
  }

  static func get(_ url: String, authority: String? = nil) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    if let authority { request.headers.replaceOrAdd(name: "host", value: authority) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    return Answer(
      status: response.status.code, step: response.headers.first(name: "x-step"),
      body: String(buffer: try await response.body.collect(upTo: 1 << 26)))
  }

  func request(_ path: String = "") async throws -> Answer { try await Self.get(url + path, authority: authority) }

  /// One of Envoy's statistics; nil where it has none of this name.
  func statistic(_ name: String, of workload: Workload) async throws -> Int? {
    let text = try await Self.get("\(adminURL(workload))/stats?filter=^\(name)$").body
    return text.split(separator: "\n").first.flatMap { $0.split(separator: ":").last }
      .flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
  }

  /// One of the control plane's debug faces.
  func face(_ path: String) async throws -> DebugJSON {
    DebugJSON(parsing: Array(try await Self.get(controlPlaneURL + path).body.utf8)) ?? .null
  }

  /// The values of a metric of the control plane, by labels.
  func metric(_ name: String) async throws -> [String: Double] {
    let lines = try await Self.get(controlPlaneURL + "/metrics").body.split(separator: "\n").filter { $0.hasPrefix(name) }
    return Dictionary(
      lines.compactMap { line -> (String, Double)? in
        let parts = line.dropFirst(name.count).split(separator: " ")
        guard let value = parts.last.flatMap({ Double($0) }) else { return nil }
        return (parts.count > 1 ? String(parts[0]) : "", value)
      }
    ) { first, _ in first }
  }
}

extension LiveMesh {
  // MARK: Files

  private var platform: String {
    let ingress = Self.pods.map { pod in
      """
        - port: {number: \(pod.port), protocol: HTTP, name: http-\(pod.port)}
          bind: \(network[pod.host])
          captureMode: NONE
          defaultEndpoint: unix://\(folder("\(pod.version).sock"))
      """
    }
    return """
      apiVersion: v1
      kind: Service
      metadata: {name: server, namespace: default}
      spec:
        selector: {app: server}
        ports: [{name: http, port: 8080}]
      ---
      apiVersion: networking.istio.io/v1
      kind: Sidecar
      metadata: {name: client, namespace: default}
      spec:
        workloadSelector: {labels: {app: client}}
        egress:
        - port: {number: 8080, protocol: HTTP, name: http}
          bind: \(network[3])
          captureMode: NONE
          hosts: ["./*"]
      ---
      apiVersion: networking.istio.io/v1
      kind: Sidecar
      metadata: {name: server, namespace: default}
      spec:
        workloadSelector: {labels: {app: server}}
        ingress:
      \(ingress.joined(separator: "\n"))
      ---

      """ + Self.pods.map(pod).joined(separator: "---\n")
  }

  private var capability: String { certificateLifetime == nil ? "" : ", security.istio.io/tlsMode: istio" }

  private func pod(_ pod: (name: String, version: String, host: Int, port: Int)) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(pod.name), namespace: default, labels: {app: server, version: \(pod.version)\(capability)}}
    status: {phase: Running, podIP: \(network[pod.host]), conditions: [{type: Ready, status: "True"}]}

    """
  }

  /// Endpoints for some of the four pods: 0 and 1 are of version v1, 2 and 3 of v2.
  func endpoints(pods: [Int]) -> String {
    pods.map { index in
      let pod = Self.pods[index]
      return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: \(pod.name), namespace: default, labels: {kubernetes.io/service-name: server}}
        addressType: IPv4
        ports: [{name: http, port: \(pod.port), protocol: TCP}]
        endpoints:
        - addresses: ["\(network[pod.host])"]
          conditions: {ready: true}
          targetRef: {kind: Pod, namespace: default, name: \(pod.name)}

        """
    }.joined(separator: "---\n")
  }

  /// - Parameter subsets: the version of each subset.
  func destinationRule(subsets: [String: String]) -> String {
    let lines = subsets.sorted { $0.key < $1.key }.map { "  - {name: \($0.key), labels: {version: \($0.value)}}" }
    return """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: server, namespace: default}
      spec:
        host: server
        subsets:
      \(lines.joined(separator: "\n"))

      """
  }

  /// Everything goes to these subsets (nil: to the service as a whole), with weights; answers name the step.
  func virtualService(step: Int, _ destinations: [(subset: String?, weight: Int)]) -> String {
    let lines = destinations.map { subset, weight in
      "    - {destination: {host: server\(subset.map { ", subset: \($0)" } ?? "")}, weight: \(weight)}"
    }
    return """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: server, namespace: default}
      spec:
        hosts: [server]
        http:
        - headers: {response: {set: {x-step: "\(step)"}}}
          route:
      \(lines.joined(separator: "\n"))

      """
  }
}
