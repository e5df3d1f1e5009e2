import HashTreeCollections
import MeshAPI
import MeshModel

@testable import MeshTranslation

extension MeshFixture {
  /// Gives a service these endpoints (in place of those it had), and files it under their addresses.
  @discardableResult
  mutating func endpoints(_ endpoints: [Endpoint], of service: Shared<Service>) -> Shared<ServiceEndpoints> {
    let shared = Shared(ServiceEndpoints(key: service.key, endpoints: endpoints))
    snapshot.endpoints[service.key] = shared
    for case .ip(let address) in endpoints.map(\.address) {
      var keys = snapshot.servicesByAddress[address] ?? []
      if !keys.contains(service.key) { keys.append(service.key) }
      snapshot.servicesByAddress[address] = keys.sorted()
    }
    return shared
  }

  func clusters(of service: Shared<Service>, for proxy: Proxy = sidecar("shop")) -> [ClusterInputs] {
    OutboundClusters.inputs(
      for: service, endpoints: snapshot.endpoints[service.key], peers: snapshot.peers[service.key], in: scope(of: proxy))
  }

  func assignments(of service: Shared<Service>, for proxy: Proxy = sidecar("shop")) -> [LoadAssignmentInputs] {
    LoadAssignments.inputs(for: service, endpoints: snapshot.endpoints[service.key], in: scope(of: proxy))
  }

  func workload(of proxy: Proxy = sidecar("shop")) -> WorkloadView {
    WorkloadView(proxy: proxy, snapshot: snapshot, rules: rules)
  }
}

extension Endpoint {
  /// One at `address` for port 8080 of a fixture's service.
  static func at(
    _ address: String, port: Int = 8080, of servicePort: String = "p8080", labels: [String: String] = [:],
    in locality: String = "", change: (inout Endpoint) -> Void = { _ in }
  ) -> Endpoint {
    var endpoint = Endpoint(
      address: .ip(address), port: port, servicePort: servicePort, labels: labels, locality: Locality(locality))
    change(&endpoint)
    return endpoint
  }
}

extension DestinationRule {
  init(_ host: String, subsets: [Subset] = [], policy: (inout TrafficPolicy) -> Void = { _ in }) {
    self.init(host: host, trafficPolicy: .with(policy), subsets: subsets)
  }
}

extension TrafficPolicy {
  static func with(_ change: (inout TrafficPolicy) -> Void) -> TrafficPolicy {
    var policy = TrafficPolicy()
    change(&policy)
    return policy
  }

  /// Sets the settings of a port.
  mutating func port(_ number: Int, _ change: (inout PortTrafficPolicy) -> Void) {
    var settings = PortTrafficPolicy(port: number)
    change(&settings)
    portLevelSettings.append(settings)
  }
}

extension LoadBalancerSettings {
  static func simple(_ simple: Simple) -> LoadBalancerSettings {
    var settings = LoadBalancerSettings()
    settings.simple = simple
    return settings
  }

  static func locality(_ change: (inout LocalityLoadBalancerSetting) -> Void) -> LoadBalancerSettings {
    var settings = LoadBalancerSettings()
    var locality = LocalityLoadBalancerSetting()
    change(&locality)
    settings.localityLbSetting = locality
    return settings
  }
}

extension ConnectionPoolSettings {
  static func maxConnections(_ count: Int) -> ConnectionPoolSettings {
    var tcp = TCP()
    tcp.maxConnections = count
    return ConnectionPoolSettings(tcp: tcp)
  }

  static func http(_ change: (inout HTTP) -> Void) -> ConnectionPoolSettings {
    var http = HTTP()
    change(&http)
    return ConnectionPoolSettings(http: http)
  }
}
