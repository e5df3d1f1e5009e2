import APIServer
import ArgumentParser
import ControlPlane
import Foundation
import Logging
import MeshIdentity
import ServiceLifecycle
import UnixSignals

/// `meltemi apiserver`: runs an API server of our own.
struct APIServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apiserver",
    abstract: "Run a small API server that kubectl and client libraries talk to as if it were Kubernetes'.",
    discussion: """
      Keeps Istio's rules and the platform kinds that a mesh reads, checks them as the control plane does, and tells watchers of \
      every change. Speaks TLS with an authority of its own, and writes a kubeconfig for an administrator. The address is loopback \
      unless told otherwise.
      """)

  @Option(
    help: .named("HOST:PORT to listen on; port 0 picks a free one.", default: OptionAddress.apiServer),
    transform: OptionAddress.parse)
  var address = OptionAddress.apiServer

  @Option(help: "Where objects are kept: sqlite:FILE, or etcd:HOST:PORT,HOST:PORT for several servers.")
  var storage: String

  @OptionGroup(title: "etcd options")
  var etcd: EtcdOptions

  @Option(help: "Path of the kubeconfig to write for an administrator. It holds a key: keep it to yourself.")
  var writeKubeconfig: String?

  @Option(
    help: "Directory of the server's authority. (default: $MELTEMI_STATE_DIR, else /var/lib/meltemi, else one in your home)")
  var stateDir: String?

  @Option(name: .customLong("name"), help: "A host name or address by which clients reach the server; may be repeated.")
  var names: [String] = []

  @Option(help: "File of bearer tokens: token,user,uid,\"group,group\" in each line.")
  var tokenFile: String?

  @Option(help: "File of keys that seal Secrets in the storage: 32 bytes in base 64 in each line, the one for writing first.")
  var encryptionKeyFile: String?

  @Option(
    help: "File for the audit log: one JSON object per line for each write and refused request. (default: it goes to the log)")
  var auditLog: String?

  @Flag(help: "Plain HTTP, on which everybody is an administrator; on loopback alone.")
  var insecure = false

  @Flag(help: "Refuse rules with unknown fields instead of warning about them.")
  var strict = false

  @Option(help: "Requests a second that each user may make for long; four times as many at once.")
  var maxRequestsPerSecond = ClientLimits().rate

  @Option(help: "Requests, watches aside, that are answered at once, half of them of one user.")
  var maxRequestsInflight = ClientLimits().allRequests

  @Option(help: "Watches that each user may hold at once; five times as many of all users.")
  var maxWatchesPerUser = ClientLimits().watches

  @Option(help: "Log level: trace, debug, info, notice, warning, error or critical.")
  var logLevel: Logger.Level = .info

  func validate() throws {
    guard maxRequestsPerSecond >= 1, maxRequestsPerSecond <= 1_000_000, (1...100_000).contains(maxWatchesPerUser),
      (2...100_000).contains(maxRequestsInflight)
    else {
      throw ValidationError(
        "Limits must be 1 or more, with at most 1,000,000 requests a second and 100,000 watches; requests at once 2 to 100,000.")
    }
  }

  private var limits: ClientLimits {
    var limits = ClientLimits()
    limits.rate = maxRequestsPerSecond
    limits.burst = 4 * maxRequestsPerSecond
    limits.requests = maxRequestsInflight / 2
    limits.allRequests = maxRequestsInflight
    limits.watches = maxWatchesPerUser
    limits.allWatches = 5 * maxWatchesPerUser
    return limits
  }

  func run() async throws {
    let logger = ProcessLog.logger("apiserver", level: logLevel)
    let environment = ProcessInfo.processInfo.environment
    var configuration = EmbeddedAPIServer.Configuration(
      storage: try StorageOption(storage),
      stateDirectory: stateDir.map { StateDirectory(path: $0) } ?? StateDirectory.standard(environment: environment))
    configuration.etcd = etcd.access
    configuration.host = address.host
    configuration.port = address.port
    configuration.kubeconfigPath = writeKubeconfig
    configuration.names = names
    configuration.tokenFile = tokenFile
    configuration.sealingKeyFile = encryptionKeyFile
    configuration.auditLogFile = auditLog
    configuration.isInsecure = insecure
    configuration.isStrict = strict
    configuration.limits = limits
    let server = try EmbeddedAPIServer(configuration, logger: logger)
    var group = ServiceGroupConfiguration(
      services: server.services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(10)
    try await ServiceGroup(configuration: group).run()
  }
}
