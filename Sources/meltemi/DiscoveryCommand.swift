import ArgumentParser
import ControlPlane
import Foundation
import Logging
import MeshIdentity
import ServiceLifecycle
import UnixSignals

/// `meltemi discovery`: runs the control plane.
struct DiscoveryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discovery",
    abstract: "Run the control plane: read rules and services, steer Envoys over xDS.",
    discussion: """
      Reads Istio and Kubernetes objects from directories of YAML, from a Kubernetes API server, or from one of its own that \
      kubectl can talk to; follows every change, and pushes what changed to the proxies that see it. Issues certificates to \
      workloads that prove who they are. The addresses are loopback unless told otherwise; proxies on other machines use the TLS port, where each gets what its credentials allow.
      """)

  @Option(
    name: .customLong("config-dir"),
    help: "Directory of YAML to read and watch; may be repeated. Where two hold one object, the one named first wins.")
  var configDirectories: [String] = []

  @Option(help: "File with an Istio MeshConfig. (default: Istio's defaults)")
  var meshConfig: String?

  @Option(
    help: .named(
      "HOST:PORT of xDS in plain text, for proxies on this machine; port 0 picks a free one.", default: OptionAddress.xds),
    transform: OptionAddress.parse)
  var xdsAddress = OptionAddress.xds

  @Flag(
    name: .customLong("allow-plaintext-xds-on-network"),
    help: "Let --xds-address be one that others can reach. Whoever can, gets any proxy's configuration.")
  var allowPlaintextOnNetwork = false

  @OptionGroup(title: "API server options")
  var clusterOptions: DiscoveryClusterOptions

  @OptionGroup(title: "Status options")
  var statusOptions: DiscoveryStatusOptions

  @OptionGroup(title: "Security options")
  var security: DiscoverySecurityOptions

  @Option(
    help: .named(
      "HOST:PORT of debug faces (/debug), metrics (/metrics) and readiness (/ready); port 0 picks a free one.",
      default: OptionAddress.http),
    transform: OptionAddress.parse)
  var httpAddress = OptionAddress.http

  @Flag(help: "Refuse objects with unknown fields instead of warning about them.")
  var strict = false

  @Option(help: "Log level: trace, debug, info, notice, warning, error or critical.")
  var logLevel: Logger.Level = .info

  func run() async throws {
    let logger = ProcessLog.logger("discovery", level: logLevel)
    var configuration = ControlPlaneConfiguration(directories: configDirectories, meshConfigFile: meshConfig)
    let environment = ProcessInfo.processInfo.environment
    let security = security.configuration(environment: environment)
    configuration.cluster = try clusterOptions.cluster(
      hasDirectories: !configDirectories.isEmpty, stateDirectory: security.stateDirectory, environment: environment
    ) { embedded in
      embedded.isStrict = strict
      embedded.auditLogFile = security.auditLogFile
      embedded.names = security.serverNames
    }
    configuration.clusterOptions = clusterOptions.sourceOptions
    configuration.status = statusOptions.configuration(environment: environment)
    configuration.xdsHost = xdsAddress.host
    configuration.xdsPort = xdsAddress.port
    configuration.httpHost = httpAddress.host
    configuration.httpPort = httpAddress.port
    configuration.isStrict = strict
    configuration.allowsPlaintextOnNetwork = allowPlaintextOnNetwork
    configuration.security = security
    configuration.issuerRootsFile = self.security.issuerRootsFile
    let controlPlane = try ControlPlane(configuration: configuration, logger: logger)
    var group = ServiceGroupConfiguration(
      services: controlPlane.services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(10)
    try await ServiceGroup(configuration: group).run()
  }
}
