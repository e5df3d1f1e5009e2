/// Takes down what a decoder asks for.
///
/// A ``FieldReader`` that describes has no document, so every field is absent in it; instead, it has an outline, to which each
/// accessor tells name and type of the field it was asked for. Running a decoder once over such a reader gives the ``FieldSchema``
/// of what the decoder takes. It works because decoders ask for all fields in any case: that is also how unknown fields are found.
final class FieldOutline {
  /// No decoder calls itself, so no schema comes near this depth.
  private static let maximumDepth = 32

  private let depth: Int
  private var fields: [String: FieldSchema.Field] = [:]
  private var isOpen = false

  private init(depth: Int) { self.depth = depth }

  /// What `body` takes of a mapping.
  static func schema<Result>(of body: (FieldReader) -> Result) -> FieldSchema { schema(depth: 0, body) }

  /// What `body` takes of a mapping inside this one.
  func mapping<Result>(_ body: (FieldReader) -> Result) -> FieldSchema { Self.schema(depth: depth + 1, body) }

  private static func schema<Result>(depth: Int, _ body: (FieldReader) -> Result) -> FieldSchema {
    guard depth < maximumDepth else { return .unknown }
    let outline = FieldOutline(depth: depth)
    _ = body(FieldReader(describing: outline))
    return .mapping(FieldSchema.Mapping(fields: outline.fields, isOpen: outline.isOpen))
  }

  // MARK: Fields

  /// A field was asked for; its accessor tells more.
  func ask(_ name: String) {
    if fields[name] == nil { fields[name] = FieldSchema.Field(schema: .unknown) }
  }

  /// A field has this type. What is said first of a field stands: checks that look at it again know less.
  func note(_ name: String, _ schema: FieldSchema) {
    guard case .unknown = fields[name]?.schema ?? .unknown else { return }
    fields[name, default: FieldSchema.Field(schema: schema)].schema = schema
  }

  /// A mapping is not accepted without the field.
  func require(_ name: String) {
    ask(name)
    fields[name]?.isRequired = true
  }

  func mark(_ name: String, _ standing: FieldSchema.Field.Standing) {
    ask(name)
    fields[name]?.standing = standing
  }

  /// There may be fields that nobody asks for.
  func open() { isOpen = true }

  // MARK: Bounds

  /// A list or a mapping has at most so many entries.
  func limit(_ name: String, toEntries count: Int) {
    switch fields[name]?.schema {
    case .list(let item, _)?: fields[name]?.schema = .list(of: item, atMost: count)
    case .map(let value, _, let mayHoldNull)?: fields[name]?.schema = .map(of: value, atMost: count, mayHoldNull: mayHoldNull)
    default: break
    }
  }

  /// A text, or each text of a list, has at most so many characters.
  func limit(_ name: String, toCharacters count: Int) {
    switch fields[name]?.schema {
    case .text(let text)?: fields[name]?.schema = .text(text.limited(to: count))
    case .list(.text(let text), let limit)?: fields[name]?.schema = .list(of: .text(text.limited(to: count)), atMost: limit)
    default: break
    }
  }
}

extension FieldSchema.Text {
  fileprivate func limited(to count: Int) -> Self {
    var text = self
    text.maximumLength = count
    return text
  }
}
