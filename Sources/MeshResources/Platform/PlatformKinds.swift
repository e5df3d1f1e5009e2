extension ResourceDefinition {
  /// What an API server of the mesh's own serves beside Istio's kinds: what a mesh reads of a platform, and what usual manifests hold.
  /// Sorted by group and name.
  package static let platform: [ResourceDefinition] =
    (coreKinds + workloadKinds + ingressKinds + volumeKinds + quotaKinds + gatewayAPIKinds).sorted {
      ($0.group, $0.names.kind) < ($1.group, $1.names.kind)
    }
}
