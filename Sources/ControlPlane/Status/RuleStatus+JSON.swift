package import KubernetesAPI

extension RuleStatus {
  private static let documentation = "https://istio.io/latest/docs/reference/config/analysis/"

  /// The `status` to write over the one that an object has; nil where that says all of this already.
  ///
  /// Conditions of other types are kept. A condition keeps the time of its last transition while its status stays the same.
  package func json(over current: JSONValue?, at time: KubernetesTime) -> JSONValue? {
    let known = current?["conditions"]?.array ?? []
    let knownMessages = current?["validationMessages"]?.array ?? []
    let own = Set(conditions.map(\.type))
    var list = known.filter { !own.contains($0["type"]?.string ?? "") }
    for condition in conditions {
      list.append(json(condition, over: known.first { $0["type"]?.string == condition.type }, time))
    }
    let messages = JSONValue.array(self.messages.map(Self.json))
    let isCurrent =
      current?["observedGeneration"]?.integer == generation && Set(known) == Set(list)
      && JSONValue.array(knownMessages) == messages
    if isCurrent { return nil }
    return [
      "observedGeneration": .integer(generation), "conditions": .array(list),
      // In a merge patch, null takes a field away.
      "validationMessages": self.messages.isEmpty ? .null : messages,
    ]
  }

  private func json(_ condition: Condition, over former: JSONValue?, _ time: KubernetesTime) -> JSONValue {
    let status: JSONValue = condition.isTrue ? "True" : "False"
    let isSame = former?["status"] == status
    let since = isSame ? former?["lastTransitionTime"]?.string : nil
    return [
      "type": .string(condition.type), "status": status, "reason": .string(condition.reason),
      "message": .string(condition.message), "observedGeneration": .integer(generation),
      "lastTransitionTime": .string(since ?? time.text),
    ]
  }

  private static func json(_ message: IstioMessage) -> JSONValue {
    [
      "type": ["code": .string(message.code), "name": .string(message.name)],
      "level": .string(message.level.rawValue.uppercased()),
      "documentationUrl": .string("\(documentation)\(message.code.lowercased())/"),
    ]
  }
}
