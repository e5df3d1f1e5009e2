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
    "statefulsets.apps": statefulSets, "daemonsets.apps": daemonSets, "replicationcontrollers": replicaSets,
    "controllerrevisions.apps": controllerRevisions, "jobs.batch": jobs, "cronjobs.batch": cronJobs,
    "persistentvolumes": persistentVolumes, "persistentvolumeclaims": persistentVolumeClaims,
    "storageclasses.storage.k8s.io": storageClasses, "resourcequotas": resourceQuotas, "limitranges": created,
    "poddisruptionbudgets.policy": podDisruptionBudgets, "priorityclasses.scheduling.k8s.io": priorityClasses,
    "horizontalpodautoscalers.autoscaling": autoscalers, "networkpolicies.networking.k8s.io": networkPolicies,
    "leases.coordination.k8s.io": leases, "ingresses.networking.k8s.io": ingresses,
    "ingressclasses.networking.k8s.io": ingressClasses, "clusterroles.rbac.authorization.k8s.io": created,
    "roles.rbac.authorization.k8s.io": created, "clusterrolebindings.rbac.authorization.k8s.io": bindings,
    "rolebindings.rbac.authorization.k8s.io": bindings, "customresourcedefinitions.apiextensions.k8s.io": created,
    "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
    "validatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
  ]

  static let name = TableEncoder.usual[0]
  static let age = TableEncoder.usual[1]

  static let created = [
    name,
    TableColumn(
      name: "Created At", type: "date", content: .computed { object, _ in object["metadata"]?["creationTimestamp"] ?? .null }),
  ]

  static let webhooks = [name, count("Webhooks", "webhooks"), age]

  static let namespaces = [name, path("Status", ".status.phase"), age]

  static let services = [
    name, computed("Type") { .string($0["spec"]?["type"]?.string ?? "ClusterIP") },
    computed("Cluster-IP") { .string($0["spec"]?["clusterIP"]?.string ?? "<none>") },
    computed("External-IP") { .string(externalAddresses($0)) }, computed("Port(s)") { .string(ports($0)) }, age,
    computed("Selector", priority: 1) { .string(selector($0["spec"]?["selector"])) },
  ]

  static let endpoints = [name, computed("Endpoints") { .string(endpointTexts($0)) }, age]

  static let endpointSlices = [
    name, path("AddressType", ".addressType"),
    computed("Ports") { list(($0["ports"]?.array ?? []).map { $0["port"]?.integer.map(String.init) ?? "<unset>" }) },
    computed("Endpoints") { list(($0["endpoints"]?.array ?? []).flatMap { $0["addresses"]?.array?.compactMap(\.string) ?? [] }) },
    age,
  ]

  static let serviceAccounts = [name, count("Secrets", "secrets"), age]
  static let configMaps = [
    name,
    computed("Data", type: "integer") {
      .integer(Int64(($0["data"]?.object?.count ?? 0) + ($0["binaryData"]?.object?.count ?? 0)))
    }, age,
  ]
  static let secrets = [
    name, computed("Type") { .string($0["type"]?.string ?? "Opaque") },
    computed("Data", type: "integer") { .integer(Int64($0["data"]?.object?.count ?? 0)) }, age,
  ]

  static let events = [
    TableColumn(name: "Last Seen", content: .computed { object, clock in seen(object, first: false, clock) }),
    path("Type", ".type"),
    path("Reason", ".reason"),
    computed("Object") {
      let kind = $0["involvedObject"]?["kind"]?.string?.lowercased() ?? $0["regarding"]?["kind"]?.string?.lowercased() ?? ""
      let name = $0["involvedObject"]?["name"]?.string ?? $0["regarding"]?["name"]?.string ?? ""
      return .string("\(kind)/\(name)")
    },
    computed("Subobject", priority: 1) { .string($0["involvedObject"]?["fieldPath"]?.string ?? "") },
    computed("Source", priority: 1) { .string(source($0)) },
    computed("Message") { .string($0["message"]?.string ?? $0["note"]?.string ?? "") },
    TableColumn(name: "First Seen", priority: 1, content: .computed { object, clock in seen(object, first: true, clock) }),
    computed("Count", priority: 1) { .string(String($0["count"]?.integer ?? 1)) },
    computed("Name", priority: 1) { .string($0.metadata.name ?? "") },
  ]

  static let leases = [name, path("Holder", ".spec.holderIdentity"), age]

  static let ingresses = [
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
  static let ingressClasses = [
    name, path("Controller", ".spec.controller"),
    computed("Parameters") { object in
      guard let parameters = object["spec"]?["parameters"], let name = parameters["name"]?.string else { return "<none>" }
      let group = parameters["apiGroup"]?.string.map { ".\($0)" } ?? ""
      return .string("\(parameters["kind"]?.string ?? "")\(group)/\(name)")
    }, age,
  ]

  static let bindings =
    [
      name, computed("Role") { .string("\($0["roleRef"]?["kind"]?.string ?? "")/\($0["roleRef"]?["name"]?.string ?? "")") }, age,
    ]
    + wide([
      ("Users", { .string(subjects("User", $0)) }), ("Groups", { .string(subjects("Group", $0)) }),
      ("ServiceAccounts", { .string(subjects("ServiceAccount", $0)) }),
    ])

  // MARK: Columns

  static func path(_ name: String, _ text: String) -> TableColumn {
    TableColumn(name: name, content: TablePath(text).map { .path($0) } ?? .name)
  }

  static func computed(
    _ name: String, type: String = "string", priority: Int = 0, _ value: @escaping @Sendable (JSONValue) -> JSONValue
  ) -> TableColumn {
    TableColumn(name: name, type: type, priority: priority, content: .computed { object, _ in value(object) })
  }

  /// Columns that appear with `-o wide`.
  static func wide(_ columns: [(name: String, value: @Sendable (JSONValue) -> JSONValue)]) -> [TableColumn] {
    columns.map { computed($0.name, priority: 1, $0.value) }
  }

  static func count(_ name: String, _ field: String) -> TableColumn {
    computed(name, type: "integer") { .integer(Int64($0[field]?.array?.count ?? 0)) }
  }

  static func count(_ name: String, at field: String) -> TableColumn {
    computed(name, type: "integer") { .integer($0["status"]?[field]?.integer ?? 0) }
  }

  // MARK: Cells

  /// The first three, and how many more there are.
  static func list(_ texts: [String]) -> JSONValue {
    guard !texts.isEmpty else { return "<none>" }
    let shown = texts.prefix(3).joined(separator: ",")
    return .string(texts.count > 3 ? "\(shown) + \(texts.count - 3) more..." : shown)
  }

  static func text(_ value: JSONValue?) -> JSONValue { .string(value?.string ?? "<none>") }

  static func subjects(_ kind: String, _ binding: JSONValue) -> String {
    (binding["subjects"]?.array ?? []).filter { $0["kind"]?.string == kind }.compactMap { subject in
      guard let name = subject["name"]?.string else { return nil }
      return kind == "ServiceAccount" ? "\(subject["namespace"]?.string ?? "")/\(name)" : name
    }.joined(separator: ", ")
  }

  /// A label selector, or labels, as text.
  static func selectorText(_ value: JSONValue?) -> String {
    guard let value, value.object?.values.contains(where: { $0.string != nil }) == false else { return selector(value) }
    let text = (try? LabelSelector(json: value))?.description ?? ""
    return text.isEmpty ? "<none>" : text
  }

  static func selector(_ value: JSONValue?) -> String {
    let pairs = (value?.object ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.string ?? "")" }
    return pairs.isEmpty ? "<none>" : pairs.joined(separator: ",")
  }

  static func ports(_ service: JSONValue) -> String {
    let ports = (service["spec"]?["ports"]?.array ?? []).map { port -> String in
      let number = port["port"]?.integer.map(String.init) ?? ""
      let node = port["nodePort"]?.integer.map { ":\($0)" } ?? ""
      return "\(number)\(node)/\(port["protocol"]?.string ?? "TCP")"
    }
    return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
  }

  static func externalAddresses(_ service: JSONValue) -> String {
    if service["spec"]?["type"]?.string == "ExternalName" { return service["spec"]?["externalName"]?.string ?? "<none>" }
    let given = (service["spec"]?["externalIPs"]?.array ?? []).compactMap(\.string)
    let balanced = (service["status"]?["loadBalancer"]?["ingress"]?.array ?? []).compactMap {
      $0["ip"]?.string ?? $0["hostname"]?.string
    }
    let all = balanced + given
    if !all.isEmpty { return all.joined(separator: ",") }
    return service["spec"]?["type"]?.string == "LoadBalancer" ? "<pending>" : "<none>"
  }

  /// Ports, and addresses for each, of a subset of Endpoints that are counted.
  private static let mostEndpoints = 100

  static func endpointTexts(_ endpoints: JSONValue) -> String {
    let texts = (endpoints["subsets"]?.array ?? []).flatMap { subset -> [String] in
      let addresses = (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }
      let ports = (subset["ports"]?.array ?? []).compactMap { $0["port"]?.integer }
      // Not more than are shown or counted: the product may be large.
      return ports.isEmpty
        ? addresses : ports.prefix(mostEndpoints).flatMap { port in addresses.prefix(mostEndpoints).map { "\($0):\(port)" } }
    }
    return list(texts).string ?? "<none>"
  }

  static func seen(_ event: JSONValue, first: Bool, _ clock: TableClock) -> JSONValue {
    let texts = [event[first ? "firstTimestamp" : "lastTimestamp"], event["eventTime"], event["metadata"]?["creationTimestamp"]]
      .compactMap { $0?.string }
    guard let time = texts.lazy.compactMap({ KubernetesTime($0) }).first else { return "<unknown>" }
    return .string(clock.age(since: time.seconds))
  }

  static func source(_ event: JSONValue) -> String {
    let source = event["source"]
    let component = source?["component"]?.string ?? event["reportingComponent"]?.string ?? ""
    return [component, source?["host"]?.string ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
