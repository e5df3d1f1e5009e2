import KubernetesAPI

// Volumes, and what bounds or protects pods.
extension KindColumns {
  static let persistentVolumes =
    [
      name, computed("Capacity") { .string($0["spec"]?["capacity"]?["storage"]?.string ?? "") },
      computed("Access Modes") { .string(accessModes($0["spec"])) },
      path("Reclaim Policy", ".spec.persistentVolumeReclaimPolicy"), path("Status", ".status.phase"),
      computed("Claim") { object in
        guard let claim = object["spec"]?["claimRef"], let name = claim["name"]?.string else { return "" }
        return .string("\(claim["namespace"]?.string ?? "")/\(name)")
      },
      computed("StorageClass") { .string($0["spec"]?["storageClassName"]?.string ?? "") }, attributesClass,
      computed("Reason") { .string($0["status"]?["reason"]?.string ?? "") }, age,
    ] + volumeMode

  static let persistentVolumeClaims =
    [
      name, path("Status", ".status.phase"), computed("Volume") { .string($0["spec"]?["volumeName"]?.string ?? "") },
      computed("Capacity") { .string($0["status"]?["capacity"]?["storage"]?.string ?? "") },
      computed("Access Modes") { .string($0["spec"]?["volumeName"] == nil ? "" : accessModes($0["status"])) },
      computed("StorageClass") { .string($0["spec"]?["storageClassName"]?.string ?? "") }, attributesClass, age,
    ] + volumeMode

  private static let attributesClass = computed("VolumeAttributesClass") {
    .string($0["spec"]?["volumeAttributesClassName"]?.string ?? "<unset>")
  }
  private static let volumeMode = wide([("VolumeMode", { .string($0["spec"]?["volumeMode"]?.string ?? "<unset>") })])

  static let storageClasses = [
    TableColumn(
      name: "Name", format: "name",
      content: .computed { object, _ in
        let isDefault = object.metadata.annotations["storageclass.kubernetes.io/is-default-class"] == "true"
        return .string((object.metadata.name ?? "") + (isDefault ? " (default)" : ""))
      }),
    path("Provisioner", ".provisioner"), path("ReclaimPolicy", ".reclaimPolicy"),
    path("VolumeBindingMode", ".volumeBindingMode"),
    computed("AllowVolumeExpansion", type: "boolean") { .bool($0["allowVolumeExpansion"]?.bool ?? false) }, age,
  ]

  static let resourceQuotas = [
    name, age, computed("Request") { .string(used($0, ofLimits: false)) },
    computed("Limit") { .string(used($0, ofLimits: true)) },
  ]

  static let podDisruptionBudgets = [
    name, computed("Min Available") { number($0["spec"]?["minAvailable"]) },
    computed("Max Unavailable") { number($0["spec"]?["maxUnavailable"]) },
    computed("Allowed Disruptions", type: "integer") { .integer($0["status"]?["disruptionsAllowed"]?.integer ?? 0) }, age,
  ]

  static let priorityClasses = [
    name, computed("Value", type: "integer") { .integer($0["value"]?.integer ?? 0) },
    computed("Global-Default", type: "boolean") { .bool($0["globalDefault"]?.bool ?? false) }, age,
    path("PreemptionPolicy", ".preemptionPolicy"),
  ]

  static let autoscalers = [
    name,
    computed("Reference") {
      let target = $0["spec"]?["scaleTargetRef"]
      return .string("\(target?["kind"]?.string ?? "")/\(target?["name"]?.string ?? "")")
    },
    computed("Targets") { .string(targets($0)) },
    computed("MinPods") { number($0["spec"]?["minReplicas"], absent: "<unset>") },
    computed("MaxPods", type: "integer") { .integer($0["spec"]?["maxReplicas"]?.integer ?? 0) },
    computed("Replicas", type: "integer") { .integer($0["status"]?["currentReplicas"]?.integer ?? 0) }, age,
  ]

  static let networkPolicies = [name, computed("Pod-Selector") { .string(selectorText($0["spec"]?["podSelector"])) }, age]

  // MARK: Cells

  private static func accessModes(_ holder: JSONValue?) -> String {
    let short = ["ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP"]
    return (holder?["accessModes"]?.array ?? []).compactMap { $0.string.map { short[$0] ?? $0 } }.joined(separator: ",")
  }

  private static func number(_ value: JSONValue?, absent: JSONValue = "N/A") -> JSONValue {
    value.map { .string($0.string ?? $0.jsonText) } ?? absent
  }

  /// What is used of what may be used. Kubernetes tells limits apart from all else.
  private static func used(_ quota: JSONValue, ofLimits: Bool) -> String {
    let hard = quota["status"]?["hard"]?.object ?? quota["spec"]?["hard"]?.object ?? [:]
    return hard.filter { $0.key.hasPrefix("limits") == ofLimits }.sorted { $0.key < $1.key }.map { name, most in
      let used = quota["status"]?["used"]?[name]
      return "\(name): \(used.map { $0.string ?? $0.jsonText } ?? "0")/\(most.string ?? most.jsonText)"
    }.joined(separator: ", ")
  }

  private static func targets(_ autoscaler: JSONValue) -> String {
    let metrics = autoscaler["spec"]?["metrics"]?.array ?? []
    let texts = metrics.prefix(2).map { metric -> String in
      let resource = metric["resource"] ?? metric["containerResource"]
      let target = (resource ?? metric["pods"] ?? metric["object"] ?? metric["external"])?["target"]
      let wanted =
        target?["averageUtilization"]?.integer.map { "\($0)%" } ?? target?["averageValue"]?.string
        ?? target?["value"]?.string ?? "<auto>"
      return (resource?["name"]?.string.map { "\($0): " } ?? "") + "<unknown>/\(wanted)"
    }
    guard !texts.isEmpty else { return "<none>" }
    return texts.joined(separator: ", ") + (metrics.count > 2 ? " + \(metrics.count - 2) more..." : "")
  }
}
