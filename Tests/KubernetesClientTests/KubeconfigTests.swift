import Foundation
import KubernetesAPI
import KubernetesClient
import Testing

@Suite struct KubeconfigTests {
  private static let whole = """
    apiVersion: v1
    kind: Config
    current-context: main
    clusters:
    - name: one
      cluster:
        server: https://one.test:6443/
        certificate-authority: pki/ca.crt
        tls-server-name: api.one.test
        proxy-url: socks5://localhost:1080
        extensions:
        - name: client.authentication.k8s.io/exec
          extension: {audience: one, level: 3}
    - name: two
      cluster: {server: "http://127.0.0.1:8001", insecure-skip-tls-verify: true}
    contexts:
    - name: main
      context: {cluster: one, user: alice, namespace: shop}
    - name: other
      context: {cluster: two}
    users:
    - name: alice
      user:
        client-certificate-data: LS0tLS1CRUdJTg==
        client-key: keys/alice.key
        as: bob
        as-groups: [readers]
        as-user-extra: {scopes: [read, write]}
    - name: robot
      user:
        exec:
          apiVersion: client.authentication.k8s.io/v1
          command: ./bin/plugin
          args: [get, token]
          env:
          - {name: REGION, value: south}
          interactiveMode: Never
          provideClusterInfo: true
          installHint: install it
    """

  /// What is wrong with a file, or else with its entries in the order of their lines.
  private func problems(_ text: String) throws -> [KubeconfigError.Problem] {
    let files = try TemporaryFiles()
    let file = try files.write("config", text)
    do throws(KubeconfigError) {
      let config = try Kubeconfig.load(file: file)
      return config.problems.values.flatMap { $0 }.sorted { ($0.line ?? 0, $0.field) < ($1.line ?? 0, $1.field) }
    } catch {
      return error.problems
    }
  }

  @Test func everythingIsRead() throws {
    let files = try TemporaryFiles()
    let config = try Kubeconfig.load(file: files.write("config", Self.whole))
    let connection = try config.connection()
    #expect(connection.namespace == "shop")
    #expect(connection.cluster.server == "https://one.test:6443")
    #expect(connection.cluster.certificateAuthority == .file(files("pki/ca.crt")))
    #expect(connection.cluster.tlsServerName == "api.one.test")
    #expect(connection.cluster.proxyURL == "socks5://localhost:1080")
    #expect(connection.cluster.pluginConfiguration == ["audience": "one", "level": 3])
    #expect(connection.user.clientCertificate == .inline("-----BEGIN"))
    #expect(connection.user.clientKey == .file(files("keys/alice.key")))
    #expect(connection.user.impersonation.user == "bob")
    #expect(connection.user.impersonation.groups == ["readers"])
    #expect(connection.user.impersonation.extra == ["scopes": ["read", "write"]])
    let exec = try #require(config.users["robot"]?.exec)
    #expect(exec.command == files("bin/plugin"))
    #expect(exec.arguments == ["get", "token"])
    #expect(exec.environment["REGION"]?.reveal() == "south")
    #expect(exec.providesClusterInfo)
    #expect(try config.connection(context: "other").namespace == "default")
    #expect(try config.connection(context: "other").cluster.skipsVerification)
  }

  @Test func filesAreMergedAsKubectlDoes() throws {
    let files = try TemporaryFiles()
    let first = try files.write("first", "current-context: a\nclusters:\n- {name: c, cluster: {server: 'https://first.test'}}\n")
    let second = try files.write(
      "second",
      """
      current-context: b
      clusters:
      - {name: c, cluster: {server: 'https://second.test'}}
      - {name: d, cluster: {server: 'https://d.test'}}
      contexts:
      - {name: a, context: {cluster: c}}
      - {name: b, context: {cluster: d}}
      """)
    let config = try Kubeconfig.load(environment: ["KUBECONFIG": "\(first):\(files("missing")):\(second)", "HOME": "/nowhere"])
    #expect(config.currentContext == "a")
    #expect(try config.connection().cluster.server == "https://first.test")
    #expect(try config.connection(context: "b").cluster.server == "https://d.test")
    #expect(config.files == [first, second])
    #expect(Kubeconfig.defaultFiles(environment: ["HOME": "/people/me"]) == ["/people/me/.kube/config"])
  }

  @Test func whatIsWrongIsToldWithItsPlace() throws {
    let found = try problems(
      """
      clusters:
      - name: one
        cluster: {server: "ftp://one.test", proxy-url: "gopher://x"}
      users:
      - name: alice
        user:
          client-certificate: a.crt
      - name: old
        user:
          auth-provider: {name: gcp}
      - name: robot
        user:
          exec:
            apiVersion: client.authentication.k8s.io/v1alpha1
            command: x
      """)
    #expect(
      found.map(\.field) == [
        "clusters[one].cluster.proxy-url", "clusters[one].cluster.server", "users[alice].user.client-key",
        "users[old].user.auth-provider", "users[robot].user.exec.apiVersion",
      ])
    #expect(found.allSatisfy { $0.line != nil && $0.file != nil })
    #expect(found.last?.suggestion == "write client.authentication.k8s.io/v1")
    #expect(found[1].line == 3)
    let nameless = try problems("clusters:\n- cluster: {server: 'https://x'}\n")
    #expect(nameless.map(\.field) == ["clusters[0]"])
  }

  @Test func entriesThatNobodyAsksForMayBeWrong() throws {
    let text = """
      current-context: main
      clusters:
      - {name: one, cluster: {server: "https://one.test"}}
      - {name: old, cluster: {server: "https://old.test", proxy-url: "https://proxy.test"}}
      contexts:
      - {name: main, context: {cluster: one, user: alice}}
      - {name: gone, context: {cluster: one, user: gcp}}
      - {name: proxied, context: {cluster: old}}
      - {name: odd, context: {cluster: one, namespace: [1]}}
      users:
      - {name: alice, user: {token: t}}
      - {name: gcp, user: {auth-provider: {name: gcp}}}
      - {name: robot, user: {exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}}
      """
    let files = try TemporaryFiles()
    let config = try Kubeconfig.load(file: files.write("config", text))
    #expect(try config.connection().cluster.server == "https://one.test")
    for (context, field) in [
      ("gone", "users[gcp].user.auth-provider"), ("proxied", "clusters[old].cluster.proxy-url"),
      ("odd", "contexts[odd].context.namespace"),
    ] {
      let error = #expect(throws: KubeconfigError.self) { try config.connection(context: context) }
      #expect(error?.problems.map(\.field) == [field])
    }
    // Of two entries with one name the first counts, whatever is wrong with either.
    let mended = try files.write("mended", "users: [{name: gcp, user: {token: t}}]\n")
    let merged = try Kubeconfig.load(environment: ["KUBECONFIG": "\(mended):\(files("config"))"])
    #expect(try merged.connection(context: "gone").user.token == "t")
  }

  @Test(arguments: [
    "proxy-url: 'https://bob:hush@proxy:3128'", "proxy-url: 'gopher://bob:hu@sh@proxy/?key=hush#hush'",
    "proxy-url: 'bob:hush@proxy'",
    "server: 'https://bob:hush@api.test'", "server: 'https://api.test?token=hush'", "proxy-url: 'ftp://bob:hush?hush@proxy'",
  ])
  func passwordsInAddressesAreNotPrinted(_ line: String) throws {
    let other = line.hasPrefix("server") ? "" : "server: 'https://api.test', "
    let found = try problems("clusters:\n- {name: one, cluster: {\(other)\(line)}}\n")
    #expect(found.count == 1)
    #expect(!"\(found)".contains("hush") && !"\(found)".contains("hu@sh"), "\(found)")
    #expect(found.first?.message.contains(line.hasPrefix("server") ? "api.test" : "proxy") == true)
  }

  @Test func contextThatIsNotChosenIsAskedFor() throws {
    let files = try TemporaryFiles()
    let text = Self.whole.replacingOccurrences(of: "current-context: main\n", with: "")
    let environment = ["KUBECONFIG": try files.write("config", text)]
    let error = #expect(throws: KubeconfigError.self) { try ClusterConnection.find(environment: environment) }
    #expect(error?.problems.first?.suggestion == "name one with --context: there are main, other")
    #expect(try ClusterConnection.find(context: "other", environment: environment)?.cluster.server == "http://127.0.0.1:8001")
  }

  @Test(arguments: [
    ("kind: Deployment\n", "kind"), ("[1, 2]\n", ""), ("clusters: {a: b}\n", "clusters"), ("a: [\n", ""),
    ("users:\n- {name: a, user: {client-key-data: '%%', client-certificate: x}}\n", "users[a].user.client-key-data"),
    (
      "users:\n- {name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}}}\n",
      "users[a].user.exec.interactiveMode"
    ),
  ])
  func brokenFilesAreRefused(_ text: String, _ field: String) throws {
    #expect(try problems(text).contains { $0.field == field })
  }

  @Test func deepTextIsRefused() throws {
    #expect(try !problems(String(repeating: "[", count: 100_000)).isEmpty)
    #expect(try !problems(String(repeating: "- ", count: 100_000)).isEmpty)
  }

  @Test func whatIsMissingIsNamed() throws {
    let files = try TemporaryFiles()
    let config = try Kubeconfig.load(file: files.write("config", Self.whole + "\n"))
    let error = #expect(throws: KubeconfigError.self) { try config.connection(context: "none") }
    #expect(error?.problems.first?.suggestion == "choose one of main, other")
    #expect(throws: KubeconfigError.self) { try Kubeconfig.load(file: files("nothing")) }
    #expect(throws: KubeconfigError.self) { try Kubeconfig.load(environment: ["HOME": files("nothing")]).connection() }
  }

  @Test func serverIsLookedForWhereKubectlDoes() throws {
    let files = try TemporaryFiles()
    let file = try files.write("config", Self.whole)
    let inside = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443", "HOME": files("nothing")]
    let named = try ClusterConnection.find(kubeconfig: file, context: "other", environment: inside)
    #expect(named?.cluster.server == "http://127.0.0.1:8001")
    let listed = try ClusterConnection.find(environment: inside.merging(["KUBECONFIG": file]) { $1 })
    #expect(listed?.cluster.server == "https://one.test:6443")
    // In a pod without a token, or nowhere.
    #expect(throws: KubeconfigError.self) { try ClusterConnection.find(environment: inside) }
    #expect(try ClusterConnection.find(environment: ["HOME": files("nothing")]) == nil)
  }

  @Test func secretsAreNotPrinted() throws {
    let text = """
      users: [{name: a, user: {token: verysecret, password: othersecret, username: u}}]
      clusters: [{name: b, cluster: {server: 'http://api.test', proxy-url: 'http://u:thirdsecret@proxy.test'}}]

      """
    let files = try TemporaryFiles()
    let config = try Kubeconfig.load(file: files.write("config", text))
    var dumped = ""
    dump(config, to: &dumped)
    #expect(!"\(config)\(String(reflecting: config))\(dumped)".contains("secret"))
    #expect(config.users["a"]?.token?.reveal() == "verysecret")
  }

  @Test func podFindsItsOwnServer() throws {
    let files = try TemporaryFiles()
    try files.write("token", "t")
    try files.write("namespace", "mesh\n")
    let environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]
    let connection = try #require(try ClusterConnection.inCluster(environment: environment, folder: files.path))
    #expect(connection.cluster.server == "https://10.0.0.1:443")
    #expect(connection.user.tokenFile == files("token"))
    #expect(connection.namespace == "mesh")
    #expect(try ClusterConnection.inCluster(environment: [:], folder: files.path) == nil)
    #expect(throws: KubeconfigError.self) { try ClusterConnection.inCluster(environment: environment, folder: "/nowhere") }
    let six = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
    #expect(try ClusterConnection.inCluster(environment: six, folder: files.path)?.cluster.server == "https://[fd00::1]:443")
  }
}
