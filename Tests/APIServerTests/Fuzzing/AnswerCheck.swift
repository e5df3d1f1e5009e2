import Foundation
import KubernetesAPI

/// What must hold of every answer, whatever was asked.
struct AnswerCheck: Sendable {
  /// Who asks.
  enum Asker: String, Sendable, CaseIterable {
    case administrator, editor
    /// Proved who they are, and has no role.
    case stranger
    /// Shows no credentials.
    case anonymous
  }

  let asker: Asker
  let request: FuzzRequest

  private static let health: Set<String> = ["/livez", "/readyz", "/healthz"]
  /// What the server tells everybody who has proved who they are: which kinds there are, and what they may do themselves.
  private static let known: Set<String> = [
    "APIVersions", "APIGroupList", "APIGroup", "APIResourceList", "APIGroupDiscoveryList", "SelfSubjectAccessReview",
  ]

  /// What is wrong with an answer; nil where nothing is.
  func problem(with answer: RawAnswer) -> String? {
    if answer.header("server") != nil || answer.header("x-powered-by") != nil { return "tells what it is made of" }
    if Self.health.contains(path), answer.code == 200 { return nil }
    // The library refuses what is no HTTP before anybody sees it.
    if answer.code == 400, answer.body.isEmpty, answer.header("connection") == "close" { return nil }
    if request.method == "HEAD" { return Self.isError(answer) ? "an error of the server" : nil }
    return form(answer) ?? discretion(answer)
  }

  /// The path as the server reads it: targets may name a host (RFC 9112, section 3.2.2) and escape what need not be.
  private var path: String {
    var target = request.target.prefix { $0 != "?" }
    if let scheme = target.firstRange(of: "://") { target = target[scheme.upperBound...].drop { $0 != "/" } }
    return target.removingPercentEncoding ?? String(target)
  }

  /// Whether the server failed. That a version of the future has not come in time (504, as Kubernetes answers) is no failure.
  static func isError(_ answer: RawAnswer) -> Bool {
    answer.code >= 500 && !(answer.code == 504 && (answer.body.isEmpty || answer.json?["reason"]?.string == "Timeout"))
  }

  private func form(_ answer: RawAnswer) -> String? {
    if Self.isError(answer) { return "an error of the server" }
    guard answer.header("content-type")?.hasPrefix("application/json") == true else {
      return answer.code < 300 && path.contains("openapi") ? nil : "is no JSON: \(answer.header("content-type") ?? "-")"
    }
    if answer.code == 200, request.isWatch, answer.header("transfer-encoding") == "chunked" { return nil }
    guard let json = answer.json else { return "cannot be read" }
    guard answer.code >= 400 else {
      let isDocument = ["openapi", "openid", "version", "jwks"].contains { path.contains($0) }
      return (200..<300).contains(answer.code) && (json.kind?.isEmpty == false || isDocument) ? nil : "has no kind"
    }
    guard json.kind == "Status", json.apiVersion == "v1", json["status"]?.string == "Failure" else { return "is no Status" }
    guard json["code"]?.integer == Int64(answer.code) else { return "says another code" }
    guard json["reason"]?.string?.isEmpty == false, json["message"]?.string?.isEmpty == false else { return "gives no reason" }
    return nil
  }

  /// Whether somebody was told what is none of their business.
  private func discretion(_ answer: RawAnswer) -> String? {
    switch asker {
    case .administrator, .editor: return nil
    case .anonymous: return answer.code == 401 ? nil : "tells something without credentials"
    case .stranger:
      if [409, 410, 422].contains(answer.code) { return "tells something without a role" }
      if answer.code == 404, answer.json?["details"]?["name"] != nil { return "tells that an object is missing" }
      guard answer.code < 300, let kind = answer.json?.kind, !Self.known.contains(kind) else { return nil }
      return "gives a \(kind) without a role"
    }
  }
}
