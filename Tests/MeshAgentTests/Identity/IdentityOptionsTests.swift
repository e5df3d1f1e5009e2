import MeshIdentity
import Testing

@testable import MeshAgent

/// What the options about identity come to, and what is said about those that do not fit.
@Suite struct IdentityOptionsTests {
  /// Options of a workload with a join token, which need no remark.
  private static var good: AgentOptions {
    var options = AgentOptions()
    options.ipAddresses = ["10.0.0.7"]
    options.name = "reviews-v1-0"
    options.namespace = "books"
    options.serviceAccount = "reviews"
    options.joinTokenFile = "/etc/mesh/join-token"
    options.caRootFile = "/etc/mesh/root-cert.pem"
    return options
  }

  private func resolve(
    _ options: AgentOptions, _ environment: [String: String] = [:], files: Set<String> = []
  ) -> (configuration: AgentConfiguration?, diagnostics: [AgentDiagnostic]) {
    AgentConfiguration.resolve(options, environment: environment) { files.contains($0) }
  }

  @Test func proofMeansMutualTLS() throws {
    let (configuration, diagnostics) = resolve(Self.good)
    #expect(diagnostics == [])
    let identity = try #require(configuration?.identity)
    #expect(configuration?.discovery == [.socket(host: "127.0.0.1", port: 15012)])
    #expect(identity.identity.spiffeID == "spiffe://cluster.local/ns/books/sa/reviews")
    #expect(
      identity.source == .authority([.init(host: "127.0.0.1", port: 15012)], .joinTokenFile("/etc/mesh/join-token")))
    #expect(identity.rootFile == "/etc/mesh/root-cert.pem")
    #expect(identity.lifetime == .seconds(86400))
    #expect((identity.graceRatio, identity.graceRatioJitter) == (0.5, 0.01))
    #expect(identity.outputDirectory == nil)
  }

  @Test func replicasAreSeparatedByCommas() throws {
    var options = Self.good
    options.discoveryAddress = "one:15012,127.0.0.2:15013"
    let (configuration, diagnostics) = resolve(options)
    #expect(diagnostics == [])
    #expect(configuration?.identity?.discovery == [.init(host: "one", port: 15012), .init(host: "127.0.0.2", port: 15013)])
    options.discoveryAddress = "one:15012,"
    #expect(resolve(options).diagnostics.map(\.option) == ["discoveryAddress"])
  }

  @Test func aReplicaIsLeftOnce() {
    let servers = ["a", "b", "c"].map { IdentityConfiguration.Server(host: $0, port: 1) }
    let choice = ReplicaChoice(servers)
    choice.leave(servers[0])
    // Somebody who had asked it, too.
    choice.leave(servers[0])
    #expect(choice.current == servers[1])
    choice.leave(servers[1])
    choice.leave(servers[2])
    #expect(choice.current == servers[0])
  }

  @Test func variablesOfIstiosAgentCount() throws {
    var options = Self.good
    options.joinTokenFile = nil
    options.caRootFile = nil
    let (configuration, diagnostics) = resolve(
      options,
      [
        "MELTEMI_JOIN_TOKEN": "secret-token", "CA_ADDR": "ca:15012", "CA_ROOT_CA": "/roots.pem", "TRUST_DOMAIN": "mesh.example",
        "SECRET_TTL": "1h", "SECRET_GRACE_PERIOD_RATIO": "0.25", "SECRET_GRACE_PERIOD_RATIO_JITTER": "0.1",
        "OUTPUT_CERTS": "/out",
      ])
    #expect(diagnostics == [])
    let identity = try #require(configuration?.identity)
    #expect(identity.identity.trustDomain.name == "mesh.example")
    #expect(identity.source == .authority([.init(host: "ca", port: 15012)], .joinToken(Redacted("secret-token"))))
    #expect(identity.rootFile == "/roots.pem")
    #expect(identity.lifetime == .seconds(3600))
    #expect((identity.graceRatio, identity.graceRatioJitter) == (0.25, 0.1))
    #expect(identity.outputDirectory == "/out")
    #expect(!String(reflecting: configuration).contains("secret-token"))
  }

  @Test func whatIstioMountsIntoPodsIsFound() throws {
    var options = Self.good
    options.joinTokenFile = nil
    options.caRootFile = nil
    let token = "/var/run/secrets/tokens/istio-token"
    let root = "/var/run/secrets/istio/root-cert.pem"
    let (configuration, diagnostics) = resolve(options, files: [token, root])
    #expect(diagnostics == [])
    let identity = try #require(configuration?.identity)
    #expect(identity.source == .authority([.init(host: "127.0.0.1", port: 15012)], .tokenFile(token)))
    #expect(identity.rootFile == root)
  }

  @Test func mountedCertificatesNeedNoAuthority() throws {
    var options = Self.good
    options.joinTokenFile = nil
    options.caRootFile = nil
    options.fileMountedCerts = "/certs"
    let identity = try #require(resolve(options).configuration?.identity)
    #expect(identity.source == .files(directory: "/certs"))
    #expect(identity.rootFile == "/certs/root-cert.pem")
    options.fileMountedCerts = nil
    let byVariable = try #require(resolve(options, ["FILE_MOUNTED_CERTS": "true"]).configuration?.identity)
    #expect(byVariable.source == .files(directory: "/etc/certs"))
  }

  @Test func oneAccountIsTheDefault() throws {
    var options = Self.good
    options.serviceAccount = nil
    let identity = try #require(resolve(options).configuration?.identity)
    #expect(identity.identity.spiffeID == "spiffe://cluster.local/ns/books/sa/default")
  }

  static let mistakes: [OptionCase] = [
    OptionCase("no root", .error, "ca-root-file") { $0.caRootFile = nil },
    OptionCase("two proofs", .error, "token-file") { $0.tokenFile = "/token" },
    OptionCase("empty token file", .error, "join-token-file") { $0.joinTokenFile = "" },
    OptionCase("plain text port", .warning, "discoveryAddress") { $0.discoveryAddress = "istiod:15010" },
    OptionCase("control plane on a socket", .error, "discoveryAddress") { $0.discoveryAddress = "unix:/run/xds" },
    OptionCase("server name with port", .error, "server-name") { $0.serverName = "istiod:15012" },
    OptionCase("server name by address", .error, "server-name") { $0.serverName = "10.0.0.1" },
    OptionCase("authority without port", .error, "caAddress") { $0.caAddress = "istiod" },
    OptionCase("authority on a socket", .error, "caAddress") { $0.caAddress = "unix:/run/ca" },
    OptionCase("no trust domain", .error, "trust-domain") { $0.trustDomain = "Mesh Example" },
    OptionCase("namespace that no identity has", .error, "namespace") { $0.namespace = "Books" },
    OptionCase("account that no identity has", .error, "service-account") { $0.serviceAccount = "re/views" },
    OptionCase("no lifetime", .error, "certificate-lifetime") { $0.certificateLifetime = .seconds(1) },
    OptionCase("renewed at once", .error, "grace-ratio") { $0.graceRatio = 1 },
    OptionCase("never renewed", .error, "grace-ratio") { $0.graceRatio = 0 },
    OptionCase("all is chance", .error, "grace-ratio-jitter") { $0.graceRatioJitter = 0.5 },
    OptionCase("long directory", .error, "configPath") { $0.configPath = "/" + String(repeating: "a", count: 99) },
  ]

  @Test(arguments: mistakes) func mistakesAreNamed(_ example: OptionCase) throws {
    var options = Self.good
    example.change(&options)
    let (configuration, diagnostics) = resolve(options)
    let said = try #require(diagnostics.first, "nothing was said")
    #expect(diagnostics.count == 1, "\(diagnostics)")
    #expect(said.option == example.option)
    #expect(said.severity == example.severity)
    #expect(said.suggestion.hasPrefix("write "))
    #expect((configuration == nil) == (example.severity == .error))
  }

  @Test func whatPlainTextMakesNoUseOfIsSaid() {
    var options = Self.good
    options.controlPlaneAuthPolicy = "NONE"
    options.discoveryAddress = "istiod:15010"
    options.outputCerts = "/out"
    let (configuration, diagnostics) = resolve(options)
    #expect(configuration?.identity == nil)
    #expect(Set(diagnostics.map(\.option)) == ["join-token-file", "ca-root-file", "output-certs"])
    #expect(diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test(arguments: [
    ("SECRET_TTL", "soon"), ("SECRET_GRACE_PERIOD_RATIO", "half"), ("SECRET_GRACE_PERIOD_RATIO_JITTER", "-1"),
    ("TRUST_DOMAIN", "~"),
    ("CA_ADDR", "ca"),
  ]) func mistakesInVariablesAreNamed(_ variable: String, _ value: String) {
    let diagnostics = resolve(Self.good, [variable: value]).diagnostics
    #expect(diagnostics.map(\.option) == [variable])
    #expect(diagnostics.first?.description.hasPrefix("error: \(variable): ") == true)
  }
}
