import KubernetesAPI

/// All roles and bindings at a moment, and what they allow to whom.
///
/// Source: Kubernetes' RBAC: permissions only add up; there are no denials.
struct RoleBook: Sendable {
  struct Binding: Hashable, Sendable {
    var subjects: [Subject]
    /// `Role` or `ClusterRole`; of any other kind there are no roles.
    var roleKind: String
    var roleName: ExactName
  }

  enum Subject: Hashable, Sendable {
    case user(ExactName)
    case group(ExactName)
    case serviceAccount(namespace: String, name: String)

    func isOne(_ user: UserInfo) -> Bool {
      switch self {
      case .user(let name): name == ExactName(user.name)
      case .group(let name): user.isMember(of: name)
      case .serviceAccount(let namespace, let name):
        ExactName(user.name) == ExactName("system:serviceaccount:\(namespace):\(name)")
      }
    }
  }

  /// By name.
  var clusterRoles: [ExactName: [PolicyRule]] = [:]
  /// By namespace and name.
  var roles: [ExactName: [ExactName: [PolicyRule]]] = [:]
  var clusterBindings: [ExactName: Binding] = [:]
  var bindings: [ExactName: [ExactName: Binding]] = [:]

  /// Everything that a user may do in a namespace (nil: at the cluster scope).
  func rules(of user: UserInfo, in namespace: String?) -> [PolicyRule] {
    if user.isSuperuser {
      return [PolicyRule(verbs: ["*"], groups: ["*"], resources: ["*"]), PolicyRule(verbs: ["*"], paths: ["*"])]
    }
    func has(_ binding: Binding) -> Bool { binding.subjects.contains { $0.isOne(user) } }
    let everywhere = clusterBindings.values.filter(has).flatMap { rules(of: $0, in: nil) }
    guard let namespace else { return everywhere }
    let here = (bindings[ExactName(namespace)] ?? [:]).values.filter(has)
    return everywhere + here.flatMap { rules(of: $0, in: namespace) }
  }

  /// What a binding gives.
  /// - Parameter namespace: Where the binding is; nil for one of the whole cluster.
  func rules(of binding: Binding, in namespace: String?) -> [PolicyRule] {
    switch (binding.roleKind, namespace) {
    case ("ClusterRole", _): clusterRoles[binding.roleName] ?? []
    case ("Role", let namespace?): roles[ExactName(namespace)]?[binding.roleName] ?? []
    default: []
    }
  }

  /// Whether there is the role that a binding names.
  func hasRole(of binding: Binding, in namespace: String?) -> Bool {
    switch (binding.roleKind, namespace) {
    case ("ClusterRole", _): clusterRoles[binding.roleName] != nil
    case ("Role", let namespace?): roles[ExactName(namespace)]?[binding.roleName] != nil
    default: false
    }
  }

  func allows(_ request: AccessRequest, _ user: UserInfo) -> Bool {
    let namespace: String? = if case .resource(_, _, let namespace, _) = request.object { namespace } else { nil }
    return rules(of: user, in: namespace).contains { $0.allows(request) }
  }
}

extension RoleBook.Subject {
  /// Source: `rbac.authorization.k8s.io/v1` Subject.
  init?(_ json: JSONValue) {
    guard let name = json["name"]?.string else { return nil }
    switch json["kind"]?.string {
    case "User": self = .user(ExactName(name))
    case "Group": self = .group(ExactName(name))
    case "ServiceAccount":
      guard let namespace = json["namespace"]?.string else { return nil }
      self = .serviceAccount(namespace: namespace, name: name)
    default: return nil
    }
  }
}

extension RoleBook.Binding {
  init?(_ json: JSONValue) {
    guard let kind = json["roleRef"]?["kind"]?.string, let name = json["roleRef"]?["name"]?.string else { return nil }
    self.init(
      subjects: (json["subjects"]?.array ?? []).compactMap(RoleBook.Subject.init), roleKind: kind,
      roleName: ExactName(name))
  }
}

extension RoleBook {
  /// Forgets all objects of one kind.
  mutating func forget(_ resource: String) {
    switch resource {
    case "clusterroles": clusterRoles = [:]
    case "clusterrolebindings": clusterBindings = [:]
    case "roles": roles = [:]
    case "rolebindings": bindings = [:]
    default: break
    }
  }

  /// Takes in one object of the four kinds, or that it is gone.
  mutating func note(_ object: JSONValue?, resource: String, namespace: String?, name: String) {
    let (name, namespace) = (ExactName(name), namespace.map { ExactName($0) })
    switch resource {
    case "clusterroles": clusterRoles[name] = object.map(Self.rules)
    case "clusterrolebindings": clusterBindings[name] = object.flatMap(Binding.init)
    case "roles": if let namespace { roles[namespace, default: [:]][name] = object.map(Self.rules) }
    case "rolebindings": if let namespace { bindings[namespace, default: [:]][name] = object.flatMap(Binding.init) }
    default: break
    }
  }

  private static func rules(_ object: JSONValue) -> [PolicyRule] { (object["rules"]?.array ?? []).map(PolicyRule.init) }
}
