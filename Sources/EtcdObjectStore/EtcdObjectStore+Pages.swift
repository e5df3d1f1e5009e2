import EtcdAPI
package import ObjectStore

extension EtcdObjectStore {
  /// Keys that are asked for at once; fewer where their values are too large for one answer.
  private static let chunk = 500
  /// Keys that are asked for before it is known how large their values are.
  private static let firstKeys = 8
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
    for _ in 1..<Self.beginnings {
      do throws(StoreError) { return try await beginPiece(of: range, within: bounds, at: revision) } catch {
        guard error.code == .compacted, revision == nil else { throw error }
      }
    }
    return try await beginPiece(of: range, within: bounds, at: revision)
  }

  /// Asks for as many keys as seem to fit by the size of the values before.
  private func beginPiece(
    of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePiece {
    var piece = StorePiece(values: [], revision: revision ?? .zero, isLast: false)
    var (from, asOf, size, most) = (range, revision, 0, Self.chunk)
    let room = max(1, bounds.values)
    var wanted = sizes.mean(below: range.prefix).map { max(1, bounds.bytes / $0) } ?? Self.firstKeys
    while true {
      let response = try await chunk(of: from, upTo: min(wanted, room - piece.values.count), most: &most, at: asOf)
      if asOf == nil { piece.revision = StoreRevision(response.header.revision) }
      asOf = piece.revision
      var hasRoom = true
      for found in response.kvs where hasRoom {
        hasRoom = piece.take(try options.value(found), size: &size, within: bounds)
      }
      guard let last = piece.values.last else {
        piece.isLast = true
        return piece
      }
      let mean = max(1, size / piece.values.count)
      sizes.note(mean, below: range.prefix)
      piece.isLast = hasRoom && !response.more
      guard hasRoom, response.more else { return piece }
      wanted = (bounds.bytes - size) / mean
      guard wanted > 0, piece.values.count < room else { return piece }
      from.start = last.key
    }
  }

  private func page(of range: StoreRange, limit: Int?, at revision: StoreRevision?) async throws(StoreError) -> StorePage {
    var page = StorePage(values: [], revision: revision ?? .zero, remaining: 0)
    var (from, asOf, most) = (range, revision, Self.chunk)
    while true {
      let wanted = limit.map { $0 - page.values.count } ?? .max
      let response = try await chunk(of: from, upTo: wanted, most: &most, at: asOf)
      if asOf == nil { page.revision = StoreRevision(response.header.revision) }
      // What follows is read as of the same moment.
      asOf = page.revision
      for found in response.kvs { page.values.append(try options.value(found)) }
      page.remaining = max(0, Int(response.count) - response.kvs.count)
      guard response.more, let last = page.values.last, limit.map({ page.values.count < $0 }) ?? true else { return page }
      from.start = last.key
    }
  }

  /// The first values of a range: as many as wanted, or fewer where those are too large for one answer.
  /// - Parameter most: How many are asked for at once; becomes less where an answer was too large.
  private func chunk(
    of range: StoreRange, upTo wanted: Int, most: inout Int, at revision: StoreRevision?
  ) async throws(StoreError) -> Etcdserverpb_RangeResponse {
    while true {
      let asked = min(wanted, most)
      do throws(StoreError) { return try await self.range(options.request(range, limit: asked, at: revision)) } catch {
        guard error.code == .tooLarge, asked > 1 else { throw error }
        most = max(1, asked / 8)
      }
    }
  }
}
