import KubernetesAPI

/// What a binding must say for it to be clear which role it gives to whom. What is not clear could be read in one way where it is
/// checked, and in another where it counts.
///
/// Source: `rbac.authorization.k8s.io/v1` RoleRef and Subject, and what Kubernetes accepts of them.
enum BindingRules {
  private static let subjectKinds = ["Group", "ServiceAccount", "User"]

  /// - Parameters:
  ///   - old: What the binding replaces; nil for a new one.
  ///   - isNamespaced: Whether it is a RoleBinding.
  static func errors(in binding: JSONValue, replacing old: JSONValue?, isNamespaced: Bool) -> [FieldError] {
    let path = FieldPath("roleRef")
    let role = RoleReference(binding["roleRef"])
    var errors: [FieldError] = []
    if role.group != ExactName(RoleKeeper.group) {
      errors.append(.notSupported(path.field("apiGroup"), .string(role.group.text), supported: [RoleKeeper.group]))
    }
    let kinds = isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]
    if !kinds.contains(role.kind.text) {
      errors.append(.notSupported(path.field("kind"), .string(role.kind.text), supported: kinds))
    }
    if role.name.text.isEmpty {
      errors.append(.required(path.field("name")))
    } else {
      let problems = NamePattern.pathSegment.problems(in: role.name.text)
      errors += problems.map { .invalid(path.field("name"), .string(role.name.text), $0) }
    }
    for (index, subject) in (binding["subjects"]?.array ?? []).enumerated() {
      errors += Self.errors(in: subject, FieldPath("subjects").index(index))
    }
    if let old, RoleReference(old["roleRef"]) != role {
      errors.append(.invalid(path, binding["roleRef"], "cannot change roleRef"))
    }
    return errors
  }

  private static func errors(in subject: JSONValue, _ path: FieldPath) -> [FieldError] {
    let kind = subject["kind"]?.string ?? ""
    var errors: [FieldError] = []
    if subject["name"]?.string?.isEmpty ?? true { errors.append(.required(path.field("name"))) }
    if !subjectKinds.contains(kind) {
      errors.append(.notSupported(path.field("kind"), .string(kind), supported: subjectKinds))
    }
    let group = subject["apiGroup"]?.string ?? ""
    let expected = kind == "ServiceAccount" ? "" : RoleKeeper.group
    if !group.isEmpty, ExactName(group) != ExactName(expected) {
      errors.append(.notSupported(path.field("apiGroup"), .string(group), supported: [expected]))
    }
    if kind == "ServiceAccount", subject["namespace"]?.string?.isEmpty ?? true {
      errors.append(.required(path.field("namespace")))
    }
    return errors
  }
}

/// Which role a binding gives.
private struct RoleReference: Equatable {
  let group: ExactName
  let kind: ExactName
  let name: ExactName

  /// Where no group is named, that of roles is meant.
  init(_ json: JSONValue?) {
    let group = json?["apiGroup"]?.string ?? ""
    self.group = ExactName(group.isEmpty ? RoleKeeper.group : group)
    kind = ExactName(json?["kind"]?.string ?? "")
    name = ExactName(json?["name"]?.string ?? "")
  }
}
