import EtcdAPI
package import ObjectStore

extension EtcdObjectStore {
  /// Keys that are asked for at once; fewer where their values are too large for one answer.
  private static let chunk = 500
  /// How often a list is begun anew because what it reads was compacted on the way.
  private static let beginnings = 3

  package func values(
    in range: StoreRange, limit: Int?, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePage {
    for _ in 1..<Self.beginnings {
      do throws(StoreError) { return try await page(of: range, limit: limit, at: revision) } catch {
        guard error.code == .compacted, revision == nil else { throw error }
      }
    }
    return try await page(of: range, limit: limit, at: revision)
  }

  package func piece(
    of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePiece {
    // etcd counts keys, not bytes: of what is too much, the rest is left for the next piece.
    let page = try await values(in: range, limit: max(1, bounds.values), at: revision)
    var piece = StorePiece(values: [], revision: page.revision, isLast: page.remaining == 0)
    var size = 0
    for value in page.values {
      guard piece.take(value, size: &size, within: bounds) else { break }
    }
    return piece
  }

  private func page(of range: StoreRange, limit: Int?, at revision: StoreRevision?) async throws(StoreError) -> StorePage {
    var page = StorePage(values: [], revision: revision ?? .zero, remaining: 0)
    var from = range
    var asOf = revision
    var chunk = Self.chunk
    while true {
      let wanted = min(chunk, limit.map { $0 - page.values.count } ?? chunk)
      let response: Etcdserverpb_RangeResponse
      do throws(StoreError) { response = try await self.range(options.request(from, limit: wanted, at: asOf)) } catch {
        guard error.code == .tooLarge, wanted > 1 else { throw error }
        chunk = max(1, wanted / 8)
        continue
      }
      if asOf == nil { page.revision = StoreRevision(response.header.revision) }
      // What follows is read as of the same moment.
      asOf = asOf ?? page.revision
      for found in response.kvs { page.values.append(try options.value(found)) }
      page.remaining = max(0, Int(response.count) - response.kvs.count)
      guard response.more, let last = page.values.last, limit.map({ page.values.count < $0 }) ?? true else { return page }
      from.start = last.key
    }
  }
}
