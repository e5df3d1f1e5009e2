import ObjectStore
import SQLiteObjectStore
import Testing

@Suite("Writes that come together")
struct GroupCommitTests {
  @Test func shareTransactions() async throws {
    let test = try TestStore()
    let store = try test.open()
    defer { store.close() }
    try await store.put("/first", "x")
    let before = store.transactions
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<64 {
        group.addTask {
          for index in 0..<10 {
            await #expect(throws: Never.self) { try await store.put("/\(writer)/\(index)", "x") }
          }
        }
      }
    }
    #expect(store.transactions - before < 640)
    #expect(try await store.values(in: StoreRange(prefix: "/"), limit: 0, at: nil).remaining == 641)
  }

  /// Each is judged against what the ones before it in the same transaction left.
  @Test func areJudgedInOrder() async throws {
    let test = try TestStore()
    let store = try test.open()
    defer { store.close() }
    let won = await withTaskGroup(of: Bool.self) { group in
      for writer in 0..<64 { group.addTask { (try? await store.put("/one", "\(writer)")) != nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    #expect(try await store.latestRevision() == StoreRevision(1))
  }

  @Test func areNotBegunByWhoGaveUp() async throws {
    let test = try TestStore()
    let store = try test.open()
    defer { store.close() }
    let cancelled = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await store.put("/never", "x")
    }
    cancelled.cancel()
    let error = await #expect(throws: StoreError.self) { try await cancelled.value }
    #expect(error?.code == .cancelled)
    #expect(try await store.text("/never") == nil)
  }
}
