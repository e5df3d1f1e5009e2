import KubernetesAPI
import ObjectStore

extension ResourceService {
  /// Makes an object.
  /// - Throws: a Status: 409 where one of this name is there, 422 where the object breaks a rule.
  /// - Parameter isApplied: Whether the object comes from server-side apply, and says itself who owns its fields.
  func create(
    _ request: ResourceRequest, body: ObjectBody, options: WriteOptions, isApplied: Bool = false
  ) async throws(Status) -> ObjectAnswer {
    var warnings = WarningList()
    let strategy = ObjectStrategy(definition: request.definition, version: request.version)
    var attempt = 0
    while true {
      attempt += 1
      var object = body.value
      let isGenerated = object.metadata.name == nil && object.metadata.generateName != nil && request.name == nil
      try strategy.prepareForCreation(
        &object, namespace: request.namespace, name: request.name, now: now(), uid: ObjectIdentity.uid())
      let name = object.metadata.name ?? ""
      var named = request
      named.name = name
      let change = ObjectChange(
        request: named, options: options, operation: .create, old: nil, duplicates: attempt == 1 ? body.duplicates : [])
      try await gate.admit(&object, change, warnings: &warnings)
      if !isApplied { FieldManagement.noteWrite(&object, old: nil, change, now: now()) }
      guard !options.isDryRun else {
        let known = try await self.attempt(named) { () throws(StoreError) in try await storage.object(at: named.key(name)) }
        guard known == nil else { throw .alreadyExists(request.resource, name) }
        return ObjectAnswer(content: .value(object), code: 201, warnings: warnings.texts)
      }
      let stored: StoredObject
      do throws(StoreError) {
        stored = try await storage.create(object, at: named.key(name), lifetime: request.definition.traits.lifetime)
      } catch {
        guard error.code == .conflict else { throw Self.status(of: error, named) }
        guard isGenerated else { throw .alreadyExists(request.resource, name) }
        guard attempt < Self.attempts else { throw .generateNameConflict(request.resource, name) }
        continue
      }
      try await confirm(stored, change)
      return ObjectAnswer(content: .stored(stored), code: 201, warnings: warnings.texts)
    }
  }

  /// Takes an object away again that must not be there after all.
  /// - Throws: a Status that says why.
  private func confirm(_ stored: StoredObject, _ change: ObjectChange) async throws(Status) {
    do throws(Status) {
      try await gate.confirmCreation(change)
    } catch let reason {
      try await attempt(change.request) { () throws(StoreError) in
        do throws(StoreError) {
          _ = try await storage.delete(at: stored.key, since: stored.revision)
        } catch  where error.code == .conflict {
          // Somebody else took it away, or has it for his own by now.
        }
      }
      throw reason
    }
  }
}
