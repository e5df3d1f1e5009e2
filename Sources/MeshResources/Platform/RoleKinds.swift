import KubernetesAPI

extension ResourceDefinition {
  /// Kinds that an API server of the mesh's own acts on itself: who may do what, and which kinds there are.
  package static let serverKinds: [ResourceDefinition] = [
    role("ClusterRole", isNamespaced: false, "A ClusterRole says what those may do who have it, in all namespaces or in some."),
    binding("ClusterRoleBinding", isNamespaced: false, "A ClusterRoleBinding gives a ClusterRole to users and groups."),
    role("Role", isNamespaced: true, "A Role says what those may do in its namespace who have it."),
    binding("RoleBinding", isNamespaced: true, "A RoleBinding gives a role in its namespace to users and groups."),
    resourceDefinition,
  ]

  private static let allowances = Shape.described(
    Shape.list(
      of: Shape.closed([
        "verbs": Shape.texts, "apiGroups": Shape.texts, "resources": Shape.texts, "resourceNames": Shape.texts,
        "nonResourceURLs": Shape.texts,
      ])), "What may be done to what; each rule adds to the others.")

  private static let aggregation = Shape.described(
    Shape.closed([
      "clusterRoleSelectors": Shape.list(
        of: Shape.closed([
          "matchLabels": Shape.map(of: Shape.text),
          "matchExpressions": Shape.list(
            of: Shape.closed(["key": Shape.text, "operator": Shape.text, "values": Shape.texts])),
        ]))
    ]), "The ClusterRoles whose rules this one has.")

  private static func role(_ kind: String, isNamespaced: Bool, _ description: String) -> ResourceDefinition {
    ResourceDefinition(
      group: "rbac.authorization.k8s.io", versions: ["v1"], names: Names(kind), isNamespaced: isNamespaced, hasStatus: false,
      description: description,
      schema: Shape.described(
        Shape.closed(isNamespaced ? ["rules": allowances] : ["rules": allowances, "aggregationRule": aggregation]), description))
  }

  private static func binding(_ kind: String, isNamespaced: Bool, _ description: String) -> ResourceDefinition {
    ResourceDefinition(
      group: "rbac.authorization.k8s.io", versions: ["v1"], names: Names(kind), isNamespaced: isNamespaced, hasStatus: false,
      description: description,
      schema: Shape.described(
        Shape.closed([
          "roleRef": Shape.described(
            Shape.atomic(Shape.closed(["apiGroup": Shape.text, "kind": Shape.text, "name": Shape.text])),
            "The role that is given; it does not change."),
          "subjects": Shape.described(
            Shape.list(
              of: Shape.atomic(
                Shape.closed(["kind": Shape.text, "apiGroup": Shape.text, "name": Shape.text, "namespace": Shape.text]))),
            "Who has it: users, groups and service accounts."),
        ]), description))
  }

  // MARK: Definitions

  private static let resourceDefinition = ResourceDefinition(
    group: "apiextensions.k8s.io", versions: ["v1"],
    names: Names("CustomResourceDefinition", short: ["crd", "crds"], categories: ["api-extensions"]), isNamespaced: false,
    description: "A CustomResourceDefinition makes the server serve a kind of a user's own.",
    schema: Shape.described(
      Shape.closed([
        "spec": Shape.closed([
          "group": Shape.text, "names": definedNames, "scope": Shape.described(Shape.text, "Namespaced or Cluster."),
          "versions": Shape.list(of: definedVersion), "conversion": Shape.anything, "preserveUnknownFields": Shape.flag,
        ]),
        "status": Shape.closed([
          "conditions": Shape.conditions, "acceptedNames": definedNames, "storedVersions": Shape.texts,
        ]),
      ]), "A CustomResourceDefinition makes the server serve a kind of a user's own."))

  private static let definedNames = Shape.closed([
    "plural": Shape.text, "singular": Shape.text, "kind": Shape.text, "listKind": Shape.text, "shortNames": Shape.texts,
    "categories": Shape.described(Shape.texts, "Groups of kinds that kubectl get takes as a name, such as all."),
  ])

  private static let definedVersion = Shape.closed([
    "name": Shape.text, "served": Shape.described(Shape.flag, "Whether clients can use it."),
    "storage": Shape.described(Shape.flag, "Whether objects are stored in it; true for exactly one."),
    "deprecated": Shape.flag, "deprecationWarning": Shape.text,
    "schema": Shape.closed([
      "openAPIV3Schema": Shape.described(Shape.anything, "The structural schema of the objects.")
    ]),
    "subresources": Shape.closed([
      "status": Shape.anything,
      "scale": Shape.closed([
        "specReplicasPath": Shape.text, "statusReplicasPath": Shape.text, "labelSelectorPath": Shape.text,
      ]),
    ]),
    "additionalPrinterColumns": Shape.list(
      of: Shape.closed([
        "name": Shape.text, "type": Shape.text, "format": Shape.text, "description": Shape.text, "priority": Shape.integer,
        "jsonPath": Shape.text,
      ])),
    "selectableFields": Shape.list(of: Shape.closed(["jsonPath": Shape.text])),
  ])
}
