package import EnvoyAPI
package import SwiftProtobuf
package import XDSResources

extension Message {
  /// The message's bytes with maps in sorted order: equal messages give equal bytes.
  package func deterministicBytes<Bytes: SwiftProtobufContiguousBytes>() throws(RenderingError) -> Bytes {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    do {
      return try serializedBytes(options: options)
    } catch {
      throw RenderingError(.notSerialisable, Self.protoMessageName, cause: error)
    }
  }

  /// The message as the resource `name` of `type`.
  package func resource(_ type: TypeURL, named name: String) throws(RenderingError) -> Resource {
    Resource(type: type, name: name, body: try deterministicBytes())
  }
}

extension Google_Protobuf_Any {
  /// Packs `message` as bytes at once, so that it is serialised a single time however often the message around it is.
  package static func packing(_ message: some Message) throws(RenderingError) -> Self {
    var packed = Self()
    packed.typeURL = AnyPacking.typeURL(of: type(of: message))
    packed.value = try message.deterministicBytes()
    return packed
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
