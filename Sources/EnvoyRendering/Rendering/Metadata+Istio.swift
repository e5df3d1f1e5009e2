package import EnvoyAPI
package import MeshAPI
package import SwiftProtobuf

extension Envoy_Config_Core_V3_Metadata {
  /// What dashboards and tools of the Istio world read under `filter_metadata["istio"]`.
  package static func istio(_ fields: [String: Google_Protobuf_Value]) -> Self {
    var message = Self()
    message.filterMetadata = ["istio": Google_Protobuf_Struct(fields: fields)]
    return message
  }
}

extension Google_Protobuf_Value {
  /// A JSON object.
  package init(object fields: [String: Google_Protobuf_Value]) {
    self.init(structValue: Google_Protobuf_Struct(fields: fields))
  }

  /// A JSON array.
  package init(array values: [Google_Protobuf_Value]) {
    var list = Google_Protobuf_ListValue()
    list.values = values
    self.init(listValue: list)
  }
}

extension ObjectKey {
  /// The object's path in a Kubernetes API, as Istio writes it in the metadata of what it made of the object:
  /// `/apis/networking.istio.io/v1/namespaces/NAMESPACE/destination-rule/NAME`.
  package var metadataPath: String {
    var words = ""
    for character in kind.rawValue {
      if character.isUppercase, !words.isEmpty { words += "-" }
      words += character.lowercased()
    }
    return "/apis/\(kind.group)/v1/namespaces/\(namespace)/\(words)/\(name)"
  }
}
