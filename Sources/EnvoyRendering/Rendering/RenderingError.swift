/// Why a plan node could not become a resource.
package struct RenderingError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// SwiftProtobuf refused the message.
    case notSerialisable
  }

  package var code: Code
  /// What was being rendered.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String {
    "\(code.rawValue): \(message)" + (cause.map { " (\($0))" } ?? "")
  }
}
