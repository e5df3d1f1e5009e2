import ArgumentParser
import Foundation
import Logging
import MeshAgent
import ServiceLifecycle
import UnixSignals

/// `meltemi agent`: runs one Envoy beside a workload.
struct AgentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Write Envoy's bootstrap, start Envoy, restart it when it dies, drain it on SIGTERM.",
    discussion: """
      Options that Istio's pilot-agent has keep their names. The workload is described by options or by the environment \
      variables that Istio's agent reads (POD_NAME, POD_NAMESPACE, INSTANCE_IP, SERVICE_ACCOUNT, ISTIO_META_*, \
      ISTIO_METAJSON_*). A join token is best given as $MELTEMI_JOIN_TOKEN or in a file. Durations are written like 45s, \
      1m30s or 500ms.
      """)

  @Option(name: .customLong("configPath"), help: "Directory for the bootstrap and the agent's files; created when missing.")
  var configPath = AgentOptions().configPath

  @Option(name: .customLong("binaryPath"), help: "The Envoy executable. (default: $MELTEMI_ENVOY, then envoy on PATH)")
  var binaryPath: String?

  @Option(
    name: .customLong("serviceCluster"), help: "Service that the proxy belongs to. (default: APP.NAMESPACE by the label app)")
  var serviceCluster: String?

  @Option(
    name: .customLong("drainDuration"),
    help: .named(
      "How long listeners drain after SIGTERM and when they are removed.", default: OptionDuration(AgentOptions().drainDuration)),
    transform: OptionDuration.parse)
  var drainDuration = OptionDuration(AgentOptions().drainDuration)

  @Option(
    name: .customLong("parentShutdownDuration"),
    help: .named(
      "How long after SIGTERM an Envoy that has not stopped is killed.",
      default: OptionDuration(AgentOptions().parentShutdownDuration)),
    transform: OptionDuration.parse)
  var parentShutdownDuration = OptionDuration(AgentOptions().parentShutdownDuration)

  @Option(
    name: .customLong("discoveryAddress"),
    help: """
      HOST:PORT or unix:PATH of the control plane's xDS server; of several replicas, separated by commas, the next is asked when one \
      is lost. (default: 127.0.0.1:15012, with NONE 127.0.0.1:15010)
      """)
  var discoveryAddress: String?

  @Option(
    name: .customLong("discoveryRefreshDelay"),
    help: "Wait before Envoy connects again to a lost control plane; doubled up to ten times. (default: 500ms)",
    transform: OptionDuration.parse)
  var discoveryRefreshDelay: OptionDuration?

  @Option(name: .customLong("zipkinAddress"), help: "HOST:PORT of a Zipkin collector. (default: no tracing)")
  var zipkinAddress: String?

  @Option(
    name: .customLong("connectTimeout"),
    help: .named(
      "How long opening a connection to the control plane may take.", default: OptionDuration(AgentOptions().connectTimeout)),
    transform: OptionDuration.parse)
  var connectTimeout = OptionDuration(AgentOptions().connectTimeout)

  @Option(name: .customLong("statsdUdpAddress"), help: "IP:PORT of a statsd daemon. (default: none)")
  var statsdUdpAddress: String?

  @Option(name: .customLong("proxyAdminPort"), help: "Port of Envoy's admin interface; 0 picks a free one.")
  var proxyAdminPort = AgentOptions().proxyAdminPort

  @Option(
    name: .customLong("controlPlaneAuthPolicy"),
    help: """
      MUTUAL_TLS: a certificate of the workload's own, for the control plane and for its peers. NONE: plain text. \
      (default: MUTUAL_TLS where something proves who the workload is, else NONE)
      """)
  var controlPlaneAuthPolicy: String?

  @OptionGroup(title: "The workload's identity") var identity: IdentityOptions
  @OptionGroup(title: "The workload") var workload: WorkloadOptions
  @OptionGroup(title: "The proxy") var proxy: ProxyOptions

  @Option(help: "The agent's own log level: trace, debug, info, notice, warning, error or critical.")
  var logLevel: Logger.Level = .info

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let logger = ProcessLog.logger("agent", level: logLevel)
    var agent: Agent?
    var mistakes: [String] = []
    do {
      agent = try Agent(options: options, environment: environment, logger: logger)
    } catch {
      mistakes.append(error.message)
    }
    do {
      _ = try EnvoyBinary.locate(asked: binaryPath, environment: environment)
    } catch {
      mistakes.append("error: \(error.message)")
    }
    guard let agent, mistakes.isEmpty else {
      // Each line names an option and what to write; the usage of the command would only push them out of sight.
      FileHandle.standardError.write(Data((mistakes.joined(separator: "\n") + "\n").utf8))
      throw ExitCode.validationFailure
    }
    try await ServiceGroup(
      configuration: .init(
        services: [.init(service: agent)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
  }

  private var options: AgentOptions {
    var options = AgentOptions()
    options.configPath = configPath
    options.binaryPath = binaryPath
    options.serviceCluster = serviceCluster
    options.drainDuration = drainDuration.value
    options.parentShutdownDuration = parentShutdownDuration.value
    options.discoveryAddress = discoveryAddress
    options.discoveryRefreshDelay = discoveryRefreshDelay?.value
    options.zipkinAddress = zipkinAddress
    options.connectTimeout = connectTimeout.value
    options.statsdUdpAddress = statsdUdpAddress
    options.proxyAdminPort = proxyAdminPort
    options.controlPlaneAuthPolicy = controlPlaneAuthPolicy
    identity.fill(&options)
    workload.fill(&options)
    proxy.fill(&options)
    return options
  }
}

/// The options that describe the workload beside the proxy.
struct WorkloadOptions: ParsableArguments {
  @Option(help: "sidecar or router (a gateway).")
  var proxyType = AgentOptions().proxyType

  @Option(name: .customLong("ip"), help: "An address of the workload; may be repeated. (default: $INSTANCE_IP)")
  var addresses: [String] = []

  @Option(help: "Name of the instance. (default: $POD_NAME)")
  var name: String?

  @Option(help: "Namespace of the workload. (default: $POD_NAMESPACE, else default)")
  var namespace: String?

  @Option(help: "Name that all instances share. (default: $ISTIO_META_WORKLOAD_NAME, else the instance's name)")
  var workloadName: String?

  @Option(help: "DNS domain of the workload. (default: NAMESPACE.svc.cluster.local)")
  var dnsDomain: String?

  @Option(help: "Service account of the workload. (default: $SERVICE_ACCOUNT)")
  var serviceAccount: String?

  @Option(
    name: .customLong("label"), help: "A label of the workload as KEY=VALUE; may be repeated. (default: $ISTIO_METAJSON_LABELS)",
    transform: OptionLabel.parse)
  var labels: [OptionLabel] = []

  @Option(name: .customLong("cluster-id"), help: "Cluster that the workload runs in. (default: $ISTIO_META_CLUSTER_ID)")
  var clusterID: String?

  @Option(help: "Network of the workload's addresses. (default: $ISTIO_META_NETWORK)")
  var network: String?

  @Option(help: "REGION[/ZONE[/SUBZONE]]. (default: the label istio-locality)")
  var locality: String?

  @Option(help: "REDIRECT, TPROXY or NONE. (default: $ISTIO_META_INTERCEPTION_MODE, else REDIRECT for sidecars)")
  var interceptionMode: String?

  func fill(_ options: inout AgentOptions) {
    options.proxyType = proxyType
    options.ipAddresses = addresses
    options.name = name
    options.namespace = namespace
    options.workloadName = workloadName
    options.dnsDomain = dnsDomain
    options.serviceAccount = serviceAccount
    options.labels = Dictionary(labels.map { ($0.key, $0.value) }) { _, last in last }
    options.clusterID = clusterID
    options.network = network
    options.locality = locality
    options.interceptionMode = interceptionMode
  }
}

/// The options that say how Envoy runs.
struct ProxyOptions: ParsableArguments {
  @Option(
    help: "How long Envoy drains at SIGTERM where that should differ from --drainDuration.", transform: OptionDuration.parse)
  var terminationDrainDuration: OptionDuration?

  @Flag(help: "Stop draining as soon as no downstream connection is left.")
  var exitOnZeroActiveConnections = false

  @Option(help: "immediate: connections are asked to close at once; gradual: more and more of them over the drain.")
  var drainStrategy = AgentOptions().drainStrategy

  @Option(help: "Host that the admin interface listens on. Whoever reaches it rules the proxy.")
  var adminHost = AgentOptions().adminHost

  @Option(help: "HOST:PORT for a listener that serves only /stats/prometheus. (default: none)")
  var prometheusAddress: String?

  @Option(help: "IP:PORT where the agent answers about itself and its certificate; port 0 picks a free one. (default: none)")
  var statusAddress: String?

  @Option(help: "Envoy's log level, with levels of single components behind commas.")
  var proxyLogLevel = AgentOptions().proxyLogLevel

  @Option(help: "Envoy's worker threads; 0 is one per core. (default: 2 for a sidecar, one per core for a router)")
  var concurrency: Int?

  @Option(help: "delta or sotw: the flavour of the xDS protocol.")
  var xdsMode = AgentOptions().xdsMode

  @Option(
    help: .named(
      "How long Envoy waits for its first configuration before it opens without; 0 is as long as it takes.",
      default: OptionDuration(AgentOptions().initialFetchTimeout)),
    transform: OptionDuration.parse)
  var initialFetchTimeout = OptionDuration(AgentOptions().initialFetchTimeout)

  @Option(
    name: .customLong("stats-prefix"), help: "Statistics to keep beside the usual few, by prefix; * keeps all; may be repeated.")
  var statsInclusionPrefixes: [String] = []

  func fill(_ options: inout AgentOptions) {
    options.terminationDrainDuration = terminationDrainDuration?.value
    options.exitOnZeroActiveConnections = exitOnZeroActiveConnections
    options.drainStrategy = drainStrategy
    options.adminHost = adminHost
    options.prometheusAddress = prometheusAddress
    options.statusAddress = statusAddress
    options.proxyLogLevel = proxyLogLevel
    options.concurrency = concurrency
    options.xdsMode = xdsMode
    options.initialFetchTimeout = initialFetchTimeout.value
    options.statsInclusionPrefixes = statsInclusionPrefixes
  }
}
