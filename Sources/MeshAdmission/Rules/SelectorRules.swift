import MeshAPI

/// The ways in which objects name workloads by their labels.
enum SelectorRules {
  /// Istio's `workloadSelector: {labels: {...}}`; nil where it is absent.
  static func workloadSelector(from fields: FieldReader, labelField: String = "labels") -> [String: String]? {
    fields.object("workloadSelector") { selector in
      let labels = labels(labelField, from: selector, refuseWildcards: true) ?? [:]
      selector.checkSize(of: labelField, atMost: 256)
      if labels.isEmpty {
        selector.report(
          .warning, .suspicious, nil, "a workloadSelector without \(labelField) selects every workload of the namespace")
      }
      return labels
    }
  }

  /// Istio's `selector: {matchLabels: {...}}` of security objects; nil where it selects every workload.
  static func policySelector(from fields: FieldReader) -> [String: String]? {
    let selected = fields.object("selector") { selector -> [String: String]? in
      let found = labels("matchLabels", from: selector, refuseWildcards: true) ?? [:]
      if found.isEmpty {
        selector.report(.note, .suspicious, nil, "a selector without matchLabels selects every workload of its scope")
      }
      selector.checkSize(of: "matchLabels", atMost: maximumLabels, "labels")
      return found
    }
    return selected?.isEmpty == true ? nil : selected
  }

  /// Istio's bound for the labels of one selector.
  private static let maximumLabels = 4096

  /// A mapping of labels to match; nil where it is absent.
  static func labels(_ name: String, from fields: FieldReader, refuseWildcards: Bool = false) -> [String: String]? {
    guard let labels = fields.textMap(name) else { return nil }
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
      if refuseWildcards, key.contains("*") || value.contains("*") {
        fields.report(.error, .invalidValue, name, key: key, "wildcards are not allowed in a selector")
        continue
      }
      if let problem = NameRules.labelKey(key) ?? NameRules.labelValue(value) {
        fields.report(problem.severity, problem.code, name, key: key, problem.message, suggestion: problem.suggestion)
      }
    }
    return labels
  }
}
