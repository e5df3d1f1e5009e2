import EnvoyAPI

/// Documents in which `Any` lie inside each other: a listener filter chain inside a composite action inside another ...
enum NestedAny {
  /// The type whose `typed_config` nests: `envoy.config.core.v3.TypedExtensionConfig`.
  static let typeName = "envoy.config.core.v3.TypedExtensionConfig"

  /// `depth` Any inside each other, around an `OnDemand`; only the innermost one holds `leaf` beside its type.
  static func json(depth: Int, leaf: KeyValuePairs<String, EnvoyJSONValue> = [:]) -> EnvoyJSONValue {
    var members = leaf.map { EnvoyJSONMember(name: $0.key, value: $0.value) }
    var type = "envoy.extensions.filters.http.on_demand.v3.OnDemand"
    for level in 0..<depth {
      let any = EnvoyJSONValue.object([EnvoyJSONMember(name: "@type", value: .string("type.googleapis.com/\(type)"))] + members)
      members = [
        EnvoyJSONMember(name: "name", value: .string("level-\(depth - level)")),
        EnvoyJSONMember(name: "typed_config", value: any),
      ]
      type = typeName
    }
    return .object(members)
  }
}
