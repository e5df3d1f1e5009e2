package import ObjectStore
import Testing

/// A store and a corner of it that nobody else uses.
package struct StoreUnderTest<Store: ObjectStore>: Sendable {
  package let store: Store
  /// What all keys of the check start with.
  package let prefix: String
  /// The store's limits, in bytes.
  package let keyBytes: Int
  package let valueBytes: Int

  package init(_ store: Store, prefix: String, keyBytes: Int = 1 << 10, valueBytes: Int = 3 << 20) {
    self.store = store
    self.prefix = prefix
    self.keyBytes = keyBytes
    self.valueBytes = valueBytes
  }

  package init(_ store: Store, _ promise: StorePromise) {
    self.init(store, prefix: "/\(promise.rawValue)/")
  }
}

extension StoreUnderTest {
  func key(_ name: String) -> StoreKey { StoreKey(prefix + name) }

  func range(_ name: String = "", after start: String? = nil) -> StoreRange {
    StoreRange(prefix: prefix + name, after: start.map { key($0) })
  }

  // MARK: Writing

  @discardableResult
  func create(_ name: String, _ text: String, lifetime: Duration? = nil) async throws(StoreError) -> StoreRevision {
    try await store.apply(StoreWrite(.put(Array(text.utf8), lifetime: lifetime), at: key(name), if: .isAbsent))
  }

  @discardableResult
  func update(
    _ name: String, _ text: String, since revision: StoreRevision, lifetime: Duration? = nil
  ) async throws(StoreError) -> StoreRevision {
    try await store.apply(
      StoreWrite(.put(Array(text.utf8), lifetime: lifetime), at: key(name), if: .isUnchanged(since: revision)))
  }

  @discardableResult
  func delete(_ name: String, since revision: StoreRevision) async throws(StoreError) -> StoreRevision {
    try await store.apply(StoreWrite(.delete, at: key(name), if: .isUnchanged(since: revision)))
  }

  // MARK: Reading

  func text(_ name: String) async throws(StoreError) -> String? {
    try await store.value(at: key(name)).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func page(_ range: StoreRange, limit: Int? = nil, at revision: StoreRevision? = nil) async throws(StoreError) -> StorePage {
    try await store.values(in: range, limit: limit, at: revision)
  }

  /// The names of a range and what they hold, as `name=text`.
  func listing(_ range: StoreRange, limit: Int? = nil, at revision: StoreRevision? = nil) async throws(StoreError) -> [String] {
    try await page(range, limit: limit, at: revision).values.map { value in
      value.key.path.dropFirst(prefix.count) + "=" + String(decoding: value.bytes, as: UTF8.self)
    }
  }

  /// Reads a watch until it has told `count` changes.
  func read(_ count: Int, from watch: inout Store.Watch) async throws -> [StoreEvent] {
    var events: [StoreEvent] = []
    while events.count < count {
      let changes = try #require(try await watch.next(), "the watch ended after \(events.count) of \(count) changes")
      if let last = changes.events.last { #expect(changes.revision >= last.revision) }
      events += changes.events
    }
    #expect(events.count == count)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.revision < $1.revision }, "out of order, or twice")
    return events
  }

  /// Changes as `name=text`, or `name-` for deletions.
  func told(_ events: [StoreEvent]) -> [String] {
    events.map { event in
      event.key.path.dropFirst(prefix.count) + (event.bytes.map { "=" + String(decoding: $0, as: UTF8.self) } ?? "-")
    }
  }

  /// Expects a failure.
  @discardableResult
  func fails<Result: Sendable>(
    _ code: StoreError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws(StoreError) -> Result
  ) async -> StoreError? {
    do throws(StoreError) {
      let result = try await body()
      Issue.record("\(code) was expected, not \(result)", sourceLocation: sourceLocation)
      return nil
    } catch {
      #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
      return error
    }
  }
}
