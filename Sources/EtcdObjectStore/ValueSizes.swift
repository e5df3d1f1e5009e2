import Synchronization

/// How large the values below prefixes were when they were read last, so that no more are asked for than are wanted: etcd counts keys,
/// not bytes.
final class ValueSizes: Sendable {
  /// Prefixes that are remembered; beyond, all are forgotten.
  private static let capacity = 1024

  private let means = Mutex<[String: Int]>([:])

  /// The mean size of a value, in bytes; nil where nothing was read yet.
  func mean(below prefix: String) -> Int? { means.withLock { $0[prefix] } }

  func note(_ mean: Int, below prefix: String) {
    means.withLock { means in
      if means.count >= Self.capacity, means[prefix] == nil { means = [:] }
      means[prefix] = mean
    }
  }
}
