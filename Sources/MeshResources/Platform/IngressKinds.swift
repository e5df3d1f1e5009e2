import KubernetesAPI

extension ResourceDefinition {
  /// Kubernetes' own kinds for traffic from outside.
  static let ingressKinds: [ResourceDefinition] = [ingress, ingressClass]

  private static let backend = Shape.mapping([
    "service": Shape.mapping(
      ["name": Shape.text, "port": Shape.mapping(["name": Shape.text, "number": Shape.integer])], required: ["name"]),
    "resource": Shape.atomic(Shape.anything),
  ])

  private static let ingress = ResourceDefinition(
    group: "networking.k8s.io", versions: ["v1"], names: Names("Ingress", plural: "ingresses", short: ["ing"]),
    columns: [
      Column("Class", ".spec.ingressClassName", "Who serves it."), Column("Hosts", ".spec.rules[*].host", "The hosts."),
      Column("Address", ".status.loadBalancer.ingress[*].ip", "Where it is served."), .age,
    ],
    description: "An Ingress says which Services answer requests from outside.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "ingressClassName": Shape.text, "defaultBackend": backend,
        "rules": Shape.list(
          of: Shape.mapping([
            "host": Shape.text,
            "http": Shape.mapping([
              "paths": Shape.list(
                of: Shape.mapping(
                  ["path": Shape.text, "pathType": Shape.text, "backend": backend], required: ["backend", "pathType"]))
            ]),
          ])),
        "tls": Shape.list(of: Shape.mapping(["hosts": Shape.texts, "secretName": Shape.text])),
      ]),
      "status": Shape.mapping([
        "loadBalancer": Shape.mapping([
          "ingress": Shape.list(of: Shape.mapping(["ip": Shape.text, "hostname": Shape.text]))
        ])
      ]),
    ]))

  private static let ingressClass = ResourceDefinition(
    group: "networking.k8s.io", versions: ["v1"], names: Names("IngressClass", plural: "ingressclasses"), isNamespaced: false,
    hasStatus: false,
    columns: [
      Column("Controller", ".spec.controller", "Who serves Ingresses of the class."),
      Column("Parameters", ".spec.parameters.name", "Where more is said."), .age,
    ],
    description: "An IngressClass says who serves an Ingress.",
    schema: Shape.object(["spec": Shape.mapping(["controller": Shape.text, "parameters": Shape.anything])]))
}
