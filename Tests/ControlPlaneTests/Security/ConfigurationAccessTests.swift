import ControlPlane
import GRPCCore
import MeshIdentity
import MeshTestSupport
import MeshTransport
import NIOCore
import NIOPosix
import Testing
import XDSResources

/// Who gets which configuration over the TLS port.
@Suite("Configuration over TLS", .timeLimit(.minutes(2))) struct ConfigurationAccessTests {
  @Test("A certificate opens the configuration of its account's proxies")
  func admitted() async throws {
    try await withSecureControlPlane { site in
      let identity = try await site.certificate()
      try await site.delta(identity) { stream in
        stream.subscribe(
          .cluster, node: SmallMesh.client, metadata: ["NAMESPACE": "shop", "SERVICE_ACCOUNT": "client"])
        let clusters = try #require(try await stream.next())
        #expect(clusters.names.contains("outbound|8080||\(SmallMesh.host)"))
        let clients = try await site.running.get("/debug/adsz").json
        #expect(clients["totalClients"] == 1)
      }
      let last = try #require(try site.auditLines().last)
      #expect(last["outcome"] == "granted")
      #expect(last["purpose"] == "configuration")
      #expect(last["identity"] == "spiffe://cluster.local/ns/shop/sa/client")
      #expect(last["detail"].text == SmallMesh.client)
    }
  }

  /// What a proxy says that its certificate does not bear out.
  struct Lie: Sendable, CustomTestStringConvertible {
    var reason: String
    var node = SmallMesh.client
    var metadata: [String: String] = [:]
    /// What the answer must name.
    var names: [String]
    var testDescription: String { reason }
  }

  static let lies = [
    Lie(reason: "node-id-namespace", node: SmallMesh.other, names: ["ops", "shop"]),
    Lie(reason: "node-id-namespace", node: SmallMesh.other, metadata: ["NAMESPACE": "shop"], names: ["ops", "shop"]),
    Lie(reason: "node-namespace", metadata: ["NAMESPACE": "ops"], names: ["NAMESPACE", "ops", "shop"]),
    Lie(
      reason: "node-service-account", metadata: ["SERVICE_ACCOUNT": "admin"], names: ["SERVICE_ACCOUNT", "admin", "client"]),
  ]

  @Test("A proxy that says to be another is refused, and told what differs", arguments: lies)
  func forged(lie: Lie) async throws {
    try await withSecureControlPlane { site in
      let error = try await site.streamError(try await site.certificate(), node: lie.node, metadata: lie.metadata)
      #expect(error?.code == .permissionDenied)
      for name in lie.names { #expect(error?.message.contains(name) == true, "\(String(describing: error))") }
      try await site.expectRefused(lie.reason, "configuration")
      let clients = try await site.running.get("/debug/adsz").json
      #expect(clients["totalClients"] == 0)
    }
  }

  /// What a proxy may say of its addresses when Pods of others have them.
  static let addresses: [(ip: String, others: String, isRefused: Bool)] = [
    ("10.0.0.1", "", false), ("10.0.0.7", "", true), ("10.0.0.8", "", true), ("10.0.0.1", "10.0.0.8", true),
    // A Pod on its node's network shares the address with others.
    ("10.0.0.9", "", false),
    // Nobody knows it, or only a rule speaks of it.
    ("10.0.0.99", "", false), ("10.0.0.50", "", false),
  ]

  @Test("The address of others' Pods opens nothing", arguments: addresses)
  func foreignAddress(ip: String, others: String, isRefused: Bool) async throws {
    func pod(_ name: String, _ namespace: String, _ account: String, _ ip: String, hostNetwork: Bool = false) -> String {
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: \(name), namespace: \(namespace), labels: {app: \(name)}}
      spec: {serviceAccountName: \(account), hostNetwork: \(hostNetwork)}
      status: {phase: Running, podIP: \(ip), conditions: [{type: Ready, status: "True"}]}
      ---

      """
    }
    let pods =
      pod("client", "shop", "client", "10.0.0.1") + pod("ops", "ops", "client", "10.0.0.7")
      + pod("payments", "shop", "payments", "10.0.0.8") + pod("node", "ops", "node", "10.0.0.9", hostNetwork: true)
      + pod("gate", "shop", "client", "10.0.0.9", hostNetwork: true)
    let entry = """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: e, namespace: ops}
      spec:
        hosts: [e.test]
        ports: [{number: 80, name: http, protocol: HTTP}]
        resolution: STATIC
        endpoints: [{address: 10.0.0.50, serviceAccount: ops}]

      """
    try await withSecureControlPlane(["platform.yaml": SmallMesh.platform, "pods.yaml": pods + entry]) { site in
      let error = try await site.streamError(
        try await site.certificate(), node: "sidecar~\(ip)~client.shop~shop.svc.cluster.local",
        metadata: others.isEmpty ? [:] : ["INSTANCE_IPS": others])
      #expect((error?.code == .permissionDenied) == isRefused, "\(String(describing: error))")
      if isRefused { try await site.expectRefused("node-address", "configuration") }
    }
  }

  @Test("A certificate that does not count opens nothing", arguments: BadCertificate.allCases)
  func badCertificate(bad: BadCertificate) async throws {
    try await withSecureControlPlane { site in
      let identity = try bad.make(site, "spiffe://cluster.local/ns/shop/sa/client")
      let error = try await site.streamError(identity)
      #expect(error?.code == .unauthenticated)
      try await site.expectRefused(bad.reason, "configuration")
    }
  }

  @Test("Without credentials there is no configuration")
  func noCredentials() async throws {
    try await withSecureControlPlane { site in
      let error = try await site.streamError()
      #expect(error?.code == .unauthenticated)
      try await site.expectRefused("no-credentials", "configuration")
    }
  }

  @Test("A stranger is turned away before it says a word")
  func stranger() async throws {
    try await withSecureControlPlane { site in
      let error = await #expect(throws: RPCError.self) { try await site.delta { stream in _ = try await stream.next() } }
      #expect(error?.code == .unauthenticated)
      try await site.expectRefused("no-credentials", "configuration")
    }
  }

  @Test("A join token opens no configuration, and is not used up by the attempt")
  func joinToken() async throws {
    try await withSecureControlPlane { site in
      let token = try await site.token()
      let error = try await site.streamError(token: token)
      #expect(error?.code == .unauthenticated)
      #expect(try site.auditLines().last?["outcome"] == "refused")
      let chain = try await site.ask(.init(csr: try SigningRequest().csrPEM), token: token)
      #expect(chain.count == 2)
    }
  }

  @Test("Certificates of an alias count, from the moment the mesh config names it")
  func alias() async throws {
    let spiffeID = "spiffe://old.example/ns/shop/sa/client"
    try await withSecureControlPlane(meshConfig: "trustDomain: cluster.local\n") { site in
      let identity = try TLSIdentity(of: spiffeID, by: try site.accomplice())
      let early = try await site.streamError(identity)
      #expect(early?.code == .unauthenticated)
      try site.running.folder.write("mesh.yaml", "trustDomain: cluster.local\ntrustDomainAliases: [old.example]\n")
      _ = try await site.running.json(at: "/debug/identityz") { $0["trustDomainAliases"] == ["old.example"] }
      let late = try await site.streamError(identity)
      #expect(late == nil)
    }
  }

  @Test("Plain text on the TLS port is closed and counted, and the server goes on")
  func plainText() async throws {
    try await withSecureControlPlane { site in
      let secure = try #require(site.running.addresses.secure)
      let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connect(host: secure.host, port: secure.port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
          }
        }
      let received = try await channel.executeThenClose { inbound, outbound in
        try await outbound.write(ByteBuffer(string: "GET /debug HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        var bytes = 0
        do { for try await buffer in inbound { bytes += buffer.readableBytes } } catch {}
        return bytes
      }
      #expect(received == 0)
      #expect(site.running.log.text.contains("plain-text"))
      let metrics = try await site.running.get("/metrics").body
      #expect(metrics.contains("meltemi_tls_handshakes_total{outcome=\"plain-text\"} 1\n"))
      _ = try await site.certificate()
    }
  }

  @Test("A stream ends when the certificate expires that opened it; a newer one opens the next")
  func expiry() async throws {
    try await withSecureControlPlane { site in
      let identity = try TLSIdentity(
        of: "spiffe://cluster.local/ns/shop/sa/client", by: try site.accomplice(), lifetime: .seconds(4))
      let error = await #expect(throws: RPCError.self) {
        try await site.delta(identity) { stream in
          stream.subscribe(.route, ["8080"], node: SmallMesh.client)
          stream.acknowledge(try #require(try await stream.next()))
          while try await stream.next() != nil {}
        }
      }
      #expect(error?.code == .unauthenticated)
      #expect(error?.message.contains("have expired") == true)
      let clients = try await site.running.json(at: "/debug/adsz") { $0["totalClients"] == 0 }
      #expect(clients["totalClients"] == 0)
      #expect(try await site.streamError(try await site.certificate()) == nil)
    }
  }

  @Test("Roots are rotated, and an open stream goes on")
  func rotation() async throws {
    try await withSecureControlPlane { site in
      let identity = try await site.certificate()
      try await site.delta(identity) { stream in
        stream.subscribe(.route, ["8080"], node: SmallMesh.client)
        stream.acknowledge(try #require(try await stream.next()))
        let before = try site.roots()
        try RootStore(directory: site.state, trustDomain: .clusterLocal).rotate(distribution: .zero)
        _ = try await site.running.json(at: "/debug/identityz") { $0["authority"]["roots"].items.count == 2 }
        #expect(try site.roots() != before)
        // The open stream still brings what changes ...
        try site.running.folder.write("config/rule.yaml", SmallMesh.virtualService(timeout: "3s"))
        let change = try #require(try await stream.next())
        #expect(change.names == ["8080"])
        // ... and new connections work with certificates from before and after.
        let old = try await site.streamError(identity)
        #expect(old == nil)
        let new = try await site.streamError(try await site.certificate())
        #expect(new == nil)
      }
    }
  }
}
