/// Why no certificate was issued. The message is for the audit log and for the one who asked; it holds nothing of the request's
/// bytes except names that were checked for their characters.
package struct IssuanceError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// More bytes than a request may have.
    case tooLarge = "csr-too-large"
    /// Neither PEM nor DER of a certificate signing request (RFC 2986), or more than one.
    case malformed = "csr-malformed"
    /// The request is not signed by the key that it names.
    case badSignature = "csr-bad-signature"
    /// A kind or size of key that is not accepted.
    case unsupportedKey = "csr-unsupported-key"
    /// The request names somebody else than the one who asked.
    case foreignIdentity = "csr-foreign-identity"
    /// The lifetime that was asked for is not positive.
    case invalidLifetime = "csr-invalid-lifetime"
    /// The authority cannot issue now: its own certificate has expired, or its state cannot be written.
    case unavailable = "ca-unavailable"
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  package var description: String { "\(code.rawValue): \(message)" }
  /// Whether the one who asked is at fault, rather than the authority.
  package var isCallersFault: Bool { code != .unavailable }
}
