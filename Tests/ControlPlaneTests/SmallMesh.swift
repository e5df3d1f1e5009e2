/// A mesh of one service with two versions behind it, and the node ids of two clients.
enum SmallMesh {
  static let client = "sidecar~10.0.0.1~client.shop~shop.svc.cluster.local"
  static let other = "sidecar~10.0.0.2~other.ops~ops.svc.cluster.local"
  static let host = "cart.shop.svc.cluster.local"

  static let platform = """
    apiVersion: v1
    kind: Service
    metadata: {name: cart, namespace: shop}
    spec:
      clusterIP: 10.96.0.7
      selector: {app: cart}
      ports: [{name: http, port: 8080}]
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: cart, namespace: shop, labels: {kubernetes.io/service-name: cart}}
    addressType: IPv4
    ports: [{name: http, port: 8080}]
    endpoints:
    - {addresses: [10.1.0.1], conditions: {ready: true}}
    - {addresses: [10.1.0.2], conditions: {ready: true}}

    """

  static func virtualService(_ name: String = "cart", timeout: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: shop}
    spec:
      hosts: [cart]
      http:
      - timeout: \(timeout)
        route:
        - destination: {host: cart}

    """
  }

  static let destinationRule = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: cart, namespace: shop}
    spec:
      host: cart
      trafficPolicy:
        connectionPool: {tcp: {maxConnections: 7}}

    """
}
