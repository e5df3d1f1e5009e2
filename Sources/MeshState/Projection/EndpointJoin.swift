package import MeshAPI
import MeshModel

/// Endpoints of one service, as its sources of endpoints and the pods behind them tell.
struct JoinedEndpoints: Sendable {
  var endpoints: [Endpoint] = []
  /// Every address that claims to serve the service, whether it may get traffic yet or not: a sidecar needs its inbound side
  /// before its pod is ready.
  var addresses: Set<String> = []
  /// The accounts of all workloads that claim to serve the service, whether they may get traffic yet or not: a pod that is not ready
  /// for a moment is no reason to change clusters.
  var accounts: Set<WorkloadAccount> = []
  var findings: [Finding] = []

  mutating func append(_ other: JoinedEndpoints) {
    endpoints += other.endpoints
    addresses.formUnion(other.addresses)
    accounts.formUnion(other.accounts)
    findings += other.findings
  }

  /// The same under other names of service ports.
  func renamed(_ portNames: [String: String]) -> JoinedEndpoints {
    guard !portNames.isEmpty else { return self }
    var renamed = self
    for index in endpoints.indices {
      renamed.endpoints[index].servicePort = portNames[endpoints[index].servicePort] ?? endpoints[index].servicePort
    }
    return renamed
  }

  /// What the endpoints are as peers of mutual TLS.
  var peers: ServicePeers {
    var capable: Set<String> = []
    var incapable: Set<String> = []
    for endpoint in endpoints {
      if endpoint.speaksMutualTLS { capable.insert(endpoint.servicePort) } else { incapable.insert(endpoint.servicePort) }
    }
    return ServicePeers(accounts: accounts.sorted(), capablePorts: capable.subtracting(incapable).sorted())
  }

  /// Notes the account of a workload, where it has one.
  mutating func addAccount(_ name: String, in namespace: String) {
    if !name.isEmpty { accounts.insert(WorkloadAccount(namespace: namespace, name: name)) }
  }
}

/// Something that the fold found out about an object.
package struct Finding: Hashable, Sendable {
  package var object: ObjectKey
  package var diagnostic: Diagnostic
}

/// Joins what objects say about endpoints with the pods and nodes behind them. Decides from values alone.
struct EndpointJoin {
  let platform: PlatformFacts
  let options: FoldOptions

  /// An endpoint of a pod, or of nobody known, still without address and port.
  func template(pod: Object<KubernetesPod>?) -> Endpoint {
    guard let pod else {
      let labels = [:].withTopology(
        locality: Locality(), clusterID: options.clusterID, network: options.network, nodeName: "")
      return Endpoint(
        address: .ip(""), port: 0, servicePort: "", labels: labels, network: options.network,
        clusterID: options.clusterID, health: .healthy)
    }
    let locality = platform.locality(of: pod)
    let network = pod.metadata.labels[TopologyLabel.network] ?? options.network
    let nodeName = pod.spec.nodeName ?? ""
    return Endpoint(
      address: .ip(""), port: 0, servicePort: "",
      labels: pod.metadata.labels.withTopology(
        locality: locality, clusterID: options.clusterID, network: network, nodeName: nodeName),
      locality: locality, network: network, clusterID: options.clusterID, health: .healthy,
      serviceAccount: pod.serviceAccount, workloadName: pod.workloadName, namespace: pod.namespace, podName: pod.name,
      nodeName: nodeName)
  }
}
