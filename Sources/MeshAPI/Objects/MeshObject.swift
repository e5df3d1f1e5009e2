/// An admitted object of any kind.
package enum MeshObject: Hashable, Sendable {
  case virtualService(Object<VirtualService>)
  case destinationRule(Object<DestinationRule>)
  case serviceEntry(Object<ServiceEntry>)
  case gateway(Object<Gateway>)
  case sidecar(Object<Sidecar>)
  case peerAuthentication(Object<PeerAuthentication>)
  case authorizationPolicy(Object<AuthorizationPolicy>)
  case requestAuthentication(Object<RequestAuthentication>)
  case namespace(Object<KubernetesNamespace>)
  case service(Object<KubernetesService>)
  case endpointSlice(Object<KubernetesEndpointSlice>)
  case endpoints(Object<KubernetesEndpoints>)
  case pod(Object<KubernetesPod>)
  case serviceAccount(Object<KubernetesServiceAccount>)
  case node(Object<KubernetesNode>)

  package var key: ObjectKey {
    switch self {
    case .virtualService(let object): object.key
    case .destinationRule(let object): object.key
    case .serviceEntry(let object): object.key
    case .gateway(let object): object.key
    case .sidecar(let object): object.key
    case .peerAuthentication(let object): object.key
    case .authorizationPolicy(let object): object.key
    case .requestAuthentication(let object): object.key
    case .namespace(let object): object.key
    case .service(let object): object.key
    case .endpointSlice(let object): object.key
    case .endpoints(let object): object.key
    case .pod(let object): object.key
    case .serviceAccount(let object): object.key
    case .node(let object): object.key
    }
  }

  package var digest: ContentDigest {
    switch self {
    case .virtualService(let object): object.digest
    case .destinationRule(let object): object.digest
    case .serviceEntry(let object): object.digest
    case .gateway(let object): object.digest
    case .sidecar(let object): object.digest
    case .peerAuthentication(let object): object.digest
    case .authorizationPolicy(let object): object.digest
    case .requestAuthentication(let object): object.digest
    case .namespace(let object): object.digest
    case .service(let object): object.digest
    case .endpointSlice(let object): object.digest
    case .endpoints(let object): object.digest
    case .pod(let object): object.digest
    case .serviceAccount(let object): object.digest
    case .node(let object): object.digest
    }
  }
}
