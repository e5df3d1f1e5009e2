/// An object's `metadata`, as a view of its JSON: reading gives what has the right type, writing changes only the field written.
///
/// An empty text, list or mapping that is written takes its field away, as Kubernetes leaves empty fields out.
package struct ObjectMeta: Hashable, Sendable {
  /// The mapping itself, with the fields that have no name here.
  package var json: JSONValue

  package init(json: JSONValue = .object([:])) { self.json = json }

  package var name: String? {
    get { text("name") }
    set { setText("name", newValue) }
  }
  /// The beginning of a name that the server completes.
  package var generateName: String? {
    get { text("generateName") }
    set { setText("generateName", newValue) }
  }
  package var namespace: String? {
    get { text("namespace") }
    set { setText("namespace", newValue) }
  }
  package var uid: String? {
    get { text("uid") }
    set { setText("uid", newValue) }
  }
  /// Opaque to clients; changes with every write.
  package var resourceVersion: String? {
    get { text("resourceVersion") }
    set { setText("resourceVersion", newValue) }
  }
  /// Counts the changes of what the object asks for (not of its status).
  package var generation: Int64? {
    get { json["generation"]?.integer }
    set { json["generation"] = newValue.map(JSONValue.integer) }
  }
  package var creationTimestamp: KubernetesTime? {
    get { text("creationTimestamp").flatMap { KubernetesTime($0) } }
    set { setText("creationTimestamp", newValue?.text) }
  }
  /// Since when the object waits for its finalizers (or its grace period).
  package var deletionTimestamp: KubernetesTime? {
    get { text("deletionTimestamp").flatMap { KubernetesTime($0) } }
    set { setText("deletionTimestamp", newValue?.text) }
  }
  package var deletionGracePeriodSeconds: Int64? {
    get { json["deletionGracePeriodSeconds"]?.integer }
    set { json["deletionGracePeriodSeconds"] = newValue.map(JSONValue.integer) }
  }
  package var finalizers: [String] {
    get { json["finalizers"]?.array?.compactMap(\.string) ?? [] }
    set { json["finalizers"] = newValue.isEmpty ? JSONValue?.none : .array(newValue.map(JSONValue.string)) }
  }
  package var ownerReferences: [OwnerReference] {
    get { json["ownerReferences"]?.array?.compactMap(OwnerReference.init) ?? [] }
    set { json["ownerReferences"] = newValue.isEmpty ? JSONValue?.none : .array(newValue.map(\.json)) }
  }
  package var labels: [String: String] {
    get { texts("labels") }
    set { setTexts("labels", newValue) }
  }
  package var annotations: [String: String] {
    get { texts("annotations") }
    set { setTexts("annotations", newValue) }
  }
  /// Who owns which fields, each entry as it stands; see `ManagedFieldsEntry`.
  package var managedFields: [JSONValue] {
    get { json["managedFields"]?.array ?? [] }
    set { json["managedFields"] = newValue.isEmpty ? JSONValue?.none : .array(newValue) }
  }

  private func text(_ field: String) -> String? {
    guard let text = json[field]?.string, !text.isEmpty else { return nil }
    return text
  }

  private mutating func setText(_ field: String, _ text: String?) {
    json[field] = text.flatMap { $0.isEmpty ? JSONValue?.none : .string($0) }
  }

  private func texts(_ field: String) -> [String: String] { json[field]?.object?.compactMapValues(\.string) ?? [:] }

  private mutating func setTexts(_ field: String, _ texts: [String: String]) {
    json[field] = texts.isEmpty ? JSONValue?.none : .object(texts.mapValues(JSONValue.string))
  }
}

/// An object that this object goes with.
package struct OwnerReference: Hashable, Sendable {
  package var apiVersion: String
  package var kind: String
  package var name: String
  package var uid: String
  /// Whether the owner steers this object; at most one owner does.
  package var controller: Bool?
  /// Whether the owner, when deleted in the foreground, waits for this object.
  package var blockOwnerDeletion: Bool?

  package init(
    apiVersion: String, kind: String, name: String, uid: String, controller: Bool? = nil, blockOwnerDeletion: Bool? = nil
  ) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    self.controller = controller
    self.blockOwnerDeletion = blockOwnerDeletion
  }

  /// nil where a field that must be there is not.
  package init?(json: JSONValue) {
    guard let apiVersion = json["apiVersion"]?.string, let kind = json["kind"]?.string, let name = json["name"]?.string,
      let uid = json["uid"]?.string
    else { return nil }
    self.init(
      apiVersion: apiVersion, kind: kind, name: name, uid: uid, controller: json["controller"]?.bool,
      blockOwnerDeletion: json["blockOwnerDeletion"]?.bool)
  }

  package var json: JSONValue {
    var value: JSONValue = [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name), "uid": .string(uid),
    ]
    value["controller"] = controller.map(JSONValue.bool)
    value["blockOwnerDeletion"] = blockOwnerDeletion.map(JSONValue.bool)
    return value
  }
}

extension JSONValue {
  package var apiVersion: String? {
    get { self["apiVersion"]?.string }
    set { self["apiVersion"] = newValue.map(JSONValue.string) }
  }

  package var kind: String? {
    get { self["kind"]?.string }
    set { self["kind"] = newValue.map(JSONValue.string) }
  }

  /// The object's metadata; an empty view where there is none.
  package var metadata: ObjectMeta {
    get { ObjectMeta(json: self["metadata"] ?? .object([:])) }
    set { self["metadata"] = newValue.json }
    _modify {
      // Out of the object while it is changed, so that the mapping is not copied.
      var metadata = ObjectMeta(json: self["metadata"] ?? .object([:]))
      if self["metadata"] != nil { self["metadata"] = .null }
      defer { self["metadata"] = metadata.json }
      yield &metadata
    }
  }
}
