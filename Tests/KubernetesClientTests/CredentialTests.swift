import Foundation
import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct CredentialTests {
  private let kind = ClientHarness.rules

  private func connection(_ server: FakeAPIServer, _ change: (inout Kubeconfig.User) -> Void) -> ClusterConnection {
    var connection = ClusterConnection(server: server.url)
    change(&connection.user)
    return connection
  }

  @Test func tokenFileIsReadAgainWhenTheServerRefusesIt() async throws {
    let files = try TemporaryFiles()
    try files.write("token", "one\n")
    try await FakeAPIServer.run { server in
      server.add(kind)
      server.require(token: "one")
      try await ClientHarness.withClient(connection(server) { $0.tokenFile = files("token") }) { client in
        _ = try await client.list(ObjectSelection(ClientHarness.resource))
        server.require(token: "two")
        try files.write("token", "two\n")
        _ = try await client.list(ObjectSelection(ClientHarness.resource))
        server.require(token: "three")
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(ClientHarness.resource)) }
        #expect(error?.code == .unauthorized)
      }
      #expect(server.requests.map { $0.headers["authorization"] }.prefix(3) == ["Bearer one", "Bearer one", "Bearer two"])
    }
  }

  @Test func passwordAndImpersonationAreSent() async throws {
    try await FakeAPIServer.run { server in
      server.add(kind)
      let connection = connection(server) { user in
        user.username = "me"
        user.password = "pass"
        user.impersonation.user = "bob"
        user.impersonation.groups = ["a", "b"]
        user.impersonation.extra = ["scopes": ["read", "write"], "example.com/100%": ["yes"]]
      }
      try await ClientHarness.withClient(connection) { _ = try await $0.list(ObjectSelection(ClientHarness.resource)) }
      let headers = try #require(server.requests.first?.headers)
      #expect(headers["authorization"] == "Basic bWU6cGFzcw==")
      #expect(headers["impersonate-user"] == "bob")
      #expect(headers["impersonate-group"] == "a,b")
      #expect(headers["impersonate-extra-scopes"] == "read,write")
      #expect(headers["impersonate-extra-example.com%2f100%25"] == "yes")
    }
  }

  private func plugin(_ files: TemporaryFiles, expiry: String?) throws -> ExecPlugin {
    let time = expiry.map { ", \"expirationTimestamp\": \"\($0)\"" } ?? ""
    let path = try files.write(
      "plugin",
      """
      #!/bin/sh
      echo x >> "$COUNT"
      printf '%s' "$KUBERNETES_EXEC_INFO" > "$COUNT.info"
      n=$(wc -l < "$COUNT" | tr -d ' ')
      echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t'$n'"\(time)}}'
      """, isProgram: true)
    var plugin = ExecPlugin(version: .v1, command: path)
    plugin.environment["COUNT"] = ConcealedText(files("count"))
    plugin.providesClusterInfo = true
    return plugin
  }

  @Test func pluginIsAskedOnceAndAgainWhenItsTokenEnds() async throws {
    for (expiry, runs) in [(nil, 1), ("2999-01-01T00:00:00Z", 1), ("2001-01-01T00:00:00Z", 3)] as [(String?, Int)] {
      let files = try TemporaryFiles()
      let plugin = try plugin(files, expiry: expiry)
      try await FakeAPIServer.run { server in
        server.add(kind)
        try await ClientHarness.withClient(connection(server) { $0.exec = plugin }) { client in
          for _ in 0..<3 { _ = try await client.list(ObjectSelection(ClientHarness.resource)) }
        }
        #expect(server.requests.last?.headers["authorization"] == "Bearer t\(runs)")
        let info = try JSONParser.parse(Array(files.read("count.info").utf8))
        #expect(info["kind"]?.string == "ExecCredential")
        #expect(info["spec"]?["cluster"]?["server"]?.string == server.url)
        #expect(info["spec"]?["interactive"]?.bool == false)
      }
    }
  }

  @Test func manyRequestsAtOnceAskThePluginOnce() async throws {
    let files = try TemporaryFiles()
    let plugin = try plugin(files, expiry: nil)
    try await FakeAPIServer.run { server in
      server.add(kind)
      try await ClientHarness.withClient(connection(server) { $0.exec = plugin }) { client in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 { group.addTask { _ = try await client.list(ObjectSelection(ClientHarness.resource)) } }
          try await group.waitForAll()
        }
      }
      #expect(try files.read("count") == "x\n")
    }
  }

  @Test(arguments: [
    ("#!/bin/sh\necho nothing\n", "not JSON"), ("#!/bin/sh\necho sorry >&2\nexit 3\n", "sorry"),
    ("#!/bin/sh\necho '{\"kind\":\"ExecCredential\",\"apiVersion\":\"v0\"}'\n", "ExecCredential of version"),
    ("#!/bin/sh\nhead -c 2000000 /dev/zero\n", "answered with more than 1048576 bytes"),
    ("#!/bin/sh\nyes complaint | head -c 200000 >&2\necho the last one >&2\nexit 1\n", "the last one"),
  ])
  func pluginThatFailsIsToldOf(_ script: String, _ words: String) async throws {
    let files = try TemporaryFiles()
    let plugin = ExecPlugin(version: .v1, command: try files.write("plugin", script, isProgram: true))
    try await FakeAPIServer.run { server in
      try await ClientHarness.withClient(connection(server) { $0.exec = plugin }) { client in
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(ClientHarness.resource)) }
        #expect(error?.code == .credentials)
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
      }
    }
  }

  @Test func pluginThatIsMissingIsToldOfWithItsHint() async throws {
    var plugin = ExecPlugin(version: .v1, command: "no-such-plugin-here")
    plugin.installHint = "see the manual"
    try await FakeAPIServer.run { [plugin] server in
      try await ClientHarness.withClient(connection(server) { $0.exec = plugin }) { client in
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(ClientHarness.resource)) }
        #expect(error?.message.contains("see the manual") == true)
      }
    }
  }

  @Test func pluginMayComplainAtLengthAndSucceed() async throws {
    let files = try TemporaryFiles()
    let answer = "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"t\"}}"
    let script = "#!/bin/sh\nyes complaint | head -c 200000 >&2\necho '\(answer)'\n"
    let plugin = ExecPlugin(version: .v1, command: try files.write("plugin", script, isProgram: true))
    try await FakeAPIServer.run { server in
      server.add(kind)
      server.require(token: "t")
      try await ClientHarness.withClient(connection(server) { $0.exec = plugin }) { client in
        _ = try await client.list(ObjectSelection(ClientHarness.resource))
      }
    }
  }

  /// A plugin that answers as soon as there is a file `go`.
  private func slowPlugin(_ files: TemporaryFiles) throws -> ExecPlugin {
    let path = try files.write(
      "plugin",
      """
      #!/bin/sh
      echo x >> "$FOLDER/count"
      while [ ! -e "$FOLDER/go" ]; do sleep 0.02; done
      echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'
      """, isProgram: true)
    var plugin = ExecPlugin(version: .v1, command: path)
    plugin.environment["FOLDER"] = ConcealedText(files.path)
    return plugin
  }

  @Test func whoeverWaitsForAPluginCanStopWaitingAndItGoesOnForTheOthers() async throws {
    let files = try TemporaryFiles()
    let plugin = try slowPlugin(files)
    try await FakeAPIServer.run { server in
      server.add(kind)
      try await ClientHarness.withClient(connection(server) { $0.exec = plugin }) { client in
        let ask: @Sendable () -> Task<ListPage, any Error> = {
          Task { try await client.list(ObjectSelection(ClientHarness.resource)) }
        }
        let first = ask()
        try await eventually { (try? files.read("count")) == "x\n" }
        let (second, third) = (ask(), ask())
        // The one that had the plugin started, and one of those that came later.
        for task in [first, second] {
          task.cancel()
          await #expect(throws: CancellationError.self) { try await task.value }
        }
        try files.write("go", "")
        _ = try await third.value
        #expect(try files.read("count") == "x\n")
      }
    }
  }

  @Test func pluginMayTakeLongerThanARequest() async throws {
    let files = try TemporaryFiles()
    let plugin = try slowPlugin(files)
    var options = ClientHarness.options
    options.timeout = .milliseconds(500)
    options.attempts = 1
    try await FakeAPIServer.run { [options] server in
      server.add(kind)
      try await ClientHarness.withClient(connection(server) { $0.exec = plugin }, options: options) { client in
        async let page = client.list(ObjectSelection(ClientHarness.resource))
        try await Task.sleep(for: .seconds(1))
        try files.write("go", "")
        _ = try await page
      }
    }
  }

  @Test func clientThatIsShutDownEndsItsPlugin() async throws {
    let files = try TemporaryFiles()
    let plugin = try slowPlugin(files)
    try await FakeAPIServer.run { server in
      let client = try KubernetesClient(connection(server) { $0.exec = plugin }, logger: ClientHarness.quiet)
      let waiting = Task { try await client.list(ObjectSelection(ClientHarness.resource)) }
      try await eventually { (try? files.read("count")) == "x\n" }
      try await client.shutdown()
      await #expect(throws: KubernetesError.self) { try await waiting.value }
    }
  }
}
