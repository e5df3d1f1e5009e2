import KubernetesAPI
import ObjectStore

/// When an object goes for good.
enum Deletion {
  /// Whether an object was asked to go and nothing keeps it any more.
  static func isDue(_ object: JSONValue, _ definition: ServedKind) -> Bool {
    let metadata = object.metadata
    guard metadata.deletionTimestamp != nil, metadata.finalizers.isEmpty else { return false }
    return !isHeldBySpec(object, definition)
  }

  /// A namespace is held by what stands in its `spec.finalizers`, too.
  static func isHeldBySpec(_ object: JSONValue, _ definition: ServedKind) -> Bool {
    guard definition.group.isEmpty, definition.names.plural == "namespaces" else { return false }
    return !(object["spec"]?["finalizers"]?.array ?? []).isEmpty
  }
}

extension ResourceService {
  /// Deletes an object, or marks it where finalizers hold it.
  /// - Throws: a Status: 404 where there is none, 409 where it is not the one that the request means.
  func delete(_ request: ResourceRequest, options: DeleteOptions) async throws(Status) -> ObjectAnswer {
    let name = try request.requiredName()
    var attempt = 0
    while true {
      attempt += 1
      let stored = try await stored(request)
      let old = try value(stored, request)
      try checkPreconditions(options, old, request)
      var warnings = WarningList()
      let change = ObjectChange(
        request: request, options: nil, operation: .delete, old: old, duplicates: [], isDryRun: options.isDryRun)
      try await gate.admitDeletion(change, warnings: &warnings)
      var object = old
      mark(&object, options, request.definition)
      let isHeld = !object.metadata.finalizers.isEmpty || Deletion.isHeldBySpec(object, request.definition)
      do throws(StoreError) {
        guard isHeld else {
          if !options.isDryRun { _ = try await storage.delete(at: stored.key, since: stored.revision) }
          let details = Status.Details(
            name: name, group: request.definition.group, kind: request.definition.names.plural, uid: old.metadata.uid ?? "")
          return ObjectAnswer(content: .status(.success(details: details)), warnings: warnings.texts)
        }
        guard !options.isDryRun, object != old else {
          return ObjectAnswer(content: .value(object), warnings: warnings.texts)
        }
        let marked = try await storage.update(
          object, at: stored.key, since: stored.revision, lifetime: request.definition.traits.lifetime)
        return ObjectAnswer(content: .stored(marked), warnings: warnings.texts)
      } catch {
        guard error.code == .conflict, attempt < Self.attempts else { throw Self.status(of: error, request) }
      }
    }
  }

  /// Deletes all objects of a list, each as if it were asked for by name; those that are gone meanwhile are no error.
  /// - Returns: the list as it was.
  func deleteCollection(
    _ request: ResourceRequest, list options: ListOptions, delete: DeleteOptions
  ) async throws(Status) -> ListReader {
    let list = try list(request, options: options)
    var reader = list
    while let objects = try await reader.next() {
      for object in objects { try await deleteListed(object, request, options: delete) }
    }
    return list.again(asReadBy: reader)
  }

  private func deleteListed(_ object: StoredObject, _ request: ResourceRequest, options: DeleteOptions) async throws(Status) {
    guard let place = KeyLayout.parse(object.key) else { return }
    var single = request
    single.namespace = place.namespace
    single.name = place.name
    do throws(Status) {
      _ = try await delete(single, options: options)
    } catch  where error.code != 404 {
      throw error
    } catch {}
  }

  private func checkPreconditions(_ options: DeleteOptions, _ old: JSONValue, _ request: ResourceRequest) throws(Status) {
    let (metadata, name) = (old.metadata, request.name ?? "")
    if let uid = options.uid, uid != metadata.uid {
      throw .preconditionFailed(request.resource, name, field: "UID", expected: uid, actual: metadata.uid ?? "")
    }
    if let version = options.resourceVersion, version.description != metadata.resourceVersion {
      throw .preconditionFailed(
        request.resource, name, field: "ResourceVersion", expected: version.description, actual: metadata.resourceVersion ?? "")
    }
  }

  /// Says in the object that it is to go, and what has to happen before.
  private func mark(_ object: inout JSONValue, _ options: DeleteOptions, _ definition: ServedKind) {
    if let propagation = options.propagation {
      var finalizers = object.metadata.finalizers.filter { $0 != Finalizer.orphan && $0 != Finalizer.foreground }
      switch propagation {
      case .orphan: finalizers.append(Finalizer.orphan)
      case .foreground: finalizers.append(Finalizer.foreground)
      case .background: break
      }
      object.metadata.finalizers = finalizers
    }
    guard object.metadata.deletionTimestamp == nil else { return }
    object.metadata.deletionTimestamp = now()
    object.metadata.deletionGracePeriodSeconds = 0
    if definition.traits.countsGenerations, let generation = object.metadata.generation {
      object.metadata.generation = generation + 1
    }
    if definition.groupResource == CustomResource.resource {
      // Set here rather than where it is made: definitions that are there already have to wait for their objects, too.
      if !object.metadata.finalizers.contains(Finalizer.customResources) {
        object.metadata.finalizers.append(Finalizer.customResources)
      }
      CustomResourceStatus.terminating("InstanceDeletionPending", "the objects of this kind are about to be deleted")
        .write(to: &object, now: now())
    }
    if Deletion.isHeldBySpec(object, definition) {
      var status = object["status"] ?? [:]
      status["phase"] = "Terminating"
      object["status"] = status
    }
  }
}
