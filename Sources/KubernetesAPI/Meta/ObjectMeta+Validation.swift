extension ObjectMeta {
  /// The most bytes that annotations may have, all together.
  private static let annotationLimit = 256 << 10

  /// What is wrong with the metadata of an object that is to be stored, as Kubernetes tells it.
  /// - Parameters:
  ///   - isNamespaced: Whether objects of the kind stand in namespaces.
  ///   - nameProblems: The rule for names of the kind.
  package func problems(
    isNamespaced: Bool, nameProblems: (String) -> [String] = NameRules.dns1123Subdomain
  ) -> [FieldError] {
    var errors = nameErrors(nameProblems) + namespaceErrors(isNamespaced)
    errors += labelErrors() + annotationErrors() + finalizerErrors() + ownerErrors()
    let place = FieldPath("metadata", "managedFields")
    // A list of one empty entry resets the list.
    for (index, entry) in managedFields.enumerated() where managedFields != [[:]] {
      do {
        _ = try ManagedFieldsEntry(json: entry, at: place.index(index))
      } catch {
        errors.append(error)
      }
    }
    return errors
  }

  private func nameErrors(_ problems: (String) -> [String]) -> [FieldError] {
    var errors: [FieldError] = []
    if let generateName {
      for problem in problems(NameRules.withoutTrailingDash(generateName)) {
        errors.append(.invalid(FieldPath("metadata", "generateName"), .string(generateName), problem))
      }
    }
    guard let name else {
      if generateName == nil { errors.append(.required(FieldPath("metadata", "name"), "name or generateName is required")) }
      return errors
    }
    return errors + problems(name).map { .invalid(FieldPath("metadata", "name"), .string(name), $0) }
  }

  private func namespaceErrors(_ isNamespaced: Bool) -> [FieldError] {
    let place = FieldPath("metadata", "namespace")
    switch (isNamespaced, namespace) {
    case (true, nil): return [.required(place)]
    case (true, let namespace?): return NameRules.dns1123Label(namespace).map { .invalid(place, .string(namespace), $0) }
    case (false, .some): return [.forbidden(place, "not allowed on this type")]
    case (false, nil): return []
    }
  }

  private func labelErrors() -> [FieldError] {
    let place = FieldPath("metadata", "labels")
    return labels.sorted { JSONWriter.sortsBefore($0.key, $1.key) }.flatMap { key, value in
      NameRules.qualifiedName(key).map { .invalid(place, .string(key), $0) }
        + NameRules.labelValue(value).map { .invalid(place, .string(value), $0) }
    }
  }

  private func annotationErrors() -> [FieldError] {
    let place = FieldPath("metadata", "annotations")
    let annotations = annotations
    var errors: [FieldError] = annotations.keys.sorted(by: JSONWriter.sortsBefore).flatMap { key in
      NameRules.qualifiedName(key.lowercased()).map { FieldError.invalid(place, .string(key), $0) }
    }
    let size = annotations.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    if size > Self.annotationLimit { errors.append(.tooLong(place, atMost: Int64(Self.annotationLimit))) }
    return errors
  }

  private func finalizerErrors() -> [FieldError] {
    finalizers.enumerated().flatMap { index, finalizer in
      NameRules.qualifiedName(finalizer).map {
        FieldError.invalid(FieldPath("metadata", "finalizers").index(index), .string(finalizer), $0)
      }
    }
  }

  private func ownerErrors() -> [FieldError] {
    let place = FieldPath("metadata", "ownerReferences")
    var errors: [FieldError] = []
    var controller: String?
    for (index, reference) in (json["ownerReferences"]?.array ?? []).enumerated() {
      for field in ["apiVersion", "kind", "name", "uid"] where reference[field]?.string?.isEmpty ?? true {
        errors.append(.invalid(place.index(index).field(field), reference[field] ?? "", "must not be empty"))
      }
      guard reference["controller"] == true else { continue }
      let name = reference["name"]?.string ?? ""
      if let controller {
        errors.append(
          .invalid(
            place, json["ownerReferences"],
            "Only one reference can have Controller set to true. Found \"true\" in references for \(controller) and \(name)"))
      }
      controller = name
    }
    return errors
  }
}
