import MeshAPI

/// The content of an object of any kind, before it is joined with its metadata.
enum DecodedSpec {
  case virtualService(VirtualService)
  case destinationRule(DestinationRule)
  case serviceEntry(ServiceEntry)
  case gateway(Gateway)
  case sidecar(Sidecar)
  case workloadEntry(WorkloadEntry)
  case workloadGroup(WorkloadGroup)
  case envoyFilter(EnvoyFilter)
  case peerAuthentication(PeerAuthentication)
  case authorizationPolicy(AuthorizationPolicy)
  case requestAuthentication(RequestAuthentication)
  case proxyConfig(ProxyConfig)
  case telemetry(Telemetry)
  case wasmPlugin(ProxyExtension)
  case trafficExtension(ProxyExtension)
  case namespace
  case service(KubernetesService)
  case endpointSlice(KubernetesEndpointSlice)
  case endpoints(KubernetesEndpoints)
  case pod(KubernetesPod)
  case serviceAccount
  case node
  case secret(KubernetesSecret)
  case configMap(KubernetesConfigMap)
  case ingress(KubernetesIngress)
  case ingressClass(KubernetesIngressClass)

  func object(key: ObjectKey, metadata: ObjectMetadata, digest: ContentDigest) -> MeshObject {
    func make<Spec>(_ spec: Spec) -> Object<Spec> {
      Object(key: key, metadata: metadata, spec: spec, digest: digest)
    }
    return switch self {
    case .virtualService(let spec): .virtualService(make(spec))
    case .destinationRule(let spec): .destinationRule(make(spec))
    case .serviceEntry(let spec): .serviceEntry(make(spec))
    case .gateway(let spec): .gateway(make(spec))
    case .sidecar(let spec): .sidecar(make(spec))
    case .workloadEntry(let spec): .workloadEntry(make(spec))
    case .workloadGroup(let spec): .workloadGroup(make(spec))
    case .envoyFilter(let spec): .envoyFilter(make(spec))
    case .peerAuthentication(let spec): .peerAuthentication(make(spec))
    case .authorizationPolicy(let spec): .authorizationPolicy(make(spec))
    case .requestAuthentication(let spec): .requestAuthentication(make(spec))
    case .proxyConfig(let spec): .proxyConfig(make(spec))
    case .telemetry(let spec): .telemetry(make(spec))
    case .wasmPlugin(let spec): .wasmPlugin(make(spec))
    case .trafficExtension(let spec): .trafficExtension(make(spec))
    case .namespace: .namespace(make(KubernetesNamespace()))
    case .service(let spec): .service(make(spec))
    case .endpointSlice(let spec): .endpointSlice(make(spec))
    case .endpoints(let spec): .endpoints(make(spec))
    case .pod(let spec): .pod(make(spec))
    case .serviceAccount: .serviceAccount(make(KubernetesServiceAccount()))
    case .node: .node(make(KubernetesNode()))
    case .secret(let spec): .secret(make(spec))
    case .configMap(let spec): .configMap(make(spec))
    case .ingress(let spec): .ingress(make(spec))
    case .ingressClass(let spec): .ingressClass(make(spec))
    }
  }
}

/// Chooses the decoder of a kind.
struct SpecDecoder {
  let kind: ObjectKind
  let namespace: String
  /// Reads what EnvoyFilters put into Envoy's configuration.
  let envoyValues: (any EnvoyPatchReading)?

  /// nil where the content is missing or cannot be read; the report says why.
  func decode(_ root: FieldReader, metadata: MetadataDecoder.Result?) -> DecodedSpec? {
    switch kind {
    case .namespace: return .namespace
    case .serviceAccount: return .serviceAccount
    case .node: return .node
    case .secret: return .secret(SecretDecoder.secret(root))
    case .configMap:
      let key = ObjectKey(kind: kind, namespace: namespace, name: metadata?.metadata.name ?? "")
      return .configMap(SecretDecoder.configMap(root, key: key))
    case .endpointSlice:
      return .endpointSlice(EndpointsDecoder.slice(root, labels: metadata?.metadata.labels ?? [:]))
    case .endpoints: return .endpoints(EndpointsDecoder.endpoints(root))
    case .pod: return .pod(PodDecoder.decode(root, controller: metadata?.controller))
    case .peerAuthentication, .authorizationPolicy, .requestAuthentication:
      // A policy that says nothing means something: an AuthorizationPolicy without a spec allows nothing.
      let decoded = root.objectOrEmpty("spec") { decodeSpec($0) }
      guard case .authorizationPolicy(var policy) = decoded else { return decoded }
      policy.isDryRun = DryRunAnnotation.read(root, action: policy.action)
      return .authorizationPolicy(policy)
    case .proxyConfig:
      root.report(
        .warning, .notSupported, "kind",
        "ProxyConfig objects are read and checked; proxies are started with the settings of their agents")
      return root.objectOrEmpty("spec") { decodeSpec($0) }
    case .telemetry:
      Self.reportNoEffect(root, kind)
      return root.objectOrEmpty("spec") { decodeSpec($0) }
    case .wasmPlugin, .trafficExtension:
      Self.reportNoEffect(root, kind)
      if !root.has("spec") { root.missing("spec") }
      return root.object("spec") { decodeSpec($0) }
    case .workloadEntry:
      if !root.has("spec") { root.missing("spec") }
      let isChecked = WorkloadHealth.isChecked(metadata?.metadata.annotations ?? [:])
      guard case .workloadEntry(var entry)? = root.object("spec", { decodeSpec($0) }) else { return nil }
      if isChecked { entry.isHealthy = WorkloadHealth.isHealthy(root) }
      return .workloadEntry(entry)
    case .serviceEntry:
      if !root.has("spec") { root.missing("spec") }
      let given = GivenAddressDecoder.decode(root)
      guard case .serviceEntry(var entry)? = root.object("spec", { decodeSpec($0) }) else { return nil }
      entry.givenAddresses = given
      return .serviceEntry(entry)
    case .virtualService, .destinationRule, .gateway, .sidecar, .workloadGroup, .envoyFilter, .service, .ingress,
      .ingressClass:
      if !root.has("spec") { root.missing("spec") }
      return root.object("spec") { decodeSpec($0) }
    }
  }

  private func decodeSpec(_ spec: FieldReader) -> DecodedSpec? {
    if kind.isSecurityRule { spec.take(.values) }
    return decodeContent(spec)
  }

  private func decodeContent(_ spec: FieldReader) -> DecodedSpec? {
    switch kind {
    case .virtualService: .virtualService(VirtualServiceDecoder(namespace: namespace).decode(spec))
    case .destinationRule: DestinationRuleDecoder(namespace: namespace).decode(spec).map { .destinationRule($0) }
    case .serviceEntry: .serviceEntry(ServiceEntryDecoder(namespace: namespace).decode(spec))
    case .gateway: .gateway(GatewayDecoder.decode(spec))
    case .sidecar: .sidecar(SidecarDecoder.decode(spec, namespace: namespace))
    case .workloadEntry: .workloadEntry(EndpointDecoder(role: .workloadEntry).decode(spec) ?? WorkloadEntry(address: ""))
    case .workloadGroup: WorkloadGroupDecoder.decode(spec).map { .workloadGroup($0) }
    case .envoyFilter: envoyValues.map { .envoyFilter(EnvoyFilterDecoder(values: $0).decode(spec)) }
    case .service: .service(ServiceDecoder.decode(spec))
    case .peerAuthentication: .peerAuthentication(PeerAuthenticationDecoder.decode(spec))
    case .authorizationPolicy: .authorizationPolicy(AuthorizationPolicyDecoder.decode(spec))
    case .requestAuthentication: .requestAuthentication(RequestAuthenticationDecoder.decode(spec))
    case .proxyConfig: .proxyConfig(ProxyConfigDecoder.decode(spec))
    case .telemetry: .telemetry(TelemetryDecoder.decode(spec))
    case .wasmPlugin: ProxyExtensionDecoder.wasmPlugin(spec).map { .wasmPlugin($0) }
    case .trafficExtension: ProxyExtensionDecoder.trafficExtension(spec).map { .trafficExtension($0) }
    case .ingress: .ingress(IngressDecoder.ingress(spec))
    case .ingressClass: .ingressClass(IngressDecoder.ingressClass(spec))
    case .namespace, .serviceAccount, .node, .endpointSlice, .endpoints, .pod, .secret, .configMap: nil
    }
  }
}
