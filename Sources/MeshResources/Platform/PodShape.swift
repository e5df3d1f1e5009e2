import KubernetesAPI

/// Pods and their templates, as far as patches must know them.
enum PodShape {
  /// Ports are told apart by number and protocol together; TCP where nothing is said.
  static let portProtocol: JSONValue = ["type": "string", "default": "TCP"]

  private static let port = Shape.mapping(
    [
      "containerPort": Shape.integer, "protocol": portProtocol, "name": Shape.text, "hostPort": Shape.integer,
      "hostIP": Shape.text,
    ],
    required: ["containerPort"])

  private static let variable = Shape.mapping(
    ["name": Shape.text, "value": Shape.text, "valueFrom": Shape.anything], required: ["name"])

  private static let container = Shape.mapping(
    [
      "name": Shape.text, "image": Shape.text, "imagePullPolicy": Shape.text, "workingDir": Shape.text,
      "command": Shape.texts, "args": Shape.texts,
      "ports": Shape.list(of: port, by: "containerPort", "protocol"),
      "env": Shape.list(of: variable, by: "name"),
      "envFrom": Shape.list(of: Shape.anything),
      "resources": Shape.anything, "securityContext": Shape.anything, "lifecycle": Shape.anything,
      "livenessProbe": Shape.anything, "readinessProbe": Shape.anything, "startupProbe": Shape.anything,
      "restartPolicy": Shape.text,
      "volumeMounts": Shape.list(
        of: Shape.mapping(
          ["name": Shape.text, "mountPath": Shape.text, "readOnly": Shape.flag, "subPath": Shape.text],
          required: ["mountPath", "name"]),
        by: "mountPath"),
      "volumeDevices": Shape.list(
        of: Shape.mapping(["name": Shape.text, "devicePath": Shape.text], required: ["devicePath", "name"]), by: "devicePath"),
    ], required: ["name"])

  private static let named = Shape.mapping(["name": Shape.text], required: ["name"])

  static let spec = Shape.mapping(
    [
      "containers": Shape.list(of: container, by: "name"),
      "initContainers": Shape.list(of: container, by: "name"),
      "ephemeralContainers": Shape.list(of: container, by: "name"),
      "volumes": Shape.list(of: named, by: "name", strategy: "merge,retainKeys"),
      "imagePullSecrets": Shape.list(of: named, by: "name"),
      "hostAliases": Shape.list(
        of: Shape.mapping(["ip": Shape.text, "hostnames": Shape.texts], required: ["ip"]), by: "ip"),
      "topologySpreadConstraints": Shape.list(
        of: Shape.mapping(
          [
            "topologyKey": Shape.text, "whenUnsatisfiable": Shape.text, "maxSkew": Shape.integer,
            "labelSelector": Shape.selector,
          ], required: ["maxSkew", "topologyKey", "whenUnsatisfiable"]),
        by: "topologyKey", "whenUnsatisfiable"),
      "resourceClaims": Shape.list(of: named, by: "name", strategy: "merge,retainKeys"),
      "schedulingGates": Shape.list(of: named, by: "name"),
      "tolerations": Shape.list(of: Shape.anything), "readinessGates": Shape.list(of: Shape.anything),
      "nodeSelector": Shape.atomic(Shape.map(of: Shape.text)),
      "nodeName": Shape.text, "serviceAccountName": Shape.text, "hostNetwork": Shape.flag, "restartPolicy": Shape.text,
      "subdomain": Shape.text, "hostname": Shape.text, "terminationGracePeriodSeconds": Shape.long,
      "affinity": Shape.anything, "securityContext": Shape.anything, "dnsConfig": Shape.anything,
    ], required: ["containers"])

  private static let address = Shape.mapping(["ip": Shape.text], required: ["ip"])

  static let status = Shape.mapping([
    "phase": Shape.text, "podIP": Shape.text, "hostIP": Shape.text, "reason": Shape.text, "message": Shape.text,
    "startTime": Shape.time,
    "podIPs": Shape.list(of: address, by: "ip"), "hostIPs": Shape.list(of: address, by: "ip"),
    "conditions": Shape.conditions,
    "containerStatuses": Shape.list(of: Shape.anything), "initContainerStatuses": Shape.list(of: Shape.anything),
  ])

  /// What controllers make pods of.
  static let template = Shape.mapping(["metadata": metadata, "spec": spec])

  private static let metadata = Shape.mapping([
    "labels": Shape.map(of: Shape.text), "annotations": Shape.map(of: Shape.text), "name": Shape.text,
    "finalizers": Shape.textSet,
  ])
}
