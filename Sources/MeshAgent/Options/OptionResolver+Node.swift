extension OptionResolver {
  /// The node, by options, then environment, then defaults.
  mutating func resolveNode() -> ProxyNode {
    let kind: ProxyNode.Kind = choice("proxy-type", options.proxyType, default: .sidecar)
    let name = options.name ?? environment.name ?? ""
    let namespace = options.namespace ?? environment.namespace ?? "default"
    let labels = options.labels.isEmpty ? environment.labels ?? [:] : options.labels
    let node = ProxyNode(
      kind: kind,
      addresses: resolveAddresses(),
      name: name,
      namespace: namespace,
      dnsDomain: options.dnsDomain ?? "\(namespace).svc.cluster.local",
      workloadName: options.workloadName ?? environment.text("WORKLOAD_NAME") ?? name,
      owner: environment.text("OWNER"),
      serviceAccount: options.serviceAccount ?? environment.serviceAccount ?? environment.text("SERVICE_ACCOUNT"),
      labels: labels,
      locality: resolveLocality(labels),
      clusterID: options.clusterID ?? environment.text("CLUSTER_ID") ?? "Kubernetes",
      network: options.network ?? environment.text("NETWORK"),
      meshID: environment.text("MESH_ID"),
      interceptionMode: resolveInterceptionMode(kind),
      istioVersion: environment.text("ISTIO_VERSION") ?? compatibleIstioVersion,
      extraMetadata: environment.metadata)
    checkName("name", name, missing: "the instance has no name", write: "write a name, or set POD_NAME")
    checkName("namespace", namespace, missing: "the namespace is empty", write: "write a namespace, such as default")
    if let domain = options.dnsDomain {
      checkName("dns-domain", domain, missing: "the domain is empty", write: "write default.svc.cluster.local")
    }
    return node
  }

  private mutating func resolveAddresses() -> [String] {
    let addresses = options.ipAddresses.isEmpty ? environment.addresses : options.ipAddresses
    let option = options.ipAddresses.isEmpty && !addresses.isEmpty ? "INSTANCE_IP" : "ip"
    if addresses.isEmpty {
      refuse(option, "the workload has no address", write: "write its IP address, or set INSTANCE_IP")
    }
    for address in addresses where !IPAddress.isAddress(address) {
      refuse(option, "\(address) is not an IP address", write: "write an address, such as 10.0.0.7")
    }
    var seen: Set<String> = []
    return addresses.filter { seen.insert($0).inserted }
  }

  private mutating func resolveLocality(_ labels: [String: String]) -> ProxyNode.Locality? {
    let label = labels["istio-locality"]
    guard let text = options.locality ?? label, !text.isEmpty else { return nil }
    let locality = ProxyNode.Locality(parsing: text)
    if locality == nil {
      refuse("locality", "\(text) is not a locality", write: "write REGION, REGION/ZONE or REGION/ZONE/SUBZONE")
    }
    return locality
  }

  private mutating func resolveInterceptionMode(_ kind: ProxyNode.Kind) -> ProxyNode.InterceptionMode? {
    let fromEnvironment = environment.text("INTERCEPTION_MODE")
    guard let text = options.interceptionMode ?? fromEnvironment else { return kind == .sidecar ? .redirect : nil }
    let option = options.interceptionMode == nil ? "ISTIO_META_INTERCEPTION_MODE" : "interception-mode"
    return choice(option, text, default: .redirect)
  }

  /// A part of the node id, which `~` separates.
  private mutating func checkName(_ option: String, _ text: String, missing: String, write suggestion: String) {
    if text.isEmpty {
      refuse(option, missing, write: suggestion)
    } else if text.contains(where: { $0 == "~" || $0.isWhitespace }) {
      refuse(option, "\(text) holds a ~ or a space, which would break the node id", write: "write a DNS name")
    }
  }
}

/// The release of Istio whose node contract (metadata keys, drain, bootstrap) the agent keeps and reports by default.
let compatibleIstioVersion = "1.30.3"
