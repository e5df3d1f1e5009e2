import KubernetesAPI
import KubernetesTestSupport
import Testing

@testable import KubernetesClient

/// Through which proxy a server is reached.
@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
  private static let proxy = "http://proxy.test:3128"

  @Test(
    arguments: [
      (["HTTPS_PROXY": proxy], "https://api.test:6443", proxy),
      (["https_proxy": proxy], "https://api.test:6443", proxy),
      (["HTTPS_PROXY": proxy, "https_proxy": "http://other.test"], "https://api.test", proxy),
      (["HTTPS_PROXY": "", "https_proxy": proxy], "https://api.test", proxy),
      (["HTTPS_PROXY": "proxy.test:3128"], "https://api.test", proxy),
      (["HTTPS_PROXY": "socks5://proxy.test"], "https://api.test", "socks5://proxy.test"),
      (["HTTP_PROXY": proxy], "https://api.test", nil),
      (["HTTP_PROXY": proxy], "http://api.test", proxy),
      (["HTTPS_PROXY": proxy], "http://api.test", nil),
      // This machine is always reached directly.
      (["HTTPS_PROXY": proxy], "https://localhost:6443", nil),
      (["HTTPS_PROXY": proxy], "https://127.8.9.1:6443", nil),
      (["HTTPS_PROXY": proxy], "https://[::1]:6443", nil),
      ([:], "https://api.test", nil),
    ] as [([String: String], String, String?)])
  func environmentNamesAProxy(_ environment: [String: String], _ server: String, _ expected: String?) throws {
    #expect(try ProxyEnvironment(environment).proxy(for: server)?.reveal() == expected)
  }

  @Test(
    arguments: [
      ("*", "https://api.test", true), ("api.test", "https://api.test", true), ("test", "https://api.test", true),
      ("API.Test , x", "https://api.TEST", true), ("pi.test", "https://api.test", false),
      (".test", "https://api.test", true), (".api.test", "https://api.test", false), ("*.test", "https://api.test", true),
      ("*.api.test", "https://api.test", false), ("api.test:443", "https://api.test", true),
      ("api.test:443", "https://api.test:6443", false), ("api.test:6443", "https://api.test:6443", true),
      ("10.0.0.0/8", "https://10.9.8.7", true), ("10.0.0.0/8", "https://11.9.8.7", false),
      ("10.9.8.6/31", "https://10.9.8.7", true), ("10.9.8.6/32", "https://10.9.8.7", false),
      ("10.9.8.7", "https://10.9.8.7", true), ("10.9.8.7:80", "https://10.9.8.7", false),
      ("0.0.0.0/0", "https://[2001:db8::1]", false), ("2001:db8::/32", "https://[2001:db8::1]", true),
      ("2001:db8::1", "https://[2001:db8::1]:6443", true), ("[2001:db8::1]:6443", "https://[2001:db8::1]:6443", true),
      ("[2001:db8::1]:6443", "https://[2001:db8::1]", false), ("10.0.0.0/99, ,:80,/,.", "https://api.test", false),
      ("", "https://api.test", false),
    ])
  func someServersAreReachedWithout(_ exceptions: String, _ server: String, _ isDirect: Bool) throws {
    for name in ["NO_PROXY", "no_proxy"] {
      let environment = ProxyEnvironment(["HTTPS_PROXY": Self.proxy, name: exceptions])
      #expect(try environment.proxy(for: server)?.reveal() == (isDirect ? nil : Self.proxy))
    }
  }

  @Test func proxyThatCannotBeUsedIsNamed() {
    for text in ["https://proxy.test", "ftp://proxy.test", "http://", "a b"] {
      let error = #expect(throws: KubeconfigError.self) {
        try ProxyEnvironment(["https_proxy": text]).proxy(for: "https://api.test")
      }
      #expect(error?.problems.first?.field == "https_proxy")
    }
  }

  @Test func kubeconfigGoesBeforeTheEnvironment() throws {
    let files = try TemporaryFiles()
    func connection(_ proxy: String) throws -> ClusterConnection? {
      let path = try files.write(
        "config",
        """
        current-context: c
        clusters: [{name: c, cluster: {server: "https://api.test"\(proxy)}}]
        contexts: [{name: c, context: {cluster: c}}]
        """)
      return try ClusterConnection.find(kubeconfig: path, environment: ["HTTPS_PROXY": Self.proxy])
    }
    #expect(try connection("")?.proxyURL?.reveal() == Self.proxy)
    #expect(try connection(", proxy-url: \"\"")?.proxyURL?.reveal() == Self.proxy)
    #expect(try connection(", proxy-url: \"http://own.test\"")?.proxyURL == "http://own.test")
  }

  @Test func requestsAndWatchesGoThroughTheProxy() async throws {
    let certificate = try TestCertificate(host: "api.test")
    try await FakeAPIServer.run(tls: certificate.serverConfiguration) { server in
      server.add(ClientHarness.rules)
      let port = Int(server.url.split(separator: ":").last ?? "") ?? 0
      try await ConnectProxy.run(to: port) { proxy in
        var cluster = Kubeconfig.Cluster(server: "https://api.test:6443")
        cluster.certificateAuthority = .inline(ConcealedText(certificate.certificate))
        var connection = ClusterConnection(cluster: cluster)
        connection.environmentProxyURL = try ProxyEnvironment(["HTTPS_PROXY": "127.0.0.1:\(proxy.port)"])
          .proxy(for: cluster.server)
        try await ClientHarness.withClient(connection) { client in
          _ = try await client.list(ObjectSelection(ClientHarness.resource))
        }
        #expect(proxy.requests == ["CONNECT api.test:6443 HTTP/1.1"])
        #expect(server.requests.count == 1)
      }
    }
  }
}
