import APIServer
import Foundation
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

extension KubernetesClient {
  /// How the control plane talks to the server that runs inside of it. The server gives out another certificate before the one in use
  /// ends: nobody else would.
  /// - Parameter lifetime: For how many seconds a certificate is good.
  /// - Throws: when the server could not start.
  convenience init(embedded server: APIServer, lifetime: TimeInterval = 24 * 3600, logger: Logger) async throws {
    let user = "system:meltemi-discovery"
    let file = try await server.kubeconfig(user: user, lifetime: lifetime)
    var cluster = Kubeconfig.Cluster(server: file.server)
    cluster.certificateAuthority = file.authorityPEM.map { .inline(ConcealedText($0)) }
    let issuer: CredentialIssuer = {
      guard let identity = try await server.kubeconfig(user: user, lifetime: lifetime).user else {
        throw CredentialError("the embedded API server gives out no certificates")
      }
      return IssuedCredential(
        certificate: identity.certificatePEM, key: ConcealedText(identity.keyPEM.reveal()),
        expiry: Int64(identity.notAfter.timeIntervalSince1970))
    }
    try self.init(ClusterConnection(cluster: cluster), issuer: file.user == nil ? nil : issuer, logger: logger)
  }
}
