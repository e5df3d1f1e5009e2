import KubernetesAPI
import ObjectStore

/// An object at one revision, as bytes.
struct StoredObject: Hashable, Sendable {
  var key: StoreKey
  var envelope: ObjectEnvelope
  var revision: StoreRevision

  /// - Throws: `StoreError` of the code `.corrupt`.
  init(_ stored: StoredValue) throws(StoreError) {
    key = stored.key
    envelope = try ObjectEnvelope(stored: stored.bytes)
    revision = stored.modified
  }

  init(key: StoreKey, envelope: ObjectEnvelope, revision: StoreRevision) {
    self.key = key
    self.envelope = envelope
    self.revision = revision
  }

  func value(apiVersion: String) throws(StoreError) -> JSONValue {
    try envelope.value(apiVersion: apiVersion, revision: revision)
  }
}

/// Some of the objects of a list.
struct ObjectPage: Sendable {
  var objects: [StoredObject]
  var revision: StoreRevision
  /// How many more follow.
  var remaining: Int
}

/// Objects in a store, sealed where a key was given.
struct ObjectStorage: Sendable {
  let store: any ObjectStore
  let seal: ObjectSeal?

  init(store: any ObjectStore, seal: ObjectSeal? = nil) {
    self.store = store
    self.seal = seal
  }

  func object(at key: StoreKey) async throws(StoreError) -> StoredObject? {
    guard let value = try await store.value(at: key) else { return nil }
    return try opened(value)
  }

  func objects(in range: StoreRange, limit: Int?, at revision: StoreRevision?) async throws(StoreError) -> ObjectPage {
    let page = try await store.values(in: range, limit: limit, at: revision)
    var objects: [StoredObject] = []
    objects.reserveCapacity(page.values.count)
    for value in page.values { objects.append(try opened(value)) }
    return ObjectPage(objects: objects, revision: page.revision, remaining: page.remaining)
  }

  /// - Parameter lifetime: nil: for good.
  /// - Throws: `.conflict` where the key holds something already.
  func create(_ object: JSONValue, at key: StoreKey, lifetime: Duration? = nil) async throws(StoreError) -> StoredObject {
    try await put(object, at: key, lifetime: lifetime, if: .isAbsent)
  }

  /// - Throws: `.conflict` where somebody else wrote since `revision`.
  func update(
    _ object: JSONValue, at key: StoreKey, since revision: StoreRevision, lifetime: Duration? = nil
  ) async throws(StoreError) -> StoredObject {
    try await put(object, at: key, lifetime: lifetime, if: .isUnchanged(since: revision))
  }

  /// - Returns: The revision of the deletion.
  /// - Throws: `.conflict` where somebody else wrote since `revision`.
  func delete(at key: StoreKey, since revision: StoreRevision) async throws(StoreError) -> StoreRevision {
    try await store.apply(StoreWrite(.delete, at: key, if: .isUnchanged(since: revision)))
  }

  private func put(
    _ object: JSONValue, at key: StoreKey, lifetime: Duration?, if condition: StoreWrite.Condition
  ) async throws(StoreError) -> StoredObject {
    let envelope = ObjectEnvelope(object)
    try Self.checkReadable(object, envelope)
    let bytes = try seal?.sealed(envelope.stored, at: key) ?? envelope.stored
    let revision = try await store.apply(StoreWrite(.put(bytes, lifetime: lifetime), at: key, if: condition))
    return StoredObject(key: key, envelope: envelope, revision: revision)
  }

  /// What is stored is read again by everybody who lists its kind, so nothing is that could not be: whatever the way by which it came,
  /// and whatever was added to it on that way.
  private static func checkReadable(_ object: JSONValue, _ envelope: ObjectEnvelope) throws(StoreError) {
    guard JSONMeasure(of: object, depthLimit: JSONLimits.storedDepth).depth <= JSONLimits.storedDepth else {
      throw StoreError(.tooLarge, "the object is nested deeper than \(JSONLimits.storedDepth) levels")
    }
    guard envelope.json.count <= JSONLimits().bytes else {
      throw StoreError(.tooLarge, "the object has more than \(JSONLimits().bytes) bytes with the record of who wrote its fields")
    }
  }

  /// The object that a value of the store holds.
  func opened(_ value: StoredValue) throws(StoreError) -> StoredObject {
    guard ObjectSeal.isSealed(value.bytes) else { return try StoredObject(value) }
    guard let seal else {
      throw StoreError(.unauthorized, "The object at \(value.key) is encrypted, and no key was given to read it.")
    }
    var value = value
    value.bytes = try seal.opened(value.bytes, at: value.key)
    return try StoredObject(value)
  }
}
