import KubernetesAPI

/// Builds the schemas of kinds that the mesh does not define itself.
///
/// They say what clients need to merge changes: types, keys of lists and merge strategies (facts of Kubernetes' API). Mappings
/// keep fields that are not named here, since real objects have many more than a mesh reads.
enum Shape {
  static let text: JSONValue = ["type": "string"]
  static let flag: JSONValue = ["type": "boolean"]
  static let integer: JSONValue = ["type": "integer", "format": "int32"]
  static let long: JSONValue = ["type": "integer", "format": "int64"]
  /// Base64, as Kubernetes writes bytes.
  static let bytes: JSONValue = ["type": "string", "format": "byte"]
  static let time: JSONValue = ["type": "string", "format": "date-time"]
  static let intOrText: JSONValue = ["x-kubernetes-int-or-string": true, "anyOf": [["type": "integer"], ["type": "string"]]]
  /// A mapping of which nothing is said.
  static let anything: JSONValue = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
  static let texts: JSONValue = list(of: text)

  static func choice(_ values: String...) -> JSONValue { ["type": "string", "enum": .strings(values)] }

  /// What stands there where nothing is written.
  static func defaulted(_ json: JSONValue, _ usual: JSONValue) -> JSONValue {
    var json = json
    json["default"] = usual
    return json
  }

  /// A mapping with these fields among others.
  static func mapping(_ fields: [String: JSONValue], required: [String] = []) -> JSONValue {
    var json: JSONValue = [
      "type": "object", "properties": .object(fields), "x-kubernetes-preserve-unknown-fields": true,
    ]
    if !required.isEmpty { json["required"] = .strings(required.sorted()) }
    return json
  }

  /// A mapping with these fields and no others.
  static func closed(_ fields: [String: JSONValue]) -> JSONValue { ["type": "object", "properties": .object(fields)] }

  static func described(_ json: JSONValue, _ text: String) -> JSONValue {
    var json = json
    json["description"] = .string(text)
    return json
  }

  /// Keys that the user chooses.
  static func map(of values: JSONValue) -> JSONValue { ["type": "object", "additionalProperties": values] }

  /// A mapping that server-side apply takes as one value.
  static func atomic(_ json: JSONValue) -> JSONValue {
    var json = json
    json["x-kubernetes-map-type"] = "atomic"
    return json
  }

  /// A list that is replaced as a whole.
  static func list(of items: JSONValue) -> JSONValue {
    ["type": "array", "items": items, "x-kubernetes-list-type": "atomic"]
  }

  /// A list of texts, each of which is in it once, that strategic merge patches add to.
  static let textSet: JSONValue = [
    "type": "array", "items": text, "x-kubernetes-list-type": "set", "x-kubernetes-patch-strategy": "merge",
  ]

  /// A list whose items are told apart by fields.
  ///
  /// - Parameters:
  ///   - keys: What server-side apply goes by.
  ///   - mergeKey: What strategic merge patches go by; the first of `keys` unless given.
  ///   - strategy: How strategic merge patches change the list; nil where they replace it.
  static func list(
    of items: JSONValue, by keys: String..., mergeKey: String? = nil, strategy: String? = "merge"
  ) -> JSONValue {
    var json: JSONValue = [
      "type": "array", "items": items, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": .strings(keys),
    ]
    if let strategy {
      json["x-kubernetes-patch-strategy"] = .string(strategy)
      json["x-kubernetes-patch-merge-key"] = .string(mergeKey ?? keys[0])
    }
    return json
  }

  /// `status.conditions`, as all newer kinds have them.
  static let conditions = list(
    of: mapping(
      [
        "type": text, "status": text, "reason": text, "message": text, "lastTransitionTime": time, "observedGeneration": long,
      ], required: ["status", "type"]),
    by: "type")

  /// A selector of labels.
  static let selector = atomic(
    mapping([
      "matchLabels": map(of: text),
      "matchExpressions": list(of: mapping(["key": text, "operator": text, "values": texts], required: ["key", "operator"])),
    ]))

  /// A reference by name within a namespace.
  static let localReference = atomic(mapping(["name": text]))

  /// The schema of an object: its fields beside `apiVersion`, `kind` and `metadata`.
  static func object(_ fields: [String: JSONValue], required: [String] = []) -> JSONValue { mapping(fields, required: required) }
}
