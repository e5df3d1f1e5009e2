extension LabelSelector {
  /// Reads the object form: `matchLabels` and `matchExpressions`, all of which have to hold.
  ///
  /// An empty mapping selects everything. A selector that is not there selects nothing in Kubernetes: that is the caller's to see.
  package init(json: JSONValue) throws(SelectorError) {
    guard let members = json.object else { throw SelectorError("a label selector must be an object") }
    var requirements: [Requirement] = []
    if let labels = members["matchLabels"], !labels.isNull {
      guard let labels = labels.object else { throw SelectorError("matchLabels must be an object") }
      for (key, value) in labels.sorted(by: { JSONWriter.sortsBefore($0.key, $1.key) }) {
        guard let value = value.string else { throw SelectorError("matchLabels[\(key)] must be a string") }
        requirements.append(try Requirement(key, .equals, [value]))
      }
    }
    if let expressions = members["matchExpressions"], !expressions.isNull {
      guard let expressions = expressions.array else { throw SelectorError("matchExpressions must be an array") }
      for expression in expressions { requirements.append(try Self.requirement(expression)) }
    }
    self.init(requirements)
  }

  private static func requirement(_ expression: JSONValue) throws(SelectorError) -> Requirement {
    guard let key = expression["key"]?.string else { throw SelectorError("key: Required value") }
    let word = expression["operator"]?.string ?? ""
    let values = expression["values"]?.array ?? []
    let texts = values.compactMap(\.string)
    guard texts.count == values.count else { throw SelectorError("values must be strings") }
    switch word {
    case "In": return try Requirement(key, .isIn, texts)
    case "NotIn": return try Requirement(key, .notIn, texts)
    case "Exists": return try Requirement(key, .exists, texts)
    case "DoesNotExist": return try Requirement(key, .doesNotExist, texts)
    default: throw SelectorError("\(JSONWriter.quoted(word)) is not a valid label selector operator")
    }
  }
}
