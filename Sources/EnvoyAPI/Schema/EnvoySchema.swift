/// The names of the fields and enum values of Envoy's API, by message and enum. SwiftProtobuf knows them too, but shows them to
/// nobody; the generator therefore writes them down once more, with the fields that hold secrets.
struct EnvoySchema: Sendable {
  /// One field of a message.
  struct Field: Sendable {
    let number: Int
    /// The name in the .proto file, e.g. `lb_policy`.
    let name: String
    let isRepeated: Bool
    /// Envoy calls the field sensitive: it, and everything below it, must not be shown.
    let isSensitive: Bool
    /// The full name of the field's type, if that is an enum; that of the values of a map.
    let enumName: String?
  }

  /// The fields of one message.
  struct Fields: Sendable {
    private(set) var byNumber: [Int: Field] = [:]
    private var numbers: [String: Int] = [:]

    /// The field of this name, in its .proto form (`lb_policy`) or its JSON form (`lbPolicy`).
    func field(named name: String) -> Field? {
      numbers[name].flatMap { byNumber[$0] }
    }

    fileprivate mutating func add(_ field: Field) {
      byNumber[field.number] = field
      numbers[field.name] = field.number
      numbers[EnvoySchema.jsonName(field.name)] = field.number
    }
  }

  /// The values of one enum, in the order of their declaration.
  struct Values: Sendable {
    private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]
    private var firstNames: [Int: String] = [:]

    func number(of name: String) -> Int? { numbers[name] }

    /// The name of a value: of several with one number, the first.
    func name(of number: Int) -> String? { firstNames[number] }

    fileprivate mutating func add(_ name: String, number: Int) {
      names.append(name)
      numbers[name] = number
      if firstNames[number] == nil { firstNames[number] = name }
    }
  }

  /// The schema of the generated messages; read on first use.
  static let shared = EnvoySchema(text: EnvoySchemaText.text)

  private(set) var messages: [String: Fields] = [:]
  private(set) var enums: [String: Values] = [:]

  /// Reads the form that `EnvoySchemaText` describes.
  init(text: StaticString) {
    text.withUTF8Buffer { buffer in
      var section = Section.none
      for line in buffer.split(separator: UInt8(ascii: "\n")) {
        read(line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }, into: &section)
      }
      close(section)
    }
  }

  private enum Section {
    case none
    case message(String, Fields)
    case values(String, Values)
  }

  private mutating func read(_ words: [String], into section: inout Section) {
    guard let first = words.first, words.count > 1 else { return }
    guard let number = Int(first) else {
      close(section)
      section = first == "enum" ? .values(words[1], Values()) : .message(words[1], Fields())
      return
    }
    switch section {
    case .none: break
    case .message(let name, var fields):
      section = .none
      fields.add(Self.field(number: number, name: words[1], marks: words.dropFirst(2)))
      section = .message(name, fields)
    case .values(let name, var values):
      section = .none
      values.add(words[1], number: number)
      section = .values(name, values)
    }
  }

  private mutating func close(_ section: Section) {
    switch section {
    case .none: break
    case .message(let name, let fields): messages[name] = fields
    case .values(let name, let values): enums[name] = values
    }
  }

  private static func field(number: Int, name: String, marks: ArraySlice<String>) -> Field {
    let flags = marks.first { !$0.hasPrefix("=") } ?? ""
    let enumName = marks.first { $0.hasPrefix("=") }.map { String($0.dropFirst()) }
    return Field(
      number: number, name: name, isRepeated: flags.contains("*"), isSensitive: flags.contains("!"), enumName: enumName)
  }

  /// The JSON form of a field's name: `lb_policy` is `lbPolicy`. The generator refuses a field whose JSON name differs from it.
  static func jsonName(_ name: String) -> String {
    var result = ""
    var startsWord = false
    for character in name {
      if character == "_" {
        startsWord = true
      } else {
        result += startsWord ? character.uppercased() : String(character)
        startsWord = false
      }
    }
    return result
  }
}
