import MeshAPI

/// Scalars: each method reads one field and reports a wrong type or a value out of range.
extension FieldReader {
  /// A text; nil where it is absent or no text. `allowEmpty` false reads an empty one as absent.
  func string(_ name: String, allowEmpty: Bool = false) -> String? {
    outline?.note(name, .text)
    guard let entry = entry(name), let text = text(of: entry.value, at: path.field(name)) else { return nil }
    return text.isEmpty && !allowEmpty ? nil : text
  }

  /// A text that must be given and not empty; reports its absence.
  ///
  /// - Parameter isConditional: As in ``missing(_:isConditional:suggestion:)``.
  func requiredString(_ name: String, isConditional: Bool = false, suggestion: String? = nil) -> String? {
    outline?.note(name, .text(FieldSchema.Text(minimumLength: 1)))
    if let entry = entry(name), entry.value.string == nil {
      return text(of: entry.value, at: path.field(name))
    }
    guard let text = string(name) else {
      missing(name, isConditional: isConditional, suggestion: suggestion)
      return nil
    }
    return text
  }

  func text(of value: DocumentValue, at path: FieldPath) -> String? {
    switch value.content {
    case .string(let text): return text
    case .bool: wrongType(value, at: path, expected: "a text", suggestion: "put it in quotes")
    case .integer(_, let text), .number(_, let text):
      wrongType(value, at: path, expected: "a text", suggestion: "write \"\(text)\" in quotes")
    case .null, .list, .mapping: wrongType(value, at: path, expected: "a text")
    }
    return nil
  }

  func bool(_ name: String) -> Bool? {
    outline?.note(name, .boolean)
    guard let entry = entry(name) else { return nil }
    if case .bool(let value, _) = entry.value.content { return value }
    wrongType(entry.value, at: path.field(name), expected: "true or false")
    return nil
  }

  /// A whole number in `range`.
  ///
  /// - Parameter widest: What the field takes at most, where `range` depends on other fields.
  func integer(_ name: String, in range: ClosedRange<Int>, widest: ClosedRange<Int>? = nil) -> Int? {
    outline?.note(name, .integer(widest ?? range))
    guard let entry = entry(name) else { return nil }
    return integer(of: entry.value, at: path.field(name), in: range)
  }

  func integer(of value: DocumentValue, at path: FieldPath, in range: ClosedRange<Int>) -> Int? {
    let number: Int64
    switch value.content {
    case .integer(let value, _): number = value
    case .number(let value, _) where value.rounded() == value && Swift.abs(value) < 9e15: number = Int64(value)
    case .string(let text):
      let suggestion = ScalarResolution.integer(text).map { _ in "write \(text) without quotes" }
      wrongType(value, at: path, expected: "a whole number", suggestion: suggestion)
      return nil
    default:
      wrongType(value, at: path, expected: "a whole number")
      return nil
    }
    guard let result = Int(exactly: number), range.contains(result) else {
      report.add(
        .error, .outOfRange, path: path.text, line: Int(value.line), column: Int(value.column),
        message: "\(number) is not in the range \(range.lowerBound)...\(range.upperBound)")
      return nil
    }
    return result
  }

  /// A port number, 1...65535.
  func port(_ name: String) -> Int? { integer(name, in: 1...65535) }

  /// A number in `range`.
  func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
    outline?.note(name, .number(range))
    guard let entry = entry(name) else { return nil }
    let path = path.field(name)
    let number: Double
    switch entry.value.content {
    case .integer(let value, _): number = Double(value)
    case .number(let value, _): number = value
    case .string(let text):
      let suggestion = Double(text).map { _ in "write \(text) without quotes" }
      wrongType(entry.value, at: path, expected: "a number", suggestion: suggestion)
      return nil
    default:
      wrongType(entry.value, at: path, expected: "a number")
      return nil
    }
    guard range.contains(number) else {
      report.add(
        .error, .outOfRange, path: path.text, line: Int(entry.value.line), column: Int(entry.value.column),
        message: "\(entry.value.numberText) is not in the range \(Self.text(range.lowerBound))...\(Self.text(range.upperBound))")
      return nil
    }
    return number
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }

  /// Istio's `Percent` message: `{value: 12.5}`; reports values that are neither 0 nor 0.0001...100.
  func percentage(_ name: String) -> Double? {
    object(name) { fields in
      guard let value = fields.number("value", in: 0...100) else { return fields.has("value") ? nil : 0 }
      if value > 0, value < 0.0001 {
        let text = fields.entry("value")?.value.numberText ?? ""
        fields.report(.error, .outOfRange, "value", "\(text) is below the smallest share, 0.0001")
        return nil
      }
      return value
    }
  }

  /// One of the raw values of an enumeration.
  ///
  /// - Parameter refused: Values that Istio has and the caller refuses in its own words: they are read as absent.
  func choice<Choice: RawRepresentable>(
    _ name: String, _ choices: [Choice], refused: [String] = []
  ) -> Choice? where Choice.RawValue == String {
    outline?.note(name, .text(FieldSchema.Text(form: .choice(refused + choices.map(\.rawValue)))))
    guard let entry = entry(name), let text = text(of: entry.value, at: path.field(name)) else { return nil }
    if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
    if refused.contains(text) { return nil }
    let names = choices.map(\.rawValue)
    report(
      .error, .invalidValue, name, "\"\(text)\" is none of \(names.joined(separator: ", "))",
      suggestion: NameSuggestion.nearest(to: text, among: names).map { "did you mean \($0)?" })
    return nil
  }
}

extension DocumentValue {
  /// A number as written.
  var numberText: String {
    switch content {
    case .integer(_, let text), .number(_, let text): text
    default: ""
    }
  }
}
