/// Bytes of a private key. They can be handed on and compared, but not be printed or dumped by accident.
package struct SensitiveBytes: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes themselves. Call it where they are used, never to keep or to show what it gives.
  package func reveal() -> [UInt8] { bytes }

  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  /// Has no children: `dump` shows nothing either.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
