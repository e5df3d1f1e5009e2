import KubernetesAPI
import ObjectStore

/// A part of a list.
struct ListAnswer: Sendable {
  var objects: [StoredObject]
  var revision: StoreRevision
  /// nil on the last page.
  var continuation: ContinueToken?
  /// How many objects follow this page; nil where a selector makes that unknown.
  var remaining: Int?
}

extension ResourceService {
  /// - Throws: a Status of code 404 where there is none.
  func get(_ request: ResourceRequest) async throws(Status) -> ObjectAnswer {
    ObjectAnswer(content: .stored(try await stored(request)))
  }

  /// The objects of a kind, in a namespace or in all, sorted by namespace and name.
  /// - Throws: a Status of code 410 where the version that is asked for is no longer kept.
  func list(_ request: ResourceRequest, options: ListOptions) async throws(Status) -> ListAnswer {
    let prefix = KeyLayout.prefix(request.definition.groupResource, namespace: request.namespace)
    var (start, revision) = try position(of: options, prefix: prefix)
    let filter = ObjectFilter(options, request)
    try filter.check()
    if let single = filter.singleKey(request) {
      return try await listOne(at: single, request, filter: filter, revision: revision)
    }
    var objects: [StoredObject] = []
    while true {
      let limit = options.limit.map { $0 - objects.count }
      let page = try await readPage(
        StoreRange(prefix: prefix, after: start), limit: limit, at: revision, request, isContinued: options.continuation != nil)
      revision = page.revision
      objects += filter.isEmpty ? page.objects : try filter.matching(page.objects)
      start = page.objects.last?.key
      let isFull = options.limit.map { objects.count >= $0 } ?? true
      guard !isFull, page.remaining > 0 else {
        let token =
          page.remaining > 0
          ? start.map { ContinueToken(revision: page.revision, start: String($0.path.dropFirst(prefix.count))) } : nil
        return ListAnswer(
          objects: objects, revision: page.revision, continuation: token,
          remaining: token == nil || !filter.isEmpty ? nil : page.remaining)
      }
    }
  }

  private func position(of options: ListOptions, prefix: String) throws(Status) -> (StoreKey?, StoreRevision?) {
    if let text = options.continuation {
      let token = try ContinueToken(text)
      return (StoreKey(prefix + token.start), token.revision)
    }
    return (nil, options.match == .exact ? options.resourceVersion?.revision : nil)
  }

  private func readPage(
    _ range: StoreRange, limit: Int?, at revision: StoreRevision?, _ request: ResourceRequest, isContinued: Bool
  ) async throws(Status) -> ObjectPage {
    do throws(StoreError) {
      return try await storage.objects(in: range, limit: limit, at: revision)
    } catch  where error.code == .compacted && isContinued {
      throw .expired("The provided continue parameter is too old to display a consistent list result; start the list anew.")
    } catch {
      throw Self.status(of: error, request)
    }
  }

  private func listOne(
    at key: StoreKey, _ request: ResourceRequest, filter: ObjectFilter, revision: StoreRevision?
  ) async throws(Status) -> ListAnswer {
    let (object, latest) = try await attempt(request) { () throws(StoreError) in
      // In this order: what is written in between is then told by a watch that starts at the answer's version.
      let latest = try await storage.store.latestRevision()
      return (try await storage.object(at: key), latest)
    }
    return ListAnswer(
      objects: try filter.matching(object.map { [$0] } ?? []), revision: max(latest, object?.revision ?? .zero),
      continuation: nil, remaining: nil)
  }
}
