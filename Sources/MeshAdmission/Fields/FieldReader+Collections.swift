import MeshAPI

/// Lists and mappings: the nested values are read by closures, whose fields end up under the right path.
extension FieldReader {
  /// Reads a mapping field with `body`; nil where it is absent, no mapping, or `body` gives nil.
  func object<Result>(_ name: String, _ body: (FieldReader) -> Result?) -> Result? {
    if let outline { outline.note(name, outline.mapping(body)) }
    guard let entry = entry(name) else { return nil }
    let path = path.field(name)
    guard case .mapping(let entries) = entry.value.content else {
      wrongType(entry.value, at: path, expected: "a mapping")
      return nil
    }
    let fields = FieldReader(entries, path: path, place: (Int(entry.line), Int(entry.column)), report: report, care: care)
    let result = body(fields)
    setCanonical(fields.finish(), of: name)
    return result
  }

  /// Reads a mapping field with `body`; an absent one is read as an empty one.
  func objectOrEmpty<Result>(_ name: String, _ body: (FieldReader) -> Result?) -> Result? {
    guard outline == nil, !has(name) else { return object(name, body) }
    _ = entry(name)
    return body(FieldReader([], path: path.field(name), place: place, report: report))
  }

  /// A mapping that is handed on as it is (`google.protobuf.Struct`); nil where it is absent or no mapping.
  func freeForm(_ name: String) -> DocumentValue? {
    outline?.note(name, .freeForm)
    guard let entry = entry(name) else { return nil }
    if case .mapping = entry.value.content { return entry.value }
    wrongType(entry.value, at: path.field(name), expected: "a mapping")
    return nil
  }

  /// Reads a list of mappings with `body`; items for which it gives nil are left out.
  func objects<Result>(_ name: String, _ body: (FieldReader) -> Result?) -> [Result] {
    if let outline { outline.note(name, .list(of: outline.mapping(body), atMost: nil)) }
    guard let items = list(name) else { return [] }
    var results: [Result] = []
    var canonical: [[UInt8]] = []
    for (index, item) in items.enumerated() {
      let path = path.field(name).item(index)
      guard case .mapping(let entries) = item.content else {
        wrongType(item, at: path, expected: "a mapping")
        continue
      }
      let fields = FieldReader(entries, path: path, place: (Int(item.line), Int(item.column)), report: report, care: care)
      if let result = body(fields) { results.append(result) }
      canonical.append(fields.finish())
    }
    setCanonical(CanonicalForm.list(canonical), of: name)
    return results
  }

  /// The values of a list field; nil where it is absent or no list.
  func list(_ name: String) -> [DocumentValue]? {
    guard let entry = entry(name) else { return nil }
    if case .list(let items) = entry.value.content { return items }
    wrongType(entry.value, at: path.field(name), expected: "a list")
    return nil
  }

  /// The items of a list that is read elsewhere, to be counted; nil where the field is absent or no list. Reports nothing.
  func items(_ name: String) -> [DocumentValue]? {
    guard case .list(let items)? = entry(name)?.value.content else { return nil }
    return items
  }

  /// A list of texts.
  func strings(_ name: String) -> [String] {
    outline?.note(name, .list(of: .text, atMost: nil))
    guard let items = list(name) else { return [] }
    return items.enumerated().compactMap { index, item in text(of: item, at: path.field(name).item(index)) }
  }

  /// A list of texts, each checked by `rule`, which gives what is wrong.
  func strings(_ name: String, _ rule: (String) -> RuleProblem?) -> [String] {
    outline?.note(name, .list(of: .text, atMost: nil))
    guard let items = list(name) else { return [] }
    var texts: [String] = []
    for (index, item) in items.enumerated() {
      guard let text = text(of: item, at: path.field(name).item(index)) else { continue }
      if let problem = rule(text) {
        report(problem.severity, problem.code, name, item: index, problem.message, suggestion: problem.suggestion)
      }
      texts.append(text)
    }
    return texts
  }

  /// A list of whole numbers in `range`.
  func integers(_ name: String, in range: ClosedRange<Int>) -> [Int] {
    outline?.note(name, .list(of: .integer(range), atMost: nil))
    guard let items = list(name) else { return [] }
    return items.enumerated().compactMap { index, item in integer(of: item, at: path.field(name).item(index), in: range) }
  }

  /// A mapping whose keys the user chooses and whose values are texts; nil where it is absent.
  func textMap(_ name: String) -> [String: String]? {
    outline?.note(name, .map(of: .text, atMost: nil, mayHoldNull: false))
    var result: [String: String] = [:]
    guard let entry = entry(name) else { return nil }
    guard case .mapping(let entries) = entry.value.content else {
      wrongType(entry.value, at: path.field(name), expected: "a mapping")
      return nil
    }
    for inner in entries {
      if inner.value.isNull {
        if care == .values {
          report(
            .error, .required, name, key: inner.key, "\"\(inner.key)\" has no value", suggestion: "give it one, or remove it")
        }
        continue
      }
      if let text = text(of: inner.value, at: path.field(name).key(inner.key)) { result[inner.key] = text }
    }
    return result
  }

  /// A mapping whose keys the user chooses and whose values are whole numbers in `range`.
  func integerMap(_ name: String, in range: ClosedRange<Int>) -> [String: Int] {
    outline?.note(name, .map(of: .integer(range), atMost: nil, mayHoldNull: false))
    guard let entry = entry(name) else { return [:] }
    guard case .mapping(let entries) = entry.value.content else {
      wrongType(entry.value, at: path.field(name), expected: "a mapping")
      return [:]
    }
    var result: [String: Int] = [:]
    for inner in entries {
      result[inner.key] = integer(of: inner.value, at: path.field(name).key(inner.key), in: range)
    }
    return result
  }

  /// A mapping whose keys the user chooses and whose values are mappings, read by `body` with the key.
  ///
  /// A null value stands for an empty mapping where `nullIsEmpty`; otherwise it is left out.
  func objectMap<Result>(
    _ name: String, nullIsEmpty: Bool = false, _ body: (String, FieldReader) -> Result?
  ) -> [String: Result] {
    if let outline {
      outline.note(name, .map(of: outline.mapping { body("", $0) }, atMost: nil, mayHoldNull: nullIsEmpty))
    }
    guard let entry = entry(name) else { return [:] }
    guard case .mapping(let entries) = entry.value.content else {
      wrongType(entry.value, at: path.field(name), expected: "a mapping")
      return [:]
    }
    var results: [String: Result] = [:]
    var canonical: [(String, [UInt8])] = []
    for inner in entries where nullIsEmpty || !inner.value.isNull {
      let path = path.field(name).key(inner.key)
      let children: [DocumentEntry]
      switch inner.value.content {
      case .mapping(let entries): children = entries
      case .null: children = []
      default:
        wrongType(inner.value, at: path, expected: "a mapping")
        continue
      }
      let fields = FieldReader(children, path: path, place: (Int(inner.line), Int(inner.column)), report: report, care: care)
      if let result = body(inner.key, fields) { results[inner.key] = result }
      canonical.append((inner.key, fields.finish()))
    }
    setCanonical(CanonicalForm.mapping(canonical), of: name)
    return results
  }
}
