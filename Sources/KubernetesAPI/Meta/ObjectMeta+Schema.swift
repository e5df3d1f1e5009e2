extension ObjectMeta {
  /// What metadata may say, and how several write it.
  package static let schema: StructuralSchema = {
    let text: JSONValue = ["type": "string"]
    let texts: JSONValue = ["type": "object", "additionalProperties": text]
    let owner: JSONValue = [
      "type": "object", "x-kubernetes-map-type": "atomic",
      "properties": [
        "apiVersion": text, "kind": text, "name": text, "uid": text, "controller": ["type": "boolean"],
        "blockOwnerDeletion": ["type": "boolean"],
      ],
    ]
    return StructuralSchema(
      trusted: [
        "type": "object",
        "properties": [
          "name": text, "generateName": text, "namespace": text, "uid": text, "resourceVersion": text, "selfLink": text,
          "generation": ["type": "integer"], "deletionGracePeriodSeconds": ["type": "integer"],
          "creationTimestamp": ["type": "string", "format": "date-time"],
          "deletionTimestamp": ["type": "string", "format": "date-time"], "labels": texts, "annotations": texts,
          "finalizers": ["type": "array", "items": text, "x-kubernetes-list-type": "set"],
          "ownerReferences": [
            "type": "array", "items": owner, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["uid"],
          ],
          "managedFields": [
            "type": "array", "x-kubernetes-list-type": "atomic",
            "items": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
          ],
        ],
      ])
  }()

  /// The metadata without nulls and without fields that metadata does not have, which fields those were, and what has the wrong
  /// type.
  package func coerced() -> (metadata: ObjectMeta, unknown: [FieldPath], errors: [FieldError]) {
    let place = FieldPath("metadata")
    var (value, unknown) = Self.schema.pruned(Self.schema.defaulted(json), isRoot: false)
    // As in Kubernetes, what is empty is not there.
    for field in ["labels", "annotations"] where value[field]?.object?.isEmpty == true { value[field] = nil }
    for field in ["finalizers", "ownerReferences"] where value[field]?.array?.isEmpty == true { value[field] = nil }
    return (ObjectMeta(json: value), unknown.map { place + $0 }, Self.schema.validate(value, at: place))
  }

  /// What is wrong with the owners of fields that a client wrote.
  package func managedFieldsErrors() -> [FieldError] {
    let entries = managedFields
    // A list of one empty entry resets the list.
    if entries == [[:]] { return [] }
    let place = FieldPath("metadata", "managedFields")
    return entries.enumerated().compactMap { index, entry in
      do throws(FieldError) {
        _ = try ManagedFieldsEntry(json: entry, at: place.index(index))
        return nil
      } catch {
        return error
      }
    }
  }
}
