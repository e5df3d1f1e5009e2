import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Answers of webhooks")
struct AdmissionVerdictTests {
  private static func verdict(
    _ response: JSONValue, role: Webhook.Role = .validating, apiVersion: JSONValue = "admission.k8s.io/v1"
  ) throws -> AdmissionVerdict {
    try AdmissionVerdict(
      ["apiVersion": apiVersion, "kind": "AdmissionReview", "response": response], uid: "u", webhook: "a.example.com", role: role)
  }

  @Test("Denials are worded as Kubernetes words them") func denials() throws {
    let subject = #"admission webhook "a.example.com" denied the request"#
    let plain = try #require(try Self.verdict(["uid": "u", "allowed": false]).denial)
    #expect(plain.message == "\(subject) without explanation")
    #expect(plain.code == 400)
    let full = try #require(
      try Self.verdict([
        "uid": "u", "allowed": false, "status": ["code": 403, "reason": "Forbidden", "message": "not on Fridays"],
      ]).denial)
    #expect(full.message == "\(subject): not on Fridays")
    #expect(full.code == 403)
    #expect(full.reason == .forbidden)
    let reasoned = try #require(
      try Self.verdict(["uid": "u", "allowed": false, "status": ["code": 200, "reason": "Because"]]).denial)
    #expect(reasoned.message == "\(subject): Because")
    #expect(reasoned.code == 400, "no denial has the code of a success")
  }

  @Test("What is allowed may be warned about and annotated") func allowed() throws {
    let verdict = try Self.verdict([
      "uid": "u", "allowed": true, "warnings": ["old", "slow"], "auditAnnotations": ["a": "b"],
    ])
    #expect(verdict.denial == nil)
    #expect(verdict.warnings == ["old", "slow"])
  }

  static let mistaken: [(JSONValue, Webhook.Role, String)] = [
    (nil, .validating, "the answer has no response"), (["uid": "v", "allowed": true], .validating, #"got "v""#),
    (["allowed": true], .validating, #"expected response.uid="u", got """#),
    (["uid": "u"], .validating, "response.allowed must be true or false"),
    (["uid": "u", "allowed": true, "patch": "W10=", "patchType": "JSONPatch"], .validating, "must not answer with a patch"),
    (["uid": "u", "allowed": true, "patch": "W10="], .mutating, "no response.patchType"),
    (["uid": "u", "allowed": true, "patchType": "JSONPatch"], .mutating, "no response.patch"),
    (["uid": "u", "allowed": true, "patch": "W10=", "patchType": "MergePatch"], .mutating, "must be JSONPatch"),
    (["uid": "u", "allowed": true, "patch": "%", "patchType": "JSONPatch"], .mutating, "not in base64"),
  ]

  @Test("Answers that break the protocol are failures", arguments: mistaken)
  func mistakes(_ response: JSONValue, _ role: Webhook.Role, _ text: String) throws {
    let failure = #expect(throws: WebhookFailure.self) { try Self.verdict(response, role: role) }
    #expect(failure?.description.contains(text) == true, "\(String(describing: failure))")
  }

  @Test("Answers of other versions are failures") func versions() throws {
    let failure = #expect(throws: WebhookFailure.self) {
      try Self.verdict(["uid": "u", "allowed": true], apiVersion: "admission.k8s.io/v1beta1")
    }
    #expect(failure?.description.contains("admission.k8s.io/v1beta1") == true)
  }
}
