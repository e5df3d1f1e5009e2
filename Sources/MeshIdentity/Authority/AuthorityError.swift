/// What keeps a certificate authority from starting, or from taking in changed files.
package struct AuthorityError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A file is missing, too large, or cannot be read.
    case unreadableFile = "ca-file-unreadable"
    /// A file does not hold what its name promises.
    case malformedFile = "ca-file-malformed"
    /// The key does not belong to the certificate.
    case keyMismatch = "ca-key-mismatch"
    /// A certificate may not sign others.
    case notAnAuthority = "ca-not-an-authority"
    /// The certificate does not lead to any of the roots.
    case brokenChain = "ca-chain-broken"
    /// A certificate has expired, or is not valid yet.
    case outOfLifetime = "ca-out-of-lifetime"
    /// A kind of key that is not accepted.
    case unsupportedKey = "ca-unsupported-key"
    /// The state directory cannot be written or locked.
    case state = "ca-state"
    /// A rotation has begun and is not over.
    case rotationUnderway = "ca-rotation-underway"
    /// A plugged-in authority is rotated by its files.
    case notSelfMade = "ca-not-self-made"
  }

  package var code: Code
  /// The file that is wrong; nil where it is not one file.
  package var file: String?
  package var message: String
  /// What to do about it.
  package var suggestion: String?

  package init(_ code: Code, _ message: String, file: String? = nil, suggestion: String? = nil) {
    (self.code, self.message, self.file, self.suggestion) = (code, message, file, suggestion)
  }

  package var description: String {
    "\(file.map { "\($0): " } ?? "")\(message)\(suggestion.map { " (\($0))" } ?? "") [\(code.rawValue)]"
  }
}
