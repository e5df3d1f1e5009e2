import KubernetesAPI

/// All roles and bindings at a moment, and what they allow to whom.
///
/// Source: Kubernetes' RBAC: permissions only add up; there are no denials.
struct RoleBook: Sendable {
  struct Binding: Hashable, Sendable {
    var subjects: [Subject]
    /// `Role` or `ClusterRole`.
    var roleKind: String
    var roleName: String
  }

  enum Subject: Hashable, Sendable {
    case user(String)
    case group(String)
    case serviceAccount(namespace: String, name: String)

    func isOne(_ user: UserInfo) -> Bool {
      switch self {
      case .user(let name): name == user.name
      case .group(let name): user.groups.contains(name)
      case .serviceAccount(let namespace, let name): user.name == "system:serviceaccount:\(namespace):\(name)"
      }
    }
  }

  /// By name.
  var clusterRoles: [String: [PolicyRule]] = [:]
  /// By namespace and name.
  var roles: [String: [String: [PolicyRule]]] = [:]
  var clusterBindings: [String: Binding] = [:]
  var bindings: [String: [String: Binding]] = [:]

  /// Everything that a user may do in a namespace (nil: at the cluster scope).
  func rules(of user: UserInfo, in namespace: String?) -> [PolicyRule] {
    if user.isSuperuser {
      return [PolicyRule(verbs: ["*"], groups: ["*"], resources: ["*"]), PolicyRule(verbs: ["*"], paths: ["*"])]
    }
    var rules = clusterBindings.values.filter { $0.subjects.contains { $0.isOne(user) } }.flatMap {
      clusterRoles[$0.roleName] ?? []
    }
    guard let namespace else { return rules }
    for binding in (bindings[namespace] ?? [:]).values where binding.subjects.contains(where: { $0.isOne(user) }) {
      rules +=
        binding.roleKind == "ClusterRole" ? clusterRoles[binding.roleName] ?? [] : roles[namespace]?[binding.roleName] ?? []
    }
    return rules
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
    case "User": self = .user(name)
    case "Group": self = .group(name)
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
      subjects: (json["subjects"]?.array ?? []).compactMap(RoleBook.Subject.init), roleKind: kind, roleName: name)
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
