import Crypto
import Foundation

/// The secret that signs session cookies. It never shows in logs, dumps or error messages.
package struct SessionKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let key: SymmetricKey

  /// A random key of 256 bits, so that sessions last as long as the process does.
  package init() {
    self.key = SymmetricKey(size: .bits256)
  }

  /// A key that several workloads share, or that outlives one.
  ///
  /// - Parameter bytes: at least 32 bytes of secret; nil is returned for fewer.
  package init?(bytes: [UInt8]) {
    guard bytes.count >= 32 else { return nil }
    self.key = SymmetricKey(data: bytes)
  }

  /// HMAC-SHA256 (RFC 2104) of the text.
  func signature(of text: String) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
  }

  /// Whether the signature is this key's for the text; takes the same time wherever the two differ.
  func isValid(_ signature: Data, of text: String) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: Data(text.utf8), using: key)
  }

  package var description: String { "SessionKey(redacted)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
