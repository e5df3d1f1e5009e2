import MeshAPI

/// Reads one of a mesh config's `discoverySelectors`: a label selector in the form that Kubernetes gives it.
enum NamespaceSelectorDecoder {
  static func decode(_ fields: FieldReader) -> NamespaceSelector? {
    NamespaceSelector(
      labels: SelectorRules.labels("matchLabels", from: fields) ?? [:],
      expressions: fields.objects("matchExpressions", expression))
  }

  private static func expression(_ fields: FieldReader) -> NamespaceSelector.Expression? {
    let key = fields.requiredString("key")
    if let key, let problem = NameRules.labelKey(key) {
      fields.report(problem.severity, problem.code, "key", problem.message, suggestion: problem.suggestion)
    }
    let comparison = fields.choice("operator", NamespaceSelector.Comparison.allCases)
    if fields.entry("operator") == nil { fields.missing("operator") }
    let values = fields.strings("values", NameRules.labelValue)
    guard let key, let comparison else { return nil }
    switch comparison {
    case .isIn, .notIn:
      if values.isEmpty { fields.missing("values", isConditional: true, suggestion: "name at least one value") }
    case .exists, .doesNotExist:
      if !values.isEmpty {
        fields.report(.error, .invalidValue, "values", "\(comparison.rawValue) takes no values", suggestion: "remove them")
      }
    }
    return NamespaceSelector.Expression(key, comparison, values)
  }
}
