import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

typealias SdsSecretConfig = Envoy_Extensions_TransportSockets_Tls_V3_SdsSecretConfig

/// Secrets that the proxy's agent gives to Envoy. The names are Istio's, so that Istio's agents know them too.
extension SdsSecretConfig {
  /// The certificate of the workload and its key.
  static let workload = SdsSecretConfig(agentSecret: "default", waitsForever: true)
  /// What the mesh's certificates are checked with.
  static let meshRoots = SdsSecretConfig(agentSecret: "ROOTCA", waitsForever: true)

  /// A certificate and its key in files.
  static func certificate(chainFile: String, keyFile: String) -> SdsSecretConfig {
    SdsSecretConfig(agentSecret: "file-cert:\(chainFile)~\(keyFile)", waitsForever: false)
  }

  /// Roots in a file.
  static func roots(file: String) -> SdsSecretConfig { SdsSecretConfig(agentSecret: "file-root:\(file)", waitsForever: false) }

  /// What the control plane gives out under a name, on the stream of everything else.
  static func credential(_ name: CredentialName) -> SdsSecretConfig {
    if name.isBuiltIn { return name.part == .roots ? meshRoots : workload }
    var secret = SdsSecretConfig()
    secret.name = name.resourceName
    // Who waits for ever for a certificate that nobody has would keep its whole listener or cluster from working.
    secret.sdsConfig = .ads(waitsForever: false)
    return secret
  }

  /// What the proxy's system trusts.
  static let systemRoots = roots(file: "system")

  /// - Parameter waitsForever: whether Envoy waits for the secret without a limit: without it nothing could work anyway.
  private init(agentSecret name: String, waitsForever: Bool) {
    self.init()
    self.name = name
    var service = Envoy_Config_Core_V3_GrpcService()
    service.envoyGrpc.clusterName = "sds-grpc"
    sdsConfig.apiConfigSource.apiType = .grpc
    sdsConfig.apiConfigSource.transportApiVersion = .v3
    sdsConfig.apiConfigSource.setNodeOnFirstMessageOnly = true
    sdsConfig.apiConfigSource.grpcServices = [service]
    sdsConfig.resourceApiVersion = .v3
    if waitsForever { sdsConfig.initialFetchTimeout = Google_Protobuf_Duration() }
  }
}
