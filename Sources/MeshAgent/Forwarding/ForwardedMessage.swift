import GRPCCore

/// A message that passes through as it came: the agent does not know what is in it.
struct ForwardedMessage: Sendable {
  var bytes: [UInt8]
}

struct ForwardedMessageCoder: MessageSerializer, MessageDeserializer {
  func serialize<Bytes: GRPCContiguousBytes>(_ message: ForwardedMessage) throws -> Bytes { Bytes(message.bytes) }

  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> ForwardedMessage {
    ForwardedMessage(bytes: bytes.withUnsafeBytes { Array($0) })
  }
}
