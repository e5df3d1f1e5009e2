import KubernetesAPI
import Logging
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import Synchronization

@testable import APIServer

/// What serves ConfigMaps, without HTTP: a store that is counted, the hub that follows it, and the service.
struct ServiceWorld: Sendable {
  let store: CountingStore
  let hub: WatchHub
  let service: ResourceService
  /// About all ConfigMaps of a namespace.
  let request: ResourceRequest

  /// Runs it until `body` ends.
  static func run<Result: Sendable>(
    limits: WatchChannel.Limits = WatchChannel.Limits(), _ body: (ServiceWorld) async throws -> Result
  ) async throws -> Result {
    let folder = try TestFolder()
    let logger = Logger(label: "world")
    let store = CountingStore(try SQLiteObjectStore(SQLiteStoreOptions(path: folder("objects.db")), logger: logger))
    defer { store.base.close() }
    let table = ResourceTable(BuiltInKinds.all)
    guard let (definition, version) = table.resource(GroupVersion(group: "", version: "v1"), plural: "configmaps") else {
      throw Status.resourceNotFound()
    }
    let storage = ObjectStorage(store: store)
    let hub = WatchHub(storage: storage, logger: logger, limits: limits)
    let service = ResourceService(
      storage: storage, hub: hub, gate: AdmissionGate(mutators: [], rules: []), table: { table }, now: WallClock.now)
    let request = ResourceRequest(
      user: UserInfo(name: "tester", groups: []), definition: definition, version: version, namespace: "default", name: nil,
      subresource: nil, query: QueryParameters(), userAgent: nil)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await hub.run() }
      defer { group.cancelAll() }
      return try await body(ServiceWorld(store: store, hub: hub, service: service, request: request))
    }
  }

  static func name(_ index: Int) -> String { String("\(10_000 + index)".dropFirst()) }

  @discardableResult
  func create(_ index: Int, bytes: Int = 10, labels: [String: String] = [:]) async throws -> StoredObject {
    var object: JSONValue = ["data": ["text": .string(String(repeating: "x", count: bytes))]]
    object.kind = "ConfigMap"
    object.metadata.name = Self.name(index)
    object.metadata.namespace = request.namespace
    object.metadata.labels = labels
    return try await service.storage.create(object, at: request.key(Self.name(index)))
  }

  func delete(_ object: StoredObject) async throws {
    _ = try await service.storage.delete(at: object.key, since: object.revision)
  }

  func options(_ query: [String: String]) throws -> ListOptions { try ListOptions(QueryParameters(query)) }

  /// A whole list, or a page of one, as a client reads it.
  func list(_ query: [String: String] = [:]) async throws -> JSONValue {
    var list = ListEncoder(try service.list(request, options: try options(query)), encoder)
    var bytes: [UInt8] = []
    while !list.isDone { bytes += try await list.next() }
    return try JSONParser.parse(bytes)
  }

  var encoder: ObjectEncoder { ObjectEncoder(request: request, form: .whole, clock: TableClock(now: 0)) }

  func session(_ form: ResponseForm = .whole, after revision: StoreRevision) throws -> WatchSession {
    let options = try options(["watch": "1", "resourceVersion": revision.description])
    return WatchSession(service: service, request: request, options: options, form: form, clock: ContinuousClock())
  }
}

extension JSONValue {
  /// The names of a list's items.
  var itemNames: [String] { (self["items"]?.array ?? []).map { $0.metadata.name ?? "" } }
}

/// A store that counts what is asked of it.
final class CountingStore: ObjectStore {
  let base: SQLiteObjectStore
  private let piecesRead = Atomic(0)
  private let watchesBegun = Atomic(0)

  init(_ base: SQLiteObjectStore) { self.base = base }

  var pieces: Int { piecesRead.load(ordering: .relaxed) }
  var watches: Int { watchesBegun.load(ordering: .relaxed) }

  func latestRevision() async throws(StoreError) -> StoreRevision { try await base.latestRevision() }
  func value(at key: StoreKey) async throws(StoreError) -> StoredValue? { try await base.value(at: key) }

  func values(in range: StoreRange, limit: Int?, at revision: StoreRevision?) async throws(StoreError) -> StorePage {
    try await base.values(in: range, limit: limit, at: revision)
  }

  func piece(
    of range: StoreRange, within bounds: PieceBounds, at revision: StoreRevision?
  ) async throws(StoreError) -> StorePiece {
    piecesRead.add(1, ordering: .relaxed)
    return try await base.piece(of: range, within: bounds, at: revision)
  }

  func apply(_ write: StoreWrite) async throws(StoreError) -> StoreRevision { try await base.apply(write) }

  func watch(_ range: StoreRange, after revision: StoreRevision) async throws(StoreError) -> SQLiteWatch {
    watchesBegun.add(1, ordering: .relaxed)
    return try await base.watch(range, after: revision)
  }

  func compact(to revision: StoreRevision) async throws(StoreError) { try await base.compact(to: revision) }
}
