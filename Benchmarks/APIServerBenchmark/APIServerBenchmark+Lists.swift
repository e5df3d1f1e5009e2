import BenchmarkSupport
import Foundation
import NIOHTTP1

extension APIServerBenchmark {
  private static let repetitions = 5

  /// Lists all objects in the ways in which clients do.
  func list(_ count: Int) async throws {
    let table = "application/json;as=Table;v=v1;g=meta.k8s.io"
    let metadata = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"
    try await list("\(count) objects in one list") { try await whole() }
    try await list("\(count) objects in pages of 500") { try await pages(of: 500) }
    try await list("\(count) objects as kubectl's table in pages of 500") { try await pages(of: 500, accept: table) }
    try await list("\(count) objects' metadata in one list") { try await whole(accept: metadata) }
    try await list("the fiftieth of \(count) objects that has a label") { try await whole("?labelSelector=team%3Dteam-7") }
  }

  private func whole(_ query: String = "", accept: String = "application/json") async throws -> Received {
    try await client.send(.GET, SyntheticObject.collection + query, accept: accept)
  }

  private func pages(of limit: Int, accept: String = "application/json") async throws -> Received {
    let start = ContinuousClock.now
    var page = try await whole("?limit=\(limit)", accept: accept)
    var all = page
    while let next = page.text("continue") {
      page = try await whole("?limit=\(limit)&continue=\(next)", accept: accept)
      all.bytes += page.bytes
    }
    all.all = ContinuousClock.now - start
    return all
  }

  private func list(_ what: String, _ body: @escaping @Sendable () async throws -> Received) async throws {
    let before = try process.usage
    let lists = try await within(limit, "the lists were not read") {
      var lists: [Received] = []
      for _ in 0..<Self.repetitions { lists.append(try await body()) }
      return lists
    }
    let (first, all) = (Samples(lists.map(\.first.seconds)), Samples(lists.map(\.all.seconds)))
    try report(
      String(
        format: "\(what): %.0f ms (most %.0f ms), first byte after %.0f ms, %.1f MB (median of \(lists.count))",
        all.median * 1000,
        all.maximum * 1000, first.median * 1000, Double(lists[0].bytes) / 1e6), since: before)
  }
}
