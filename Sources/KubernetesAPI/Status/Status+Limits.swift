// Failures of time, of size and of the server.
extension Status {
  /// What a watch or a page asks for is no longer kept: the client has to list again.
  package static func expired(_ message: String) -> Status {
    Status(code: 410, reason: .expired, message: message)
  }

  /// A watch asks for changes after a version that is older than what is kept.
  package static func tooOldResourceVersion(_ version: Int64, oldest: Int64) -> Status {
    expired("too old resource version: \(version) (\(oldest))")
  }

  /// A request asks for a version that has not been reached.
  package static func tooLargeResourceVersion(_ version: Int64, current: Int64, retryAfterSeconds: Int64 = 1) -> Status {
    let words = "Too large resource version"
    let message = "\(words): \(version), current: \(current)"
    return Status(
      code: 504, reason: .timeout, message: "Timeout: \(message)",
      details: Details(
        causes: [Cause(reason: "ResourceVersionTooLarge", message: words)], retryAfterSeconds: retryAfterSeconds))
  }

  /// What was asked for was there once and is no more, nor is there a new place for it.
  package static func gone(_ message: String) -> Status {
    Status(code: 410, reason: .gone, message: message)
  }

  package static func requestEntityTooLarge(_ message: String) -> Status {
    Status(code: 413, reason: .requestEntityTooLarge, message: "Request entity too large: \(message)")
  }

  package static func tooManyRequests(
    _ message: String = "Too many requests, please try again later.", retryAfterSeconds: Int64 = 1
  ) -> Status {
    Status(
      code: 429, reason: .tooManyRequests, message: message, details: Details(retryAfterSeconds: retryAfterSeconds))
  }

  /// The request was not done in its time; it may be done all the same.
  package static func timeout(_ message: String, retryAfterSeconds: Int64 = 0) -> Status {
    Status(
      code: 504, reason: .timeout, message: "Timeout: \(message)",
      details: retryAfterSeconds > 0 ? Details(retryAfterSeconds: retryAfterSeconds) : nil)
  }

  /// The server could not do it now.
  package static func serverTimeout(
    _ resource: GroupVersionResource, operation: String, retryAfterSeconds: Int64 = 1
  ) -> Status {
    about(
      resource, "", 500, .serverTimeout,
      "The \(operation) operation against \(resource.groupResource) could not be completed at this time, please try again.",
      retryAfterSeconds: retryAfterSeconds)
  }

  package static func serviceUnavailable(_ message: String, retryAfterSeconds: Int64 = 0) -> Status {
    Status(
      code: 503, reason: .serviceUnavailable, message: message,
      details: retryAfterSeconds > 0 ? Details(retryAfterSeconds: retryAfterSeconds) : nil)
  }

  package static func internalError(_ problem: String) -> Status {
    Status(
      code: 500, reason: .internalError, message: "Internal error occurred: \(problem)",
      details: Details(causes: [Cause(reason: "", message: problem)]))
  }
}
