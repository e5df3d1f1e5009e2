public import Foundation
public import SwiftProtobuf

/// Turns messages into bytes and `Any` the way everything that is hashed, compared or cached needs it: equal messages give equal
/// bytes, and the bytes are made once.
///
/// `Google_Protobuf_Any(message:)` does neither: it keeps the message, serialises it again on every use, and writes maps in an
/// order that changes between runs.
public enum AnyPacking {
  /// The prefix of all type URLs in Envoy's API.
  public static let typeURLPrefix = "type.googleapis.com/"

  /// The type URL of a message type, e.g. `type.googleapis.com/envoy.config.cluster.v3.Cluster`.
  public static func typeURL<M: Message>(of type: M.Type) -> String {
    typeURLPrefix + M.protoMessageName
  }

  /// The message's bytes with its maps sorted by key.
  ///
  /// - Throws: `EnvoyAPIError.unserializable`, which no message can cause that was built in Swift or decoded by `EnvoyJSON`: only
  ///   an `Any` that SwiftProtobuf read from JSON can.
  public static func bytes<M: Message>(of message: M) throws -> Data {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    do {
      return try message.serializedData(options: options)
    } catch {
      throw EnvoyAPIError(
        code: .unserializable, message: "\(M.protoMessageName) cannot be serialised", cause: String(describing: error))
    }
  }

  /// An `Any` that holds the message as bytes.
  ///
  /// - Throws: as `bytes(of:)`.
  public static func pack<M: Message>(_ message: M) throws -> Google_Protobuf_Any {
    packed(typeURL: typeURL(of: M.self), value: try bytes(of: message))
  }

  /// An `Any` of bytes that are there already.
  public static func packed(typeURL: String, value: Data) -> Google_Protobuf_Any {
    var any = Google_Protobuf_Any()
    any.typeURL = typeURL
    any.value = value
    return any
  }
}
