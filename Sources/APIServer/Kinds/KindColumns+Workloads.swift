import KubernetesAPI

// Pods, what makes them, and the machines that run them.
extension KindColumns {
  static let pods =
    [
      name, computed("Ready") { .string(ready($0)) }, computed("Status") { .string(podStatus($0)) },
      computed("Restarts") { .string(String(restarts($0))) }, age,
    ]
    + wide([
      ("IP", { text($0["status"]?["podIP"]) }), ("Node", { text($0["spec"]?["nodeName"]) }),
      ("Nominated Node", { text($0["status"]?["nominatedNodeName"]) }), ("Readiness Gates", { .string(readinessGates($0)) }),
    ])

  static let nodes =
    [
      name, computed("Status") { .string(nodeStatus($0)) }, computed("Roles") { .string(nodeRoles($0)) }, age,
      path("Version", ".status.nodeInfo.kubeletVersion"),
    ]
    + wide([
      ("Internal-IP", { nodeAddress("InternalIP", $0) }), ("External-IP", { nodeAddress("ExternalIP", $0) }),
      ("OS-Image", { nodeInfo("osImage", $0) }), ("Kernel-Version", { nodeInfo("kernelVersion", $0) }),
      ("Container-Runtime", { nodeInfo("containerRuntimeVersion", $0) }),
    ])

  static let deployments =
    [
      name, computed("Ready") { .string(readiness($0)) }, count("Up-to-date", at: "updatedReplicas"),
      count("Available", at: "availableReplicas"), age,
    ] + templates
  static let replicaSets =
    [
      name, computed("Desired", type: "integer") { .integer($0["spec"]?["replicas"]?.integer ?? 1) },
      count("Current", at: "replicas"), count("Ready", at: "readyReplicas"), age,
    ] + templates
  static let statefulSets = [name, computed("Ready") { .string(readiness($0)) }, age] + Array(templates.prefix(2))
  static let daemonSets =
    [
      name, count("Desired", at: "desiredNumberScheduled"), count("Current", at: "currentNumberScheduled"),
      count("Ready", at: "numberReady"), count("Up-to-date", at: "updatedNumberScheduled"),
      count("Available", at: "numberAvailable"),
      computed("Node Selector") { .string(selector($0["spec"]?["template"]?["spec"]?["nodeSelector"])) }, age,
    ] + templates
  static let jobs =
    [
      name, computed("Status") { .string(jobStatus($0)) }, computed("Completions") { .string(completions($0)) },
      TableColumn(name: "Duration", content: .computed { object, clock in jobDuration(object, clock) }), age,
    ] + templates
  static let cronJobs =
    [
      name, path("Schedule", ".spec.schedule"), computed("Timezone") { text($0["spec"]?["timeZone"]) },
      computed("Suspend", type: "boolean") { .string($0["spec"]?["suspend"]?.bool == true ? "True" : "False") },
      computed("Active", type: "integer") { .integer(Int64($0["status"]?["active"]?.array?.count ?? 0)) },
      TableColumn(
        name: "Last Schedule",
        content: .computed { object, clock in
          object["status"]?["lastScheduleTime"]?.string.flatMap { KubernetesTime($0) }
            .map { .string(clock.age(since: $0.seconds)) } ?? "<none>"
        }), age,
    ]
    + wide([
      ("Containers", { .string(templateTexts("name", $0["spec"]?["jobTemplate"]?["spec"]?["template"])) }),
      ("Images", { .string(templateTexts("image", $0["spec"]?["jobTemplate"]?["spec"]?["template"])) }),
      ("Selector", { .string(selectorText($0["spec"]?["jobTemplate"]?["spec"]?["selector"])) }),
    ])
  static let controllerRevisions = [
    name,
    computed("Controller") { object in
      guard let owner = object.metadata.ownerReferences.first(where: { $0.controller == true }) else { return "<none>" }
      return .string("\(owner.kind.lowercased())/\(owner.name)")
    },
    path("Revision", ".revision"), age,
  ]

  /// What the pods of a workload are made of.
  private static let templates = wide([
    ("Containers", { .string(templateTexts("name", $0["spec"]?["template"])) }),
    ("Images", { .string(templateTexts("image", $0["spec"]?["template"])) }),
    ("Selector", { .string(selectorText($0["spec"]?["selector"])) }),
  ])

  // MARK: Cells

  private static func templateTexts(_ field: String, _ template: JSONValue?) -> String {
    (template?["spec"]?["containers"]?.array ?? []).compactMap { $0[field]?.string }.joined(separator: ",")
  }

  private static func readiness(_ object: JSONValue) -> String {
    "\(object["status"]?["readyReplicas"]?.integer ?? 0)/\(object["spec"]?["replicas"]?.integer ?? 1)"
  }

  private static func containers(_ pod: JSONValue) -> [JSONValue] { pod["status"]?["containerStatuses"]?.array ?? [] }

  /// Of all containers; as large as can be told where they claim more.
  private static func restarts(_ pod: JSONValue) -> Int64 {
    containers(pod).reduce(0) { sum, container in
      let (next, isTooLarge) = sum.addingReportingOverflow(container["restartCount"]?.integer ?? 0)
      return isTooLarge ? .max : next
    }
  }

  private static func ready(_ pod: JSONValue) -> String {
    let ready = containers(pod).count { $0["ready"]?.bool == true }
    return "\(ready)/\(pod["spec"]?["containers"]?.array?.count ?? 0)"
  }

  private static func podStatus(_ pod: JSONValue) -> String {
    if pod["metadata"]?["deletionTimestamp"] != nil { return "Terminating" }
    let waiting = containers(pod).compactMap { $0["state"]?["waiting"]?["reason"]?.string }.first
    return waiting ?? pod["status"]?["reason"]?.string ?? pod["status"]?["phase"]?.string ?? "Unknown"
  }

  private static func readinessGates(_ pod: JSONValue) -> String {
    let gates = pod["spec"]?["readinessGates"]?.array ?? []
    let met = gates.count { gate in gate["conditionType"]?.string.flatMap { condition($0, pod) } == "True" }
    return gates.isEmpty ? "<none>" : "\(met)/\(gates.count)"
  }

  private static func condition(_ type: String, _ object: JSONValue) -> String? {
    object["status"]?["conditions"]?.array?.first { $0["type"]?.string == type }?["status"]?.string
  }

  private static func nodeStatus(_ node: JSONValue) -> String {
    let known = condition("Ready", node)
    let status = known == "True" ? "Ready" : known == nil ? "Unknown" : "NotReady"
    return node["spec"]?["unschedulable"]?.bool == true ? status + ",SchedulingDisabled" : status
  }

  private static func nodeRoles(_ node: JSONValue) -> String {
    let prefix = "node-role.kubernetes.io/"
    let roles = node.metadata.labels.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }.filter {
      !$0.isEmpty
    }
    return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
  }

  private static func nodeAddress(_ type: String, _ node: JSONValue) -> JSONValue {
    text((node["status"]?["addresses"]?.array ?? []).first { $0["type"]?.string == type }?["address"])
  }

  private static func nodeInfo(_ field: String, _ node: JSONValue) -> JSONValue {
    .string(node["status"]?["nodeInfo"]?[field]?.string ?? "<unknown>")
  }

  private static func jobStatus(_ job: JSONValue) -> String {
    for type in ["Complete", "Failed", "Suspended"] where condition(type, job) == "True" { return type }
    return job["metadata"]?["deletionTimestamp"] != nil ? "Terminating" : "Running"
  }

  private static func completions(_ job: JSONValue) -> String {
    let done = job["status"]?["succeeded"]?.integer ?? 0
    if let wanted = job["spec"]?["completions"]?.integer { return "\(done)/\(wanted)" }
    let parallel = job["spec"]?["parallelism"]?.integer ?? 0
    return parallel > 1 ? "\(done)/1 of \(parallel)" : "\(done)/1"
  }

  private static func jobDuration(_ job: JSONValue, _ clock: TableClock) -> JSONValue {
    guard let start = job["status"]?["startTime"]?.string.flatMap({ KubernetesTime($0) }) else { return "" }
    let end = job["status"]?["completionTime"]?.string.flatMap { KubernetesTime($0) }
    return .string(TableClock(now: end?.seconds ?? clock.now).age(since: start.seconds))
  }
}
