package import KubernetesAPI

/// Why an API server did not do what it was asked for.
package struct KubernetesError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// There are no credentials to ask with.
    case credentials
    /// No server answered, or the connection broke.
    case unreachable
    /// The answer took too long.
    case timedOut
    /// The answer, or one event of a watch, is larger than is taken.
    case tooLarge
    /// The answer is not what a Kubernetes API server says.
    case malformed
    /// 401.
    case unauthorized
    /// 403.
    case forbidden
    /// 404.
    case notFound
    /// 409: somebody else changed the object.
    case conflict
    /// 409: there is such an object already.
    case alreadyExists
    /// 410: what was asked for is no longer remembered.
    case gone
    /// 422.
    case invalid
    /// 429.
    case tooManyRequests
    /// 500 and above.
    case server
    /// Any other status.
    case refused
  }

  package var code: Code
  /// The HTTP status, or the code of a watch's ERROR event; nil where there was no answer.
  package var status: Int?
  /// Kubernetes' word for it (`NotFound`, `Expired` ...); empty where it says none.
  package var reason: String
  package var message: String
  /// How long the server asks to be left alone.
  package var retryAfter: Duration?

  package init(_ code: Code, status: Int? = nil, reason: String = "", message: String, retryAfter: Duration? = nil) {
    self.code = code
    self.status = status
    self.reason = reason
    self.message = message
    self.retryAfter = retryAfter
  }

  /// Reads a `Status` object, or says as much as an HTTP status alone does.
  /// - Parameter status: of HTTP; nil for an event of a watch, whose object knows.
  package init(status: Int?, answer: JSONValue?, retryAfter: Duration? = nil) {
    let said = answer.flatMap(Status.init(json:))
    let number = status ?? said.flatMap { $0.code == 0 ? nil : $0.code }
    let reason = said?.reason ?? .unknown
    let message = said?.message ?? ""
    self.init(
      Self.code(status: number, reason: reason), status: number, reason: reason.rawValue,
      message: message.isEmpty
        ? "the server answered \(number.map(String.init) ?? "with an error")" : String(message.prefix(2000)),
      retryAfter: retryAfter ?? said?.retryAfterSeconds.map { .seconds(min($0, 3600)) })
  }

  private static func code(status: Int?, reason: Status.Reason) -> Code {
    switch (status, reason) {
    case (_, .expired), (_, .gone), (410, _): .gone
    case (_, .alreadyExists): .alreadyExists
    case (401, _): .unauthorized
    case (403, _): .forbidden
    case (404, _): .notFound
    case (409, _): .conflict
    case (422, _): .invalid
    case (429, _): .tooManyRequests
    case (.some(500...), _): .server
    default: .refused
    }
  }

  package var description: String {
    reason.isEmpty ? message : "\(message) (\(reason))"
  }
}
