import KubernetesAPI
import ObjectStore

/// Writes a list while it is read: what stands before the items, the items, and its metadata behind them, since only the last of
/// them tells where the next page starts.
struct ListEncoder: Sendable {
  private var reader: ListReader
  private let encoder: ObjectEncoder
  private var isOpen = false
  private var hasItems = false
  /// Whether all is written.
  private(set) var isDone = false

  /// About how many bytes are made at once.
  private static let part = 128 << 10

  init(_ reader: ListReader, _ encoder: ObjectEncoder) {
    self.reader = reader
    self.encoder = encoder
  }

  /// The next bytes of the list.
  /// - Throws: what reading it does.
  mutating func next() async throws(Status) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.part)
    if !isOpen { encoder.openList(&bytes) }
    isOpen = true
    while bytes.count < Self.part, let objects = try await reader.next() { try append(objects, &bytes) }
    if reader.isDone {
      encoder.closeList(metadata, &bytes)
      isDone = true
    }
    return bytes
  }

  private mutating func append(_ objects: [StoredObject], _ bytes: inout [UInt8]) throws(Status) {
    for object in objects {
      if hasItems { bytes.append(UInt8(ascii: ",")) }
      hasItems = true
      try encoder.appendItem(object, to: &bytes)
    }
  }

  private var metadata: JSONValue {
    var metadata: JSONValue = ["resourceVersion": .string((reader.revision ?? .zero).description)]
    if let token = reader.continuation { metadata["continue"] = .string(token.text) }
    if let remaining = reader.remaining { metadata["remainingItemCount"] = .integer(Int64(remaining)) }
    return metadata
  }
}
