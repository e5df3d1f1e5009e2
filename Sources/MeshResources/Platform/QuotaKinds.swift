import KubernetesAPI

extension ResourceDefinition {
  /// Kinds that bound or protect pods. Nothing enforces them here; the objects are kept as they are.
  static let quotaKinds: [ResourceDefinition] = [
    resourceQuota, limitRange, podDisruptionBudget, priorityClass, horizontalPodAutoscaler, networkPolicy,
  ]

  private static let amounts = Shape.map(of: Shape.intOrText)

  private static let resourceQuota = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("ResourceQuota", short: ["quota"]),
    description: "A ResourceQuota bounds what a namespace may use.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "hard": amounts, "scopes": Shape.texts,
        "scopeSelector": Shape.atomic(Shape.mapping(["matchExpressions": Shape.list(of: Shape.anything)])),
      ]),
      "status": Shape.mapping(["hard": amounts, "used": amounts]),
    ]))

  private static let limitRange = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("LimitRange", short: ["limits"]), hasStatus: false,
    description: "A LimitRange bounds what each pod or container of a namespace may ask for.",
    schema: Shape.object([
      "spec": Shape.mapping(
        [
          "limits": Shape.list(
            of: Shape.mapping(
              [
                "type": Shape.text, "max": amounts, "min": amounts, "default": amounts, "defaultRequest": amounts,
                "maxLimitRequestRatio": amounts,
              ], required: ["type"]))
        ], required: ["limits"])
    ]))

  private static let podDisruptionBudget = ResourceDefinition(
    group: "policy", versions: ["v1"], names: Names("PodDisruptionBudget", short: ["pdb"]),
    description: "A PodDisruptionBudget says how many pods have to stay when machines are emptied.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "minAvailable": Shape.intOrText, "maxUnavailable": Shape.intOrText, "selector": Shape.selector,
        "unhealthyPodEvictionPolicy": Shape.text,
      ]),
      "status": Shape.mapping([
        "observedGeneration": Shape.long, "currentHealthy": Shape.integer, "desiredHealthy": Shape.integer,
        "disruptionsAllowed": Shape.integer, "expectedPods": Shape.integer, "disruptedPods": Shape.map(of: Shape.time),
        "conditions": Shape.conditions,
      ]),
    ]))

  private static let priorityClass = ResourceDefinition(
    group: "scheduling.k8s.io", versions: ["v1"], names: Names("PriorityClass", plural: "priorityclasses", short: ["pc"]),
    isNamespaced: false, hasStatus: false, description: "A PriorityClass is a name for the priority of pods.",
    schema: Shape.object(
      [
        "value": Shape.integer, "globalDefault": Shape.flag, "description": Shape.text,
        "preemptionPolicy": Shape.defaulted(Shape.choice("Never", "PreemptLowerPriority"), "PreemptLowerPriority"),
      ], required: ["value"]))

  /// Versions 1 and 2 say differently by what is scaled; an object has both ways to say it.
  private static let horizontalPodAutoscaler = ResourceDefinition(
    group: "autoscaling", versions: ["v2", "v1"],
    names: Names("HorizontalPodAutoscaler", short: ["hpa"], categories: ["all"]),
    description: "A HorizontalPodAutoscaler says between which numbers of pods a workload is kept, and by what.",
    schema: Shape.object([
      "spec": Shape.mapping(
        [
          "scaleTargetRef": Shape.atomic(
            Shape.mapping(
              ["apiVersion": Shape.text, "kind": Shape.text, "name": Shape.text], required: ["kind", "name"])),
          "minReplicas": Shape.defaulted(Shape.integer, 1), "maxReplicas": Shape.integer,
          "metrics": Shape.list(of: Shape.mapping(["type": Shape.text], required: ["type"])), "behavior": Shape.anything,
          "targetCPUUtilizationPercentage": Shape.integer,
        ], required: ["maxReplicas", "scaleTargetRef"]),
      "status": Shape.mapping([
        "observedGeneration": Shape.long, "lastScaleTime": Shape.time, "currentReplicas": Shape.integer,
        "desiredReplicas": Shape.integer, "currentCPUUtilizationPercentage": Shape.integer,
        "currentMetrics": Shape.list(of: Shape.anything), "conditions": Shape.conditions,
      ]),
    ]))

  private static let peers = Shape.list(
    of: Shape.mapping([
      "podSelector": Shape.selector, "namespaceSelector": Shape.selector,
      "ipBlock": Shape.mapping(["cidr": Shape.text, "except": Shape.texts], required: ["cidr"]),
    ]))

  private static let policyPorts = Shape.list(
    of: Shape.mapping(["port": Shape.intOrText, "endPort": Shape.integer, "protocol": Shape.text]))

  private static let networkPolicy = ResourceDefinition(
    group: "networking.k8s.io", versions: ["v1"], names: Names("NetworkPolicy", plural: "networkpolicies", short: ["netpol"]),
    hasStatus: false, description: "A NetworkPolicy says who may talk to pods, and to whom they may.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "podSelector": Shape.selector, "policyTypes": Shape.texts,
        "ingress": Shape.list(of: Shape.mapping(["from": peers, "ports": policyPorts])),
        "egress": Shape.list(of: Shape.mapping(["to": peers, "ports": policyPorts])),
      ])
    ]))
}
