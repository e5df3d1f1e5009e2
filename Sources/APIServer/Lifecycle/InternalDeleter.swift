import KubernetesAPI
import ObjectStore

/// Deletes objects in the server's own name.
struct InternalDeleter: Sendable {
  let service: ResourceService
  let logger: @Sendable (String) -> Void

  static let user = UserInfo(name: "system:apiserver", groups: [UserInfo.superusers])

  /// What became of a deletion.
  enum Outcome: Hashable, Sendable {
    case gone
    /// Finalizers hold it.
    case held
    /// It is not the object, or not the version of it, that was meant.
    case changed
    /// It could not be deleted now.
    case refused
  }

  func delete(_ object: StoredObject, _ definition: ServedKind, options: DeleteOptions) async -> Outcome {
    // A kind may have objects though none of its versions is served.
    guard let place = KeyLayout.parse(object.key), let version = definition.servedVersions.first ?? definition.versions.first
    else { return .refused }
    let request = ResourceRequest(
      user: Self.user, definition: definition, version: version, namespace: place.namespace, name: place.name,
      subresource: nil, query: QueryParameters(), userAgent: nil)
    do throws(Status) {
      let answer = try await service.delete(request, options: options)
      if case .status = answer.content { return .gone }
      return .held
    } catch {
      if error.code == 404 { return .gone }
      if error.reason == .conflict { return .changed }
      logger("\(object.key) cannot be deleted now: \(error.message)")
      return .refused
    }
  }

  /// Deletes all objects below a prefix. They are read piece by piece.
  /// - Parameter isMeant: Asked before the objects of each piece are deleted; where it says no, no more are.
  /// - Returns: What is there still.
  func deleteAll(
    below prefix: String, _ definition: ServedKind, if isMeant: () async throws(StoreError) -> Bool
  ) async throws(StoreError) -> Remainder {
    var remainder = Remainder()
    var range = StoreRange(prefix: prefix)
    while true {
      let piece = try await service.storage.store.piece(of: range, within: PieceBounds(), at: nil)
      guard !piece.values.isEmpty, try await isMeant() else { return remainder }
      for value in piece.values {
        let object = try service.storage.opened(value)
        let metadata = try object.value(apiVersion: "v1").metadata
        var options = DeleteOptions()
        // All goes: nothing has to be let go before, or waited for.
        options.propagation = .background
        options.uid = metadata.uid
        switch await delete(object, definition, options: options) {
        case .gone: break
        case .held: remainder.note(metadata, of: definition)
        case .changed, .refused: remainder.note(nil, of: definition)
        }
      }
      guard !piece.isLast, let last = piece.values.last else { return remainder }
      range.start = last.key
    }
  }
}

/// What is there still of objects that are to go together.
struct Remainder: Hashable, Sendable {
  /// How many objects of each kind, by the name of the kind.
  private(set) var objects: [String: Int] = [:]
  /// How many objects each finalizer holds.
  private(set) var finalizers: [String: Int] = [:]

  var isEmpty: Bool { objects.isEmpty }

  /// - Parameter metadata: Of an object that finalizers hold; nil where something else keeps it.
  mutating func note(_ metadata: ObjectMeta?, of definition: ServedKind) {
    objects[definition.qualifiedName, default: 0] += 1
    for finalizer in Set(metadata?.finalizers ?? []) { finalizers[finalizer, default: 0] += 1 }
  }

  mutating func add(_ other: Remainder) {
    objects.merge(other.objects) { $0 + $1 }
    finalizers.merge(other.finalizers) { $0 + $1 }
  }

  /// `configmaps: 1, secrets: 2`, sorted by name.
  static func text(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0): \($1)" }.joined(separator: ", ")
  }
}
