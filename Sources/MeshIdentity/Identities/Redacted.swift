/// A secret: a key, a token. It can be handed around and used, but not be printed, dumped or interpolated by accident.
///
/// Only `reveal()` gives the value, so every place where a secret leaves can be found by that name.
package struct Redacted<Value: Sendable>: Sendable {
  private let value: Value

  package init(_ value: Value) { self.value = value }

  /// The secret itself. Call it where the secret is used, never to keep or to show what it gives.
  package func reveal() -> Value { value }
}

extension Redacted: Equatable where Value: Equatable {}
extension Redacted: Hashable where Value: Hashable {}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  /// Has no children: `dump` shows nothing either.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
