/// What can stop a workload of the demo application.
package struct BookinfoError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure, for programs.
  package enum Code: String, Sendable {
    /// The listen address is in use, not permitted or malformed.
    case cannotListen
  }

  package var code: Code
  /// What happened to whom, for people.
  package var message: String
  /// The error underneath.
  package var cause: any Error

  package var description: String { "\(code.rawValue): \(message): \(cause)" }
}
