/// Where in an object a message points: `spec.http[0].match`.
package struct FieldPath: Hashable, Sendable {
  package enum Element: Hashable, Sendable {
    /// A member of a mapping.
    case field(String)
    /// A member of a mapping whose keys users choose (labels, annotations): always written in brackets, as Kubernetes does.
    case key(String)
    /// An element of a list, from 0.
    case index(Int)
  }

  package var elements: [Element]

  package init(_ elements: [Element] = []) { self.elements = elements }

  /// The path of the object itself.
  package static let root = FieldPath()

  /// A path of plain field names: `FieldPath("metadata", "labels")`.
  package init(_ names: String...) { elements = names.map(Element.field) }

  package var isRoot: Bool { elements.isEmpty }

  package func field(_ name: String) -> FieldPath { FieldPath(elements + [.field(name)]) }
  package func key(_ name: String) -> FieldPath { FieldPath(elements + [.key(name)]) }
  package func index(_ index: Int) -> FieldPath { FieldPath(elements + [.index(index)]) }

  package static func + (left: FieldPath, right: FieldPath) -> FieldPath { FieldPath(left.elements + right.elements) }
}

extension FieldPath: CustomStringConvertible {
  /// The path as text. Names that would not be told from what surrounds them stand in brackets: `metadata.labels[a.b/c]`, and in
  /// brackets and quotes where brackets alone would not do. The root is the empty text.
  package var description: String {
    var text = ""
    for element in elements {
      switch element {
      case .field(let name) where Self.isPlain(name):
        if !text.isEmpty { text += "." }
        text += name
      case .field(let name), .key(let name):
        text += Self.needsQuotes(name) ? "[\(JSONWriter.quoted(name))]" : "[\(name)]"
      case .index(let index):
        text += "[\(index)]"
      }
    }
    return text
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "/"): true
        default: byte >= 0x80
        }
      }
  }

  private static func needsQuotes(_ name: String) -> Bool {
    name.isEmpty
      || name.utf8.contains { byte in
        byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "\"")
      }
  }
}

extension JSONValue {
  /// What stands at a path; nil where nothing does.
  package func value(at path: FieldPath) -> JSONValue? {
    var current = self
    for element in path.elements {
      switch (element, current) {
      case (.field(let name), .object(let members)), (.key(let name), .object(let members)):
        guard let next = members[name] else { return nil }
        current = next
      case (.index(let index), .array(let values)):
        guard values.indices.contains(index) else { return nil }
        current = values[index]
      default: return nil
      }
    }
    return current
  }
}
