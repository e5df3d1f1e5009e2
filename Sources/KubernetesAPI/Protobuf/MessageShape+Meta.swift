extension MessageShape {
  static let typeMeta = MessageShape([1: .text("apiVersion"), 2: .text("kind")])
  static let time = MessageShape([1: .number("seconds"), 2: .number("nanos")])
  static let quantity = MessageShape([1: .text("string")])
  static let intOrString = MessageShape([1: .number("type"), 2: .number("intVal"), 3: .text("strVal")])

  static let metadata = MessageShape([
    1: .text("name"), 2: .text("generateName"), 3: .text("namespace"), 4: .text("selfLink"), 5: .text("uid"),
    6: .text("resourceVersion"), 7: .number("generation"), 8: .time("creationTimestamp"), 9: .time("deletionTimestamp"),
    10: .number("deletionGracePeriodSeconds").optional, 11: .map("labels"), 12: .map("annotations"),
    13: .many("ownerReferences", owner), 14: .texts("finalizers"), 17: .many("managedFields", managed),
  ])

  private static let owner = MessageShape([
    1: .text("kind"), 3: .text("name"), 4: .text("uid"), 5: .text("apiVersion"), 6: .flag("controller").optional,
    7: .flag("blockOwnerDeletion").optional,
  ])

  private static let managed = MessageShape([
    1: .text("manager"), 2: .text("operation"), 3: .text("apiVersion"), 4: .time("time"), 6: .text("fieldsType"),
    7: Field(name: "fieldsV1", kind: .json), 8: .text("subresource"),
  ])

  static let selector = MessageShape([
    1: .map("matchLabels"),
    2: .many("matchExpressions", MessageShape([1: .text("key"), 2: .text("operator"), 3: .texts("values")])),
  ])

  static let deleteOptions = MessageShape([
    1: .number("gracePeriodSeconds").optional,
    2: .one("preconditions", MessageShape([1: .text("uid").optional, 2: .text("resourceVersion").optional])),
    3: .flag("orphanDependents").optional, 4: .text("propagationPolicy").optional, 5: .texts("dryRun"),
  ])

  static let reference = MessageShape([
    1: .text("kind"), 2: .text("namespace"), 3: .text("name"), 4: .text("uid"), 5: .text("apiVersion"),
    6: .text("resourceVersion"), 7: .text("fieldPath"),
  ])

  static let named = MessageShape([1: .text("name")])
}
