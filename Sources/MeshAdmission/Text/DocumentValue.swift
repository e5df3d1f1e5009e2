/// One value of a parsed document, with its place.
///
/// Scalars are resolved as Kubernetes' YAML reader does (YAML 1.1 for plain words such as `yes`), so that a file means here
/// what it means to `kubectl`.
struct DocumentValue: Sendable {
  enum Content: Sendable {
    case null
    /// `text` as written, for messages.
    case bool(Bool, text: String)
    case integer(Int64, text: String)
    case number(Double, text: String)
    case string(String)
    case list([DocumentValue])
    case mapping([DocumentEntry])
  }
  var content: Content
  var line: Int32
  var column: Int32

  init(_ content: Content, line: Int32, column: Int32) {
    self.content = content
    self.line = line
    self.column = column
  }

  var isEmptyList: Bool {
    if case .list(let items) = content { items.isEmpty } else { isNull }
  }
  var isNull: Bool {
    if case .null = content { true } else { false }
  }

  var entries: [DocumentEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  var string: String? {
    if case .string(let text) = content { text } else { nil }
  }

  /// A whole number in any spelling (`80`, `80.0`); nil for anything else.
  var wholeNumber: Int64? {
    switch content {
    case .integer(let value, _): value
    case .number(let value, _): Int64(exactly: value)
    default: nil
    }
  }

  /// The value under `key` of a mapping.
  subscript(key: String) -> DocumentValue? {
    entries?.first { $0.key == key }?.value
  }

  /// The same value, `lines` further down; for whole documents that are read once.
  func moved(by lines: Int) -> DocumentValue {
    guard lines != 0 else { return self }
    let offset = Int32(clamping: lines)
    var result = self
    result.line += offset
    switch content {
    case .list(let items): result.content = .list(items.map { $0.moved(by: lines) })
    case .mapping(let entries):
      result.content = .mapping(
        entries.map { entry in
          DocumentEntry(key: entry.key, line: entry.line + offset, column: entry.column, value: entry.value.moved(by: lines))
        })
    default: break
    }
    return result
  }

  /// How messages call the value's type, with the value where it is short.
  var typeDescription: String {
    switch content {
    case .null: "null"
    case .bool(let value, let text):
      text == "\(value)" ? "the boolean \(value)" : "\(text), which YAML reads as the boolean \(value)"
    case .integer(_, let text), .number(_, let text): "the number \(text)"
    case .string(let text): text.count <= 40 ? "the text \"\(text)\"" : "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// One key of a mapping, with its place, and its value.
struct DocumentEntry: Sendable {
  var key: String
  var line: Int32
  var column: Int32
  var value: DocumentValue

  /// Where a message about this entry points: at a scalar itself, at the key of a list or a mapping.
  var place: (line: Int, column: Int) {
    switch value.content {
    case .list, .mapping, .null: (Int(line), Int(column))
    default: (Int(value.line), Int(value.column))
    }
  }
}
