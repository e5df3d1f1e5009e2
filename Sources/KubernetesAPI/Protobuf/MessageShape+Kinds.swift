extension MessageShape {
  /// The shape of a kind's objects; nil where none is known.
  static func of(apiVersion: String, kind: String) -> MessageShape? {
    // Options of a deletion are sent in the version of the kind that is deleted, or in that of metadata.
    if kind == "DeleteOptions" { return deleteOptions }
    return kinds[apiVersion]?[kind]
  }

  private static let kinds: [String: [String: MessageShape]] = [
    "v1": [
      "Namespace": namespace, "ConfigMap": configMap, "Secret": secret, "ServiceAccount": serviceAccount, "Service": service,
      "Pod": pod, "Event": event,
    ],
    "apps/v1": ["Deployment": deployment],
    "batch/v1": ["Job": job, "CronJob": cronJob],
    "coordination.k8s.io/v1": ["Lease": lease],
    "discovery.k8s.io/v1": ["EndpointSlice": endpointSlice],
    "networking.k8s.io/v1": ["Ingress": ingress],
    "rbac.authorization.k8s.io/v1": [
      "Role": role, "ClusterRole": role, "RoleBinding": roleBinding, "ClusterRoleBinding": roleBinding,
    ],
    "authorization.k8s.io/v1": ["SelfSubjectAccessReview": accessReview, "SelfSubjectRulesReview": rulesReview],
    "authentication.k8s.io/v1": ["SelfSubjectReview": userReview, "TokenRequest": tokenRequest],
  ]

  // MARK: Core

  private static let namespace = object([
    2: .one("spec", MessageShape([1: .texts("finalizers")])), 3: .one("status", MessageShape([1: .text("phase")])),
  ])

  private static let configMap = object([
    2: .map("data"), 3: .map("binaryData", .bytes), 4: .flag("immutable").optional,
  ])

  private static let secret = object([
    2: .map("data", .bytes), 3: .text("type"), 4: .map("stringData"), 5: .flag("immutable").optional,
  ])

  private static let serviceAccount = object([
    2: .many("secrets", reference), 3: .many("imagePullSecrets", named), 4: .flag("automountServiceAccountToken").optional,
  ])

  private static let service = object([2: .one("spec", serviceSpec), 3: .one("status", serviceStatus)])

  private static let serviceSpec = MessageShape([
    1: .many("ports", servicePort), 2: .map("selector"), 3: .text("clusterIP"), 4: .text("type"), 5: .texts("externalIPs"),
    7: .text("sessionAffinity"), 8: .text("loadBalancerIP"), 9: .texts("loadBalancerSourceRanges"), 10: .text("externalName"),
    11: .text("externalTrafficPolicy"), 12: .number("healthCheckNodePort"), 13: .flag("publishNotReadyAddresses"),
    17: .text("ipFamilyPolicy").optional, 18: .texts("clusterIPs"), 19: .texts("ipFamilies"),
    20: .flag("allocateLoadBalancerNodePorts").optional, 21: .text("loadBalancerClass").optional,
    22: .text("internalTrafficPolicy").optional, 23: .text("trafficDistribution").optional,
  ])

  private static let servicePort = MessageShape([
    1: .text("name"), 2: .text("protocol"), 3: .number("port"), 4: Field(name: "targetPort", kind: .intOrString),
    5: .number("nodePort"), 6: .text("appProtocol").optional,
  ])

  private static let serviceStatus = MessageShape([
    1: .one("loadBalancer", MessageShape([1: .many("ingress", MessageShape([1: .text("ip"), 2: .text("hostname")]))]))
  ])

  private static let event = object([
    2: .one("involvedObject", reference), 3: .text("reason"), 4: .text("message"),
    5: .one("source", MessageShape([1: .text("component"), 2: .text("host")])), 6: .time("firstTimestamp"),
    7: .time("lastTimestamp"), 8: .number("count"), 9: .text("type"), 10: .microTime("eventTime"),
    11: .one("series", MessageShape([1: .number("count"), 2: .microTime("lastObservedTime")])), 12: .text("action"),
    13: .one("related", reference).optional, 14: .text("reportingComponent"), 15: .text("reportingInstance"),
  ])

  private static let lease = object([
    2: .one(
      "spec",
      MessageShape([
        1: .text("holderIdentity").optional, 2: .number("leaseDurationSeconds").optional, 3: .microTime("acquireTime"),
        4: .microTime("renewTime"), 5: .number("leaseTransitions").optional, 6: .text("strategy").optional,
        7: .text("preferredHolder").optional,
      ]))
  ])

  private static let endpointSlice = object([
    2: .many("endpoints", endpoint), 3: .many("ports", endpointPort), 4: .text("addressType"),
  ])

  private static let endpoint = MessageShape([
    1: .texts("addresses"),
    2: .one(
      "conditions",
      MessageShape([1: .flag("ready").optional, 2: .flag("serving").optional, 3: .flag("terminating").optional])),
    3: .text("hostname").optional, 4: .one("targetRef", reference), 6: .text("nodeName").optional, 7: .text("zone").optional,
  ])

  private static let endpointPort = MessageShape([
    1: .text("name").optional, 2: .text("protocol").optional, 3: .number("port").optional, 4: .text("appProtocol").optional,
  ])

  // MARK: Access

  private static let rule = MessageShape([
    1: .texts("verbs"), 2: .texts("apiGroups"), 3: .texts("resources"), 4: .texts("resourceNames"),
    5: .texts("nonResourceURLs"),
  ])

  private static let role = object([
    2: .many("rules", rule), 3: .one("aggregationRule", MessageShape([1: .many("clusterRoleSelectors", selector)])),
  ])

  private static let roleBinding = object([
    2: .many("subjects", MessageShape([1: .text("kind"), 2: .text("apiGroup"), 3: .text("name"), 4: .text("namespace")])),
    3: .one("roleRef", MessageShape([1: .text("apiGroup"), 2: .text("kind"), 3: .text("name")])),
  ])

  private static let accessReview = object([
    2: .one(
      "spec",
      MessageShape([
        1: .one(
          "resourceAttributes",
          MessageShape([
            1: .text("namespace"), 2: .text("verb"), 3: .text("group"), 4: .text("version"), 5: .text("resource"),
            6: .text("subresource"), 7: .text("name"),
          ])),
        2: .one("nonResourceAttributes", MessageShape([1: .text("path"), 2: .text("verb")])),
      ])),
    3: .one("status", MessageShape([:])),
  ])

  private static let userReview = object([
    2: .one("status", MessageShape([1: .one("userInfo", MessageShape([1: .text("username"), 2: .text("uid")]))]))
  ])

  private static let tokenRequest = object([
    2: .one(
      "spec",
      MessageShape([
        1: .texts("audiences"),
        3: .one(
          "boundObjectRef", MessageShape([1: .text("kind"), 2: .text("apiVersion"), 3: .text("name"), 4: .text("uid")])),
        4: .number("expirationSeconds").optional,
      ])),
    3: .one("status", MessageShape([1: .text("token"), 2: .time("expirationTimestamp")])),
  ])

  private static let rulesReview = object([
    2: .one("spec", MessageShape([1: .text("namespace")])), 3: .one("status", MessageShape([:])),
  ])

  // MARK: Ingress

  private static let backend = MessageShape([
    4: .one(
      "service",
      MessageShape([1: .text("name"), 2: .one("port", MessageShape([1: .text("name"), 2: .number("number")]))]))
  ])

  private static let ingress = object([
    2: .one(
      "spec",
      MessageShape([
        1: .one("defaultBackend", backend),
        2: .many("tls", MessageShape([1: .texts("hosts"), 2: .text("secretName")])),
        3: .many("rules", MessageShape([1: .text("host"), 2: Field(name: "", kind: .inline(ingressPaths))])),
        4: .text("ingressClassName").optional,
      ])),
    3: .one("status", serviceStatus),
  ])

  private static let ingressPaths = MessageShape([
    1: .one(
      "http",
      MessageShape([
        1: .many("paths", MessageShape([1: .text("path"), 2: .one("backend", backend), 3: .text("pathType").optional]))
      ]))
  ])
}
