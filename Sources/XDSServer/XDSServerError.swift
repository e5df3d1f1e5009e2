/// Why an `XDSServer` cannot run.
public struct XDSServerError: Error, Sendable, CustomStringConvertible {
  public enum Code: Sendable, Hashable {
    /// The address cannot be listened on.
    case cannotListen
    /// The server has stopped, or never started to listen.
    case notListening
  }

  public var code: Code
  public var message: String
  public var cause: (any Error)?

  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  public var description: String {
    guard let cause else { return message }
    return "\(message): \(cause)"
  }
}
