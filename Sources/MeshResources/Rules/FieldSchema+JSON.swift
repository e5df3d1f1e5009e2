package import KubernetesAPI
package import MeshAdmission

extension FieldSchema {
  /// The schema as structural OpenAPI v3, as a `CustomResourceDefinition` holds it.
  package var json: JSONValue {
    switch self {
    case .boolean: ["type": "boolean"]
    case .integer(let range): Self.integer(range)
    case .number(let range):
      ["type": "number", "format": "double", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
    case .text(let text): text.json
    case .list(let item, let maximum):
      JSONValue(["type": "array", "items": item.json], "maxItems", maximum)
    case .map(let value, let maximum, let mayHoldNull):
      JSONValue(
        ["type": "object", "additionalProperties": mayHoldNull ? value.nullableJSON : value.json], "maxProperties", maximum)
    case .mapping(let mapping): mapping.json
    case .freeForm: ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    case .unknown: ["x-kubernetes-preserve-unknown-fields": true]
    }
  }

  private var nullableJSON: JSONValue {
    var json = self.json
    json["nullable"] = true
    return json
  }

  /// Bounds that the format has anyway are left out.
  private static func integer(_ range: ClosedRange<Int>) -> JSONValue {
    let format = Int(Int32.min)...Int(Int32.max)
    let isShort = format.contains(range.lowerBound) && format.contains(range.upperBound)
    let bounds = isShort ? format : Int.min...Int.max
    var json: JSONValue = ["type": "integer", "format": isShort ? "int32" : "int64"]
    if range.lowerBound != bounds.lowerBound { json["minimum"] = .integer(Int64(range.lowerBound)) }
    if range.upperBound != bounds.upperBound { json["maximum"] = .integer(Int64(range.upperBound)) }
    return json
  }
}

extension FieldSchema.Text {
  fileprivate var json: JSONValue {
    var json: JSONValue = ["type": "string"]
    switch form {
    case .any: break
    case .choice(let choices): json["enum"] = .strings(choices)
    case .duration: json["format"] = "duration"
    // Kubernetes' format `byte` would refuse the alphabet of URLs and texts without padding.
    case .base64: json["pattern"] = "^[-_+/A-Za-z0-9]*={0,2}$"
    }
    if minimumLength > 0 { json["minLength"] = .integer(Int64(minimumLength)) }
    if let maximumLength { json["maxLength"] = .integer(Int64(maximumLength)) }
    return json
  }
}

extension FieldSchema.Mapping {
  fileprivate var json: JSONValue {
    var json: JSONValue = ["type": "object"]
    if !fields.isEmpty { json["properties"] = .object(fields.mapValues(\.json)) }
    let required = fields.filter(\.value.isRequired).keys.sorted()
    if !required.isEmpty { json["required"] = .strings(required) }
    if isOpen { json["x-kubernetes-preserve-unknown-fields"] = true }
    return json
  }
}

extension FieldSchema.Field {
  fileprivate var json: JSONValue {
    var json = schema.json
    switch standing {
    case .usual: break
    case .deprecated(let suggestion): json["description"] = .string("Deprecated: \(suggestion).")
    case .refused(let reason): json["description"] = .string("Refused: \(reason).")
    }
    return json
  }
}

extension JSONValue {
  /// A mapping with a bound, where there is one.
  fileprivate init(_ json: JSONValue, _ name: String, _ bound: Int?) {
    self = json
    if let bound { self[name] = .integer(Int64(bound)) }
  }
}
