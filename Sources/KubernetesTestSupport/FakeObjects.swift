import KubernetesAPI

/// A kind that a fake server has.
package struct FakeKind: Hashable, Sendable {
  package var group: String
  package var version: String
  package var plural: String
  package var kind: String
  package var isNamespaced: Bool

  package init(group: String, version: String = "v1", plural: String, kind: String, isNamespaced: Bool = true) {
    self.group = group
    self.version = version
    self.plural = plural
    self.kind = kind
    self.isNamespaced = isNamespaced
  }

  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

/// Names one object of a fake server.
package struct FakeName: Hashable, Sendable, Comparable {
  /// `group/plural`.
  package var kind: String
  package var namespace: String
  package var name: String

  package static func < (left: Self, right: Self) -> Bool {
    (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
  }
}

/// What a fake server holds, and everything that ever happened to it.
struct FakeObjects: Sendable {
  struct Change: Sendable {
    var revision: Int
    var name: FakeName
    var before: JSONValue?
    var after: JSONValue?
  }

  private(set) var kinds: [FakeKind] = []
  private(set) var objects: [FakeName: JSONValue] = [:]
  private(set) var changes: [Change] = []
  private(set) var revision = 100
  /// Changes up to this one are forgotten, whoever asks.
  private(set) var compacted = 0
  /// What lists that are not over go on with, by what was asked for and the revision.
  private var snapshots: [String: [JSONValue]] = [:]
  private var uids = 0

  // MARK: Kinds

  mutating func add(_ kind: FakeKind) { kinds.append(kind) }

  /// Takes a kind away with all its objects.
  mutating func remove(_ kind: FakeKind) {
    for name in objects.keys.sorted() where name.kind == Self.key(kind) { _ = delete(name) }
    withdraw(kind)
  }

  /// Takes a kind away and leaves its objects.
  mutating func withdraw(_ kind: FakeKind) { kinds.removeAll { $0 == kind } }

  static func key(_ kind: FakeKind) -> String { "\(kind.group)/\(kind.plural)" }

  // MARK: Objects

  /// Creates or replaces.
  mutating func put(_ object: JSONValue, kind: FakeKind) -> JSONValue {
    let metadata = object["metadata"] ?? [:]
    let name = FakeName(
      kind: Self.key(kind), namespace: kind.isNamespaced ? metadata["namespace"]?.string ?? "default" : "",
      name: metadata["name"]?.string ?? "")
    let before = objects[name]
    revision += 1
    uids += 1
    var after = object
    var meta = metadata
    meta["namespace"] = kind.isNamespaced ? .string(name.namespace) : nil
    meta["uid"] = before?["metadata"]?["uid"] ?? .string("uid-\(uids)")
    meta["resourceVersion"] = .string("\(revision)")
    meta["creationTimestamp"] = before?["metadata"]?["creationTimestamp"] ?? "2026-01-31T12:00:00Z"
    after["metadata"] = meta
    after["apiVersion"] = .string(kind.apiVersion)
    after["kind"] = .string(kind.kind)
    objects[name] = after
    changes.append(Change(revision: revision, name: name, before: before, after: after))
    return after
  }

  mutating func delete(_ name: FakeName) -> JSONValue? {
    guard var before = objects.removeValue(forKey: name) else { return nil }
    revision += 1
    changes.append(Change(revision: revision, name: name, before: before, after: nil))
    var metadata = before["metadata"] ?? [:]
    metadata["resourceVersion"] = .string("\(revision)")
    before["metadata"] = metadata
    return before
  }

  func list(_ kind: FakeKind, namespace: String?) -> [JSONValue] {
    objects.filter { $0.key.kind == Self.key(kind) && (namespace == nil || $0.key.namespace == namespace) }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  // MARK: History

  /// Forgets what happened: watches and pages from before end with 410.
  mutating func compact() {
    compacted = revision
    snapshots = [:]
  }

  mutating func keep(_ items: [JSONValue], for request: String) { snapshots["\(request) \(revision)"] = items }

  func snapshot(_ revision: Int, for request: String) -> [JSONValue]? { snapshots["\(request) \(revision)"] }
}
