import EtcdObjectStore
import MeshTestSupport
import ObjectStore
import StoreJournal
import Testing

@Suite("The limits of etcd", .needsEtcd)
struct EtcdLimitTests {
  /// etcd makes the writes that fill it, and calls them refused: with several at a time there is nearly always one.
  @Test(.timeLimit(.minutes(1))) func aFullOneRefusesWritesAndIsRead() async throws {
    let cluster = try EtcdTestCluster(arguments: ["--quota-backend-bytes", "\(4 << 20)"])
    try await cluster.running { store in
      let value = [UInt8](repeating: 7, count: 60_000)
      var outcomes: [StoreKey: StoreError.Code?] = [:]
      await withTaskGroup(of: [(StoreKey, StoreError.Code?)].self) { group in
        for writer in 0..<16 {
          group.addTask {
            var outcomes: [(StoreKey, StoreError.Code?)] = []
            while outcomes.last?.1 != .full, outcomes.count < 100 {
              let key = StoreKey("/\(writer)/\(outcomes.count)")
              do throws(StoreError) {
                _ = try await store.apply(StoreWrite(.put(value), at: key, if: .isAbsent))
                outcomes.append((key, nil))
              } catch {
                outcomes.append((key, error.code))
              }
            }
            return outcomes
          }
        }
        for await written in group { for (key, code) in written { outcomes[key] = code } }
      }
      #expect(outcomes.values.contains(.full))
      let stored = Set(try await store.values(in: StoreRange(prefix: "/"), limit: nil, at: nil).values.map(\.key))
      for (key, code) in outcomes {
        switch code {
        case nil: #expect(stored.contains(key), "\(key) was answered")
        case .unanswered: break
        default: #expect(code == .full && !stored.contains(key), "\(key) was refused: \(String(describing: code))")
        }
      }
    }
  }

  /// Of large values, etcd is asked for few at a time: what does not fit into a piece is not read again and again.
  @Test(.timeLimit(.minutes(1))) func largeValuesAreReadAboutOnce() async throws {
    let cluster = try EtcdTestCluster()
    try await cluster.running { store in
      let (count, bytes) = (40, 200_000)
      for number in 0..<count {
        let key = StoreKey("/\(100 + number)")
        _ = try await store.apply(StoreWrite(.put([UInt8](repeating: 7, count: bytes)), at: key, if: .isAbsent))
      }
      let before = try await cluster.sentBytes()
      var (range, read, isLast) = (StoreRange(prefix: "/"), 0, false)
      while !isLast {
        let piece = try await store.piece(of: range, within: PieceBounds(values: 500, bytes: 256 << 10), at: nil)
        read += piece.values.count
        (range.start, isLast) = (piece.values.last?.key, piece.isLast)
      }
      #expect(read == count)
      let sent = try await cluster.sentBytes() - before
      #expect(sent < 2 * Double(count * bytes), "etcd sent \(sent) bytes")
    }
  }

  @Test(.timeLimit(.minutes(1))) func aServerTakesLessThanTheStore() async throws {
    let cluster = try EtcdTestCluster(arguments: ["--max-request-bytes", "100000"])
    try await cluster.running { store in
      let error = await #expect(throws: StoreError.self) {
        _ = try await store.apply(
          StoreWrite(.put([UInt8](repeating: 7, count: 200_000)), at: StoreKey("/a"), if: .isAbsent))
      }
      #expect(error?.code == .tooLarge)
      let value = try await store.value(at: StoreKey("/a"))
      #expect(value == nil)
    }
  }

  @Test(.timeLimit(.minutes(1))) func aLostClusterIsUnavailable() async throws {
    let cluster = try EtcdTestCluster()
    var options = cluster.options
    options.requestTimeout = .seconds(1)
    try await cluster.running(options) { store in
      let revision = try await store.apply(StoreWrite(.put([1]), at: StoreKey("/a"), if: .isAbsent))
      cluster.stop()
      let read = await #expect(throws: StoreError.self) { _ = try await store.value(at: StoreKey("/a")) }
      #expect(read?.code == .unavailable)
      let write = await #expect(throws: StoreError.self) {
        _ = try await store.apply(StoreWrite(.delete, at: StoreKey("/a"), if: .isUnchanged(since: revision)))
      }
      #expect(write?.code == .unavailable)
      try cluster.start()
      try await eventually("etcd answers again") { try await store.value(at: StoreKey("/a"))?.modified == revision }
    }
  }

  @Test(.timeLimit(.minutes(1))) func aClosedStoreSaysSo() async throws {
    let cluster = try EtcdTestCluster()
    try await cluster.running { store in
      let revision = try await store.latestRevision()
      var watch = try await store.watch(StoreRange(prefix: "/"), after: revision)
      store.close()
      let end = try await watch.next()
      #expect(end == nil)
      let error = await #expect(throws: StoreError.self) { _ = try await store.value(at: StoreKey("/a")) }
      #expect(error?.code == .cancelled)
    }
  }

  /// Two stores on one prefix compact once for both, to what was the latest a while ago.
  @Test(.timeLimit(.minutes(1))) func storesCompactTogether() async throws {
    let cluster = try EtcdTestCluster()
    var options = cluster.options
    options.compaction.age = .milliseconds(400)
    let short = options
    try await cluster.running(short) { first in
      try await EtcdTestCluster.running(short) { second in
        var revision = try await first.apply(StoreWrite(.put([0]), at: StoreKey("/a"), if: .isAbsent))
        let oldest = revision
        for byte in 1..<5 {
          revision = try await second.apply(
            StoreWrite(.put([UInt8(byte)]), at: StoreKey("/a"), if: .isUnchanged(since: revision)))
        }
        try await eventually("etcd is compacted") {
          do throws(StoreError) {
            _ = try await first.values(in: StoreRange(prefix: "/"), limit: nil, at: oldest)
            return false
          } catch {
            return error.code == .compacted
          }
        }
        let value = try await second.value(at: StoreKey("/a"))
        #expect(value?.bytes == [4])
      }
    }
  }
}
