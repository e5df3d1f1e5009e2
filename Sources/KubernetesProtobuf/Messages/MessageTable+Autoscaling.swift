extension MessageTable {
  /// `autoscaling/v1`.
  static let autoscalingV1 = """
    CrossVersionObjectReference: 1 kind string!, 2 name string!, 3 apiVersion string
    HorizontalPodAutoscaler: 1 metadata meta.ObjectMeta, 2 spec HorizontalPodAutoscalerSpec,
      3 status HorizontalPodAutoscalerStatus
    HorizontalPodAutoscalerSpec: 1 scaleTargetRef CrossVersionObjectReference, 2 minReplicas int?, 3 maxReplicas int!,
      4 targetCPUUtilizationPercentage int?
    HorizontalPodAutoscalerStatus: 1 observedGeneration int?, 2 lastScaleTime Time, 3 currentReplicas int!,
      4 desiredReplicas int!, 5 currentCPUUtilizationPercentage int?
    Scale: 1 metadata meta.ObjectMeta, 2 spec ScaleSpec, 3 status ScaleStatus
    ScaleSpec: 1 replicas int
    ScaleStatus: 1 replicas int!, 2 selector string
    """

  /// `autoscaling/v2`.
  static let autoscaling = """
    ContainerResourceMetricSource: 1 name string!, 2 target MetricTarget, 3 container string!
    ContainerResourceMetricStatus: 1 name string!, 2 current MetricValueStatus, 3 container string!
    CrossVersionObjectReference: 1 kind string!, 2 name string!, 3 apiVersion string
    ExternalMetricSource: 1 metric MetricIdentifier, 2 target MetricTarget
    ExternalMetricStatus: 1 metric MetricIdentifier, 2 current MetricValueStatus
    HPAScalingPolicy: 1 type string!, 2 value int!, 3 periodSeconds int!
    HPAScalingRules: 1 selectPolicy string?, 2 policies [HPAScalingPolicy], 3 stabilizationWindowSeconds int?
    HorizontalPodAutoscaler: 1 metadata meta.ObjectMeta, 2 spec HorizontalPodAutoscalerSpec,
      3 status HorizontalPodAutoscalerStatus
    HorizontalPodAutoscalerBehavior: 1 scaleUp HPAScalingRules, 2 scaleDown HPAScalingRules
    HorizontalPodAutoscalerCondition: 1 type string!, 2 status string!, 3 lastTransitionTime Time, 4 reason string,
      5 message string
    HorizontalPodAutoscalerSpec: 1 scaleTargetRef CrossVersionObjectReference, 2 minReplicas int?, 3 maxReplicas int!,
      4 metrics [MetricSpec], 5 behavior HorizontalPodAutoscalerBehavior
    HorizontalPodAutoscalerStatus: 1 observedGeneration int?, 2 lastScaleTime Time, 3 currentReplicas int,
      4 desiredReplicas int!, 5 currentMetrics [MetricStatus], 6 conditions [HorizontalPodAutoscalerCondition]
    MetricIdentifier: 1 name string!, 2 selector meta.LabelSelector
    MetricSpec: 1 type string!, 2 object ObjectMetricSource, 3 pods PodsMetricSource, 4 resource ResourceMetricSource,
      5 external ExternalMetricSource, 7 containerResource ContainerResourceMetricSource
    MetricStatus: 1 type string!, 2 object ObjectMetricStatus, 3 pods PodsMetricStatus, 4 resource ResourceMetricStatus,
      5 external ExternalMetricStatus, 7 containerResource ContainerResourceMetricStatus
    MetricTarget: 1 type string!, 2 value Quantity, 3 averageValue Quantity, 4 averageUtilization int?
    MetricValueStatus: 1 value Quantity, 2 averageValue Quantity, 3 averageUtilization int?
    ObjectMetricSource: 1 describedObject CrossVersionObjectReference, 2 target MetricTarget, 3 metric MetricIdentifier
    ObjectMetricStatus: 1 metric MetricIdentifier, 2 current MetricValueStatus, 3 describedObject CrossVersionObjectReference
    PodsMetricSource: 1 metric MetricIdentifier, 2 target MetricTarget
    PodsMetricStatus: 1 metric MetricIdentifier, 2 current MetricValueStatus
    ResourceMetricSource: 1 name string!, 2 target MetricTarget
    ResourceMetricStatus: 1 name string!, 2 current MetricValueStatus
    """
}
