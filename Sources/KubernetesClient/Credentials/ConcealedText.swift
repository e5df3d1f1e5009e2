/// A secret: a token, a password, a private key in PEM. It can be compared and handed on, but not be printed, dumped or
/// interpolated by
/// accident: only `reveal()` gives it.
package struct ConcealedText: Hashable, Sendable, ExpressibleByStringLiteral {
  private let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral text: String) { self.text = text }

  /// The secret itself. Call it where it is used, never to keep or to show what it gives.
  package func reveal() -> String { text }
}

extension ConcealedText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  /// Has no children: `dump` shows nothing either.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
