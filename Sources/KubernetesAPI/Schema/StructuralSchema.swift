/// What the objects of a kind may say: the structural schema of a CustomResourceDefinition, or that of a kind which is built in.
///
/// A schema is read once and never changes.
package final class StructuralSchema: Sendable {
  package enum ValueType: String, Hashable, Sendable {
    case object, array, string, integer, number, boolean
  }

  /// How the elements of a list are told apart where several write it.
  package enum ListType: String, Hashable, Sendable {
    /// The list is one value.
    case atomic
    /// Each element is there once.
    case set
    /// Elements are mappings with keys.
    case map
  }

  package enum MapType: String, Hashable, Sendable {
    /// The mapping is one value.
    case atomic
    /// Each member is a value of its own.
    case granular
  }

  /// What members may be that have no schema of their own.
  package enum AdditionalProperties: Sendable {
    /// There are none: they are pruned.
    case none
    case any
    case schema(StructuralSchema)
  }

  /// nil where anything may stand, or a number or a text.
  package let type: ValueType?
  package let properties: [String: StructuralSchema]
  package let additionalProperties: AdditionalProperties
  package let items: StructuralSchema?
  package let isNullable: Bool
  /// What stands where nothing does.
  package let defaultValue: JSONValue?
  package let preservesUnknownFields: Bool
  /// Whether the value is an object of its own, with apiVersion, kind and metadata.
  package let isEmbeddedResource: Bool
  package let isIntOrString: Bool
  package let listType: ListType?
  package let listMapKeys: [String]
  package let mapType: MapType?
  /// The rules for values.
  package let rules: ValueRules
  /// The rules in CEL, as they are written. They are kept, not evaluated.
  package let celRules: [JSONValue]

  init(_ parts: StructuralSchemaParts) {
    type = parts.type
    properties = parts.properties
    additionalProperties = parts.additionalProperties
    items = parts.items
    isNullable = parts.isNullable
    defaultValue = parts.defaultValue
    preservesUnknownFields = parts.preservesUnknownFields
    isEmbeddedResource = parts.isEmbeddedResource
    isIntOrString = parts.isIntOrString
    listType = parts.listType
    listMapKeys = parts.listMapKeys
    mapType = parts.mapType
    rules = parts.rules
    celRules = parts.celRules
  }

  /// A schema that lets everything pass.
  package static let anything: StructuralSchema = {
    var parts = StructuralSchemaParts()
    parts.preservesUnknownFields = true
    return StructuralSchema(parts)
  }()

  /// The schema of a member; nil where it has none.
  package func member(_ name: String) -> StructuralSchema? {
    if let property = properties[name] { return property }
    if case .schema(let schema) = additionalProperties { return schema }
    return nil
  }
}

/// The parts of a schema while they are collected.
struct StructuralSchemaParts {
  var type: StructuralSchema.ValueType?
  var properties: [String: StructuralSchema] = [:]
  var additionalProperties = StructuralSchema.AdditionalProperties.none
  var items: StructuralSchema?
  var isNullable = false
  var defaultValue: JSONValue?
  var preservesUnknownFields = false
  var isEmbeddedResource = false
  var isIntOrString = false
  var listType: StructuralSchema.ListType?
  var listMapKeys: [String] = []
  var mapType: StructuralSchema.MapType?
  var rules = ValueRules()
  var celRules: [JSONValue] = []
}

/// The rules that a schema has for values, beside their type.
package struct ValueRules: Sendable {
  package var required: [String] = []
  /// Empty where any value may stand.
  package var enumeration: [JSONValue] = []
  package var format: String?
  package var pattern: Pattern?
  package var minimum: Double?
  package var maximum: Double?
  package var isMinimumExclusive = false
  package var isMaximumExclusive = false
  package var multipleOf: Double?
  package var minimumLength: Int64?
  package var maximumLength: Int64?
  package var minimumItems: Int64?
  package var maximumItems: Int64?
  package var minimumProperties: Int64?
  package var maximumProperties: Int64?
  package var allOf: [StructuralSchema] = []
  package var anyOf: [StructuralSchema] = []
  package var oneOf: [StructuralSchema] = []
  package var not: StructuralSchema?

  package init() {}
}
