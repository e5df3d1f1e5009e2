import GRPCCore
import MeshIdentity

/// Why somebody does not get what it asked for: what the caller is told, and what the audit log is told.
struct RefusedRequest: Error, Sendable {
  var status: RPCError.Code
  /// For the caller. Says nothing about how far a forgery got.
  var message: String
  /// For the audit log.
  var code: String
  var detail: String
  var workload: AuthenticatedWorkload?
  /// Whether the audit log should hold it; a flood of requests must not become a flood of lines.
  var isWorthAuditing = true

  /// The caller showed nothing that anybody could look at.
  static let noCredentials = RefusedRequest(
    status: .unauthenticated, message: "No credentials: send a bearer token or show a client certificate.",
    code: "no-credentials",
    detail: "neither a token nor a client certificate")

  static func credentials(_ refusal: Refusal) -> RefusedRequest {
    RefusedRequest(
      status: .unauthenticated, message: "The credentials do not count; the control plane's audit log says why.",
      code: refusal.code.rawValue, detail: refusal.description)
  }

  static func tooFast(isFirst: Bool) -> RefusedRequest {
    RefusedRequest(
      status: .resourceExhausted, message: "Too many requests from this address; try again later.",
      code: "too-many-requests", detail: "more requests than one address may send; the next ones are only counted",
      isWorthAuditing: isFirst)
  }
}

extension RefusedRequest {
  init(_ error: IssuanceError, _ workload: AuthenticatedWorkload) {
    let status: RPCError.Code =
      switch error.code {
      case .foreignIdentity: .permissionDenied
      case .unavailable: .unavailable
      default: .invalidArgument
      }
    self.init(status: status, message: error.description, code: error.code.rawValue, detail: error.message, workload: workload)
  }
}
