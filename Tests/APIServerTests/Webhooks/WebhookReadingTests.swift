import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Configurations of webhooks are checked")
struct WebhookReadingTests {
  static let mistaken: [(JSONValue, String)] = [
    (["name": "short.com"], "webhooks[0].name: Invalid value: \"short.com\": must be a domain name of three parts or more"),
    (["name": ""], "webhooks[0].name: Required value"), (["clientConfig": [:]], "exactly one of url or service is required"),
    (["clientConfig": ["url": "http://localhost/"]], "webhooks[0].clientConfig.url: Invalid value: \"http://localhost/\""),
    (["clientConfig": ["url": "https://me@localhost/"]], "must not hold a user or a password"),
    (["clientConfig": ["url": "https://localhost/?a=b"]], "must not have a query"),
    (["clientConfig": ["url": "https://localhost/#a"]], "must not have a fragment"),
    (["clientConfig": ["url": "https:///a"]], "must name a host"),
    (["clientConfig": ["url": "https://a/", "caBundle": "bm90aGluZw=="]], "holds no certificates in PEM"),
    (["clientConfig": ["url": "https://a/", "caBundle": "%"]], "must be certificates in PEM, in base64"),
    (
      ["clientConfig": ["url": "https://a/", "service": ["name": "a", "namespace": "b"]]],
      "exactly one of url or service is required"
    ),
    (["clientConfig": ["service": ["name": "a"]]], "webhooks[0].clientConfig.service.namespace: Required value"),
    (["clientConfig": ["service": ["name": "a", "namespace": "b", "path": "a"]]], "service.path: Invalid value"),
    (["clientConfig": ["service": ["name": "a", "namespace": "b", "port": 70000]]], "must be from 1 to 65535"),
    (["sideEffects": "Some"], "webhooks[0].sideEffects: Unsupported value: \"Some\""),
    (["timeoutSeconds": 31], "webhooks[0].timeoutSeconds: Invalid value: 31"),
    (["admissionReviewVersions": []], "webhooks[0].admissionReviewVersions: Required value"),
    (["admissionReviewVersions": ["v1beta1"]], "must name v1"),
    (["matchConditions": [["name": "a", "expression": "true"]]], "webhooks[0].matchConditions: Forbidden"),
    (["namespaceSelector": ["matchExpressions": [["key": "a", "operator": "Like"]]]], "webhooks[0].namespaceSelector"),
    (["rules": [rule(["operations": ["PATCH"]])]], "webhooks[0].rules[0].operations[0]: Unsupported value: \"PATCH\""),
    (["rules": [rule(["operations": ["*", "CREATE"]])]], "where * stands, nothing else may stand"),
    (["rules": [rule(["apiGroups": []])]], "webhooks[0].rules[0].apiGroups: Required value"),
    (["rules": [rule(["apiVersions": [""]])]], "webhooks[0].rules[0].apiVersions[0]: Required value"),
    (["rules": [rule(["resources": ["pods/"]])]], "webhooks[0].rules[0].resources[0]: Invalid value: \"pods/\""),
    (["rules": [rule(["resources": ["*/*", "pods"]])]], "where */* stands, nothing else may stand"),
    (["rules": [rule(["resources": ["*", "pods"]])]], "where * stands, no other resource"),
  ]

  private static func rule(_ fields: JSONValue) -> JSONValue {
    var rule: JSONValue = ["operations": ["*"], "apiGroups": [""], "apiVersions": ["v1"], "resources": ["pods"]]
    for (name, value) in fields.object ?? [:] { rule[name] = value }
    return rule
  }

  @Test("Mistakes are named with their field", arguments: mistaken) func mistakes(_ fields: JSONValue, _ text: String) throws {
    do {
      _ = try WebhookMatchTests.webhook(fields)
      Issue.record("no mistake found in \(fields.jsonText)")
    } catch let error as FieldErrors {
      #expect(error.description.contains(text), "\(error)")
    }
  }

  @Test("What is not said is as Kubernetes has it") func defaults() throws {
    let webhook = try WebhookMatchTests.webhook(["rules": [Self.rule([:])]])
    #expect(!webhook.ignoresFailure)
    #expect(webhook.matchesEquivalents)
    #expect(webhook.timeoutSeconds == 10)
    #expect(!webhook.isReinvoked)
    #expect(webhook.roots == nil)
    #expect(webhook.rules.first?.scope == .all)
    let service = try WebhookMatchTests.webhook(["clientConfig": ["service": ["name": "a", "namespace": "b"]]])
    #expect(service.target == .service(Webhook.ServiceReference(namespace: "b", name: "a", port: 443, path: "/")))
  }

  @Test("Webhooks are asked by the name of their configuration, then as it lists them") func order() throws {
    var book = WebhookBook()
    for name in ["b", "a"] {
      let hooks = ["z", "y"].map { hook -> JSONValue in
        [
          "name": .string("\(hook).\(name).example.com"), "clientConfig": ["url": "https://localhost/"], "sideEffects": "None",
          "admissionReviewVersions": ["v1"],
        ]
      }
      try book.note(["metadata": ["name": .string(name)], "webhooks": .array(hooks)], role: .mutating, name: name)
    }
    #expect(book.mutating.map(\.name) == ["z.a.example.com", "y.a.example.com", "z.b.example.com", "y.b.example.com"])
    try book.note(nil, role: .mutating, name: "a")
    #expect(book.mutating.count == 2)
    book.forget(.mutating)
    #expect(book.mutating.isEmpty)
  }
}
