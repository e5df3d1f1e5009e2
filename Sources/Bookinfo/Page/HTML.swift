/// Markup that is safe to send: literals are ours, and text that is interpolated into them is escaped.
///
/// A value that came from outside can therefore only become markup through `HTML(trusted:)`, which is easy to search for.
struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) var text: String

  static let empty: HTML = ""

  init(stringLiteral value: String) {
    self.text = value
  }

  init(stringInterpolation: StringInterpolation) {
    self.text = stringInterpolation.text
  }

  /// Takes text as markup without escaping it: for our own markup only.
  init(trusted text: String) {
    self.text = text
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity)
    }

    mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// Text, escaped so that it means itself between tags and inside quoted attributes.
    mutating func appendInterpolation(_ plain: String) {
      for character in plain.unicodeScalars {
        switch character {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: text.unicodeScalars.append(character)
        }
      }
    }

    mutating func appendInterpolation(_ number: Int) {
      text += String(number)
    }

    mutating func appendInterpolation(_ markup: HTML) {
      text += markup.text
    }

    mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { text += part.text }
    }
  }
}
