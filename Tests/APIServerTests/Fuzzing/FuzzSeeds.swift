import KubernetesAPI

/// Objects that are good, and where they belong: what mutated requests start from.
struct FuzzSeed: Sendable {
  /// `/apis/GROUP/VERSION` or `/api/v1`.
  var group: String
  var plural: String
  /// nil for cluster-scoped kinds.
  var namespace: String?
  var object: JSONValue

  var name: String { object.metadata.name ?? "x" }
  var collection: String { group + (namespace.map { "/namespaces/\($0)" } ?? "") + "/" + plural }
  var path: String { "\(collection)/\(name)" }

  private init(
    _ group: String, _ plural: String, _ kind: String, namespace: String? = "shop", name: String = "x", _ rest: JSONValue
  ) {
    self.group = group.isEmpty ? "/api/v1" : "/apis/\(group)"
    self.plural = plural
    self.namespace = namespace
    var object = rest
    object.apiVersion = group.isEmpty ? "v1" : group
    object.kind = kind
    object.metadata.name = name
    object.metadata.labels = ["app": "shop"]
    object.metadata.annotations = ["note": "a text"]
    self.object = object
  }

  static let all: [FuzzSeed] = mesh + platform + security + definitions

  // MARK: The mesh's

  private static let mesh: [FuzzSeed] = [
    FuzzSeed(
      "networking.istio.io/v1", "virtualservices", "VirtualService",
      [
        "spec": [
          "hosts": ["shop.test"], "gateways": ["mesh", "edge"],
          "http": [
            [
              "name": "r", "match": [["uri": ["prefix": "/a"], "headers": ["x": ["regex": "a+b"]], "port": 80]],
              "route": [["destination": ["host": "shop.test", "subset": "v1", "port": ["number": 80]], "weight": 100]],
              "timeout": "5s", "retries": ["attempts": 3, "perTryTimeout": "1s", "retryOn": "5xx"],
              "fault": ["delay": ["percentage": ["value": 0.5], "fixedDelay": "1s"]], "rewrite": ["uri": "/b"],
              "corsPolicy": ["allowOrigins": [["exact": "*"]], "maxAge": "1h"],
            ]
          ],
          "tcp": [["route": [["destination": ["host": "db.test"]]]]],
        ]
      ]),
    FuzzSeed(
      "networking.istio.io/v1beta1", "destinationrules", "DestinationRule",
      [
        "spec": [
          "host": "shop.test", "subsets": [["name": "v1", "labels": ["version": "v1"]]],
          "trafficPolicy": [
            "loadBalancer": ["consistentHash": ["httpCookie": ["name": "c", "ttl": "0s"]]],
            "connectionPool": ["tcp": ["maxConnections": 5], "http": ["http1MaxPendingRequests": 1]],
            "outlierDetection": ["consecutive5xxErrors": 3, "interval": "1s"], "tls": ["mode": "ISTIO_MUTUAL"],
          ],
        ]
      ]),
    FuzzSeed(
      "networking.istio.io/v1alpha3", "gateways", "Gateway",
      [
        "spec": [
          "selector": ["istio": "edge"],
          "servers": [
            [
              "port": ["number": 443, "name": "https", "protocol": "HTTPS"], "hosts": ["*.test"],
              "tls": ["mode": "SIMPLE", "credentialName": "x"],
            ]
          ],
        ]
      ]),
    FuzzSeed(
      "networking.istio.io/v1", "serviceentries", "ServiceEntry",
      [
        "spec": [
          "hosts": ["db.test"], "addresses": ["10.1.0.0/16"], "ports": [["number": 5432, "name": "tcp", "protocol": "TCP"]],
          "location": "MESH_EXTERNAL", "resolution": "STATIC", "endpoints": [["address": "10.0.0.1", "labels": ["a": "b"]]],
        ]
      ]),
    FuzzSeed(
      "security.istio.io/v1", "authorizationpolicies", "AuthorizationPolicy",
      [
        "spec": [
          "action": "ALLOW", "selector": ["matchLabels": ["app": "shop"]],
          "rules": [
            [
              "from": [["source": ["principals": ["*"], "notIpBlocks": ["10.0.0.0/8"]]]],
              "to": [["operation": ["methods": ["GET"], "paths": ["/a*"]]]],
              "when": [["key": "request.headers[x]", "values": ["1"]]],
            ]
          ],
        ]
      ]),
    FuzzSeed("telemetry.istio.io/v1", "telemetries", "Telemetry", ["spec": ["tracing": [["randomSamplingPercentage": 10.5]]]]),
    FuzzSeed(
      "networking.istio.io/v1alpha3", "envoyfilters", "EnvoyFilter",
      [
        "spec": [
          "configPatches": [
            [
              "applyTo": "CLUSTER", "match": ["context": "ANY"],
              "patch": ["operation": "MERGE", "value": ["connect_timeout": "1s"]],
            ]
          ]
        ]
      ]),
  ]

  // MARK: The platform's

  private static let platform: [FuzzSeed] = [
    FuzzSeed(
      "", "services", "Service", name: "web",
      ["spec": ["selector": ["app": "web"], "ports": [["name": "http", "port": 80, "targetPort": "http", "protocol": "TCP"]]]]),
    FuzzSeed(
      "", "pods", "Pod",
      [
        "spec": [
          "containers": [
            [
              "name": "a", "image": "b", "ports": [["containerPort": 80]], "env": [["name": "E", "value": "1"]],
              "resources": ["limits": ["cpu": "100m", "memory": "1Gi"]],
            ]
          ]
        ], "status": ["podIP": "10.0.0.1", "phase": "Running", "conditions": [["type": "Ready", "status": "True"]]],
      ]),
    FuzzSeed("", "configmaps", "ConfigMap", ["data": ["a": "b"], "binaryData": ["c": "AAEC"]]),
    FuzzSeed("", "secrets", "Secret", ["type": "Opaque", "data": ["k": "c2VjcmV0"]]),
    FuzzSeed("", "serviceaccounts", "ServiceAccount", ["secrets": [["name": "x"]]]),
    FuzzSeed("", "nodes", "Node", namespace: nil, ["spec": ["podCIDR": "10.0.0.0/24"]]),
    FuzzSeed(
      "", "events", "Event", ["involvedObject": ["kind": "Pod", "name": "x"], "reason": "R", "message": "m", "type": "Normal"]),
    FuzzSeed(
      "apps/v1", "deployments", "Deployment",
      [
        "spec": [
          "replicas": 2, "selector": ["matchLabels": ["app": "a"]],
          "template": ["metadata": ["labels": ["app": "a"]], "spec": ["containers": [["name": "a", "image": "b"]]]],
        ]
      ]),
    FuzzSeed(
      "discovery.k8s.io/v1", "endpointslices", "EndpointSlice",
      ["addressType": "IPv4", "endpoints": [["addresses": ["10.0.0.1"]]], "ports": [["name": "http", "port": 80]]]),
    FuzzSeed("coordination.k8s.io/v1", "leases", "Lease", ["spec": ["holderIdentity": "me", "leaseDurationSeconds": 15]]),
    FuzzSeed(
      "networking.k8s.io/v1", "ingresses", "Ingress",
      [
        "spec": [
          "rules": [
            [
              "host": "a.test",
              "http": [
                "paths": [["path": "/", "pathType": "Prefix", "backend": ["service": ["name": "a", "port": ["number": 80]]]]]
              ],
            ]
          ]
        ]
      ]),
  ]

  // MARK: Roles and reviews

  private static let security: [FuzzSeed] = [
    FuzzSeed(
      "rbac.authorization.k8s.io/v1", "roles", "Role",
      ["rules": [["apiGroups": [""], "resources": ["pods"], "resourceNames": ["x"], "verbs": ["get", "list"]]]]),
    FuzzSeed(
      "rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding",
      [
        "subjects": [["kind": "User", "name": "nobody-else", "apiGroup": "rbac.authorization.k8s.io"]],
        "roleRef": ["kind": "ClusterRole", "name": "view", "apiGroup": "rbac.authorization.k8s.io"],
      ]),
    FuzzSeed(
      "authentication.k8s.io/v1", "tokenreviews", "TokenReview", namespace: nil, ["spec": ["token": "abc", "audiences": ["a"]]]),
    FuzzSeed(
      "authorization.k8s.io/v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", namespace: nil,
      ["spec": ["resourceAttributes": ["verb": "get", "resource": "pods", "namespace": "shop"]]]),
  ]

  // MARK: Definitions

  private static let definitions: [FuzzSeed] = [
    FuzzSeed(
      "apiextensions.k8s.io/v1", "customresourcedefinitions", "CustomResourceDefinition", namespace: nil,
      name: "things.fuzz.test",
      [
        "spec": [
          "group": "fuzz.test", "scope": "Namespaced",
          "names": ["plural": "things", "singular": "thing", "kind": "Thing", "shortNames": ["th"], "categories": ["all"]],
          "versions": [
            [
              "name": "v1", "served": true, "storage": true, "subresources": ["status": [:]],
              "additionalPrinterColumns": [["name": "Size", "type": "integer", "jsonPath": ".spec.size"]],
              "selectableFields": [["jsonPath": ".spec.colour"]],
              "schema": [
                "openAPIV3Schema": [
                  "type": "object",
                  "properties": [
                    "spec": [
                      "type": "object", "required": ["size"],
                      "properties": [
                        "size": ["type": "integer", "minimum": 1, "maximum": 9],
                        "colour": ["type": "string", "enum": ["red", "blue"]],
                        "code": ["type": "string", "pattern": "^(a+)+b$", "default": "aab", "maxLength": 40],
                        "list": [
                          "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                          "items": ["type": "object", "required": ["name"], "properties": ["name": ["type": "string"]]],
                        ],
                        "any": ["x-kubernetes-preserve-unknown-fields": true, "type": "object"],
                        "port": ["x-kubernetes-int-or-string": true],
                      ],
                    ], "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
                  ],
                ]
              ],
            ]
          ],
        ]
      ]),
    FuzzSeed(
      "fuzz.test/v1", "things", "Thing",
      ["spec": ["size": 3, "colour": "red", "code": "aaaaab", "list": [["name": "a"]], "any": ["a": 1], "port": "http"]]),
    FuzzSeed(
      "admissionregistration.k8s.io/v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", namespace: nil,
      [
        "webhooks": [
          [
            "name": "a.fuzz.test", "sideEffects": "None", "admissionReviewVersions": ["v1"], "failurePolicy": "Ignore",
            "timeoutSeconds": 1, "clientConfig": ["url": "https://127.0.0.1:1/"],
            "rules": [["apiGroups": ["none.test"], "apiVersions": ["*"], "resources": ["*"], "operations": ["CREATE"]]],
            "objectSelector": ["matchExpressions": [["key": "a", "operator": "In", "values": ["b"]]]],
          ]
        ]
      ]),
  ]
}
