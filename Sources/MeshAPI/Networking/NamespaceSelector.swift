/// Which namespaces count, by their labels (`discoverySelectors` of Istio's `MeshConfig`). All of it has to hold; without anything in it,
/// every namespace is selected.
package struct NamespaceSelector: Hashable, Sendable {
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case isIn = "In"
    case notIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
  }

  /// What one label has to be.
  package struct Expression: Hashable, Sendable {
    package var key: String
    package var comparison: Comparison
    /// At least one for `In` and `NotIn`, else none.
    package var values: [String]

    package init(_ key: String, _ comparison: Comparison, _ values: [String] = []) {
      self.key = key
      self.comparison = comparison
      self.values = values
    }

    func matches(_ value: String?) -> Bool {
      switch comparison {
      case .isIn: value.map { values.contains($0) } ?? false
      case .notIn: value.map { !values.contains($0) } ?? true
      case .exists: value != nil
      case .doesNotExist: value == nil
      }
    }
  }

  package var labels: [String: String]
  package var expressions: [Expression]

  package init(labels: [String: String] = [:], expressions: [Expression] = []) {
    self.labels = labels
    self.expressions = expressions
  }

  /// - Parameter found: The labels of a namespace.
  package func matches(_ found: [String: String]) -> Bool {
    labels.allSatisfy { found[$0.key] == $0.value } && expressions.allSatisfy { $0.matches(found[$0.key]) }
  }
}
