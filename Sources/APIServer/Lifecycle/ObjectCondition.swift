import KubernetesAPI

/// One of the `status.conditions` of an object.
///
/// Source: Kubernetes' `meta.k8s.io/v1` Condition.
struct ObjectCondition: Hashable, Sendable {
  var type: String
  var isTrue: Bool
  /// One word for programs.
  var reason: String
  /// One sentence for people.
  var message: String

  /// Writes it among the conditions of an object, in the place of the one of its type. Where it says nothing new, nothing changes.
  func write(to object: inout JSONValue, now: KubernetesTime) {
    var status = object["status"] ?? [:]
    var conditions = status["conditions"]?.array ?? []
    let index = conditions.firstIndex { $0["type"]?.string == type }
    var json: JSONValue = [
      "type": .string(type), "status": isTrue ? "True" : "False", "reason": .string(reason), "message": .string(message),
      "lastTransitionTime": .string(now.text),
    ]
    if let index {
      // The time is that of the last change from true to false or back.
      if conditions[index]["status"] == json["status"] { json["lastTransitionTime"] = conditions[index]["lastTransitionTime"] }
      conditions[index] = json
    } else {
      conditions.append(json)
    }
    status["conditions"] = .array(conditions)
    object["status"] = status
  }
}
