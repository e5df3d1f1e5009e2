extension MessageTable {
  /// `policy/v1`.
  static let policy = """
    PodDisruptionBudget: 1 metadata meta.ObjectMeta, 2 spec PodDisruptionBudgetSpec, 3 status PodDisruptionBudgetStatus
    PodDisruptionBudgetSpec: 1 minAvailable IntOrString, 2 selector meta.LabelSelector, 3 maxUnavailable IntOrString,
      4 unhealthyPodEvictionPolicy string?
    PodDisruptionBudgetStatus: 1 observedGeneration int, 2 disruptedPods {Time}, 3 disruptionsAllowed int!,
      4 currentHealthy int!, 5 desiredHealthy int!, 6 expectedPods int!, 7 conditions [meta.Condition]
    """

  /// `scheduling.k8s.io/v1`.
  static let scheduling = """
    PriorityClass: 1 metadata meta.ObjectMeta, 2 value int!, 3 globalDefault bool, 4 description string,
      5 preemptionPolicy string?
    """

  /// `storage.k8s.io/v1`.
  static let storage = """
    StorageClass: 1 metadata meta.ObjectMeta, 2 provisioner string!, 3 parameters {string}, 4 reclaimPolicy string?,
      5 mountOptions [string], 6 allowVolumeExpansion bool?, 7 volumeBindingMode string?,
      8 allowedTopologies [core.TopologySelectorTerm]
    """
}
