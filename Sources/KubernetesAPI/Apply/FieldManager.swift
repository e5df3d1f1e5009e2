/// Server-side apply, and the owners of fields on all other writes.
///
/// Pure: objects come and go as JSON, the time is the caller's. All versions of a kind are taken to have the same fields.
package struct FieldManager: Sendable {
  /// Who writes, and how.
  package struct Writer: Hashable, Sendable {
    /// As the request's `fieldManager` says, or the first part of its user agent; at most 128 bytes.
    package var manager: String
    package var apiVersion: String
    /// `status`, or empty for the object itself.
    package var subresource: String
    package var time: KubernetesTime

    package init(manager: String, apiVersion: String, subresource: String = "", time: KubernetesTime) {
      self.manager = manager
      self.apiVersion = apiVersion
      self.subresource = subresource
      self.time = time
    }

    func entry(_ operation: ManagedFieldsEntry.Operation, _ fields: FieldSet) -> ManagedFieldsEntry {
      ManagedFieldsEntry(
        manager: manager, operation: operation, apiVersion: apiVersion, time: time, subresource: subresource, fields: fields)
    }
  }

  /// Why an applied configuration was not applied.
  package enum Failure: Error, Hashable, Sendable {
    case conflicts([ApplyConflict])
    case invalid(FieldError)

    package var status: Status {
      switch self {
      case .conflicts(let conflicts): .applyConflict(conflicts)
      case .invalid(let error): .badRequest(error.description)
      }
    }
  }

  package let schema: ObjectSchema
  /// Whether the status is written by its own subresource, and by it alone.
  package let hasStatus: Bool
  /// More updaters than these are joined, the oldest first.
  package var updaterLimit = 10

  /// The most bytes of a manager's name.
  package static let nameLimit = 128

  /// - Parameter structure: The schema of the kind; nil where nothing is known of it.
  package init(_ structure: StructuralSchema?, hasStatus: Bool = false) {
    schema = ObjectSchema(structure)
    self.hasStatus = hasStatus
  }

  // MARK: Updates

  /// The object of a create, an update or a patch, with the owners of its fields: who changes a field owns it.
  ///
  /// An object whose fields nobody tracks stays untracked. Owners that the new object brings itself (from a client that wrote
  /// them) replace those of the live object; a list of one empty owner takes all away.
  /// - Parameters:
  ///   - live: The object as it is stored; nil where it is created.
  ///   - object: The object as it is to be stored.
  package func updated(_ object: JSONValue, from live: JSONValue?, by writer: Writer) -> JSONValue {
    var result = object
    let brought = object.metadata.managedFields
    result.metadata.managedFields = []
    if brought == [[:]] { return result }
    var owners = (try? ManagedFields(json: brought)) ?? ManagedFields()
    if owners.isEmpty, let live {
      owners = (try? ManagedFields(json: live.metadata.managedFields)) ?? ManagedFields()
      // Nobody is tracked.
      if owners.isEmpty { return result }
    }
    record(result, from: live ?? [:], by: writer, in: &owners)
    result.metadata.managedFields = owners.json
    return result
  }

  private func record(_ object: JSONValue, from live: JSONValue, by writer: Writer, in owners: inout ManagedFields) {
    let comparison = FieldComparison(from: Self.withoutOwners(live), to: Self.withoutOwners(object), schema)
    let changed = Self.ownable(comparison.changed)
    // What was changed belongs to its writer alone now, what is gone to nobody.
    owners.changeFields(except: nil) {
      $0.fields.subtracting(changed).subtractingDeep(comparison.removed)
    }
    guard !changed.isEmpty else { return }
    var entry = writer.entry(.update, changed)
    if let known = owners[entry.identity] { entry.fields = known.fields.union(changed) }
    owners[entry.identity] = entry
    owners.joinOldUpdaters(atMost: updaterLimit)
  }

  // MARK: Apply

  /// The live object with a configuration applied to it.
  ///
  /// What the configuration says is set and owned by its writer. What the writer applied before and does not any more is taken
  /// away, unless somebody else owns it too. Applying the same again gives the live object, byte by byte.
  /// - Parameters:
  ///   - config: What the writer wants: no more than it cares for. Without managedFields.
  ///   - live: The object as it is stored; nil where it is created.
  ///   - force: Whether fields of others are taken from them.
  package func applied(
    _ config: JSONValue, to live: JSONValue?, by writer: Writer, force: Bool
  ) throws(Failure) -> JSONValue {
    guard config.metadata.managedFields.isEmpty else {
      throw .invalid(.invalid(FieldPath("metadata", "managedFields"), nil, "must be nil"))
    }
    let config = writable(config, by: writer)
    let base = Self.withoutOwners(live ?? [:])
    var owners = try self.owners(of: live, base)
    var entry = writer.entry(.apply, Self.ownable(FieldSet(of: config, schema)))
    let before = owners[entry.identity]
    owners[entry.identity] = entry
    let object: JSONValue
    do throws(FieldError) {
      // First what goes: a list that is applied empty is to stay, though its last element goes.
      object = try AppliedMerge.merged(config, into: removeAbandoned(before, from: base, owners), schema)
    } catch {
      throw .invalid(error)
    }
    try settle(
      FieldComparison(from: base, to: object, schema), &owners, entry.identity, force: force,
      allowed: fieldsAppliedByClient(base, writer))
    // A writer that says the same again leaves everything as it is, its own time included.
    if let before, before.fields == entry.fields, before.apiVersion == entry.apiVersion, object == base {
      entry.time = before.time
      owners[entry.identity] = entry
    }
    var result = object
    noteClientApply(config, in: &result, writer)
    result.metadata.managedFields = owners.json
    return result
  }

  /// What of a configuration its writer can write: the status by its subresource, all else without.
  private func writable(_ config: JSONValue, by writer: Writer) -> JSONValue {
    var result = config
    if writer.subresource == "status" {
      let metadata = config["metadata"]?.object?.filter { ["name", "namespace", "resourceVersion", "uid"].contains($0.key) }
      result = .object((config.object ?? [:]).filter { ["apiVersion", "kind", "status"].contains($0.key) })
      result["metadata"] = metadata.map(JSONValue.object)
    } else if hasStatus {
      result["status"] = nil
    }
    return result
  }

  /// The owners of the live object. Where nobody was tracked, all there is belongs to whoever wrote it before.
  private func owners(of live: JSONValue?, _ base: JSONValue) throws(Failure) -> ManagedFields {
    guard let live else { return ManagedFields() }
    if let owners = try? ManagedFields(json: live.metadata.managedFields), !owners.isEmpty { return owners }
    var owners = ManagedFields()
    let entry = ManagedFieldsEntry(
      manager: "before-first-apply", operation: .update, apiVersion: live.apiVersion ?? "",
      time: live.metadata.creationTimestamp,
      fields: Self.ownable(FieldComparison(from: [:], to: base, schema).changed))
    owners[entry.identity] = entry
    return owners
  }

  private func removeAbandoned(
    _ before: ManagedFieldsEntry?, from live: JSONValue, _ owners: ManagedFields
  ) -> JSONValue {
    guard let before else { return live }
    let owned = owners.entries.values.reduce(FieldSet()) { $0.union($1.fields) }
    return FieldRemoval(owned: owned, schema: schema).removing(before.fields, from: live)
  }

  /// Takes changed fields from the others, or tells them as conflicts.
  /// - Parameter allowed: Fields that are no conflicts.
  private func settle(
    _ comparison: FieldComparison, _ owners: inout ManagedFields, _ writer: ManagedFieldsEntry.Identity, force: Bool,
    allowed: FieldSet
  ) throws(Failure) {
    let changed = comparison.changed
    if !force {
      var conflicts: [ApplyConflict] = []
      for owner in owners.sortedByName where owner.identity != writer {
        for path in owner.fields.intersection(changed).subtracting(allowed).paths {
          conflicts.append(ApplyConflict(owner: owner, path: path))
        }
      }
      if !conflicts.isEmpty { throw .conflicts(conflicts) }
    }
    owners.changeFields(except: writer) {
      $0.fields.subtracting(changed).subtractingDeep(comparison.removed)
    }
  }

  // MARK: What nobody owns

  private static func withoutOwners(_ object: JSONValue) -> JSONValue {
    var object = object
    if object["metadata"]?["managedFields"] != nil { object.metadata.managedFields = [] }
    return object
  }

  /// The fields that have owners: not those that name the object, or that only the server writes.
  private static func ownable(_ fields: FieldSet) -> FieldSet {
    var fields = fields
    for name in ["apiVersion", "kind", "metadata"] { fields.remove([.field(name)][...]) }
    for name in unownedMetadata { fields.remove([.field("metadata"), .field(name)][...]) }
    return fields
  }

  private static let unownedMetadata = [
    "clusterName", "creationTimestamp", "generation", "managedFields", "name", "namespace", "resourceVersion", "selfLink", "uid",
  ]
}
