/// A mesh of made-up services that all listen on port 80, as Istio YAML.
///
/// Services are ServiceEntries (`MESH_INTERNAL`, `STATIC`), so that any control plane which reads Istio objects from files can
/// load it. With rules, each service has a VirtualService (a match by header or path, a timeout, retries, a split over two
/// subsets) and a DestinationRule with the two subsets.
struct SyntheticMesh: Sendable {
  var services: Int
  /// Endpoints of each service; at least two, for the last one is what endpoint changes move.
  var endpoints: Int
  var namespaces: Int
  var hasRules: Bool

  static let initialWeight = 90

  func namespace(_ service: Int) -> String { "ns-\(service % namespaces)" }

  func host(_ service: Int) -> String { "svc-\(service).\(namespace(service)).svc.cluster.local" }

  /// The address of an endpoint. Each `move` of the last endpoint gives it another one.
  func address(_ service: Int, endpoint: Int, move: Int = 0) -> String {
    let number = service * endpoints + endpoint
    let second = move == 0 || endpoint != endpoints - 1 ? 100 + (number >> 16 & 127) : 228 + move % 28
    return "10.\(second).\(number >> 8 & 255).\(number & 255)"
  }

  func labels(_ service: Int, endpoint: Int) -> [String: String] {
    ["app": "svc-\(service)", "version": "v\(1 + endpoint % 2)"]
  }

  /// The ServiceEntry of a service.
  /// - Parameter move: how often its last endpoint has changed its address.
  func service(_ service: Int, move: Int = 0) -> String {
    let list = (0..<endpoints).map { endpoint in
      """
        - address: \(address(service, endpoint: endpoint, move: move))
          labels: {app: svc-\(service), version: v\(1 + endpoint % 2)}
          locality: region\(endpoint % 2)/zone\(endpoint % 3)

      """
    }
    return """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: svc-\(service), namespace: \(namespace(service))}
      spec:
        hosts: [\(host(service))]
        addresses: [240.\(service >> 16 & 255).\(service >> 8 & 255).\(service & 255)]
        location: MESH_INTERNAL
        resolution: STATIC
        ports:
        - {number: 80, name: http, protocol: HTTP, targetPort: 8080}
        endpoints:
      \(list.joined())
      """
  }

  /// The DestinationRule and the VirtualService of a service.
  /// - Parameter weight: how many of 100 requests go to the subset `v1`.
  func rules(_ service: Int, weight: Int = initialWeight) -> String {
    let metadata = "{name: svc-\(service), namespace: \(namespace(service))}"
    let host = host(service)
    return """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: \(metadata)
      spec:
        host: \(host)
        trafficPolicy:
          connectionPool: {http: {http2MaxRequests: 1000}}
          outlierDetection: {consecutive5xxErrors: 7, interval: 30s, baseEjectionTime: 60s}
        subsets:
        - {name: v1, labels: {version: v1}}
        - {name: v2, labels: {version: v2}}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: \(metadata)
      spec:
        hosts: [\(host)]
        http:
        - match:
          - headers: {end-user: {exact: jason}}
          - uri: {prefix: /canary}
          route:
          - destination: {host: \(host), subset: v2}
        - timeout: 10s
          retries: {attempts: 3, perTryTimeout: 2s, retryOn: "5xx,connect-failure"}
          route:
          - {destination: {host: \(host), subset: v1}, weight: \(weight)}
          - {destination: {host: \(host), subset: v2}, weight: \(100 - weight)}

      """
  }
}
