package import KubernetesAPI

extension RuleStatus {
  private static let documentation = "https://istio.io/latest/docs/reference/config/analysis/"

  /// The `status` to write over the one that an object has; nil where that says all of this already.
  ///
  /// Conditions of other types are kept. A condition keeps the time of its last transition while its status stays the same.
  package func json(over current: JSONValue?, at time: KubernetesTime) -> JSONValue? {
    let known = current?["conditions"]?.array ?? []
    let knownMessages = current?["validationMessages"]?.array ?? []
    var list = known
    for condition in conditions {
      let index = list.firstIndex { $0["type"]?.string == condition.type }
      let next = json(condition, over: index.map { list[$0] }, time)
      if let index { list[index] = next } else { list.append(next) }
    }
    let messages = self.messages.map { JSONValue.array($0.map(Self.json)) }
    let isCurrent =
      current?["observedGeneration"]?.integer == generation && known == list
      && messages.map { $0 == .array(knownMessages) } ?? true
    if isCurrent { return nil }
    var status: JSONValue = ["observedGeneration": .integer(generation), "conditions": .array(list)]
    // In a merge patch, null takes a field away.
    if let messages { status["validationMessages"] = messages.array?.isEmpty == true ? .null : messages }
    return status
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
