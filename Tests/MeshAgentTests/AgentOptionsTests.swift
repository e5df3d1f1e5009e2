import MeshAgent
import Testing

/// One change of otherwise good options, and what must be said about it.
struct OptionCase: Sendable, CustomTestStringConvertible {
  var name: String
  var severity: AgentDiagnostic.Severity
  var option: String
  var change: @Sendable (inout AgentOptions) -> Void

  init(
    _ name: String, _ severity: AgentDiagnostic.Severity, _ option: String,
    _ change: @escaping @Sendable (inout AgentOptions) -> Void
  ) {
    (self.name, self.severity, self.option, self.change) = (name, severity, option, change)
  }

  var testDescription: String { name }

  static let all: [OptionCase] = [
    OptionCase("empty configPath", .error, "configPath") { $0.configPath = "" },
    OptionCase("empty binaryPath", .error, "binaryPath") { $0.binaryPath = "" },
    OptionCase("empty serviceCluster", .error, "serviceCluster") { $0.serviceCluster = "" },
    OptionCase("negative drain", .error, "drainDuration") { $0.drainDuration = .seconds(-1) },
    OptionCase("negative termination drain", .error, "termination-drain-duration") {
      $0.terminationDrainDuration = .seconds(-1)
    },
    OptionCase("killed at the end of the drain", .error, "parentShutdownDuration") {
      $0.parentShutdownDuration = $0.drainDuration
    },
    OptionCase("killed before the termination drain ends", .error, "parentShutdownDuration") {
      $0.terminationDrainDuration = .seconds(61)
    },
    OptionCase("discovery without port", .error, "discoveryAddress") { $0.discoveryAddress = "istiod" },
    OptionCase("discovery at port 0", .error, "discoveryAddress") { $0.discoveryAddress = "istiod:0" },
    OptionCase("discovery at the TLS port", .warning, "discoveryAddress") { $0.discoveryAddress = "istiod:15012" },
    OptionCase("no refresh delay", .error, "discoveryRefreshDelay") { $0.discoveryRefreshDelay = .zero },
    OptionCase("zipkin without port", .error, "zipkinAddress") { $0.zipkinAddress = "zipkin" },
    OptionCase("no time to connect", .error, "connectTimeout") { $0.connectTimeout = .zero },
    OptionCase("statsd by name", .error, "statsdUdpAddress") { $0.statsdUdpAddress = "statsd:8125" },
    OptionCase("statsd on a socket", .error, "statsdUdpAddress") { $0.statsdUdpAddress = "unix:/run/statsd" },
    OptionCase("admin port too high", .error, "proxyAdminPort") { $0.proxyAdminPort = 70000 },
    OptionCase("admin for everybody", .warning, "admin-host") { $0.adminHost = "0.0.0.0" },
    OptionCase("admin by name", .error, "admin-host") { $0.adminHost = "localhost" },
    OptionCase("mutual TLS without proof", .error, "controlPlaneAuthPolicy") { $0.controlPlaneAuthPolicy = "MUTUAL_TLS" },
    OptionCase("nothing said about identity", .warning, "controlPlaneAuthPolicy") { $0.controlPlaneAuthPolicy = nil },
    OptionCase("unknown policy", .error, "controlPlaneAuthPolicy") { $0.controlPlaneAuthPolicy = "none" },
    OptionCase("unknown proxy type", .error, "proxy-type") { $0.proxyType = "waypoint" },
    OptionCase("no address", .error, "ip") { $0.ipAddresses = [] },
    OptionCase("address by name", .error, "ip") { $0.ipAddresses = ["reviews"] },
    OptionCase("no name", .error, "name") { $0.name = nil },
    OptionCase("name that breaks the node id", .error, "name") { $0.name = "a~b" },
    OptionCase("namespace with a space", .error, "namespace") { $0.namespace = "a b" },
    OptionCase("empty domain", .error, "dns-domain") { $0.dnsDomain = "" },
    OptionCase("locality too deep", .error, "locality") { $0.locality = "a/b/c/d" },
    OptionCase("unknown interception", .error, "interception-mode") { $0.interceptionMode = "redirect" },
    OptionCase("unknown drain strategy", .error, "drain-strategy") { $0.drainStrategy = "slow" },
    OptionCase("prometheus by name", .error, "prometheus-address") { $0.prometheusAddress = "localhost:15090" },
    OptionCase("prometheus without fixed admin port", .error, "prometheus-address") {
      $0.prometheusAddress = "127.0.0.1:15090"
      $0.proxyAdminPort = 0
    },
    OptionCase("status by name", .error, "status-address") { $0.statusAddress = "localhost:15020" },
    OptionCase("unknown log level", .error, "proxy-log-level") { $0.proxyLogLevel = "loud" },
    OptionCase("two log levels", .error, "proxy-log-level") { $0.proxyLogLevel = "info,debug" },
    OptionCase("component without level", .error, "proxy-log-level") { $0.proxyLogLevel = "upstream:" },
    OptionCase("negative concurrency", .error, "concurrency") { $0.concurrency = -1 },
    OptionCase("unknown xDS", .error, "xds-mode") { $0.xdsMode = "rest" },
    OptionCase("negative fetch timeout", .error, "initial-fetch-timeout") { $0.initialFetchTimeout = .seconds(-1) },
  ]
}

@Suite struct AgentOptionsTests {
  /// Options that need no remark.
  private var good: AgentOptions {
    var options = AgentOptions()
    options.ipAddresses = ["10.0.0.7"]
    options.name = "reviews-v1-0"
    options.controlPlaneAuthPolicy = "NONE"
    return options
  }

  @Test func goodOptionsNeedNoRemark() {
    let (configuration, diagnostics) = AgentConfiguration.resolve(good, environment: [:])
    #expect(diagnostics.isEmpty)
    #expect(configuration?.node.id == "sidecar~10.0.0.7~reviews-v1-0.default~default.svc.cluster.local")
    #expect(configuration?.serviceCluster == "reviews-v1-0.default")
    #expect(configuration?.admin == .socket(host: "127.0.0.1", port: 15000))
    #expect(configuration?.discovery == [.socket(host: "127.0.0.1", port: 15010)])
    #expect(configuration?.discoveryMode == .delta)
    #expect(configuration?.concurrency == 2)
    #expect(configuration?.terminationDrain == .seconds(45))
    #expect(configuration?.killAfter == .seconds(60))
  }

  @Test(arguments: OptionCase.all) func mistakesAreNamed(_ example: OptionCase) throws {
    var options = good
    example.change(&options)
    let (configuration, diagnostics) = AgentConfiguration.resolve(options, environment: [:]) { _ in false }
    let said = try #require(diagnostics.first, "nothing was said")
    #expect(diagnostics.count == 1, "\(diagnostics)")
    #expect(said.option == example.option)
    #expect(said.severity == example.severity)
    #expect(said.suggestion.hasPrefix("write "))
    #expect(said.description.hasPrefix("\(example.severity.rawValue): --\(example.option): "))
    #expect((configuration == nil) == (example.severity == .error))
  }

  @Test func allMistakesAreFoundAtOnce() {
    var options = good
    options.proxyAdminPort = -1
    options.statsdUdpAddress = "nowhere"
    options.controlPlaneAuthPolicy = "MUTUAL_TLS"
    let found = AgentConfiguration.resolve(options, environment: [:]).diagnostics.map(\.option)
    #expect(Set(found) == ["proxyAdminPort", "statsdUdpAddress", "controlPlaneAuthPolicy"])
  }

  @Test func agentRefusesBadOptionsWithAllReasons() throws {
    var options = good
    options.controlPlaneAuthPolicy = "MUTUAL_TLS"
    options.name = nil
    let error = try #require(throws: AgentError.self) {
      try Agent(options: options, environment: [:], logger: LogRecorder.make().logger)
    }
    #expect(error.code == .invalidOptions)
    #expect(error.message.contains("--controlPlaneAuthPolicy"))
    #expect(error.message.contains("--name"))
  }

  @Test func logLevelsOfComponentsAreKept() throws {
    var options = good
    options.proxyLogLevel = "error,upstream:debug,misc:off"
    let level = try resolved(options).logLevel
    #expect(level.level == "error")
    #expect(level.components == ["upstream:debug", "misc:off"])
  }

  @Test func routersUseTheWholeMachine() throws {
    var options = good
    options.proxyType = "router"
    let configuration = try resolved(options)
    #expect(configuration.concurrency == nil)
    #expect(configuration.node.interceptionMode == nil)
  }
}
