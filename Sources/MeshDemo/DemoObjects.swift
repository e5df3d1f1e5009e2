import Bookinfo

/// Writes the objects that describe the demo's mesh, as a user of the control plane would write them.
///
/// Nothing captures traffic here, so each sidecar is told by a Sidecar object which addresses to bind; everything else (services,
/// endpoint slices, the gateway) is what Bookinfo looks like on Kubernetes.
struct DemoObjects: Sendable {
  var layout: DemoLayout

  /// File name and content.
  var files: [(name: String, text: String)] {
    [
      ("platform.yaml", join(platform)),
      ("sidecars.yaml", join(layout.workloads.map(sidecar))),
      ("gateway.yaml", join([gateway, ingressRoutes])),
    ]
  }

  private var platform: [String] {
    let services = ["productpage", "details", "reviews", "ratings"]
    return services.flatMap { [service($0), endpointSlice($0)] } + layout.workloads.map(pod)
  }

  private func join(_ documents: [String]) -> String { documents.joined(separator: "---\n") }

  private func service(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata:
      name: \(name)
      namespace: default
      labels: {app: \(name), service: \(name)}
    spec:
      selector: {app: \(name)}
      ports:
      - {name: http, port: \(DemoLayout.servicePort), targetPort: \(DemoLayout.servicePort)}

    """
  }

  private func endpointSlice(_ service: String) -> String {
    let endpoints = layout.workloads.filter { $0.kind.serviceName == service }.map { workload in
      """
      - addresses: ["\(workload.address)"]
        conditions: {ready: true}
        targetRef: {kind: Pod, namespace: default, name: \(workload.name)}
      """
    }
    return """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: \(service)
        namespace: default
        labels: {kubernetes.io/service-name: \(service)}
      addressType: IPv4
      ports:
      - {name: http, port: \(DemoLayout.servicePort), protocol: TCP}
      endpoints:
      \(endpoints.joined(separator: "\n"))

      """
  }

  private func pod(_ workload: DemoWorkload) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(workload.name)
      namespace: default
      labels: {app: \(workload.kind.serviceName), version: \(workload.kind.version), security.istio.io/tlsMode: istio}
    spec:
      serviceAccountName: \(workload.serviceAccount)
    status:
      phase: Running
      podIP: \(workload.address)
      conditions:
      - {type: Ready, status: "True"}

    """
  }

  private func sidecar(_ workload: DemoWorkload) -> String {
    """
    # \(workload.name): owns port \(DemoLayout.servicePort) of its address, and takes the calls of its application on another.
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata:
      name: \(workload.name)
      namespace: default
    spec:
      workloadSelector:
        labels: {app: \(workload.kind.serviceName), version: \(workload.kind.version)}
      ingress:
      - port: {number: \(DemoLayout.servicePort), protocol: HTTP, name: http}
        bind: \(workload.address)
        captureMode: NONE
        defaultEndpoint: unix://\(workload.socketPath)
      egress:
      - port: {number: \(DemoLayout.servicePort), protocol: HTTP, name: http}
        bind: \(workload.egressAddress)
        captureMode: NONE
        hosts: ["./*"]

    """
  }

  private var gateway: String {
    """
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata:
      name: bookinfo-gateway
      namespace: default
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: \(layout.ingressPort), name: http, protocol: HTTP}
        bind: 127.0.0.1
        hosts: ["*"]

    """
  }

  private var ingressRoutes: String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: bookinfo
      namespace: default
    spec:
      hosts: ["*"]
      gateways: [bookinfo-gateway]
      http:
      - match:
        - uri: {exact: /}
        - uri: {exact: /productpage}
        - uri: {prefix: /static}
        - uri: {exact: /login}
        - uri: {exact: /logout}
        - uri: {prefix: /api/v1/products}
        route:
        - destination: {host: productpage, port: {number: \(DemoLayout.servicePort)}}

    """
  }
}
