import EnvoyAPI
import MeshTranslation
import SwiftProtobuf

/// What network filters, HTTP filters and listener filters have in common: a name, and a configuration of any type.
protocol NamedFilter: Message {
  var name: String { get set }
  /// nil where the filter has none, or asks for it by name.
  var packedConfig: Google_Protobuf_Any? { get set }
}

extension Envoy_Config_Listener_V3_Filter: NamedFilter {
  var packedConfig: Google_Protobuf_Any? {
    get { if case .typedConfig(let config)? = configType { config } else { nil } }
    set { configType = newValue.map { .typedConfig($0) } }
  }
}

extension Envoy_Config_Listener_V3_ListenerFilter: NamedFilter {
  var packedConfig: Google_Protobuf_Any? {
    get { if case .typedConfig(let config)? = configType { config } else { nil } }
    set { configType = newValue.map { .typedConfig($0) } }
  }
}

extension Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter: NamedFilter {
  var packedConfig: Google_Protobuf_Any? {
    get { if case .typedConfig(let config)? = configType { config } else { nil } }
    set { configType = newValue.map { .typedConfig($0) } }
  }
}

extension PatchReport {
  /// Merges a patch's filter into one that is there: the name where the patch has one, and the configuration, unpacked.
  ///
  /// - Parameter isNamed: whether the patch names the filter; otherwise filters of other types are none of its business.
  mutating func merge<Filter: NamedFilter>(_ patch: EnvoyPatch, into filter: inout Filter, isNamed: Bool) {
    guard let value = value(of: patch, as: Filter.self) else { return }
    var config = filter.packedConfig
    if let other = value.packedConfig {
      guard config != nil else {
        if isNamed { leaveOut(patch, "\(filter.name) has no typed_config to merge into") }
        return
      }
      do throws(PatchMismatch) {
        try config?.merge(unpacking: other)
      } catch {
        if isNamed { leaveOut(patch, "\(filter.name): \(error.message)") }
        return
      }
    }
    if !value.name.isEmpty { filter.name = value.name }
    if let config { filter.packedConfig = config }
  }
}
