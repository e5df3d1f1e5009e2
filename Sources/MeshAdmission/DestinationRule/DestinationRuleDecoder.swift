import MeshAPI

/// Reads a DestinationRule's `spec`.
struct DestinationRuleDecoder {
  let namespace: String

  func decode(_ spec: FieldReader) -> DestinationRule? {
    let host = spec.requiredString("host")
    if let host, !AddressRules.isIP(host), let problem = NameRules.wildcardHost(host) {
      spec.report(problem.severity, problem.code, "host", problem.message, suggestion: problem.suggestion)
    }
    let selector = SelectorRules.workloadSelector(from: spec, labelField: "matchLabels")
    let policy = spec.object("trafficPolicy") { TrafficPolicyDecoder.policy($0, isSelective: selector != nil) }
    let subsets = spec.objects("subsets") { subset($0, isSelective: selector != nil) }
    let exportTo = ExportRules.read(from: spec, namespace: namespace, mayBeNone: false)
    checkNames(in: spec)
    if selector != nil, exportTo.contains(where: { $0 != "." && $0 != namespace }) {
      spec.report(
        .error, .conflict, "exportTo", "a rule with a workloadSelector is for its own namespace alone",
        suggestion: "write exportTo: [\".\"]")
    }
    return host.map {
      DestinationRule(
        host: $0, trafficPolicy: policy, subsets: subsets, exportTo: exportTo, workloadSelector: selector)
    }
  }

  private func subset(_ fields: FieldReader, isSelective: Bool) -> Subset? {
    let name = fields.requiredString("name")
    if let name, !NameRules.isLabel(name) {
      fields.report(
        .error, .invalidValue, "name", "\"\(name)\" is not a valid subset name",
        suggestion: "use up to 63 letters, digits and hyphens")
    }
    let labels = SelectorRules.labels("labels", from: fields)
    let policy = fields.object("trafficPolicy") { TrafficPolicyDecoder.policy($0, isSelective: isSelective) }
    return name.map { Subset(name: $0, labels: labels ?? [:], trafficPolicy: policy) }
  }

  private func checkNames(in spec: FieldReader) {
    var seen: Set<String> = []
    guard case .list(let items)? = spec.entry("subsets")?.value.content else { return }
    for (index, item) in items.enumerated() {
      guard let name = item["name"]?.string, !name.isEmpty else { continue }
      if !seen.insert(name).inserted {
        spec.report(.error, .duplicateName, "subsets", item: index, "the subset \"\(name)\" is defined twice")
      }
    }
  }
}
