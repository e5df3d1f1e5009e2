import KubernetesAPI

/// Something that an object has to pass before it is written.
protocol ObjectRule: Sendable {
  /// - Throws: a Status that says why the object must not be written so.
  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status)
  /// - Throws: a Status that says why the object must not be deleted.
  func checkDeletion(_ change: ObjectChange, warnings: inout WarningList) async throws(Status)
  /// Looks once more, after an object was made, at what may have changed while it was.
  /// - Throws: a Status that says why it must not be there. What cannot be found out is no reason.
  func confirmCreation(_ change: ObjectChange) async throws(Status)
}

extension ObjectRule {
  func checkDeletion(_ change: ObjectChange, warnings: inout WarningList) async throws(Status) {}
  func confirmCreation(_ change: ObjectChange) async throws(Status) {}
}

/// Something that may change an object before it is checked.
protocol ObjectMutator: Sendable {
  func mutate(_ object: inout JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status)
}

/// All that stands between a request and the store: fields that the kind does not have, mutators, the kind's schema, then rules.
struct AdmissionGate: Sendable {
  let mutators: [any ObjectMutator]
  let rules: [any ObjectRule]

  /// Completes and checks an object.
  /// - Throws: a Status: 400 for fields that are not known (where the request is strict), 422 for values that are not allowed, 403 where a
  ///   rule forbids the write.
  func admit(_ object: inout JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    try FieldStrictness(change).check(&object, warnings: &warnings)
    // What is unknown is gone by now.
    if let schema = change.request.version.schema { object = schema.defaulted(object) }
    let complete = object
    for mutator in mutators {
      try await mutator.mutate(&object, change, warnings: &warnings)
    }
    if object != complete, let schema = change.request.version.schema { object = schema.defaulted(schema.pruned(object).value) }
    try checkSchema(object, change)
    for rule in rules { try await rule.check(object, change, warnings: &warnings) }
  }

  func admitDeletion(_ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    for rule in rules { try await rule.checkDeletion(change, warnings: &warnings) }
  }

  /// Looks once more, after an object was made, at what may have changed while it was.
  /// - Throws: a Status that says why it must not be there.
  func confirmCreation(_ change: ObjectChange) async throws(Status) {
    for rule in rules { try await rule.confirmCreation(change) }
  }

  private func checkSchema(_ object: JSONValue, _ change: ObjectChange) throws(Status) {
    guard let schema = change.request.version.schema else { return }
    let errors = schema.validate(object)
    guard errors.isEmpty else { throw .invalid(change.request.kind, object.metadata.name ?? "", errors) }
  }
}

/// What becomes of fields that are not known or given twice, as the request's `fieldValidation` says.
struct FieldStrictness {
  private let change: ObjectChange

  init(_ change: ObjectChange) { self.change = change }

  /// Takes unknown fields away.
  /// - Throws: a Status of code 400 that names them, where the request is strict.
  func check(_ object: inout JSONValue, warnings: inout WarningList) throws(Status) {
    var problems = change.duplicates.map { "duplicate field \(JSONWriter.quoted($0.description))" }
    if let schema = change.request.version.schema {
      let (pruned, unknown) = schema.pruned(object)
      object = pruned
      problems += StructuralSchema.unknownFieldMessages(unknown)
    }
    if object["metadata"]?.object != nil {
      let (metadata, unknown, _) = object.metadata.coerced()
      object.metadata = metadata
      problems += StructuralSchema.unknownFieldMessages(unknown)
    }
    guard !problems.isEmpty else { return }
    switch change.fieldValidation {
    case .ignore: break
    case .warn: for problem in problems { warnings.add(problem) }
    case .strict:
      let resource = change.request.kind
      throw .badRequest(
        "\(resource.kind) in version \"\(resource.version)\" cannot be handled as a \(resource.kind): strict decoding error: "
          + problems.joined(separator: ", "))
    }
  }
}
