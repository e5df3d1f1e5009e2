import KubernetesAPI
import MeshResources

/// What `kubectl get` prints of the kinds that are part of the server.
enum KindColumns {
  /// The columns that Kubernetes prints of a kind, else those that its definition names.
  static func columns(of definition: ResourceDefinition) -> [TableColumn] {
    if let known = byPlural[definition.fullName] { return known }
    return [name]
      + definition.columns.compactMap { column in
        guard column.format != .date else { return column.name == "Age" ? age : nil }
        return TablePath(column.path).map { path in
          TableColumn(
            name: column.name, type: column.format.rawValue, summary: column.description, priority: column.priority,
            content: .path(path))
        }
      }
  }

  /// By plural name, with the group behind it.
  private static let byPlural: [String: [TableColumn]] = [
    "namespaces": namespaces, "services": services, "endpoints": endpoints, "pods": pods, "nodes": nodes,
    "serviceaccounts": serviceAccounts, "configmaps": configMaps, "secrets": secrets, "events": events,
    "endpointslices.discovery.k8s.io": endpointSlices, "deployments.apps": deployments, "replicasets.apps": replicaSets,
    "statefulsets.apps": statefulSets, "leases.coordination.k8s.io": leases, "ingresses.networking.k8s.io": ingresses,
    "ingressclasses.networking.k8s.io": ingressClasses, "clusterroles.rbac.authorization.k8s.io": created,
    "roles.rbac.authorization.k8s.io": created, "clusterrolebindings.rbac.authorization.k8s.io": bindings,
    "rolebindings.rbac.authorization.k8s.io": bindings, "customresourcedefinitions.apiextensions.k8s.io": created,
    "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
    "validatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
  ]

  private static let name = TableEncoder.usual[0]
  private static let age = TableEncoder.usual[1]

  private static let created = [
    name,
    TableColumn(
      name: "Created At", type: "date", content: .computed { object, _ in object["metadata"]?["creationTimestamp"] ?? nil }),
  ]

  private static let webhooks = [name, count("Webhooks", "webhooks"), age]

  private static let namespaces = [name, path("Status", ".status.phase"), age]

  private static let services = [
    name, computed("Type") { .string($0["spec"]?["type"]?.string ?? "ClusterIP") },
    computed("Cluster-IP") { .string($0["spec"]?["clusterIP"]?.string ?? "<none>") },
    computed("External-IP") { .string(externalAddresses($0)) }, computed("Port(s)") { .string(ports($0)) }, age,
    computed("Selector", priority: 1) { .string(selector($0["spec"]?["selector"])) },
  ]

  private static let endpoints = [name, computed("Endpoints") { .string(endpointTexts($0)) }, age]

  private static let endpointSlices = [
    name, path("AddressType", ".addressType"),
    computed("Ports") { list(($0["ports"]?.array ?? []).map { $0["port"]?.integer.map(String.init) ?? "<unset>" }) },
    computed("Endpoints") { list(($0["endpoints"]?.array ?? []).flatMap { $0["addresses"]?.array?.compactMap(\.string) ?? [] }) },
    age,
  ]

  private static let pods = [
    name, computed("Ready") { .string(ready($0)) }, computed("Status") { .string(podStatus($0)) },
    computed("Restarts") { .string(String(containers($0).reduce(0) { $0 + ($1["restartCount"]?.integer ?? 0) })) }, age,
    computed("IP", priority: 1) { .string($0["status"]?["podIP"]?.string ?? "<none>") },
    computed("Node", priority: 1) { .string($0["spec"]?["nodeName"]?.string ?? "<none>") },
  ]

  private static let nodes = [
    name,
    computed("Status") {
      .string(condition("Ready", $0) == "True" ? "Ready" : condition("Ready", $0) == nil ? "Unknown" : "NotReady")
    },
    path("Version", ".status.nodeInfo.kubeletVersion"), age,
  ]

  private static let serviceAccounts = [name, count("Secrets", "secrets"), age]
  private static let configMaps = [
    name,
    computed("Data", type: "integer") {
      .integer(Int64(($0["data"]?.object?.count ?? 0) + ($0["binaryData"]?.object?.count ?? 0)))
    }, age,
  ]
  private static let secrets = [
    name, computed("Type") { .string($0["type"]?.string ?? "Opaque") },
    computed("Data", type: "integer") { .integer(Int64($0["data"]?.object?.count ?? 0)) }, age,
  ]

  private static let events = [
    TableColumn(name: "Last Seen", content: .computed { object, clock in lastSeen(object, clock) }), path("Type", ".type"),
    path("Reason", ".reason"),
    computed("Object") {
      let kind = $0["involvedObject"]?["kind"]?.string?.lowercased() ?? $0["regarding"]?["kind"]?.string?.lowercased() ?? ""
      let name = $0["involvedObject"]?["name"]?.string ?? $0["regarding"]?["name"]?.string ?? ""
      return .string("\(kind)/\(name)")
    },
    computed("Message") { .string($0["message"]?.string ?? $0["note"]?.string ?? "") },
  ]

  private static let deployments = [
    name,
    computed("Ready") { .string("\($0["status"]?["readyReplicas"]?.integer ?? 0)/\($0["spec"]?["replicas"]?.integer ?? 1)") },
    count("Up-to-date", at: "updatedReplicas"), count("Available", at: "availableReplicas"), age,
  ]
  private static let replicaSets = [
    name, computed("Desired", type: "integer") { .integer($0["spec"]?["replicas"]?.integer ?? 1) },
    count("Current", at: "replicas"),
    count("Ready", at: "readyReplicas"), age,
  ]
  private static let statefulSets = [
    name,
    computed("Ready") { .string("\($0["status"]?["readyReplicas"]?.integer ?? 0)/\($0["spec"]?["replicas"]?.integer ?? 1)") },
    age,
  ]
  private static let leases = [name, path("Holder", ".spec.holderIdentity"), age]

  private static let ingresses = [
    name, computed("Class") { .string($0["spec"]?["ingressClassName"]?.string ?? "<none>") },
    computed("Hosts") {
      let hosts = ($0["spec"]?["rules"]?.array ?? []).compactMap { $0["host"]?.string }
      return .string(hosts.isEmpty ? "*" : hosts.joined(separator: ","))
    },
    computed("Address") {
      .string(
        ($0["status"]?["loadBalancer"]?["ingress"]?.array ?? []).compactMap { $0["ip"]?.string ?? $0["hostname"]?.string }.joined(
          separator: ","))
    },
    computed("Ports") { .string($0["spec"]?["tls"]?.array?.isEmpty == false ? "80, 443" : "80") }, age,
  ]
  private static let ingressClasses = [name, path("Controller", ".spec.controller"), age]

  private static let bindings = [
    name, computed("Role") { .string("\($0["roleRef"]?["kind"]?.string ?? "")/\($0["roleRef"]?["name"]?.string ?? "")") }, age,
  ]

  // MARK: Columns

  private static func path(_ name: String, _ text: String) -> TableColumn {
    TableColumn(name: name, content: TablePath(text).map { .path($0) } ?? .name)
  }

  private static func computed(
    _ name: String, type: String = "string", priority: Int = 0, _ value: @escaping @Sendable (JSONValue) -> JSONValue
  ) -> TableColumn {
    TableColumn(name: name, type: type, priority: priority, content: .computed { object, _ in value(object) })
  }

  private static func count(_ name: String, _ field: String) -> TableColumn {
    computed(name, type: "integer") { .integer(Int64($0[field]?.array?.count ?? 0)) }
  }

  private static func count(_ name: String, at field: String) -> TableColumn {
    computed(name, type: "integer") { .integer($0["status"]?[field]?.integer ?? 0) }
  }

  // MARK: Cells

  /// The first three, and how many more there are.
  private static func list(_ texts: [String]) -> JSONValue {
    guard !texts.isEmpty else { return "<none>" }
    let shown = texts.prefix(3).joined(separator: ",")
    return .string(texts.count > 3 ? "\(shown) + \(texts.count - 3) more..." : shown)
  }

  private static func selector(_ value: JSONValue?) -> String {
    let pairs = (value?.object ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.string ?? "")" }
    return pairs.isEmpty ? "<none>" : pairs.joined(separator: ",")
  }

  private static func ports(_ service: JSONValue) -> String {
    let ports = (service["spec"]?["ports"]?.array ?? []).map { port -> String in
      let number = port["port"]?.integer.map(String.init) ?? ""
      let node = port["nodePort"]?.integer.map { ":\($0)" } ?? ""
      return "\(number)\(node)/\(port["protocol"]?.string ?? "TCP")"
    }
    return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
  }

  private static func externalAddresses(_ service: JSONValue) -> String {
    if service["spec"]?["type"]?.string == "ExternalName" { return service["spec"]?["externalName"]?.string ?? "<none>" }
    let given = (service["spec"]?["externalIPs"]?.array ?? []).compactMap(\.string)
    let balanced = (service["status"]?["loadBalancer"]?["ingress"]?.array ?? []).compactMap {
      $0["ip"]?.string ?? $0["hostname"]?.string
    }
    let all = balanced + given
    if !all.isEmpty { return all.joined(separator: ",") }
    return service["spec"]?["type"]?.string == "LoadBalancer" ? "<pending>" : "<none>"
  }

  private static func endpointTexts(_ endpoints: JSONValue) -> String {
    let texts = (endpoints["subsets"]?.array ?? []).flatMap { subset -> [String] in
      let addresses = (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }
      let ports = (subset["ports"]?.array ?? []).compactMap { $0["port"]?.integer }
      return ports.isEmpty ? addresses : ports.flatMap { port in addresses.map { "\($0):\(port)" } }
    }
    return list(texts).string ?? "<none>"
  }

  private static func containers(_ pod: JSONValue) -> [JSONValue] { pod["status"]?["containerStatuses"]?.array ?? [] }

  private static func ready(_ pod: JSONValue) -> String {
    let ready = containers(pod).count { $0["ready"]?.bool == true }
    return "\(ready)/\(pod["spec"]?["containers"]?.array?.count ?? 0)"
  }

  private static func podStatus(_ pod: JSONValue) -> String {
    if pod["metadata"]?["deletionTimestamp"] != nil { return "Terminating" }
    let waiting = containers(pod).compactMap { $0["state"]?["waiting"]?["reason"]?.string }.first
    return waiting ?? pod["status"]?["reason"]?.string ?? pod["status"]?["phase"]?.string ?? "Unknown"
  }

  private static func condition(_ type: String, _ object: JSONValue) -> String? {
    object["status"]?["conditions"]?.array?.first { $0["type"]?.string == type }?["status"]?.string
  }

  private static func lastSeen(_ event: JSONValue, _ clock: TableClock) -> JSONValue {
    let texts = [event["lastTimestamp"], event["eventTime"], event["metadata"]?["creationTimestamp"]].compactMap { $0?.string }
    guard let time = texts.lazy.compactMap({ KubernetesTime($0) }).first else { return "<unknown>" }
    return .string(clock.age(since: time.seconds))
  }
}
