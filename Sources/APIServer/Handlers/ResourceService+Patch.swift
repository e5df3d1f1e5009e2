import KubernetesAPI

extension ResourceService {
  /// Changes parts of an object; server-side apply makes it where there is none.
  /// - Parameter checkCreation: Asked before an object is made: who may patch need not be one who may create.
  /// - Throws: a Status: 404 where there is none, 409 where fields belong to others, 422 where the patch does not fit.
  func patch(
    _ request: ResourceRequest, _ patch: ObjectPatch, options: WriteOptions, checkCreation: () throws(Status) -> Void
  ) async throws(Status) -> ObjectAnswer {
    switch patch.type {
    case .applyPatch where request.scale != nil:
      throw .unsupportedMediaType(accepted: [.jsonPatch, .mergePatch].map { (type: MediaType) in type.rawValue })
    case .applyPatch: return try await apply(request, patch.body, options: options, checkCreation: checkCreation)
    case .strategicMergePatch where !request.definition.traits.takesStrategicMerge:
      throw .unsupportedMediaType(accepted: [.jsonPatch, .mergePatch, .applyPatch].map { (type: MediaType) in type.rawValue })
    default: break
    }
    let namesVersion = patch.type != .jsonPatch && patch.body.value.metadata.resourceVersion != nil
    if let paths = request.scale {
      return try await rescale(request, paths, options: options, tries: namesVersion ? 1 : Self.attempts) { old throws(Status) in
        try Self.patched(old, patch, merging: .plain)
      }
    }
    return try await replace(
      request, options: options, operation: .update, duplicates: patch.body.duplicates,
      tries: namesVersion ? 1 : Self.attempts
    ) { old throws(Status) in
      try Self.patched(old, patch, merging: request.version.mergeSchema)
    }
  }

  private static func patched(_ old: JSONValue, _ patch: ObjectPatch, merging schema: MergeSchema) throws(Status) -> JSONValue {
    do throws(PatchError) {
      switch patch.type {
      case .jsonPatch: return try JSONPatch(json: patch.body.value).applied(to: old)
      case .strategicMergePatch:
        return try StrategicMergePatch.applied(patch.body.value, to: old, schema: schema)
      default: return MergePatch.applied(patch.body.value, to: old)
      }
    } catch {
      throw error.status
    }
  }

  // MARK: Server-side apply

  private func apply(
    _ request: ResourceRequest, _ body: ObjectBody, options: WriteOptions, checkCreation: () throws(Status) -> Void
  ) async throws(Status) -> ObjectAnswer {
    guard let manager = request.query["fieldManager"] else {
      throw .badRequest("fieldManager is required for apply patch")
    }
    let name = try request.requiredName()
    guard body.value.object != nil else { throw .badRequest("the applied configuration must be a mapping") }
    guard body.value.metadata.managedFields.isEmpty else {
      throw .badRequest("metadata.managedFields must be nil")
    }
    var attempt = 0
    while true {
      attempt += 1
      do throws(Status) {
        return try await replace(
          request, options: options, operation: .apply, duplicates: body.duplicates, tries: Self.attempts
        ) { old throws(Status) in
          try FieldManagement.applied(body.value, to: old, manager: manager, force: options.isForced, request, now: now())
        }
      } catch  where error.code == 404 && request.subresource == nil && body.value.metadata.uid == nil {
        try checkCreation()
        let object = try FieldManagement.applied(
          body.value, to: nil, manager: manager, force: options.isForced, request, now: now())
        var named = request
        named.name = name
        do throws(Status) {
          return try await create(
            named, body: ObjectBody(value: object, duplicates: body.duplicates), options: options, isApplied: true)
        } catch  where error.reason == .alreadyExists && attempt < Self.attempts {
          continue
        }
      }
    }
  }
}
