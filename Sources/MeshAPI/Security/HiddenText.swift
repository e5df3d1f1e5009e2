/// A text of a rule that may be a secret, such as a header by which a service knows its caller.
///
/// It can be compared and handed on, but not be printed, dumped or interpolated by accident: only `reveal()` gives it.
package struct HiddenText: Hashable, Sendable, ExpressibleByStringLiteral {
  private let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral text: String) { self.text = text }

  /// The text itself. Call it where the text is used, never to show it.
  package func reveal() -> String { text }
}

extension HiddenText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  /// Has no children: `dump` shows nothing either.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
