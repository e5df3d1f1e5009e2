import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Which writes a webhook sees")
struct WebhookMatchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: JSONValue
    var subject: WebhookSubject
    var version: String?
    var policy = "Equivalent"

    var testDescription: String { "\(rule.jsonText) \(subject.operation) \(subject.resource)/\(subject.subresource ?? "")" }
  }

  private static func rule(
    operations: [JSONValue] = ["*"], group: JSONValue = "apps", version: JSONValue = "v1", _ resource: JSONValue,
    scope: JSONValue = "*"
  ) -> JSONValue {
    [
      "operations": .array(operations), "apiGroups": [group], "apiVersions": [version], "resources": [resource],
      "scope": scope,
    ]
  }

  private static func subject(
    _ resource: String = "deployments", _ subresource: String? = nil, group: String = "apps", versions: [String] = ["v1"],
    isNamespaced: Bool = true, operation: String = "CREATE"
  ) -> WebhookSubject {
    WebhookSubject(
      group: group, versions: versions, resource: resource, subresource: subresource, isNamespaced: isNamespaced,
      operation: operation)
  }

  static let cases: [Case] = [
    Case(rule: rule("deployments"), subject: subject(), version: "v1"),
    Case(rule: rule(operations: ["CREATE", "UPDATE"], "deployments"), subject: subject(operation: "DELETE"), version: nil),
    Case(rule: rule(operations: ["DELETE"], "deployments"), subject: subject(operation: "DELETE"), version: "v1"),
    Case(rule: rule("deployments"), subject: subject(group: "batch"), version: nil),
    Case(rule: rule(group: "*", "deployments"), subject: subject(group: ""), version: "v1"),
    Case(rule: rule(group: "", "pods"), subject: subject("pods", group: ""), version: "v1"),
    Case(rule: rule("*"), subject: subject(), version: "v1"),
    Case(rule: rule("*"), subject: subject("deployments", "status"), version: nil),
    Case(rule: rule("*/*"), subject: subject("deployments", "status"), version: "v1"),
    Case(rule: rule("*/*"), subject: subject(), version: "v1"),
    Case(rule: rule("*/status"), subject: subject("deployments", "status"), version: "v1"),
    Case(rule: rule("*/status"), subject: subject(), version: nil),
    Case(rule: rule("deployments/*"), subject: subject("deployments", "scale"), version: "v1"),
    Case(rule: rule("deployments/*"), subject: subject("replicasets", "scale"), version: nil),
    Case(rule: rule("deployments/status"), subject: subject("deployments", "status"), version: "v1"),
    Case(rule: rule("deployments"), subject: subject("deployments", "status"), version: nil),
    Case(rule: rule("*", scope: "Cluster"), subject: subject(), version: nil),
    Case(rule: rule("*", scope: "Cluster"), subject: subject(isNamespaced: false), version: "v1"),
    Case(rule: rule("*", scope: "Namespaced"), subject: subject(isNamespaced: false), version: nil),
    Case(rule: rule("*", scope: "Namespaced"), subject: subject(), version: "v1"),
    Case(rule: rule("deployments"), subject: subject(versions: ["v1beta1", "v1"]), version: "v1"),
    Case(rule: rule(version: "*", "deployments"), subject: subject(versions: ["v1beta1", "v1"]), version: "v1beta1"),
    Case(rule: rule("deployments"), subject: subject(versions: ["v1beta1", "v1"]), version: nil, policy: "Exact"),
    Case(rule: rule(version: "v2", "deployments"), subject: subject(versions: ["v1beta1", "v1"]), version: nil),
    Case(
      rule: rule(group: "*", version: "*", "*/*"),
      subject: subject("validatingwebhookconfigurations", group: WebhookKinds.group, isNamespaced: false), version: nil),
    Case(
      rule: rule(group: "*", version: "*", "*/*"),
      subject: subject("mutatingwebhookconfigurations", group: WebhookKinds.group, isNamespaced: false, operation: "DELETE"),
      version: nil),
  ]

  @Test("Rules", arguments: cases) func rules(_ one: Case) throws {
    let webhook = try Self.webhook(["rules": [one.rule], "matchPolicy": .string(one.policy)])
    #expect(webhook.version(for: one.subject) == one.version)
  }

  @Test("Selectors of namespaces and objects") func selectors() throws {
    let picky = try Self.webhook([
      "namespaceSelector": ["matchLabels": ["watched": "yes"]],
      "objectSelector": ["matchExpressions": [["key": "tier", "operator": "In", "values": ["front", "back"]]]],
    ])
    let (front, middle): (JSONValue, JSONValue) = (Self.labelled("front"), Self.labelled("middle"))
    let watched = ["watched": "yes"]
    #expect(picky.selects(namespace: watched, object: front, old: nil))
    #expect(!picky.selects(namespace: [:], object: front, old: nil))
    #expect(picky.selects(namespace: nil, object: front, old: nil), "objects of the cluster's scope have no namespace to select")
    #expect(!picky.selects(namespace: watched, object: middle, old: nil))
    #expect(picky.selects(namespace: watched, object: middle, old: front), "the object that was counts, too")
    #expect(picky.selects(namespace: watched, object: nil, old: front))
    #expect(!picky.selects(namespace: watched, object: nil, old: nil))
  }

  @Test("A webhook is asked again only where others changed the object after it, and once") func reinvocation() {
    var plan = Reinvocation()
    plan.note(0, isReinvoked: true, changed: true)
    #expect(plan.again == [], "what it changed itself is no reason")
    plan.note(1, isReinvoked: true, changed: false)
    #expect(plan.again == [])
    plan.note(2, isReinvoked: false, changed: true)
    #expect(plan.again == [0, 1])
    plan.note(3, isReinvoked: true, changed: false)
    #expect(plan.again == [0, 1])
  }

  private static func labelled(_ tier: String) -> JSONValue { ["metadata": ["labels": ["tier": .string(tier)]]] }

  /// A webhook that is well but for what `fields` say.
  static func webhook(_ fields: JSONValue, role: Webhook.Role = .mutating) throws -> Webhook {
    var json: JSONValue = [
      "name": "a.example.com", "clientConfig": ["url": "https://localhost/a"], "sideEffects": "None",
      "admissionReviewVersions": ["v1"],
    ]
    for (name, value) in fields.object ?? [:] { json[name] = value }
    return try #require(try Webhook.read(["metadata": ["name": "a"], "webhooks": [json]], role: role).first)
  }
}
