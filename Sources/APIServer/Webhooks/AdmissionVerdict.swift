import Foundation
import KubernetesAPI

/// Why a webhook could not be asked, or what is wrong with its answer: what its `failurePolicy` is about.
struct WebhookFailure: Error, Hashable, Sendable, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// What a webhook answered.
///
/// Source: `admission.k8s.io/v1` AdmissionResponse. Its `auditAnnotations` have no place in this server's audit log.
struct AdmissionVerdict: Sendable {
  /// nil where the write may go on.
  var denial: Status?
  /// The JSON Patch as it was sent; nil where there is none.
  var patch: [UInt8]?
  var warnings: [String]

  /// Reads an answer.
  /// - Parameter uid: Of the question.
  init(_ json: JSONValue, uid: String, webhook name: String, role: Webhook.Role) throws(WebhookFailure) {
    guard json.kind == "AdmissionReview", json.apiVersion == AdmissionReview.apiVersion else {
      let (version, kind) = (JSONWriter.quoted(json.apiVersion ?? ""), JSONWriter.quoted(json.kind ?? ""))
      throw WebhookFailure("the answer must be an AdmissionReview of \(AdmissionReview.apiVersion), not \(kind) of \(version)")
    }
    guard let response = json["response"], response.object != nil else { throw WebhookFailure("the answer has no response") }
    let given = response["uid"]?.string ?? ""
    guard given == uid else {
      throw WebhookFailure("expected response.uid=\(JSONWriter.quoted(uid)), got \(JSONWriter.quoted(given))")
    }
    guard let isAllowed = response["allowed"]?.bool else { throw WebhookFailure("response.allowed must be true or false") }
    warnings = (response["warnings"]?.array ?? []).compactMap(\.string)
    patch = try Self.patch(response, role)
    denial = isAllowed ? nil : Self.denial(by: name, response["status"])
  }

  private static func patch(_ response: JSONValue, _ role: Webhook.Role) throws(WebhookFailure) -> [UInt8]? {
    let text = response["patch"]?.string.flatMap { $0.isEmpty ? String?.none : $0 }
    let type = response["patchType"].flatMap { $0.isNull ? JSONValue?.none : $0 }
    guard role == .mutating else {
      guard text == nil, type == nil else { throw WebhookFailure("a validating webhook must not answer with a patch") }
      return nil
    }
    switch (text, type) {
    case (nil, nil): return nil
    case (nil, _): throw WebhookFailure("the answer has response.patchType, but no response.patch")
    case (_, nil): throw WebhookFailure("the answer has response.patch, but no response.patchType")
    case (let text?, let type?):
      guard type.string == "JSONPatch" else {
        throw WebhookFailure("response.patchType must be JSONPatch, not \(type.jsonText)")
      }
      guard let bytes = Data(base64Encoded: text) else { throw WebhookFailure("response.patch is not in base64") }
      return Array(bytes)
    }
  }

  /// A denial as Kubernetes words it, with the code of the answer where that is one of a failure.
  private static func denial(by name: String, _ json: JSONValue?) -> Status {
    let subject = "admission webhook \(JSONWriter.quoted(name)) denied the request"
    let code = json?["code"]?.integer.flatMap { Int(exactly: $0) } ?? 0
    let reason = json?["reason"]?.string ?? ""
    let said = [json?["message"]?.string ?? "", reason].first { !$0.isEmpty }
    return Status(
      code: (400...599).contains(code) ? code : 400, reason: Status.Reason(rawValue: reason),
      message: said.map { "\(subject): \($0)" } ?? "\(subject) without explanation",
      details: json?["details"].flatMap { $0.object == nil ? nil : Status.Details(json: $0) })
  }
}
