/// The roles that every server has: who reads, who edits, who administers.
///
/// Source: Kubernetes' documentation of RBAC, "User-facing roles", whose names they have; of the kinds that a mesh knows.
enum DefaultRoles {
  private static let reading: Set<ExactName> = ["get", "list", "watch"]
  private static let writing: Set<ExactName> = ["create", "delete", "deletecollection", "patch", "update"]
  private static let meshGroups: Set<ExactName> = [
    "networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io", "gateway.networking.k8s.io",
    "networking.k8s.io",
  ]
  private static let platformGroups: Set<ExactName> = [
    "apps", "autoscaling", "batch", "discovery.k8s.io", "events.k8s.io", "policy",
  ]

  /// By name.
  static let rules: [(name: String, rules: [PolicyRule])] = [
    (
      "cluster-admin",
      [PolicyRule(verbs: ["*"], groups: ["*"], resources: ["*"]), PolicyRule(verbs: ["*"], paths: ["*"])]
    ),
    (
      "admin",
      editing + [
        PolicyRule(
          verbs: reading.union(writing), groups: [ExactName(RoleKeeper.group)], resources: ["roles", "rolebindings"]),
        PolicyRule(verbs: ["create"], groups: ["authorization.k8s.io"], resources: ["localsubjectaccessreviews"]),
      ]
    ),
    ("edit", editing),
    ("view", view),
    (
      "system:discovery",
      [
        PolicyRule(
          verbs: ["get", "head"],
          paths: [
            "/.well-known/*", "/openid/*", "/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", "/version",
            "/version/",
          ])
      ]
    ),
    (
      "system:basic-user",
      [
        PolicyRule(
          verbs: ["create"], groups: ["authorization.k8s.io"],
          resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
        PolicyRule(verbs: ["create"], groups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"]),
      ]
    ),
  ]

  /// Which groups have which of them from the start.
  static let bindings: [(role: String, group: String)] = [
    ("cluster-admin", UserInfo.superusers), ("system:discovery", UserInfo.authenticated),
    ("system:basic-user", UserInfo.authenticated),
  ]

  /// Everything in a namespace but Secrets, roles and bindings, for reading.
  private static let view = [
    PolicyRule(
      verbs: reading, groups: [""],
      resources: [
        "configmaps", "endpoints", "events", "limitranges", "namespaces", "namespaces/status", "persistentvolumeclaims",
        "persistentvolumeclaims/status", "pods", "pods/status", "replicationcontrollers", "replicationcontrollers/scale",
        "replicationcontrollers/status", "resourcequotas", "resourcequotas/status", "serviceaccounts", "services",
        "services/status",
      ]),
    PolicyRule(verbs: reading, groups: meshGroups, resources: ["*"]),
    PolicyRule(verbs: reading, groups: platformGroups, resources: ["*"]),
  ]

  private static var editing: [PolicyRule] {
    view + [
      PolicyRule(
        verbs: writing, groups: [""],
        resources: [
          "configmaps", "endpoints", "events", "persistentvolumeclaims", "pods", "replicationcontrollers",
          "replicationcontrollers/scale", "secrets", "serviceaccounts", "services",
        ]),
      PolicyRule(verbs: reading, groups: [""], resources: ["secrets"]),
      PolicyRule(verbs: ["create"], groups: [""], resources: ["serviceaccounts/token"]),
      PolicyRule(verbs: writing, groups: meshGroups, resources: ["*"]),
      PolicyRule(verbs: writing, groups: platformGroups, resources: ["*"]),
    ]
  }
}
