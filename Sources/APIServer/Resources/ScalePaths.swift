import KubernetesAPI

/// Where objects of a kind keep what their `scale` subresource tells.
///
/// Source: `apiextensions.k8s.io/v1` CustomResourceSubresourceScale.
struct ScalePaths: Hashable, Sendable {
  /// How many are wished, as in `spec.replicas`.
  var wished: [String]
  /// How many there are, as in `status.replicas`.
  var actual: [String]
  /// What selects them: a text, a label selector or labels; nil where nothing does.
  var selector: [String]?

  static let ofWorkloads = ScalePaths(
    wished: ["spec", "replicas"], actual: ["status", "replicas"], selector: ["spec", "selector"])

  private static let mostSteps = 32

  init(wished: [String], actual: [String], selector: [String]?) {
    self.wished = wished
    self.actual = actual
    self.selector = selector
  }

  /// Reads `subresources.scale` of a definition's version.
  /// - Returns: nil where something is wrong with it, which is added to `errors`.
  init?(_ json: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let former = errors.count
    let wished = Self.steps(json, "specReplicasPath", within: ["spec"], path, &errors)
    let actual = Self.steps(json, "statusReplicasPath", within: ["status"], path, &errors)
    let isSelected = json["labelSelectorPath"]?.string.map { !$0.isEmpty } ?? false
    let selector = isSelected ? Self.steps(json, "labelSelectorPath", within: ["spec", "status"], path, &errors) : nil
    guard errors.count == former, let wished, let actual else { return nil }
    self.init(wished: wished, actual: actual, selector: selector)
  }

  private static func steps(
    _ json: JSONValue, _ field: String, within roots: [String], _ path: FieldPath, _ errors: inout [FieldError]
  ) -> [String]? {
    let path = path.field(field)
    guard let text = json[field]?.string, !text.isEmpty else {
      errors.append(.required(path))
      return nil
    }
    let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init).dropFirst()
    guard text.first == ".", (2...mostSteps).contains(steps.count), steps.allSatisfy({ !$0.isEmpty && !$0.contains("[") }),
      let root = steps.first, roots.contains(root)
    else {
      let places = roots.map { ".\($0)" }.joined(separator: " or ")
      errors.append(.invalid(path, .string(text), "should be a json path under \(places), without array notation"))
      return nil
    }
    return Array(steps)
  }
}

extension JSONValue {
  /// The value at the end of a path of members.
  func value(at steps: [String]) -> JSONValue? {
    steps.reduce(self as JSONValue?) { value, step in value?[step] }
  }

  /// Sets the value at the end of a path of members, and makes what of the path is missing.
  mutating func set(_ value: JSONValue, at steps: [String]) {
    var parents = [self]
    for step in steps.dropLast() { parents.append(parents[parents.count - 1][step] ?? [:]) }
    var result = value
    for (step, parent) in zip(steps, parents).reversed() {
      var parent = parent
      parent[step] = result
      result = parent
    }
    self = result
  }
}
