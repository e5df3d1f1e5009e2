import EtcdObjectStore
import MeshTestSupport
import ObjectStore
import ObjectStoreConformance
import Testing

@Suite("What every store promises, etcd keeps", .needsEtcd)
struct EtcdConformanceTests {
  /// One etcd for all: starting it takes longer than most checks. What fails names its line in the suite.
  @Test(.timeLimit(.minutes(3))) func areKept() async throws {
    let cluster = try EtcdTestCluster()
    let options = cluster.options
    try await cluster.running { store in
      for promise in StorePromise.allCases {
        do {
          try await promise.check(
            StoreUnderTest(store, prefix: "/\(promise.rawValue)/", keyBytes: options.keyBytes, valueBytes: options.valueBytes))
        } catch {
          Issue.record("\(promise): \(error)")
        }
      }
    }
  }

  /// What one process writes the other reads and is told; both agree on what is compacted.
  @Test(.timeLimit(.minutes(1))) func areKeptBetweenProcesses() async throws {
    let cluster = try EtcdTestCluster()
    let options = cluster.options
    try await cluster.running { first in
      let before = try await first.apply(StoreWrite(.put([1]), at: StoreKey("/a"), if: .isAbsent))
      try await EtcdTestCluster.running(options) { second in
        #expect(try await second.value(at: StoreKey("/a"))?.bytes == [1])
        // A reader who followed the first goes on at the second.
        var watch = try await second.watch(StoreRange(prefix: "/"), after: StoreRevision(before.number - 1))
        let next = try await first.apply(StoreWrite(.put([2]), at: StoreKey("/a"), if: .isUnchanged(since: before)))
        var told: [StoreEvent] = []
        while told.count < 2 { told += try #require(try await watch.next()).events }
        #expect(told.map(\.revision) == [before, next])
        #expect(told.last?.previous?.modified == before)
      }
    }
  }
}
