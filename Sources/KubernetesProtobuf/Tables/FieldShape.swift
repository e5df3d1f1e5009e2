/// What one field of a message is in JSON.
struct FieldShape: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case text
    case whole
    case flag
    case floating
    /// Base64 in JSON.
    case bytes
    /// RFC 3339 in JSON, in whole seconds or in microseconds; null where it says no time.
    case time(isMicro: Bool)
    /// A message around a text, which JSON has alone.
    case quantity
    /// A message that holds a number or a text, which JSON has alone.
    case wholeOrText
    /// A message around bytes that are JSON.
    case rawJSON
    /// A message around a list of texts, which JSON has alone.
    case textList
    case message(String)
  }

  enum Count: Hashable, Sendable {
    case one
    case list
    /// A mapping from texts.
    case mapping
  }

  /// The member's name; nil where the fields of the message are members themselves.
  var name: String?
  var kind: Kind
  var count = Count.one
  /// Whether JSON has the member, too, where its value is 0, false or empty.
  var keepsZero = false

  /// Reads a field as the tables spell it: its name, or `-` for none, and its type. `[type]` is a list, `{type}` a mapping;
  /// behind the type, `?` says that 0 is told from nothing, `!` that 0 is always written.
  /// - Parameter group: Whose messages are meant where the type names no other group.
  init?(name: Substring, type: Substring, group: String) {
    var type = type
    switch (type.first, type.last) {
    case ("[", "]"): count = .list
    case ("{", "}"): count = .mapping
    case (_, "?"), (_, "!"):
      keepsZero = true
      type = type.dropLast()
    default: break
    }
    if count != .one { type = type.dropFirst().dropLast() }
    guard !type.isEmpty, !name.isEmpty else { return nil }
    self.name = name == "-" ? nil : String(name)
    kind = Self.kind(type, group: group)
    if case .message = kind { if keepsZero { return nil } } else if self.name == nil { return nil }
  }

  private static func kind(_ type: Substring, group: String) -> Kind {
    switch type {
    case "string": .text
    case "int": .whole
    case "bool": .flag
    case "double": .floating
    case "bytes": .bytes
    case "Time": .time(isMicro: false)
    case "MicroTime": .time(isMicro: true)
    case "Quantity": .quantity
    case "IntOrString": .wholeOrText
    case "RawJSON": .rawJSON
    case "TextList": .textList
    default: .message(type.contains(".") ? String(type) : "\(group).\(type)")
    }
  }
}
