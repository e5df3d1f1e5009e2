import GRPCCore
import GRPCProtobuf
import SwiftProtobuf
import Synchronization

/// Remembers whether a request has been given to a connection. One that has not can be made elsewhere without being made twice.
final class SentMark: Sendable {
  private let mark = Atomic(false)

  var isSet: Bool { mark.load(ordering: .acquiring) }

  fileprivate func set() { mark.store(true, ordering: .releasing) }
}

/// Serializes a request and leaves a mark. gRPC serializes once it has a stream to write on.
struct MarkingSerializer<Message: SwiftProtobuf.Message>: MessageSerializer {
  let mark: SentMark

  func serialize<Bytes: GRPCContiguousBytes>(_ message: Message) throws -> Bytes {
    mark.set()
    return try ProtobufSerializer<Message>().serialize(message)
  }
}
