/// A text that is equal to those of the same bytes alone, as the names of stored objects are.
///
/// Two texts of Swift are equal where Unicode calls them equivalent: `é` as one sign and as a letter with an accent, or `K` and the
/// sign of Kelvin. What decides over permissions must not take one for the other: both can be names of different objects, or users.
struct ExactName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  let text: String

  init(_ text: String) { self.text = text }

  init(stringLiteral text: String) { self.text = text }

  var description: String { text }

  /// Whether the text begins with these bytes.
  func starts(with prefix: some Sequence<UInt8>) -> Bool { text.utf8.starts(with: prefix) }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
