import APIServer
import KubernetesClient
import KubernetesSource
import Logging
import MeshAdmission
import MeshIdentity
import MeshModel
import MeshSources
import ServiceLifecycle

/// The objects of an API server, from the moment at which it can be reached.
struct ClusterSource: ConfigSource {
  let id: SourceID
  let access: ClusterAccess
  let admission: Admission
  let sink: any FactSink
  let options: KubernetesSourceOptions
  let outer: OuterMeshConfig?
  let observer: (any RuleObserving)?
  let logger: Logger

  func run() async throws {
    let client: KubernetesClient
    do {
      client = try await cancelWhenGracefulShutdown { try await access.client }
    } catch is CancellationError where Task.isShuttingDownGracefully {
      return
    }
    try await KubernetesSource(
      id: id, client: client, admission: admission, sink: sink, options: options, outer: outer, observer: observer,
      logger: logger
    ).run()
  }
}

extension ClusterConnection {
  /// How the control plane reaches the server that runs inside of it.
  /// - Throws: when that could not start.
  init(embedded server: APIServer) async throws {
    let file = try await server.kubeconfig(user: "system:meltemi-discovery")
    var cluster = Kubeconfig.Cluster(server: file.server)
    cluster.certificateAuthority = file.authorityPEM.map { .inline(ConcealedText($0)) }
    var user = Kubeconfig.User()
    if let identity = file.user {
      user.clientCertificate = .inline(ConcealedText(identity.certificatePEM))
      user.clientKey = .inline(ConcealedText(identity.keyPEM.reveal()))
    }
    self.init(cluster: cluster, user: user)
  }
}
