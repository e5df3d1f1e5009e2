import KubernetesAPI

/// The `status` of Istio's kinds, which control planes write and everybody reads.
enum RuleStatus {
  /// Conditions and messages as Istio's tools know them; further fields are kept, since other control planes may write some.
  ///
  /// - Parameter read: What the mesh itself reads there, as JSON schemas by name.
  static func schema(with read: [String: JSONValue]) -> JSONValue {
    let common: [String: JSONValue] = [
      "conditions": ["type": "array", "description": "What holds of the object now.", "items": condition],
      "observedGeneration": intOrString("The generation of the object that the status is about."),
      "validationMessages": [
        "type": "array", "description": "What analysis has to say of the object.",
        "items": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
      ],
    ]
    return [
      "type": "object", "x-kubernetes-preserve-unknown-fields": true,
      "properties": .object(common.merging(read) { _, own in own }),
    ]
  }

  private static let condition: JSONValue = [
    "type": "object", "x-kubernetes-preserve-unknown-fields": true,
    "properties": [
      "type": ["type": "string", "description": "What the condition is about."],
      "status": ["type": "string", "description": "True, False or Unknown."],
      "reason": ["type": "string", "description": "One word for programs that says why."],
      "message": ["type": "string", "description": "A sentence for people that says why."],
      "lastTransitionTime": ["type": "string", "format": "date-time", "description": "When the status last changed."],
      "lastProbeTime": ["type": "string", "format": "date-time", "description": "When somebody last looked."],
      "observedGeneration": intOrString("The generation of the object that the condition is about."),
    ],
  ]

  /// Protobuf's JSON form spells 64-bit numbers as texts, Kubernetes as numbers.
  private static func intOrString(_ description: String) -> JSONValue {
    [
      "description": .string(description), "x-kubernetes-int-or-string": true,
      "anyOf": [["type": "integer"], ["type": "string"]],
    ]
  }
}
