import Foundation
import MeshTestSupport
import Testing

/// The status of rules, as people with kubectl see it.
@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: KubectlCommand.path != nil, "there is no kubectl"))
struct StatusLiveTests {
  @Test("kubectl waits until real proxies have a rule, and then they do", .needsEnvoy) func waitingForReconciled() async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: "delta") { folder, network in
      ["--embedded-apiserver", "--apiserver-address", "\(network[1]):0", "--write-kubeconfig", folder("kubeconfig")]
    }
    try await mesh.run { _ in
      let kubectl = KubectlCommand(kubeconfig: mesh.folder("kubeconfig"), folder: mesh.folder)
      for (step, version) in ["v1", "v2", "v1"].enumerated() {
        let applied = try await kubectl("apply", "-f", "-", input: mesh.virtualService(step: step, [(version, 100)]))
        #expect(applied.code == 0, "\(applied.text)")
        let waited = try await kubectl("wait", "--for=condition=Reconciled", "virtualservice/server", "--timeout=60s")
        #expect(waited.code == 0, "\(waited.text)")
        // The proxy has said that it has the rule, so it does.
        for _ in 0..<10 { #expect(try await mesh.request().step == "\(step)") }
      }
      let told = try await kubectl(
        "get", "virtualservice", "server", "-o", "jsonpath={.status.observedGeneration} {.status.conditions[0].message}")
      #expect(told.text == "3 2/2 proxies up to date.")
      // Whatever a proxy does not take is told with its own words.
      let broken = """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: broken, namespace: default}
        spec:
          workloadSelector: {labels: {app: client}}
          configPatches:
          - applyTo: CLUSTER
            match: {context: SIDECAR_OUTBOUND, cluster: {service: server.default.svc.cluster.local}}
            patch: {operation: MERGE, value: {eds_cluster_config: null, type: LOGICAL_DNS}}
        """
      #expect(try await kubectl("apply", "-f", "-", input: broken).code == 0)
      let refused = try await kubectl(
        "wait", "--for=jsonpath={.status.conditions[0].reason}=RefusedByProxy", "envoyfilter/broken", "--timeout=60s")
      #expect(refused.code == 0, "\(refused.text)")
      #expect(try await kubectl("delete", "envoyfilter", "broken").code == 0)
      #expect(try await kubectl("wait", "--for=condition=Reconciled", "virtualservice/server", "--timeout=60s").code == 0)
    }
  }

  @Test("Of two control planes one writes; when it is killed, the other goes on") func killedLeader() async throws {
    let folder = try TestFolder()
    let kubeconfig = folder("kubeconfig")
    let server = try MeltemiProcess(
      [
        "apiserver", "--address", "127.0.0.1:0", "--storage", "sqlite:\(folder("objects.db"))", "--state-dir", folder("server"),
        "--write-kubeconfig", kubeconfig,
      ], logFile: folder("apiserver.log"))
    try await eventually("the server writes its kubeconfig") { FileManager.default.fileExists(atPath: kubeconfig) }
    let kubectl = KubectlCommand(kubeconfig: kubeconfig, folder: folder)
    let networks = [try LoopbackNetwork(), try LoopbackNetwork()]
    var replicas: [MeltemiProcess] = []
    do {
      for number in [0, 1] {
        replicas.append(try Self.replica(number, on: networks[number], in: folder, kubeconfig))
        try await eventually("there is a leader") { try await Self.leader(networks[number]) == "replica-0" }
      }
      func apply(_ timeout: Int) async throws {
        let applied = try await kubectl("apply", "-f", "-", input: Self.rule(timeout: timeout))
        #expect(applied.code == 0, "\(applied.text)")
        let waited = try await kubectl("wait", "--for=condition=Reconciled", "virtualservice/cart", "--timeout=60s")
        #expect(waited.code == 0, "\(waited.text)")
      }
      try await apply(1)
      #expect(try await Self.written(networks[1]) == 0)
      replicas[0].signal(SIGKILL)
      #expect(await replicas[0].end() == -SIGKILL)
      try await apply(2)
      #expect(try await Self.leader(networks[1]) == "replica-1")
      #expect(try await Self.written(networks[1]) > 0)
    } catch {
      for process in replicas + [server] {
        await process.stop()
        print("---\n\(process.log.suffix(3000))")
      }
      throw error
    }
    for process in replicas + [server] { await process.stop() }
  }

  private static func replica(
    _ number: Int, on network: LoopbackNetwork, in folder: TestFolder, _ kubeconfig: String
  ) throws -> MeltemiProcess {
    try MeltemiProcess(
      [
        "discovery", "--kubeconfig", kubeconfig, "--write-status", "--leader-identity", "replica-\(number)",
        "--leader-lease-duration", "3s", "--xds-address", "\(network[1]):15010", "--http-address", "\(network[1]):15014",
        "--secure-xds-address", "\(network[1]):15012", "--state-dir", folder("replica-\(number)"),
      ], logFile: folder("replica-\(number).log"))
  }

  private static func rule(timeout: Int) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: cart, namespace: default}
    spec:
      hosts: [cart.test]
      http: [{timeout: \(timeout)s, route: [{destination: {host: cart.test}}]}]
    """
  }

  private struct Face: Decodable {
    var leader: String?
    var written: Int
  }

  private static func face(_ network: LoopbackNetwork) async throws -> Face {
    let body = try await LiveMesh.get("http://\(network[1]):15014/debug/statusz").body
    return try JSONDecoder().decode(Face.self, from: Data(body.utf8))
  }

  private static func leader(_ network: LoopbackNetwork) async throws -> String? { try await face(network).leader }
  private static func written(_ network: LoopbackNetwork) async throws -> Int { try await face(network).written }
}
