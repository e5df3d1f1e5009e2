extension MessageTable {
  /// `coordination.k8s.io/v1`.
  static let coordination = """
    Lease: 1 metadata meta.ObjectMeta, 2 spec LeaseSpec
    LeaseSpec: 1 holderIdentity string?, 2 leaseDurationSeconds int?, 3 acquireTime MicroTime, 4 renewTime MicroTime,
      5 leaseTransitions int?, 6 strategy string?, 7 preferredHolder string?
    """
}
