import KubernetesAPI

extension ResourceDefinition {
  /// Kinds of Kubernetes' core group (and leases) that a mesh reads or writes.
  static let coreKinds: [ResourceDefinition] = [
    namespace, node, pod, service, endpoints, endpointSlice, serviceAccount, configMap, secret, event, lease,
  ]

  private static let namespace = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Namespace", short: ["ns"]), isNamespaced: false,
    columns: [Column("Status", ".status.phase", "Whether the namespace is there or going."), .age],
    description: "A Namespace is a room for the names of objects.",
    schema: Shape.object([
      "spec": Shape.mapping(["finalizers": Shape.texts]),
      "status": Shape.mapping(["phase": Shape.text, "conditions": Shape.conditions]),
    ]))

  private static let node = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Node", short: ["no"]), isNamespaced: false,
    columns: [
      Column("Ready", #".status.conditions[?(@.type=="Ready")].status"#, "Whether the machine takes pods."), .age,
      Column("Version", ".status.nodeInfo.kubeletVersion", "The version of its agent."),
      Column("Internal-IP", #".status.addresses[?(@.type=="InternalIP")].address"#, "Its address.", priority: 1),
    ],
    description: "A Node is a machine that runs pods; its labels say where it is.",
    schema: Shape.object([
      "spec": Shape.mapping(["podCIDR": Shape.text, "podCIDRs": Shape.textSet, "taints": Shape.list(of: Shape.anything)]),
      "status": Shape.mapping([
        "addresses": Shape.list(
          of: Shape.mapping(["type": Shape.text, "address": Shape.text], required: ["address", "type"]), by: "type"),
        "conditions": Shape.conditions, "nodeInfo": Shape.anything,
      ]),
    ]))

  private static let pod = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Pod", short: ["po"], categories: ["all"]),
    columns: [
      Column("Status", ".status.phase", "How far the pod is."), .age,
      Column("IP", ".status.podIP", "Its address.", priority: 1),
      Column("Node", ".spec.nodeName", "The machine that runs it.", priority: 1),
    ],
    description: "A Pod is a group of containers that share an address.",
    schema: Shape.object(["spec": PodShape.spec, "status": PodShape.status]))

  private static let service = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Service", short: ["svc"], categories: ["all"]),
    columns: [
      Column("Type", ".spec.type", "How the service is reached."), Column("Cluster-IP", ".spec.clusterIP", "Its address."),
      Column("External-IP", ".status.loadBalancer.ingress[*].ip", "Its addresses outside the cluster."),
      Column("Port(s)", ".spec.ports[*].port", "Its ports."), .age,
      Column("Selector", ".spec.selector", "The labels of its pods.", priority: 1),
    ],
    description: "A Service is a name and an address for pods.",
    schema: Shape.object(["spec": serviceSpec, "status": serviceStatus]))

  private static let serviceSpec = Shape.mapping([
    "ports": Shape.list(
      of: Shape.mapping(
        [
          "port": Shape.integer, "protocol": PodShape.portProtocol, "name": Shape.text, "appProtocol": Shape.text,
          "targetPort": Shape.intOrText, "nodePort": Shape.integer,
        ], required: ["port"]),
      by: "port", "protocol"),
    "selector": Shape.atomic(Shape.map(of: Shape.text)),
    "type": ["type": "string", "default": "ClusterIP", "enum": ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]],
    "clusterIP": Shape.text, "clusterIPs": Shape.texts, "externalIPs": Shape.texts, "externalName": Shape.text,
    "ipFamilies": Shape.texts, "ipFamilyPolicy": Shape.text, "internalTrafficPolicy": Shape.text,
    "externalTrafficPolicy": Shape.text, "trafficDistribution": Shape.text,
    "sessionAffinity": Shape.defaulted(Shape.text, "None"),
    "loadBalancerSourceRanges": Shape.texts, "publishNotReadyAddresses": Shape.flag,
  ])

  private static let serviceStatus = Shape.mapping([
    "conditions": Shape.conditions,
    "loadBalancer": Shape.mapping([
      "ingress": Shape.list(of: Shape.mapping(["ip": Shape.text, "hostname": Shape.text]))
    ]),
  ])

  private static let serviceAccount = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("ServiceAccount", short: ["sa"]), hasStatus: false,
    description: "A ServiceAccount is who a workload is.",
    schema: Shape.object([
      "secrets": Shape.list(of: Shape.mapping(["name": Shape.text], required: ["name"]), by: "name"),
      "imagePullSecrets": Shape.list(of: Shape.localReference), "automountServiceAccountToken": Shape.flag,
    ]))

  private static let configMap = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("ConfigMap", short: ["cm"]), hasStatus: false,
    description: "A ConfigMap holds texts that programs read.",
    schema: Shape.object([
      "data": Shape.map(of: Shape.text), "binaryData": Shape.map(of: Shape.bytes), "immutable": Shape.flag,
    ]))

  private static let secret = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Secret"), hasStatus: false,
    columns: [Column("Type", ".type", "What the secret is for."), .age],
    description: "A Secret holds what only some may read, such as keys.",
    schema: Shape.object([
      "data": Shape.map(of: Shape.bytes), "stringData": Shape.map(of: Shape.text),
      "type": Shape.defaulted(Shape.text, "Opaque"), "immutable": Shape.flag,
    ]))

  private static let lease = ResourceDefinition(
    group: "coordination.k8s.io", versions: ["v1"], names: Names("Lease"), hasStatus: false,
    columns: [Column("Holder", ".spec.holderIdentity", "Who holds it."), .age],
    description: "A Lease says which of several programs leads.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "holderIdentity": Shape.text, "leaseDurationSeconds": Shape.integer, "leaseTransitions": Shape.integer,
        "acquireTime": Shape.time, "renewTime": Shape.time,
      ])
    ]))
}
