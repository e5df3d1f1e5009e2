import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// Secrets reach the gateways that name them, and nobody else.
@Suite struct SecretDeliveryTests {
  private static func gateway(in namespace: String, credential: String, mode: ServerTLSSettings.Mode = .mutual) -> MeshObject {
    var tls = ServerTLSSettings(mode: mode)
    tls.credentialNames = [credential]
    let server = Gateway.Server(
      port: PortSpecification(number: 443, name: "https", protocol: "HTTPS"), hosts: ["a.com"], tls: tls)
    return MeshObjects.gateway("edge", in: namespace, Gateway(servers: [server], selector: ["istio": "a"]))
  }

  private static func secret(_ name: String, in namespace: String, key: UInt8 = 1, roots: UInt8? = nil) -> MeshObject {
    MeshObjects.secret(
      name, in: namespace,
      KubernetesSecret(
        keyPair: .init(chainPEM: [key], keyPEM: SensitiveBytes([key])), roots: roots.map { TrustedRoots(certificatesPEM: [$0]) }))
  }

  private static func router(in namespace: String, isAuthenticated: Bool = true, label: String = "a") -> Proxy {
    var proxy = Proxy.router("gw", in: namespace, ip: "10.0.0.9", labels: ["istio": label])
    proxy.isAuthenticated = isAuthenticated
    return proxy
  }

  private static func names(_ mesh: TestMesh, _ connection: ProxyConnection) async -> [String] {
    await mesh.engine.resources(of: connection)?.resources(.secret).map(\.name) ?? []
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var proxy: Proxy
    var gets: [String]
  }

  static let rows = [
    Row(testDescription: "the gateway", proxy: router(in: "shop"), gets: ["kubernetes://cert", "kubernetes://cert-cacert"]),
    Row(testDescription: "who proved nothing", proxy: router(in: "shop", isAuthenticated: false), gets: []),
    Row(testDescription: "another namespace", proxy: router(in: "ops"), gets: []),
    Row(testDescription: "whom no Gateway selects", proxy: router(in: "shop", label: "b"), gets: []),
    Row(
      testDescription: "a sidecar",
      proxy: {
        var proxy = Proxy.sidecar("app", in: "shop", ip: "10.0.0.1", labels: ["istio": "a"])
        proxy.isAuthenticated = true
        return proxy
      }(), gets: []),
  ]

  @Test(arguments: rows) func gatewaysOfTheNamespaceAlone(_ row: Row) async {
    var mesh = TestMesh()
    await mesh.apply([
      Self.gateway(in: "shop", credential: "cert"), Self.secret("cert", in: "shop", roots: 1), Self.secret("unused", in: "shop"),
    ])
    let connection = await mesh.connect(row.proxy)
    #expect(await Self.names(mesh, connection) == row.gets)
  }

  /// A Gateway of one namespace may select a gateway of another: the secret is looked up where the gateway is.
  @Test func secretsAreThoseOfTheGatewaysNamespace() async {
    var mesh = TestMesh()
    await mesh.apply([Self.gateway(in: "shop", credential: "cert", mode: .simple), Self.secret("cert", in: "istio-system")])
    #expect(await Self.names(mesh, await mesh.connect(Self.router(in: "istio-system"))) == ["kubernetes://cert"])
  }

  @Test func otherNamespacesCanNotBeNamed() async {
    var mesh = TestMesh()
    await mesh.apply([
      Self.gateway(in: "shop", credential: "kubernetes://ops/cert", mode: .simple), Self.secret("cert", in: "ops"),
    ])
    #expect(await Self.names(mesh, await mesh.connect(Self.router(in: "shop"))) == [])
  }

  /// What a DestinationRule names for TLS to others reaches gateways in the same way.
  @Test func clustersNameSecretsToo() async {
    var mesh = TestMesh()
    var tls = ClientTLSSettings(mode: .mutual)
    tls.credentialName = "client"
    var policy = TrafficPolicy()
    policy.tls = tls
    let port = KubernetesService.Port(name: "https", port: 443)
    await mesh.apply([
      MeshObjects.gateway("egress", in: "shop", Gateway(selector: ["istio": "a"])),
      MeshObjects.service("web", in: "shop", ports: [port], ip: "10.96.0.1"),
      MeshObjects.destinationRule("web", in: "shop", DestinationRule(host: "web", trafficPolicy: policy)),
      Self.secret("client", in: "shop", roots: 1),
    ])
    let connection = await mesh.connect(Self.router(in: "shop"))
    #expect(await Self.names(mesh, connection) == ["kubernetes://client", "kubernetes://client-cacert"])
    await mesh.apply(removing: [ObjectKey(kind: .secret, namespace: "shop", name: "client")])
    #expect(await Self.names(mesh, connection) == [])
    await mesh.apply([Self.secret("client", in: "shop")])
    #expect(await Self.names(mesh, connection) == ["kubernetes://client"])
    await mesh.apply(removing: [ObjectKey(kind: .destinationRule, namespace: "shop", name: "web")])
    #expect(await Self.names(mesh, connection) == [])
    await connection.finish()
    #expect(await mesh.apply().heldResources == 0)
  }

  /// A router says itself that it is one. Where Pods are known, it must be at one of them, and then it has that Pod's labels.
  @Test func labelsMustBeThoseOfAKnownPodWhereThereAreAny() async {
    var mesh = TestMesh()
    await mesh.apply([Self.gateway(in: "shop", credential: "cert", mode: .simple), Self.secret("cert", in: "shop")])
    var stranger = Self.router(in: "shop")
    stranger.serviceAccount = "nobody"
    let connection = await mesh.connect(stranger)
    #expect(await Self.names(mesh, connection) == ["kubernetes://cert"])
    let labels = ["istio": "a"]
    let pod = MeshObjects.pod("gw", in: "shop", ip: "10.0.0.77", labels: labels, account: "edge")
    await mesh.apply([pod])
    #expect(await Self.names(mesh, connection) == [])
    var own = Self.router(in: "shop")
    (own.addresses, own.serviceAccount) = (["10.0.0.77"], "edge")
    #expect(await Self.names(mesh, await mesh.connect(own)) == ["kubernetes://cert"])
    await mesh.apply([MeshObjects.pod("other", in: "shop", ip: "10.0.0.9", labels: ["app": "other"], account: "nobody")])
    #expect(await Self.names(mesh, connection) == [])
    await mesh.apply(removing: [pod.key, ObjectKey(kind: .pod, namespace: "shop", name: "other")])
    #expect(await Self.names(mesh, connection) == ["kubernetes://cert"])
  }

  /// Who writes a rule for others must not get their keys by another spelling.
  @Test func aConfigMapIsNoSecret() async {
    var mesh = TestMesh()
    var tls = ClientTLSSettings(mode: .mutual)
    tls.credentialName = "configmap://cert"
    var policy = TrafficPolicy()
    policy.tls = tls
    await mesh.apply([
      MeshObjects.service("web", in: "other", ports: [KubernetesService.Port(name: "https", port: 443)], ip: "10.96.0.1"),
      MeshObjects.destinationRule("web", in: "other", DestinationRule(host: "web", trafficPolicy: policy)),
      Self.secret("cert", in: "shop", roots: 1),
    ])
    var proxy = Proxy.sidecar("nobody", in: "shop", ip: "10.0.0.8")
    proxy.isAuthenticated = true
    let connection = await mesh.connect(proxy)
    #expect(await Self.names(mesh, connection) == [])
    await mesh.apply([MeshObjects.configMap("cert", in: "shop", KubernetesConfigMap(roots: TrustedRoots(certificatesPEM: [7])))])
    #expect(await Self.names(mesh, connection) == ["configmap://cert-cacert"])
  }

  @Test func aNewCertificateIsOneResource() async {
    var mesh = TestMesh()
    await mesh.apply([Self.gateway(in: "shop", credential: "cert", mode: .simple), Self.secret("cert", in: "shop")])
    let connection = await mesh.connect(Self.router(in: "shop"))
    let before = await mesh.engine.resources(of: connection)?.resource(.secret, "kubernetes://cert")
    let report = await mesh.apply([Self.secret("cert", in: "shop", key: 2)])
    #expect(report.counts.built == [.secret: 1])
    let after = await mesh.engine.resources(of: connection)?.resource(.secret, "kubernetes://cert")
    #expect(before != nil && after != nil && before != after)
    #expect(
      await mesh.engine.origins(of: .secret, "kubernetes://cert", for: connection).map(\.description) == ["Secret/shop/cert"])
  }

  /// A secret of its own, a ConfigMap, or the secret of the server: roots come from the first that there is.
  @Test func rootsComeFromWhereTheyAre() async {
    var mesh = TestMesh()
    let map = KubernetesConfigMap(roots: TrustedRoots(certificatesPEM: [7]))
    await mesh.apply([
      Self.gateway(in: "shop", credential: "cert"), Self.secret("cert", in: "shop", roots: 1),
      MeshObjects.configMap("cert-cacert", in: "shop", map),
    ])
    let connection = await mesh.connect(Self.router(in: "shop"))
    #expect(
      await mesh.engine.origins(of: .secret, "kubernetes://cert-cacert", for: connection).map(\.description)
        == ["ConfigMap/shop/cert-cacert"])
    await mesh.apply(removing: [ObjectKey(kind: .configMap, namespace: "shop", name: "cert-cacert")])
    #expect(
      await mesh.engine.origins(of: .secret, "kubernetes://cert-cacert", for: connection).map(\.description) == [
        "Secret/shop/cert"
      ])
  }
}
