import KubernetesAPI

/// Nobody gives away what they do not have: roles hold only what their writer may do, and bindings only roles whose rules their writer
/// has, unless a role allows `escalate` or `bind`.
///
/// Source: Kubernetes' documentation of RBAC, "Privilege escalation prevention and bootstrapping".
struct RoleRule: ObjectRule {
  let roles: @Sendable () -> RoleBook

  /// Beyond so many pieces, a rule is refused: each has to be looked up.
  private static let mostPieces = 20_000

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let request = change.request
    guard request.definition.group == RoleKeeper.group else { return }
    switch request.definition.names.plural {
    case "roles", "clusterroles":
      guard !request.user.isSuperuser else { return }
      let rules = (object["rules"]?.array ?? []).map(PolicyRule.init)
      try checkGrant(rules, verb: "escalate", change, roles())
    case "rolebindings", "clusterrolebindings":
      let errors = BindingRules.errors(in: object, replacing: change.old, isNamespaced: request.definition.isNamespaced)
      guard errors.isEmpty, let binding = RoleBook.Binding(object) else {
        throw .invalid(request.kind, object.metadata.name ?? "", errors)
      }
      guard !request.user.isSuperuser else { return }
      let book = roles()
      try checkPresence(of: binding, change, book)
      try checkGrant(book.rules(of: binding, in: request.namespace), verb: "bind", change, book, role: binding)
    default: return
    }
  }

  /// A binding that waits for its role would give away whatever somebody else writes into that later.
  private func checkPresence(of binding: RoleBook.Binding, _ change: ObjectChange, _ book: RoleBook) throws(Status) {
    let plural = binding.roleKind == "Role" ? "roles" : "clusterroles"
    let namespace = change.request.namespace
    let exception = Self.exception("bind", plural, namespace: namespace, name: binding.roleName.text)
    guard !book.hasRole(of: binding, in: namespace), !book.allows(exception, change.request.user) else { return }
    throw .notFound(GroupVersionResource(group: RoleKeeper.group, version: "v1", resource: plural), binding.roleName.text)
  }

  private static func exception(_ verb: String, _ plural: String, namespace: String?, name: String?) -> AccessRequest {
    AccessRequest(
      verb: verb,
      object: .resource(
        GroupResource(group: RoleKeeper.group, resource: plural), subresource: nil, namespace: namespace, name: name))
  }

  private func checkGrant(
    _ rules: [PolicyRule], verb: String, _ change: ObjectChange, _ book: RoleBook, role: RoleBook.Binding? = nil
  ) throws(Status) {
    let request = change.request
    let plural = role.map { $0.roleKind == "Role" ? "roles" : "clusterroles" } ?? request.definition.names.plural
    let exception = Self.exception(verb, plural, namespace: request.namespace, name: role?.roleName.text ?? request.name)
    guard !book.allows(exception, request.user) else { return }
    guard rules.reduce(0, { $0 + $1.pieces }) <= Self.mostPieces else {
      throw .forbidden(request.resource, request.name ?? "", "the rules are too many to be checked")
    }
    let own = book.rules(of: request.user, in: request.namespace)
    guard let beyond = rules.first(where: { !$0.isCovered(by: own) }) else { return }
    throw .forbidden(
      request.resource, request.name ?? "",
      "user \(JSONWriter.quoted(request.user.name)) is attempting to grant RBAC permissions not currently held: \(beyond.json.jsonText)"
    )
  }
}
