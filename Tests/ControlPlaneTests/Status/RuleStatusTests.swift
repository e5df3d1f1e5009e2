import ControlPlane
import KubernetesAPI
import MeshAPI
import Testing

struct RuleStatusTests {
  private let noon = KubernetesTime(seconds: 1_800_000_000)
  private let later = KubernetesTime(seconds: 1_800_000_060)

  private func status(
    _ upToDate: Int, generation: Int64 = 3, refusal: String? = nil, findings: [Diagnostic] = []
  ) -> RuleStatus {
    RuleStatus(
      generation: generation, progress: .proxies(upToDate: upToDate, concerned: 4, refusal: refusal), findings: findings)
  }

  @Test func isWrittenInIstiosShape() throws {
    let finding = Diagnostic(
      .warning, "unknown-host", object: "VirtualService/shop/cart", path: "spec.http[0]", message: "there is no host nowhere",
      suggestion: "did you mean cart?")
    let json = try #require(status(3, findings: [finding]).json(over: nil, at: noon))
    #expect(
      json == [
        "observedGeneration": 3,
        "conditions": [
          [
            "type": "Reconciled", "status": "False", "reason": "OnItsWay", "message": "3/4 proxies up to date.",
            "observedGeneration": 3, "lastTransitionTime": .string(noon.text),
          ],
          [
            "type": "PassedValidation", "status": "False", "reason": "Errors",
            "message": "IST0101 spec.http[0]: there is no host nowhere; did you mean cart?", "observedGeneration": 3,
            "lastTransitionTime": .string(noon.text),
          ],
        ],
        "validationMessages": [
          [
            "type": ["code": "IST0101", "name": "ReferencedResourceNotFound"], "level": "ERROR",
            "documentationUrl": "https://istio.io/latest/docs/reference/config/analysis/ist0101/",
          ]
        ],
      ])
  }

  /// The time of a transition is that of a change of the condition's status, and of nothing else.
  @Test func transitionsKeepTheirTime() throws {
    let first = try #require(status(3).json(over: nil, at: noon))
    #expect(status(3).json(over: first, at: later) == nil)
    let second = try #require(status(2).json(over: first, at: later))
    #expect(second["conditions"]?.array?.compactMap { $0["lastTransitionTime"]?.string } == [noon.text, noon.text])
    let third = try #require(status(4, generation: 4).json(over: second, at: later))
    #expect(third["conditions"]?.array?.compactMap { $0["lastTransitionTime"]?.string } == [later.text, noon.text])
    #expect(third["observedGeneration"] == 4)
    #expect(third["conditions"]?.array?.first?["status"] == "True")
  }

  /// Before analysis has looked, what it said of an earlier generation stays, with that generation.
  @Test func whatIsNotKnownYetIsNotSaid() throws {
    let finding = Diagnostic(.warning, "unknown-host", object: "", message: "there is no host nowhere")
    let first = try #require(status(4, findings: [finding]).json(over: nil, at: noon))
    let next = RuleStatus(
      generation: 4, progress: .proxies(upToDate: 4, concerned: 4, refusal: nil, silent: 1), findings: nil)
    let json = try #require(next.json(over: first, at: later))
    #expect(json["validationMessages"] == nil)
    let conditions = json["conditions"]?.array ?? []
    #expect(conditions.compactMap { $0["type"]?.string }.sorted() == ["PassedValidation", "Reconciled"])
    #expect(conditions.first { $0["type"] == "PassedValidation" } == first["conditions"]?.array?.last)
    let told = conditions.first { $0["type"] == "Reconciled" }?["message"]?.string ?? ""
    #expect(told == "4/4 proxies up to date. Replicas of the control plane that have not told yet: 1.")
    #expect(!next.conditions[0].isTrue)
  }

  @Test func whatOthersSayIsKept() throws {
    let foreign: JSONValue = ["type": "Healthy", "status": "True", "lastTransitionTime": .string(noon.text)]
    let current: JSONValue = ["conditions": [foreign], "addresses": ["10.0.0.1"], "validationMessages": [["level": "INFO"]]]
    let json = try #require(status(4).json(over: current, at: later))
    #expect(json["conditions"]?.array?.first == foreign)
    #expect(json["conditions"]?.array?.count == 3)
    #expect(json["addresses"] == nil, "a merge patch leaves alone what it does not name")
    #expect(json["validationMessages"] == .null, "what was said no longer holds")
  }

  @Test func longRefusalsAreCut() throws {
    let json = try #require(status(3, refusal: String(repeating: "é", count: 4000)).json(over: nil, at: noon))
    let condition = try #require(json["conditions"]?.array?.first)
    #expect(condition["reason"] == "RefusedByProxy")
    let message = try #require(condition["message"]?.string)
    #expect(message.utf8.count <= 1024 && message.hasPrefix("3/4 proxies up to date. éé") && message.hasSuffix("..."))
  }
}
