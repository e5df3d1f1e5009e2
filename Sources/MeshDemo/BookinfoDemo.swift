import Bookinfo
import ControlPlane
import Foundation
package import Logging
import MeshAgent
import MeshIdentity
import ServiceLifecycle
import UnixSignals

/// Bookinfo with a real Envoy beside each service and one at the ingress, all steered by a control plane in this process.
///
/// Needs neither root nor containers: each workload has a loopback address on which its sidecar owns port 9080.
package struct BookinfoDemo: Sendable {
  private let options: DemoOptions
  private let environment: [String: String]
  private let logger: Logger
  private let announce: @Sendable (String) -> Void

  /// - Parameter announce: gets the lines meant for the person at the terminal.
  package init(
    options: DemoOptions, environment: [String: String], logger: Logger, announce: @escaping @Sendable (String) -> Void
  ) {
    self.options = options
    self.environment = environment
    self.logger = logger
    self.announce = announce
  }

  /// Runs until SIGINT or SIGTERM; leaves nothing running and, unless the folder was named by the user, nothing on disk.
  package func run() async throws {
    // Looked for before anything starts: an error from amidst seven agents would be hard to find.
    var options = options
    options.envoyPath = try EnvoyBinary.locate(asked: options.envoyPath, option: "--envoy", environment: environment)
    let folder = try DemoFolder(named: options.folder)
    defer { folder.removeIfOwned() }
    let layout = try DemoLayout.free(folder: folder.path, options: options)
    try folder.write(DemoObjects(layout: layout), rulesFolder: layout.rulesFolder)
    var configuration = ControlPlaneConfiguration(directories: [layout.rulesFolder, layout.baseFolder])
    let kubeconfig = folder.path + "/kubeconfig"
    configuration.cluster = .embedded(Self.apiServer(folder: folder.path, kubeconfig: kubeconfig))
    configuration.xdsPort = 0
    configuration.httpPort = options.httpPort
    var security = SecurityConfiguration(stateDirectory: StateDirectory(path: folder.path + "/state"))
    security.port = 0
    configuration.security = security
    let controlPlane = try ControlPlane(configuration: configuration, logger: logger)
    let identities = try await DemoIdentities(layout: layout, security: security, roots: controlPlane.trustBundle)
    let startup = DemoStartup(
      layout: layout, identities: identities, options: options, environment: environment, logger: logger)
    let services: [any Service] =
      layout.workloads.map { startup.application($0) } + controlPlane.services + [
        DemoProxies(startup: startup, controlPlane: controlPlane, kubeconfig: kubeconfig, announce: announce)
      ]
    var group = ServiceGroupConfiguration(
      services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigint, .sigterm], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(20)
    announce("Starting Bookinfo: 6 services, 7 Envoys, 1 control plane ...")
    try await ServiceGroup(configuration: group).run()
    announce("Bookinfo has stopped.")
  }

  /// Where kubectl's objects go; those of the watched directory come first.
  private static func apiServer(folder: String, kubeconfig: String) -> EmbeddedAPIServer.Configuration {
    var configuration = EmbeddedAPIServer.Configuration(
      storage: .sqlite(path: folder + "/state/objects.db"), stateDirectory: StateDirectory(path: folder + "/state"))
    configuration.port = 0
    configuration.kubeconfigPath = kubeconfig
    return configuration
  }
}

/// What the user of the demo may choose.
package struct DemoOptions: Sendable {
  /// Where the demo keeps its files; nil for a temporary folder that is removed at the end.
  package var folder: String?
  /// The directory that is watched for rules; nil for one inside the folder.
  package var rulesFolder: String?
  /// A file that says where everything is, written once all proxies are ready.
  package var stateFile: String?
  /// The port of the ingress on 127.0.0.1; 0 picks a free one.
  package var ingressPort = 8080
  /// The port of the debug faces on 127.0.0.1; 0 picks a free one.
  package var httpPort = 15014
  /// The Envoy to run; nil looks for one (`MELTEMI_ENVOY`, PATH).
  package var envoyPath: String?

  package init() {}
}
