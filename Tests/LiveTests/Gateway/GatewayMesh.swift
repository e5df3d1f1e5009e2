import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import MeshTestSupport
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import Testing

/// A control plane and one real Envoy as a gateway, whose Gateway objects end TLS, pass it on, redirect, and stand for an Ingress.
final class GatewayMesh: Sendable {
  let folder: TestFolder
  let network: LoopbackNetwork
  let authority: TestAuthority
  private let ingressPort: Int

  static let host = "www.example.com"
  static let passed = "pass.example.com"

  enum Port {
    static let http = 8080
    static let https = 8443
    static let passthrough = 9443
    static let backend = 9080
  }

  init() throws {
    folder = try TestFolder()
    network = try LoopbackNetwork()
    authority = try TestAuthority()
    let pair = try authority.issue(dnsNames: [Self.host, Self.passed])
    try folder.write("server.pem", pair.chain)
    try folder.write("server-key.pem", pair.key)
    try folder.write("roots.pem", authority.roots)
    // The listener of an Ingress is on all addresses, so its port must be free on all of them.
    let port = (20_000..<30_000).first { LoopbackNetwork.isFree("0.0.0.0", UInt16($0)) }
    ingressPort = try #require(port)
    try folder.write("config/platform.yaml", platform)
    try folder.write("config/gateway.yaml", gateway)
  }

  func run(_ body: @Sendable @escaping () async throws -> Void) async throws {
    let controlPlane = try MeltemiProcess.controlPlane(in: folder, on: network)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        let backend = backend()
        group.addTask { try await backend.run() }
        let envoy = try EnvoyProcess(
          "gateway", labels: ["istio": "ingressgateway"], address: network[2], controlPlane: "\(network[1]):15010",
          secretsPort: nil, folder: folder, kind: "router")
        do {
          try await eventually("Envoy is live") { try await envoy.isLive }
          try await body()
        } catch {
          print("--- gateway\n\(envoy.log.suffix(4000))")
          envoy.stop()
          throw error
        }
        envoy.stop()
        group.cancelAll()
        while (try? await group.next()) != nil {}
      }
    } catch {
      print("--- discovery\n\(controlPlane.log.suffix(4000))")
      await controlPlane.stop()
      throw error
    }
    await controlPlane.stop()
  }

  private func backend() -> some Service {
    let router = Router()
    router.get("**") { request, _ in
      let field = request.headers.first { $0.name.canonicalName == "x-forwarded-client-cert" }
      return "\(request.uri.path) \(field?.value ?? "")"
    }
    var logger = Logger(label: "backend")
    logger.logLevel = .critical
    return Application(
      router: router, configuration: .init(address: .hostname(network[3], port: Port.backend)), logger: logger)
  }

  // MARK: Asking

  struct Answer: Sendable {
    var status: UInt
    var location: String?
    var body: String
  }

  /// Asks the gateway.
  /// - Parameters:
  ///   - port: nil for the Ingress's.
  ///   - certificate: what the client shows.
  ///   - patience: in seconds; connections that are refused are tried again for as long.
  func get(
    _ path: String, host: String = host, scheme: String = "https", port: Int? = nil,
    certificate: (chain: String, key: String)? = nil, patience: Int64 = 20
  ) async throws -> Answer {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.roots.utf8)))
    if let certificate {
      tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.chain.utf8)).map { .certificate($0) }
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(certificate.key.utf8), format: .pem))
    }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.dnsOverride = [host: network[2]]
    let client = HTTPClient(configuration: configuration)
    do {
      let response = try await client.execute(
        HTTPClientRequest(url: "\(scheme)://\(host):\(port ?? ingressPort)\(path)"), timeout: .seconds(patience))
      let answer = Answer(
        status: response.status.code, location: response.headers.first(name: "location"),
        body: String(buffer: try await response.body.collect(upTo: 1 << 20)))
      try await client.shutdown()
      return answer
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  // MARK: Files

  private var gateway: String {
    """
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: default}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: \(Port.http), name: http, protocol: HTTP}
        bind: \(network[2])
        hosts: [\(Self.host)]
        tls: {httpsRedirect: true}
      - port: {number: \(Port.https), name: https, protocol: HTTPS}
        bind: \(network[2])
        hosts: [\(Self.host), \(Self.passed)]
        tls:
          mode: MUTUAL
          serverCertificate: \(folder("server.pem"))
          privateKey: \(folder("server-key.pem"))
          caCertificates: \(folder("roots.pem"))
          subjectAltNames: [client.example.com]
      - port: {number: \(Port.passthrough), name: tls, protocol: TLS}
        bind: \(network[2])
        hosts: [\(Self.passed)]
        tls: {mode: PASSTHROUGH}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: edge, namespace: default}
    spec:
      hosts: [\(Self.host), \(Self.passed)]
      gateways: [edge]
      http:
      - route: [{destination: {host: server}}]
      tls:
      - match: [{sniHosts: [\(Self.passed)], port: \(Port.passthrough)}]
        route: [{destination: {host: inner.test, port: {number: \(Port.https)}}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: inner, namespace: default}
    spec:
      hosts: [inner.test]
      ports: [{number: \(Port.https), name: tls, protocol: TLS}]
      resolution: STATIC
      endpoints: [{address: \(network[2])}]
    ---
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web, namespace: default, annotations: {kubernetes.io/ingress.class: istio}}
    spec:
      rules:
      - host: ingress.example.com
        http:
          paths:
          - {path: /app, pathType: Prefix, backend: {service: {name: server, port: {name: http}}}}
    """
  }

  private var platform: String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: server, namespace: default}
    spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 8000}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: server, namespace: default, labels: {kubernetes.io/service-name: server}}
    addressType: IPv4
    ports: [{name: http, port: \(Port.backend)}]
    endpoints: [{addresses: [\(network[3])], conditions: {ready: true}}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: istio-ingressgateway, namespace: default}
    spec: {clusterIP: 10.96.0.2, ports: [{name: http, port: 80, targetPort: \(ingressPort)}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: istio-ingressgateway, namespace: default, labels: {kubernetes.io/service-name: istio-ingressgateway}}
    addressType: IPv4
    ports: [{name: http, port: \(ingressPort)}]
    endpoints: [{addresses: [\(network[2])], conditions: {ready: true}}]
    """
  }
}
