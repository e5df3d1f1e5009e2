package import KubernetesClient
package import MeshAPI

/// What of a cluster a mesh reads.
package struct KubernetesSourceOptions: Sendable {
  /// The namespaces whose objects count; nil for all. Named namespaces are watched one by one, so roles inside of them suffice.
  package var namespaces: [String]?
  /// Of all namespaces, those that one of these selects; all where there are none. nil follows `discoverySelectors` of the mesh config.
  /// Without effect where namespaces are named. The control plane leaves it to the mesh config; it is for sources that run without one, as
  /// those of tests do.
  package var discoverySelectors: [NamespaceSelector]?
  /// The kinds that are watched. Secrets and ConfigMaps are not among them: of those, only what rules name is watched.
  package var kinds = Set(ObjectKind.allCases).subtracting([.secret, .configMap])
  /// How long to wait after a change for more of them.
  package var quietTime = Duration.milliseconds(10)
  /// How long a change may wait for others.
  package var longestDelay = Duration.milliseconds(100)
  /// How often to ask for kinds that the server does not have. Moved by up to a quarter in both directions.
  package var discoveryInterval = Duration.seconds(10)
  /// Secrets and ConfigMaps that are watched at most; of more names a diagnostic is told. With the kinds they have to fit into the
  /// 2,000 watches that our own API server lets a user have.
  package var maximumReferences = 1800
  package var informer = InformerOptions()

  package init() {}
}
