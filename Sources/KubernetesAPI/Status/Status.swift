/// How a request ended, as the Kubernetes API tells it: `kind: Status`. A failure is thrown as it is answered.
package struct Status: Error, Hashable, Sendable {
  /// Why a request failed, in one word for programs.
  package struct Reason: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let unknown = Reason(rawValue: "")
    package static let badRequest = Reason(rawValue: "BadRequest")
    package static let unauthorized = Reason(rawValue: "Unauthorized")
    package static let forbidden = Reason(rawValue: "Forbidden")
    package static let notFound = Reason(rawValue: "NotFound")
    package static let methodNotAllowed = Reason(rawValue: "MethodNotAllowed")
    package static let notAcceptable = Reason(rawValue: "NotAcceptable")
    package static let alreadyExists = Reason(rawValue: "AlreadyExists")
    package static let conflict = Reason(rawValue: "Conflict")
    package static let gone = Reason(rawValue: "Gone")
    package static let expired = Reason(rawValue: "Expired")
    package static let requestEntityTooLarge = Reason(rawValue: "RequestEntityTooLarge")
    package static let unsupportedMediaType = Reason(rawValue: "UnsupportedMediaType")
    package static let invalid = Reason(rawValue: "Invalid")
    package static let tooManyRequests = Reason(rawValue: "TooManyRequests")
    package static let internalError = Reason(rawValue: "InternalError")
    package static let serverTimeout = Reason(rawValue: "ServerTimeout")
    package static let serviceUnavailable = Reason(rawValue: "ServiceUnavailable")
    package static let timeout = Reason(rawValue: "Timeout")
  }

  /// One of several causes of a failure.
  package struct Cause: Hashable, Sendable {
    /// The kind of mistake: `FieldValueInvalid`, `FieldManagerConflict`; empty where there is none.
    package var reason: String
    package var message: String
    /// The field that is wrong; empty where it is no field.
    package var field: String

    package init(reason: String, message: String, field: String = "") {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  /// What a failure is about.
  package struct Details: Hashable, Sendable {
    package var name: String
    package var group: String
    /// A kind or, where only that is known, a resource.
    package var kind: String
    package var uid: String
    package var causes: [Cause]
    /// After how many seconds the request may be tried again; 0 where that is not said.
    package var retryAfterSeconds: Int64

    package init(
      name: String = "", group: String = "", kind: String = "", uid: String = "", causes: [Cause] = [],
      retryAfterSeconds: Int64 = 0
    ) {
      self.name = name
      self.group = group
      self.kind = kind
      self.uid = uid
      self.causes = causes
      self.retryAfterSeconds = retryAfterSeconds
    }
  }

  package var isSuccess: Bool
  /// One sentence for people.
  package var message: String
  package var reason: Reason
  package var details: Details?
  /// The HTTP status code.
  package var code: Int

  package init(
    code: Int, reason: Reason, message: String, details: Details? = nil, isSuccess: Bool = false
  ) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
    self.isSuccess = isSuccess
  }

  /// A request did what it should; `details` name what it was done to.
  package static func success(details: Details? = nil) -> Status {
    Status(code: 200, reason: .unknown, message: "", details: details, isSuccess: true)
  }

  /// After how many seconds the request may be tried again; nil where that is not said.
  package var retryAfterSeconds: Int64? {
    guard let seconds = details?.retryAfterSeconds, seconds > 0 else { return nil }
    return seconds
  }
}

extension Status: CustomStringConvertible {
  package var description: String { message.isEmpty ? "\(code) \(reason.rawValue)" : message }
}
