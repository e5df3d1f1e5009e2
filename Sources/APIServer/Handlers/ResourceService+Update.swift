import KubernetesAPI
import ObjectStore

extension ResourceService {
  /// Replaces an object, or its status.
  /// - Throws: a Status: 404 where there is none, 409 where it was changed since the version that the request names.
  func update(_ request: ResourceRequest, body: ObjectBody, options: WriteOptions) async throws(Status) -> ObjectAnswer {
    let isUnconditional = body.value.metadata.resourceVersion == nil
    if isUnconditional, request.definition.traits.needsVersionForUpdate, request.subresource == nil {
      // That it is not there is the first thing to say.
      _ = try await stored(request)
      throw .invalid(
        request.kind, request.name ?? "",
        [.invalid(FieldPath("metadata", "resourceVersion"), 0, "must be specified for an update")])
    }
    if let paths = request.scale {
      return try await rescale(request, paths, options: options, tries: isUnconditional ? Self.attempts : 1) { _ in body.value }
    }
    return try await replace(
      request, options: options, operation: .update, duplicates: body.duplicates, tries: isUnconditional ? Self.attempts : 1
    ) { _ in
      body.value
    }
  }

  /// Reads an object, has it changed, and writes it, anew where somebody else wrote meanwhile.
  /// - Parameter change: Makes the new object of the old one, as the client sees both.
  func replace(
    _ request: ResourceRequest, options: WriteOptions, operation: ObjectChange.Operation, duplicates: [FieldPath],
    tries: Int, _ change: (JSONValue) throws(Status) -> JSONValue
  ) async throws(Status) -> ObjectAnswer {
    let name = try request.requiredName()
    var attempt = 0
    while true {
      attempt += 1
      let stored = try await stored(request)
      let old = try value(stored, request)
      var warnings = WarningList()
      var object = try change(old)
      if let text = object.metadata.resourceVersion, text != old.metadata.resourceVersion {
        throw .modified(request.resource, name)
      }
      try Self.prepare(&object, replacing: old, request, name: name)
      let objectChange = ObjectChange(request: request, options: options, operation: operation, old: old, duplicates: duplicates)
      try await gate.admit(&object, objectChange, warnings: &warnings)
      if operation != .apply { FieldManagement.noteWrite(&object, old: old, objectChange, now: now()) }
      if ObjectEnvelope(object) == stored.envelope || Self.differsInTimesOnly(object, old) {
        return ObjectAnswer(content: .stored(stored), warnings: warnings.texts)
      }
      if options.isDryRun {
        object.metadata.resourceVersion = old.metadata.resourceVersion
        return ObjectAnswer(content: .value(object), warnings: warnings.texts)
      }
      do throws(StoreError) {
        return ObjectAnswer(content: try await write(object, over: stored, request), warnings: warnings.texts)
      } catch {
        guard error.code == .conflict, attempt < tries else { throw Self.status(of: error, request) }
      }
    }
  }

  /// Fits an object to what the request may change.
  static func prepare(
    _ object: inout JSONValue, replacing old: JSONValue, _ request: ResourceRequest, name: String
  ) throws(Status) {
    let strategy = ObjectStrategy(definition: request.definition, version: request.version)
    switch request.subresource {
    case nil, Subresource.scale.name:
      try strategy.prepareForUpdate(&object, replacing: old, namespace: request.namespace, name: name)
    case "finalize":
      var result = old
      result["spec"] = object["spec"]
      object = result
    default: try strategy.prepareForStatusUpdate(&object, replacing: old, namespace: request.namespace, name: name)
    }
  }

  /// An object that waits for its finalizers and has none left is gone with this write.
  private func write(
    _ object: JSONValue, over stored: StoredObject, _ request: ResourceRequest
  ) async throws(StoreError) -> ObjectAnswer.Content {
    guard Deletion.isDue(object, request.definition) else {
      return .stored(
        try await storage.update(object, at: stored.key, since: stored.revision, lifetime: request.definition.traits.lifetime))
    }
    _ = try await storage.delete(at: stored.key, since: stored.revision)
    return .value(object)
  }

  /// Whether a write would change no more than when fields were written.
  private static func differsInTimesOnly(_ object: JSONValue, _ old: JSONValue) -> Bool {
    func timeless(_ object: JSONValue) -> JSONValue {
      var object = object
      object.metadata.resourceVersion = nil
      object.metadata.managedFields = object.metadata.managedFields.map { entry in
        var entry = entry
        entry["time"] = nil
        return entry
      }
      return object
    }
    return timeless(object) == timeless(old)
  }
}
