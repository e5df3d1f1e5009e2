/// Selects objects by their fields: `metadata.name=x,metadata.namespace!=y`. All requirements have to hold.
package struct FieldSelector: Hashable, Sendable {
  /// What one field has to be, or not to be.
  package struct Requirement: Hashable, Sendable {
    /// With dots: `metadata.name`.
    package var field: String
    package var value: String
    package var isEqual: Bool

    package init(_ field: String, _ value: String, isEqual: Bool = true) {
      self.field = field
      self.value = value
      self.isEqual = isEqual
    }

    /// Texts are compared by their bytes, as the names of objects are.
    func isMet(by text: String) -> Bool { text.utf8.elementsEqual(value.utf8) == isEqual }
  }

  package var requirements: [Requirement]

  package init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  package static let everything = FieldSelector()

  package var isEmpty: Bool { requirements.isEmpty }

  /// The most requirements of a selector.
  private static let countLimit = 1_000

  /// Reads the text form. In values, `\` stands before what would end them: `\,`, `\=` and `\\`.
  package init(_ text: String) throws(SelectorError) {
    var requirements: [Requirement] = []
    for term in try Self.terms(text) where !term.isEmpty {
      guard requirements.count < Self.countLimit else { throw SelectorError("more than \(Self.countLimit) requirements") }
      requirements.append(try Self.requirement(term, in: text))
    }
    self.init(requirements)
  }

  /// The value that a field has to have, where the selector names one: a list of one name needs no more than one read.
  package func exactValue(of field: String) -> String? {
    requirements.first { $0.field == field && $0.isEqual }?.value
  }

  /// Whether the fields of an object, by their names, are selected. A field that is not there is empty.
  package func matches(_ fields: [String: String]) -> Bool {
    requirements.allSatisfy { $0.isMet(by: fields[$0.field] ?? "") }
  }

  /// Whether an object is selected; its fields are found by their names, cut at the dots.
  /// - Parameter absent: What fields are taken for that the object does not have; others are empty.
  package func matches(_ object: JSONValue, absent: [String: String] = [:]) -> Bool {
    requirements.allSatisfy { $0.isMet(by: Self.text(of: $0.field, in: object) ?? absent[$0.field] ?? "") }
  }

  /// That only fields which can be selected by are named.
  package func check(supported: Set<String>) throws(SelectorError) {
    for requirement in requirements where !supported.contains(requirement.field) {
      throw SelectorError("field label not supported: \(requirement.field)")
    }
  }

  /// nil where there is nothing.
  private static func text(of field: String, in object: JSONValue) -> String? {
    var current = object
    for name in field.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = current[String(name)] else { return nil }
      current = next
    }
    return switch current {
    case .string(let text): text
    case .bool, .integer, .number: current.jsonText
    case .null: nil
    case .array, .object: ""
    }
  }
}

extension FieldSelector: CustomStringConvertible {
  /// The text form, which reads back as the same selector.
  package var description: String {
    requirements.map { "\($0.field)\($0.isEqual ? "=" : "!=")\(Self.escaped($0.value))" }.joined(separator: ",")
  }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for character in value.unicodeScalars {
      if character == "\\" || character == "," || character == "=" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(character)
    }
    return text
  }
}

// MARK: Reading

extension FieldSelector {
  /// The parts between the commas that are not escaped.
  private static func terms(_ text: String) throws(SelectorError) -> [[UInt8]] {
    var terms: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: ","), !isEscaped {
        terms.append([])
      } else {
        terms[terms.count - 1].append(byte)
      }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return terms
  }

  private static func requirement(_ term: [UInt8], in text: String) throws(SelectorError) -> Requirement {
    for index in term.indices where term[index] == UInt8(ascii: "=") || term[index] == UInt8(ascii: "!") {
      let isEqual = term[index] == UInt8(ascii: "=")
      var start = index + 1
      if start < term.count, term[start] == UInt8(ascii: "=") {
        start += 1
      } else if !isEqual {
        continue
      }
      let field = String(decoding: term[..<index], as: UTF8.self)
      return Requirement(field, try value(term[start...]), isEqual: isEqual)
    }
    let shown = String(decoding: term, as: UTF8.self)
    throw SelectorError("invalid selector: '\(text)'; can't understand '\(shown)'")
  }

  private static func value(_ bytes: ArraySlice<UInt8>) throws(SelectorError) -> String {
    var value: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      let isSpecial = byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=")
      if isEscaped {
        guard isSpecial else {
          let sequence = "\\" + String(decoding: [byte], as: UTF8.self)
          throw SelectorError("invalid field selector: invalid escape sequence: \(sequence)")
        }
        value.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if isSpecial {
        let character = String(decoding: [byte], as: UTF8.self)
        throw SelectorError("invalid field selector: unescaped character in value: \(character)")
      } else {
        value.append(byte)
      }
    }
    guard !isEscaped else { throw SelectorError("invalid field selector: invalid escape sequence: \\") }
    return String(decoding: value, as: UTF8.self)
  }
}
