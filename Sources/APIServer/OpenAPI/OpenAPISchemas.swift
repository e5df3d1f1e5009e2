import KubernetesAPI

/// Schemas by name, as OpenAPI 3.0's components hold them.
enum OpenAPISchemas {
  static let metadataName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
  static let listMetadataName = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"

  /// The group's parts from right to left, then version and kind: `io.istio.networking.v1.VirtualService`.
  static func name(_ definition: ServedKind, _ version: ServedKind.Version) -> String {
    let group =
      definition.group.isEmpty ? "io.k8s.api.core" : definition.group.split(separator: ".").reversed().joined(separator: ".")
    return "\(group).\(version.name).\(definition.names.kind)"
  }

  static func listName(_ definition: ServedKind, _ version: ServedKind.Version) -> String {
    name(definition, version) + "List"
  }

  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

  static func kind(_ definition: ServedKind, _ version: ServedKind.Version) -> JSONValue {
    ["group": .string(definition.group), "version": .string(version.name), "kind": .string(definition.names.kind)]
  }

  /// A kind's objects.
  static func object(_ definition: ServedKind, _ version: ServedKind.Version) -> JSONValue {
    var schema = version.openAPI ?? ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    var properties = schema["properties"] ?? [:]
    properties["apiVersion"] = text("The version in which this object is written, with its group.")
    properties["kind"] = text("What this object is.")
    properties["metadata"] = [
      "description": "The object's name, labels and what else every object has.", "allOf": [reference(metadataName)],
    ]
    schema["properties"] = properties
    schema["x-kubernetes-group-version-kind"] = [kind(definition, version)]
    return schema
  }

  static func list(_ definition: ServedKind, _ version: ServedKind.Version) -> JSONValue {
    [
      "type": "object", "description": .string("A list of \(definition.names.kind)."), "required": ["items"],
      "properties": [
        "apiVersion": text("The version in which this list is written, with its group."), "kind": text("What this list is."),
        "metadata": ["description": "The version of the list, and where it goes on.", "allOf": [reference(listMetadataName)]],
        "items": ["description": "The objects.", "type": "array", "items": reference(name(definition, version))],
      ],
      "x-kubernetes-group-version-kind": [
        [
          "group": .string(definition.group), "version": .string(version.name), "kind": .string(definition.names.listKind),
        ]
      ],
    ]
  }

  /// What every document has: metadata of objects and of lists.
  static let shared: [String: JSONValue] = [
    metadataName: metadata,
    listMetadataName: [
      "type": "object", "description": "What every list has.",
      "properties": [
        "continue": text("Names the next page; empty on the last."),
        "remainingItemCount": ["type": "integer", "format": "int64", "description": "How many objects follow this page."],
        "resourceVersion": text("The version as of which the list holds; a watch may start there."),
        "selfLink": text("No longer filled in."),
      ],
    ],
  ]

  private static let metadata: JSONValue = [
    "type": "object", "description": "What every object has.",
    "properties": [
      "annotations": texts("Any notes by name; nothing is selected by them."),
      "creationTimestamp": time("When the object was made."),
      "deletionGracePeriodSeconds": ["type": "integer", "format": "int64", "description": "How long the object may take to go."],
      "deletionTimestamp": time("Since when the object is to go."),
      "finalizers": [
        "type": "array", "items": ["type": "string"], "x-kubernetes-list-type": "set", "x-kubernetes-patch-strategy": "merge",
        "description": "Who has to act before the object goes.",
      ],
      "generateName": text("The beginning of a name that the server completes."),
      "generation": ["type": "integer", "format": "int64", "description": "Counts the changes of what is wished."],
      "labels": texts("Names and values by which objects are selected."),
      "managedFields": [
        "type": "array", "items": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
        "x-kubernetes-list-type": "atomic", "description": "Who wrote which fields.",
      ],
      "name": text("The name, unique among objects of the kind in the namespace."), "namespace": text("The namespace."),
      "ownerReferences": [
        "type": "array", "items": ownerReference, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["uid"],
        "x-kubernetes-patch-merge-key": "uid", "x-kubernetes-patch-strategy": "merge",
        "description": "Objects with which this one goes.",
      ],
      "resourceVersion": text("The version; changes with each write."), "selfLink": text("No longer filled in."),
      "uid": text("Tells this object from others of the same name, before and after."),
    ],
  ]

  private static let ownerReference: JSONValue = [
    "type": "object", "description": "An object with which this one goes.", "required": ["apiVersion", "kind", "name", "uid"],
    "properties": [
      "apiVersion": text("The owner's group and version."),
      "blockOwnerDeletion": [
        "type": "boolean", "description": "Whether the owner waits for this object when it goes in the foreground.",
      ],
      "controller": ["type": "boolean", "description": "Whether the owner steers this object."],
      "kind": text("The owner's kind."), "name": text("The owner's name."), "uid": text("The owner's uid."),
    ], "x-kubernetes-map-type": "atomic",
  ]

  private static func text(_ summary: String) -> JSONValue { ["type": "string", "description": .string(summary)] }
  private static func time(_ summary: String) -> JSONValue {
    ["type": "string", "format": "date-time", "description": .string(summary)]
  }
  private static func texts(_ summary: String) -> JSONValue {
    ["type": "object", "additionalProperties": ["type": "string"], "description": .string(summary)]
  }
}
