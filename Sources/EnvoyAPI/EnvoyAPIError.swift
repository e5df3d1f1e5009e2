/// What went wrong with a message, and where in it.
public struct EnvoyAPIError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// An `Any` names a type that this module does not carry.
    case unknownType
    /// More `Any` inside `Any` than the limit allows.
    case tooDeep
    /// The content of an `Any` is not a message of its type.
    case malformed
    /// SwiftProtobuf could not serialise a message.
    case unserializable
  }

  public let code: Code
  /// One sentence for people.
  public let message: String
  /// The fields that lead to the place; empty for the message itself.
  public let path: EnvoyPath
  /// The failure underneath, in its own words.
  public let cause: String?

  public init(code: Code, message: String, path: EnvoyPath = EnvoyPath(), cause: String? = nil) {
    self.code = code
    self.message = message
    self.path = path
    self.cause = cause
  }

  public var description: String {
    let place = path.components.isEmpty ? "" : "\(path): "
    return place + message + (cause.map { " (\($0))" } ?? "")
  }
}
