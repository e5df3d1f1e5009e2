import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// Secrets that DestinationRules name for clients reach those that use them, and nobody else.
@Suite struct ClientSecretTests {
  private static func rule(selector: [String: String]?) -> MeshObject {
    var tls = ClientTLSSettings(mode: .mutual)
    tls.credentialName = "client"
    var policy = TrafficPolicy()
    policy.tls = tls
    return MeshObjects.destinationRule(
      "cart", in: "shop", DestinationRule(host: "cart", trafficPolicy: policy, workloadSelector: selector))
  }

  private static let secret = MeshObjects.secret(
    "client", in: "shop",
    KubernetesSecret(
      keyPair: .init(chainPEM: [1], keyPEM: SensitiveBytes([1])), roots: TrustedRoots(certificatesPEM: [1])))

  private static func proxy(
    _ kind: Proxy.Kind, app: String = "client", in namespace: String = "shop", proven: Bool = true
  ) -> Proxy {
    var proxy =
      kind == .sidecar
      ? Proxy.sidecar(app, in: namespace, ip: "10.0.0.1", labels: ["app": app])
      : Proxy.router(app, in: namespace, ip: "10.0.0.1", labels: ["app": app])
    proxy.isAuthenticated = proven
    return proxy
  }

  /// Whether the rule selects `app: client`, the proxy, and whether it gets the secret.
  static let rows: [(selects: Bool, proxy: Proxy, gets: Bool)] = [
    (true, proxy(.sidecar), true), (true, proxy(.sidecar, app: "other"), false),
    (true, proxy(.sidecar, proven: false), false), (true, proxy(.sidecar, in: "ops"), false),
    (false, proxy(.sidecar), false), (false, proxy(.router), true), (false, proxy(.router, in: "ops"), false),
    (false, proxy(.router, app: "other"), false),
    (false, proxy(.router, proven: false), false),
  ]

  @Test(arguments: rows) func whoUsesItGetsIt(_ selects: Bool, _ proxy: Proxy, _ gets: Bool) async {
    var mesh = TestMesh()
    let service = MeshObjects.service("cart", in: "shop", ports: [.init(name: "http", port: 80)], ip: "10.96.0.1")
    let gateway = MeshObjects.gateway("egress", in: "shop", Gateway(selector: ["app": "client"]))
    await mesh.apply([gateway, service, Self.rule(selector: selects ? ["app": "client"] : nil), Self.secret])
    let connection = await mesh.connect(proxy)
    func names() async -> [String] { await mesh.engine.resources(of: connection)?.resources(.secret).map(\.name) ?? [] }
    #expect(await names() == (gets ? ["kubernetes://client", "kubernetes://client-cacert"] : []))
    await mesh.apply(removing: [Self.rule(selector: nil).key])
    #expect(await names() == [])
  }
}
