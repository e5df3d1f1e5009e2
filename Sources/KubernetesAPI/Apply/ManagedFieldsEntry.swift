/// One owner of fields, as `metadata.managedFields` keeps it.
package struct ManagedFieldsEntry: Hashable, Sendable {
  package enum Operation: String, Hashable, Sendable {
    case apply = "Apply"
    case update = "Update"
  }

  /// Who an owner is. Appliers are the same in every version; updaters are told apart by it.
  package struct Identity: Hashable, Sendable {
    package var manager: String
    package var operation: Operation
    package var subresource: String
    /// Empty for appliers.
    package var apiVersion: String
  }

  package var manager: String
  package var operation: Operation
  package var apiVersion: String
  /// When the owner last changed what it owns; nil where that was not kept.
  package var time: KubernetesTime?
  /// `status`, or empty for the object itself.
  package var subresource: String
  package var fields: FieldSet

  package init(
    manager: String, operation: Operation, apiVersion: String, time: KubernetesTime? = nil, subresource: String = "",
    fields: FieldSet
  ) {
    self.manager = manager
    self.operation = operation
    self.apiVersion = apiVersion
    self.time = time
    self.subresource = subresource
    self.fields = fields
  }

  package var identity: Identity {
    Identity(
      manager: manager, operation: operation, subresource: subresource,
      apiVersion: operation == .apply ? "" : apiVersion)
  }

  package var json: JSONValue {
    var value: JSONValue = [
      "manager": .string(manager), "operation": .string(operation.rawValue), "apiVersion": .string(apiVersion),
      "fieldsType": "FieldsV1", "fieldsV1": fields.json,
    ]
    if let time { value["time"] = .string(time.text) }
    if !subresource.isEmpty { value["subresource"] = .string(subresource) }
    return value
  }

  /// - Throws: `FieldError` below `path` where the value is no entry.
  package init(json: JSONValue, at path: FieldPath) throws(FieldError) {
    guard json.object != nil else { throw .invalid(path, json, "must be an object") }
    guard let operation = Operation(rawValue: json["operation"]?.string ?? "") else {
      throw .invalid(path.field("operation"), json["operation"] ?? "", "must be `Apply` or `Update`")
    }
    guard (json["fieldsType"]?.string ?? "FieldsV1") == "FieldsV1" else {
      throw .invalid(path.field("fieldsType"), json["fieldsType"], "must be `FieldsV1`")
    }
    guard let fields = FieldSet(json: json["fieldsV1"] ?? [:]) else {
      throw .invalid(path.field("fieldsV1"), nil, "must be a set of fields")
    }
    let manager = json["manager"]?.string ?? ""
    guard manager.utf8.count <= FieldManager.nameLimit else {
      throw .tooLong(path.field("manager"), atMost: Int64(FieldManager.nameLimit))
    }
    self.init(
      manager: manager, operation: operation, apiVersion: json["apiVersion"]?.string ?? "",
      time: json["time"]?.string.flatMap { KubernetesTime($0) }, subresource: json["subresource"]?.string ?? "",
      fields: fields)
  }
}

/// All owners of an object's fields.
struct ManagedFields: Hashable {
  /// By who they are; none owns nothing.
  private(set) var entries: [ManagedFieldsEntry.Identity: ManagedFieldsEntry] = [:]

  init() {}

  /// Entries of one owner are joined.
  init(json: [JSONValue]) throws(FieldError) {
    for (index, value) in json.enumerated() {
      let entry = try ManagedFieldsEntry(json: value, at: FieldPath("metadata", "managedFields").index(index))
      if let known = entries[entry.identity] {
        var joined = entry
        joined.fields = known.fields.union(entry.fields)
        self[entry.identity] = joined
      } else {
        self[entry.identity] = entry
      }
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  subscript(identity: ManagedFieldsEntry.Identity) -> ManagedFieldsEntry? {
    get { entries[identity] }
    set {
      if let newValue, !newValue.fields.isEmpty { entries[identity] = newValue } else { entries[identity] = nil }
    }
  }

  /// Changes what each owner but one owns.
  mutating func changeFields(
    except identity: ManagedFieldsEntry.Identity?, _ change: (ManagedFieldsEntry) -> FieldSet
  ) {
    for (other, var entry) in entries where other != identity {
      entry.fields = change(entry)
      self[other] = entry
    }
  }

  /// Appliers first, then by time, name, version and subresource.
  var sorted: [ManagedFieldsEntry] {
    entries.values.sorted { left, right in
      if left.operation != right.operation { return left.operation == .apply }
      if left.time != right.time {
        guard let first = left.time else { return true }
        guard let second = right.time else { return false }
        return first < second
      }
      return (left.manager, left.apiVersion, left.subresource) < (right.manager, right.apiVersion, right.subresource)
    }
  }

  var sortedByName: [ManagedFieldsEntry] {
    entries.values.sorted { left, right in
      (left.manager, left.operation.rawValue, left.apiVersion, left.subresource)
        < (right.manager, right.operation.rawValue, right.apiVersion, right.subresource)
    }
  }

  var json: [JSONValue] { sorted.map(\.json) }

  /// Joins the oldest updaters of each version where there are more than are kept.
  mutating func joinOldUpdaters(atMost limit: Int) {
    let updaters = sorted.filter { $0.operation == .update && $0.subresource.isEmpty }
    guard updaters.count > limit else { return }
    for entry in updaters.prefix(updaters.count - limit + 1) {
      var joined = entry
      joined.manager = "ancient-changes"
      self[entry.identity] = nil
      if let known = self[joined.identity] { joined.fields = known.fields.union(entry.fields) }
      self[joined.identity] = joined
    }
  }
}
