package import EnvoyAPI
package import SwiftProtobuf
package import XDSResources

extension Message {
  /// The message as the resource `name` of `type`.
  package func resource(_ type: TypeURL, named name: String) throws(RenderingError) -> Resource {
    do {
      return Resource(type: type, name: name, body: Array(try AnyPacking.bytes(of: self)))
    } catch {
      throw RenderingError(.notSerialisable, "\(Self.protoMessageName) \(name)", cause: error)
    }
  }
}

extension Google_Protobuf_Any {
  /// Packs `message` as bytes at once, so that it is serialised a single time however often the message around it is.
  package static func packing(_ message: some Message) throws(RenderingError) -> Self {
    do {
      return try AnyPacking.pack(message)
    } catch {
      throw RenderingError(.notSerialisable, type(of: message).protoMessageName, cause: error)
    }
  }
}

extension Envoy_Config_Core_V3_TypedExtensionConfig {
  /// The extension `name` with its configuration.
  package static func packing(_ name: String, _ config: some Message) throws(RenderingError) -> Self {
    var message = Self()
    message.name = name
    message.typedConfig = try .packing(config)
    return message
  }
}
