/// Which JSON members the numbered fields of one of Kubernetes' protobuf messages are.
///
/// Numbers and names are facts of Kubernetes' API. Messages do not hold themselves, so reading is as deep as the shapes are.
struct MessageShape: Sendable {
  indirect enum Kind: Sendable {
    case text, bytes, number, flag
    /// `meta/v1.Time` in seconds, `MicroTime` in microseconds.
    case time, microTime
    case intOrString
    /// `resource.Quantity`, a message around a text.
    case quantity
    case message(MessageShape)
    /// A message around bytes of JSON.
    case json
    /// A message whose members are those of the message around it in JSON.
    case inline(MessageShape)
    /// Keys that the user chooses.
    case map(Kind)
  }

  struct Field: Sendable {
    var name: String
    var kind: Kind
    var isList = false
    /// Whether zero or empty is something else than absent: Go's pointers.
    var isOptional = false

    static func text(_ name: String) -> Field { Field(name: name, kind: .text) }
    static func texts(_ name: String) -> Field { Field(name: name, kind: .text, isList: true) }
    static func number(_ name: String) -> Field { Field(name: name, kind: .number) }
    static func flag(_ name: String) -> Field { Field(name: name, kind: .flag) }
    static func time(_ name: String) -> Field { Field(name: name, kind: .time) }
    static func microTime(_ name: String) -> Field { Field(name: name, kind: .microTime) }
    static func map(_ name: String, _ kind: Kind = .text) -> Field { Field(name: name, kind: .map(kind)) }
    static func one(_ name: String, _ shape: MessageShape) -> Field { Field(name: name, kind: .message(shape)) }
    static func many(_ name: String, _ shape: MessageShape) -> Field { Field(name: name, kind: .message(shape), isList: true) }

    var optional: Field {
      var field = self
      field.isOptional = true
      return field
    }
  }

  /// By number.
  var fields: [Int: Field]

  init(_ fields: [Int: Field]) { self.fields = fields }

  /// An object: metadata is field 1 of all of them.
  static func object(_ fields: [Int: Field]) -> MessageShape {
    MessageShape(fields.merging([1: .one("metadata", .metadata)]) { own, _ in own })
  }
}
