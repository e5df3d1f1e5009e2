import APIServer
import KubernetesClient
import KubernetesSource
import Logging
import MeshAdmission
import MeshIdentity
import MeshModel
import MeshSources

/// The objects of an API server, from the moment at which it can be reached.
struct ClusterSource: ConfigSource {
  let id: SourceID
  /// Waits for the server where it is one of our own.
  let connection: @Sendable () async throws -> ClusterConnection
  let admission: Admission
  let sink: any FactSink
  let options: KubernetesSourceOptions
  let logger: Logger

  func run() async throws {
    let client = try KubernetesClient(try await connection(), logger: logger)
    do {
      try await KubernetesSource(id: id, client: client, admission: admission, sink: sink, options: options, logger: logger).run()
    } catch {
      try? await client.shutdown()
      throw error
    }
    try await client.shutdown()
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
