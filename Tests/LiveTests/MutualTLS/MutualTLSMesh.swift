import Foundation
import MeshTestSupport
import Testing

/// A control plane and two real Envoys with certificates: the client's takes requests for the service `server` on an address of its
/// own, the server's owns an address for each of two pods. The first pod says that it speaks mutual TLS, the second does not.
final class MutualTLSMesh: Sendable {
  let folder: TestFolder
  let network: LoopbackNetwork
  private let application: EchoApplication

  static let account = "spiffe://cluster.local/ns/default/sa/server"

  init() throws {
    folder = try TestFolder()
    network = try LoopbackNetwork()
    application = EchoApplication(version: "v1", socket: folder("server.sock"))
    try folder.write("config/platform.yaml", platform)
    try write(endpoints: [.capable])
  }

  enum Pod: Int, Sendable {
    case capable = 10
    case plain = 11

    var port: Int { self == .capable ? 9080 : 9081 }
  }

  /// Everything, running.
  struct Proxies: Sendable {
    var client: EnvoyProcess
    var server: EnvoyProcess
  }

  func run(_ body: @Sendable @escaping (Proxies) async throws -> Void) async throws {
    let authority = try TestAuthority()
    let (chain, key) = try authority.issue("spiffe://cluster.local/ns/default/sa/client")
    let (serverChain, serverKey) = try authority.issue(Self.account)
    let controlPlane = try MeltemiProcess.controlPlane(in: folder, on: network)
    let clientSecrets = SecretServer(chain: chain, key: key, roots: authority.roots)
    let serverSecrets = SecretServer(chain: serverChain, key: serverKey, roots: authority.roots)
    do {
      try await clientSecrets.serve { clientPort in
        try await serverSecrets.serve { serverPort in
          try await self.run(clientPort: clientPort, serverPort: serverPort, body)
        }
      }
    } catch {
      print("--- discovery\n\(controlPlane.log.suffix(4000))")
      await controlPlane.stop()
      throw error
    }
    await controlPlane.stop()
  }

  private func run(
    clientPort: Int, serverPort: Int, _ body: @Sendable @escaping (Proxies) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let application = self.application
      group.addTask { try await application.run() }
      await application.ready.wait { !$0.isEmpty }
      let proxies = Proxies(
        client: try envoy("client", at: network[2], secretsPort: clientPort),
        server: try envoy("server", at: network[Pod.capable.rawValue], secretsPort: serverPort))
      do {
        for proxy in [proxies.client, proxies.server] { try await eventually("Envoy is live") { try await proxy.isLive } }
        try await body(proxies)
      } catch {
        print("--- client\n\(proxies.client.log.suffix(4000))\n--- server\n\(proxies.server.log.suffix(4000))")
        proxies.client.stop()
        proxies.server.stop()
        throw error
      }
      proxies.client.stop()
      proxies.server.stop()
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  private func envoy(_ name: String, at address: String, secretsPort: Int) throws -> EnvoyProcess {
    try EnvoyProcess(
      name, labels: ["app": name], address: address, controlPlane: "\(network[1]):15010", secretsPort: secretsPort, folder: folder
    )
  }

  // MARK: Asking

  /// Through the client's proxy.
  func request() async throws -> UInt {
    try await LiveMesh.get("http://\(network[3]):8080/", authority: "server:8080").status
  }

  /// In plain text to the server's proxy itself; 0 where the connection is refused or closed.
  func plainRequest(to pod: Pod) async -> UInt {
    (try? await LiveMesh.get("http://\(network[pod.rawValue]):\(pod.port)/").status) ?? 0
  }

  /// How many times TLS was agreed upon at a pod.
  func handshakes(_ proxies: Proxies, at pod: Pod) async throws -> Int {
    try await proxies.server.statistic("listener.\(network[pod.rawValue])_\(pod.port).ssl.handshake")
  }

  /// How many connections a pod has got.
  func connections(_ proxies: Proxies, at pod: Pod) async throws -> Int {
    try await proxies.server.statistic("listener.\(network[pod.rawValue])_\(pod.port).downstream_cx_total")
  }

  // MARK: Files

  func write(endpoints pods: [Pod]) throws {
    let slices = pods.map { pod in
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: server-\(pod), namespace: default, labels: {kubernetes.io/service-name: server}}
      addressType: IPv4
      ports: [{name: http, port: \(pod.port), protocol: TCP}]
      endpoints:
      - addresses: ["\(network[pod.rawValue])"]
        conditions: {ready: true}
        targetRef: {kind: Pod, namespace: default, name: \(pod)}

      """
    }
    try folder.write("config/endpoints.yaml", slices.joined(separator: "---\n"))
  }

  /// Replaces all rules but those for the proxies' places.
  func write(rules: String) throws { try folder.write("config/rules.yaml", rules) }

  static func peers(_ mode: String) -> String {
    """
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: default}
    spec: {mtls: {mode: \(mode)}}

    """
  }

  /// A DestinationRule for the server; `tls` in the short form of YAML.
  static func destinationRule(_ tls: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: server, namespace: default}
    spec: {host: server, trafficPolicy: {tls: \(tls)}}

    """
  }

  private var platform: String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: server, namespace: default}
    spec:
      selector: {app: server}
      ports: [{name: http, port: 8080}]
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: client, namespace: default}
    spec:
      workloadSelector: {labels: {app: client}}
      egress:
      - port: {number: 8080, protocol: HTTP, name: http}
        bind: \(network[3])
        captureMode: NONE
        hosts: ["./*"]
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: server, namespace: default}
    spec:
      workloadSelector: {labels: {app: server}}
      ingress:
      - port: {number: \(Pod.capable.port), protocol: HTTP, name: http}
        bind: \(network[Pod.capable.rawValue])
        captureMode: NONE
        defaultEndpoint: unix://\(folder("server.sock"))
      - port: {number: \(Pod.plain.port), protocol: HTTP, name: http-plain}
        bind: \(network[Pod.plain.rawValue])
        captureMode: NONE
        defaultEndpoint: unix://\(folder("server.sock"))
    ---
    \(pod(.capable, labels: "app: server, security.istio.io/tlsMode: istio"))
    ---
    \(pod(.plain, labels: "app: server"))
    """
  }

  private func pod(_ pod: Pod, labels: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(pod), namespace: default, labels: {\(labels)}}
    spec: {serviceAccountName: server, containers: [{name: app, image: app}]}
    status: {phase: Running, podIP: \(network[pod.rawValue]), conditions: [{type: Ready, status: "True"}]}
    """
  }
}
