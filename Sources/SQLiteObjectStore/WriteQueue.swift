import ObjectStore

/// Writes that wait for a transaction. Those that come while one is being committed share the next.
struct WriteQueue {
  struct Entry {
    var write: StoreWrite
    var continuation: CheckedContinuation<Result<StoreRevision, StoreError>, Never>
  }

  enum Entrance {
    /// Nobody is committing: whoever came has a transaction begun.
    case begin
    /// It is taken along with the next transaction.
    case wait
    case refused(StoreError)
  }

  /// What waits at a time.
  static let entries = 8192
  static let bytes = 128 << 20
  /// What shares a transaction.
  static let batchEntries = 256
  static let batchBytes = 8 << 20

  private var waiting: [Entry] = []
  private var waitingBytes = 0
  private var isCommitting = false
  private(set) var isClosed = false

  mutating func enter(_ entry: Entry) -> Entrance {
    if isClosed { return .refused(.closed) }
    guard waiting.count < Self.entries, waitingBytes + entry.write.size <= Self.bytes else {
      return .refused(StoreError(.unavailable, "Too many writes wait for the store. Nothing was written."))
    }
    waiting.append(entry)
    waitingBytes += entry.write.size
    defer { isCommitting = true }
    return isCommitting ? .wait : .begin
  }

  /// The next writes to commit, in the order in which they came; none where all is done.
  mutating func next() -> [Entry] {
    var size = 0
    var count = 0
    while count < min(waiting.count, Self.batchEntries), count == 0 || size + waiting[count].write.size <= Self.batchBytes {
      size += waiting[count].write.size
      count += 1
    }
    let batch = Array(waiting.prefix(count))
    waiting.removeFirst(count)
    waitingBytes -= size
    isCommitting = !batch.isEmpty
    return batch
  }

  /// Refuses what comes from now on; what waits is still to be written.
  /// - Returns: false where it was closed already.
  mutating func close() -> Bool {
    defer { isClosed = true }
    return !isClosed
  }
}

extension StoreWrite {
  /// Bytes that it takes while it waits.
  fileprivate var size: Int {
    guard case .put(let bytes, _) = change else { return key.path.utf8.count }
    return key.path.utf8.count + bytes.count
  }
}
