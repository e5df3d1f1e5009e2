/// An admitted object of any kind.
package enum MeshObject: Hashable, Sendable {
  case virtualService(Object<VirtualService>)
  case destinationRule(Object<DestinationRule>)
  case serviceEntry(Object<ServiceEntry>)
  case gateway(Object<Gateway>)
  case sidecar(Object<Sidecar>)
  case workloadEntry(Object<WorkloadEntry>)
  case workloadGroup(Object<WorkloadGroup>)
  case envoyFilter(Object<EnvoyFilter>)
  case peerAuthentication(Object<PeerAuthentication>)
  case authorizationPolicy(Object<AuthorizationPolicy>)
  case requestAuthentication(Object<RequestAuthentication>)
  case proxyConfig(Object<ProxyConfig>)
  case telemetry(Object<Telemetry>)
  case wasmPlugin(Object<ProxyExtension>)
  case trafficExtension(Object<ProxyExtension>)
  case namespace(Object<KubernetesNamespace>)
  case service(Object<KubernetesService>)
  case endpointSlice(Object<KubernetesEndpointSlice>)
  case endpoints(Object<KubernetesEndpoints>)
  case pod(Object<KubernetesPod>)
  case serviceAccount(Object<KubernetesServiceAccount>)
  case node(Object<KubernetesNode>)
  case secret(Object<KubernetesSecret>)
  case configMap(Object<KubernetesConfigMap>)
  case ingress(Object<KubernetesIngress>)
  case ingressClass(Object<KubernetesIngressClass>)

  package var key: ObjectKey {
    switch self {
    case .virtualService(let object): object.key
    case .destinationRule(let object): object.key
    case .serviceEntry(let object): object.key
    case .gateway(let object): object.key
    case .sidecar(let object): object.key
    case .workloadEntry(let object): object.key
    case .workloadGroup(let object): object.key
    case .envoyFilter(let object): object.key
    case .peerAuthentication(let object): object.key
    case .authorizationPolicy(let object): object.key
    case .requestAuthentication(let object): object.key
    case .proxyConfig(let object): object.key
    case .telemetry(let object): object.key
    case .wasmPlugin(let object): object.key
    case .trafficExtension(let object): object.key
    case .namespace(let object): object.key
    case .service(let object): object.key
    case .endpointSlice(let object): object.key
    case .endpoints(let object): object.key
    case .pod(let object): object.key
    case .serviceAccount(let object): object.key
    case .node(let object): object.key
    case .secret(let object): object.key
    case .configMap(let object): object.key
    case .ingress(let object): object.key
    case .ingressClass(let object): object.key
    }
  }

  package var digest: ContentDigest {
    switch self {
    case .virtualService(let object): object.digest
    case .destinationRule(let object): object.digest
    case .serviceEntry(let object): object.digest
    case .gateway(let object): object.digest
    case .sidecar(let object): object.digest
    case .workloadEntry(let object): object.digest
    case .workloadGroup(let object): object.digest
    case .envoyFilter(let object): object.digest
    case .peerAuthentication(let object): object.digest
    case .authorizationPolicy(let object): object.digest
    case .requestAuthentication(let object): object.digest
    case .proxyConfig(let object): object.digest
    case .telemetry(let object): object.digest
    case .wasmPlugin(let object): object.digest
    case .trafficExtension(let object): object.digest
    case .namespace(let object): object.digest
    case .service(let object): object.digest
    case .endpointSlice(let object): object.digest
    case .endpoints(let object): object.digest
    case .pod(let object): object.digest
    case .serviceAccount(let object): object.digest
    case .node(let object): object.digest
    case .secret(let object): object.digest
    case .configMap(let object): object.digest
    case .ingress(let object): object.digest
    case .ingressClass(let object): object.digest
    }
  }

  package var metadata: ObjectMetadata {
    switch self {
    case .virtualService(let object): object.metadata
    case .destinationRule(let object): object.metadata
    case .serviceEntry(let object): object.metadata
    case .gateway(let object): object.metadata
    case .sidecar(let object): object.metadata
    case .workloadEntry(let object): object.metadata
    case .workloadGroup(let object): object.metadata
    case .envoyFilter(let object): object.metadata
    case .peerAuthentication(let object): object.metadata
    case .authorizationPolicy(let object): object.metadata
    case .requestAuthentication(let object): object.metadata
    case .proxyConfig(let object): object.metadata
    case .telemetry(let object): object.metadata
    case .wasmPlugin(let object): object.metadata
    case .trafficExtension(let object): object.metadata
    case .namespace(let object): object.metadata
    case .service(let object): object.metadata
    case .endpointSlice(let object): object.metadata
    case .endpoints(let object): object.metadata
    case .pod(let object): object.metadata
    case .serviceAccount(let object): object.metadata
    case .node(let object): object.metadata
    case .secret(let object): object.metadata
    case .configMap(let object): object.metadata
    case .ingress(let object): object.metadata
    case .ingressClass(let object): object.metadata
    }
  }
}
