import KubernetesAPI

extension ResourceDefinition {
  /// The kinds of the Gateway API. The mesh does not read them yet; they are kept as objects.
  static let gatewayAPIKinds: [ResourceDefinition] = [
    gatewayClass, gatewayAPIGateway, httpRoute, grpcRoute,
    connectionRoute("TCPRoute", versions: ["v1alpha2"], "A TCPRoute says where TCP connections go."),
    connectionRoute("TLSRoute", versions: ["v1alpha3", "v1alpha2"], "A TLSRoute says where TLS connections go, by server name."),
    connectionRoute("UDPRoute", versions: ["v1alpha2"], "A UDPRoute says where UDP packets go."),
    referenceGrant, backendTLSPolicy,
  ]

  private static func gatewayKind(
    _ name: String, plural: String? = nil, short: [String] = [], versions: [String], isNamespaced: Bool = true,
    columns: [Column] = [.age], _ description: String, spec: JSONValue, status: [String: JSONValue]? = nil
  ) -> ResourceDefinition {
    ResourceDefinition(
      group: "gateway.networking.k8s.io", versions: versions,
      names: Names(name, plural: plural, short: short, categories: ["gateway-api"]), isNamespaced: isNamespaced,
      hasStatus: status != nil, columns: columns, description: description,
      schema: Shape.object(
        ["spec": spec].merging(status.map { ["status": Shape.mapping($0)] } ?? [:]) { first, _ in first }, required: ["spec"]))
  }

  // MARK: Gateways

  private static let gatewayClass = gatewayKind(
    "GatewayClass", plural: "gatewayclasses", short: ["gc"], versions: ["v1", "v1beta1"], isNamespaced: false,
    columns: [
      Column("Controller", ".spec.controllerName", "Who serves Gateways of the class."),
      Column("Accepted", #".status.conditions[?(@.type=="Accepted")].status"#, "Whether somebody does."), .age,
      Column("Description", ".spec.description", "What the class is.", priority: 1),
    ],
    "A GatewayClass says who serves a Gateway.",
    spec: Shape.mapping(
      ["controllerName": Shape.text, "description": Shape.text, "parametersRef": Shape.anything], required: ["controllerName"]),
    status: ["conditions": Shape.conditions])

  private static let listener = Shape.mapping(
    [
      "name": Shape.text, "hostname": Shape.text, "port": Shape.integer, "protocol": Shape.text, "tls": Shape.anything,
      "allowedRoutes": Shape.anything,
    ], required: ["name", "port", "protocol"])

  private static let gatewayAPIGateway = gatewayKind(
    "Gateway", short: ["gtw"], versions: ["v1", "v1beta1"],
    columns: [
      Column("Class", ".spec.gatewayClassName", "Who serves it."),
      Column("Address", ".status.addresses[*].value", "Where it is served."),
      Column("Programmed", #".status.conditions[?(@.type=="Programmed")].status"#, "Whether it is served."), .age,
    ],
    "A Gateway says which ports and hosts are served.",
    spec: Shape.mapping(
      [
        "gatewayClassName": Shape.text, "listeners": Shape.list(of: listener, by: "name", strategy: nil),
        "addresses": Shape.list(of: Shape.anything), "infrastructure": Shape.anything,
      ], required: ["gatewayClassName", "listeners"]),
    status: [
      "conditions": Shape.conditions, "addresses": Shape.list(of: Shape.anything),
      "listeners": Shape.list(
        of: Shape.mapping(
          ["name": Shape.text, "attachedRoutes": Shape.integer, "conditions": Shape.conditions], required: ["name"]),
        by: "name", strategy: nil),
    ])

  // MARK: Routes

  private static let parents = Shape.list(of: Shape.mapping(["name": Shape.text], required: ["name"]))
  private static let backends = Shape.list(
    of: Shape.mapping(["name": Shape.text, "port": Shape.integer, "weight": Shape.integer], required: ["name"]))

  private static let routeStatus: [String: JSONValue] = [
    "parents": Shape.list(of: Shape.mapping(["controllerName": Shape.text, "conditions": Shape.conditions]))
  ]

  private static let hostnames = Column("Hostnames", ".spec.hostnames", "The hosts whose requests it routes.")

  private static func headers(_ fields: [String: JSONValue]) -> JSONValue {
    Shape.list(
      of: Shape.mapping(["name": Shape.text].merging(fields) { first, _ in first }, required: ["name"]), by: "name", strategy: nil
    )
  }

  private static let match = Shape.mapping([
    "headers": headers(["type": Shape.text, "value": Shape.text]),
    "queryParams": headers(["type": Shape.text, "value": Shape.text]), "path": Shape.anything,
  ])

  private static func requestRoute(_ name: String, versions: [String], _ description: String) -> ResourceDefinition {
    let rule = Shape.mapping([
      "name": Shape.text, "matches": Shape.list(of: match), "filters": Shape.list(of: Shape.anything), "backendRefs": backends,
    ])
    return gatewayKind(
      name, versions: versions, columns: [hostnames, .age], description,
      spec: Shape.mapping(["parentRefs": parents, "hostnames": Shape.texts, "rules": Shape.list(of: rule)]), status: routeStatus)
  }

  private static let httpRoute = requestRoute(
    "HTTPRoute", versions: ["v1", "v1beta1"], "An HTTPRoute says where HTTP requests go.")
  private static let grpcRoute = requestRoute("GRPCRoute", versions: ["v1"], "A GRPCRoute says where gRPC calls go.")

  private static func connectionRoute(_ name: String, versions: [String], _ description: String) -> ResourceDefinition {
    gatewayKind(
      name, versions: versions, description,
      spec: Shape.mapping(
        [
          "parentRefs": parents, "hostnames": Shape.texts,
          "rules": Shape.list(of: Shape.mapping(["name": Shape.text, "backendRefs": backends])),
        ], required: ["rules"]),
      status: routeStatus)
  }

  // MARK: Policies

  private static let referenceGrant = gatewayKind(
    "ReferenceGrant", short: ["refgrant"], versions: ["v1beta1"],
    "A ReferenceGrant lets objects of other namespaces refer to objects of its own.",
    spec: Shape.mapping(
      ["from": Shape.list(of: Shape.anything), "to": Shape.list(of: Shape.anything)], required: ["from", "to"]))

  private static let backendTLSPolicy = gatewayKind(
    "BackendTLSPolicy", plural: "backendtlspolicies", short: ["btlspolicy"], versions: ["v1", "v1alpha3"],
    "A BackendTLSPolicy says how gateways talk TLS to a backend.",
    spec: Shape.mapping(
      [
        "targetRefs": Shape.list(
          of: Shape.mapping(
            ["group": Shape.text, "kind": Shape.text, "name": Shape.text], required: ["group", "kind", "name"])),
        "validation": Shape.anything,
      ], required: ["targetRefs", "validation"]),
    status: ["ancestors": Shape.list(of: Shape.anything)])
}
