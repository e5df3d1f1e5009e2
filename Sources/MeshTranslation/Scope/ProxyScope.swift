package import MeshAPI
package import MeshModel

/// What one class of proxies can see: services, and the rules that apply to it. Shared by all proxies with one `ScopeKey`.
///
/// Planners for single resources read a scope to make their inputs; no builder ever sees it.
package struct ProxyScope: Sendable {
  package var key: ScopeKey
  package var mesh: Shared<MeshConfig>
  /// The Sidecar object that shaped this scope; nil for the default scope and for gateways.
  package var sidecar: Object<Sidecar>?
  package var outboundTrafficPolicy: OutboundTrafficPolicy
  /// The cluster for what is for nobody the mesh knows.
  package var fallbackCluster: String
  /// The egress listeners of the Sidecar object, or one without port that stands for everything.
  package var egress: [EgressScope]
  /// Every service that some egress listener shows or some rule of it sends to; one per host.
  package var view: ServiceView
  /// For gateways: the Gateway objects that select it, oldest first.
  package var gateways: [Object<Gateway>]
  /// For gateways: the hosts to which connections of mutual TLS are led on as they are, sorted.
  package var ledOnHosts: [Hostname] = []
  /// For gateways: all VirtualServices visible from its namespace, for whatever gateway, in precedence order.
  package var gatewayVirtualServices: [ResolvedVirtualService]
  /// DestinationRules that apply to hosts, merged.
  package var destinationRules: DestinationRuleLookup
  /// Which connections workloads take.
  package var peerAuthentications: PeerAuthenticationIndex
  /// The EnvoyFilters in force, for all sides of the proxies.
  package var patches: Shared<EnvoyPatchSet>
  /// Where secrets are found.
  var credentials: CredentialStore
  /// Names that more than one service of the mesh answers to.
  var names: ServiceNames
  /// All that the namespace may see, and the services that it was taken from: for the next scope.
  var everything: ServiceView
  var origin: ServiceIndex.Identity

  /// `view`'s services: sorted by hostname, one per host.
  package var services: [Shared<Service>] { view.services }
  /// `services` by host.
  package var servicesByHost: [Hostname: Shared<Service>] { view.byHost }
}

/// One egress listener's view.
package struct EgressScope: Sendable {
  /// nil for the catch-all listener: every port of every service.
  package var port: PortSpecification?
  /// An address or `unix:///path`; nil for the default.
  package var bind: String?
  package var captureMode: Sidecar.CaptureMode
  /// The services that the listener shows, only with its own port where it has one.
  package var view: ServiceView
  /// Mesh VirtualServices that apply, in precedence order.
  package var virtualServices: [ResolvedVirtualService]

  /// Sorted by hostname.
  package var services: [Shared<Service>] { view.services }
}

/// The merged policy that applies to one host for one client.
package struct MergedDestinationRule: Hashable, Sendable {
  /// The rules that were merged, the one whose trafficPolicy counts first.
  package var objects: [Object<DestinationRule>]
  package var host: Hostname
  package var trafficPolicy: TrafficPolicy?
  package var subsets: [Subset]

  /// Whether the rule is for the clients alone that its workload selector names.
  package var isSelective: Bool { objects.first?.spec.workloadSelector != nil }
}
