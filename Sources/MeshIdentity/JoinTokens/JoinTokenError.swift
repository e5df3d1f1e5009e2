/// Why a join token could not be made, listed or revoked.
package struct JoinTokenError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A namespace, service account, lifetime or number of uses that cannot be.
    case invalid
    /// There are as many tokens as there may be.
    case tooMany
    /// No token has this id.
    case unknown
    /// The state directory cannot be read or written.
    case state
  }

  package var code: Code
  package var message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  package var description: String { message }
}
