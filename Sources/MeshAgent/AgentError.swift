/// What keeps an agent from starting.
package struct AgentError: Error, Sendable, CustomStringConvertible {
  /// Which kind of obstacle it is.
  package enum Code: String, Sendable {
    /// The options hold errors; the message lists them.
    case invalidOptions
    /// No Envoy was found.
    case binaryNotFound
    /// Another agent uses the configuration directory.
    case directoryInUse
    /// A file could not be written.
    case fileNotWritten
    /// A file with a certificate, a key or a token could not be used.
    case fileNotRead
    /// The agent's unix socket could not be opened.
    case socketNotOpened
    /// The certificate authority gave no certificate that can be used.
    case noCertificate
    /// A process could not be started.
    case spawnFailed
    /// The admin interface did not answer as expected.
    case adminFailed
    /// The proxy stopped before it was live.
    case stopped
  }

  package var code: Code
  package var message: String
  package var cause: (any Error)?

  /// Creates an error.
  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    (self.code, self.message, self.cause) = (code, message, cause)
  }

  package var description: String {
    cause.map { "\(message): \($0)" } ?? message
  }
}
