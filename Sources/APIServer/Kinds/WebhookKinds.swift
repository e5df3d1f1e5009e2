import KubernetesAPI
import MeshResources

/// The kinds by which users name the webhooks that see writes before they are made.
///
/// Source: `admissionregistration.k8s.io/v1` ValidatingWebhookConfiguration and MutatingWebhookConfiguration.
enum WebhookKinds {
  static let group = "admissionregistration.k8s.io"
  static let validating = GroupResource(group: group, resource: "validatingwebhookconfigurations")
  static let mutating = GroupResource(group: group, resource: "mutatingwebhookconfigurations")

  static let all: [ServedKind] = [
    kind(
      "MutatingWebhookConfiguration",
      "A MutatingWebhookConfiguration names webhooks that may change objects before they are written.", mutatingFields),
    kind("ValidatingWebhookConfiguration", "A ValidatingWebhookConfiguration names webhooks that may refuse writes.", fields),
  ]

  private static func kind(_ name: String, _ description: String, _ fields: [String: JSONValue]) -> ServedKind {
    let items: JSONValue = [
      "type": "object", "properties": .object(fields),
      "required": ["admissionReviewVersions", "clientConfig", "name", "sideEffects"],
    ]
    let list: JSONValue = [
      "type": "array", "items": items, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
      "x-kubernetes-patch-strategy": "merge", "x-kubernetes-patch-merge-key": "name",
    ]
    return ServedKind(
      ResourceDefinition(
        group: group, versions: ["v1"], names: ResourceDefinition.Names(name, categories: ["api-extensions"]),
        isNamespaced: false, hasStatus: false, description: description,
        schema: ["type": "object", "description": .string(description), "properties": ["webhooks": list]]))
  }

  private static var mutatingFields: [String: JSONValue] {
    var result = fields
    result["reinvocationPolicy"] = choice(["IfNeeded", "Never"], "Never")
    return result
  }

  private static let fields: [String: JSONValue] = [
    "name": text, "clientConfig": clientConfig, "rules": list(rule),
    "failurePolicy": choice(["Fail", "Ignore"], "Fail"), "matchPolicy": choice(["Equivalent", "Exact"], "Equivalent"),
    "namespaceSelector": selector, "objectSelector": selector, "sideEffects": choice(["None", "NoneOnDryRun"]),
    "timeoutSeconds": ["type": "integer", "format": "int32", "minimum": 1, "maximum": 30, "default": 10],
    "admissionReviewVersions": texts,
    "matchConditions": list(["type": "object", "properties": ["name": text, "expression": text]]),
  ]

  private static let clientConfig: JSONValue = [
    "type": "object",
    "properties": [
      "url": text, "caBundle": ["type": "string", "format": "byte"],
      "service": [
        "type": "object", "required": ["name", "namespace"],
        "properties": [
          "name": text, "namespace": text, "path": text,
          "port": ["type": "integer", "format": "int32", "minimum": 1, "maximum": 65535, "default": 443],
        ],
      ],
    ],
  ]

  private static let rule: JSONValue = [
    "type": "object",
    "properties": [
      "operations": list(choice(["*", "CONNECT", "CREATE", "DELETE", "UPDATE"])), "apiGroups": texts, "apiVersions": texts,
      "resources": texts, "scope": choice(["*", "Cluster", "Namespaced"], "*"),
    ],
  ]

  private static let selector: JSONValue = [
    "type": "object", "x-kubernetes-map-type": "atomic", "default": [:],
    "properties": [
      "matchLabels": ["type": "object", "additionalProperties": text],
      "matchExpressions": list([
        "type": "object", "properties": ["key": text, "operator": text, "values": texts], "required": ["key", "operator"],
      ]),
    ],
  ]

  private static let text: JSONValue = ["type": "string"]
  private static let texts: JSONValue = list(text)

  private static func list(_ items: JSONValue) -> JSONValue {
    ["type": "array", "items": items, "x-kubernetes-list-type": "atomic"]
  }

  private static func choice(_ values: [String], _ usual: String? = nil) -> JSONValue {
    var result: JSONValue = ["type": "string", "enum": .array(values.map { .string($0) })]
    result["default"] = usual.map { .string($0) }
    return result
  }
}
