import Foundation
import KubernetesAPI
import KubernetesClient
import MeshAdmission
import MeshTestSupport
import Testing

/// A live mesh whose control planes have API servers of their own on one etcd. Rules are written to these; services, pods and
/// endpoints are files.
struct ReplicatedMesh: Sendable {
  let mesh: LiveMesh
  let etcd: EtcdTestCluster

  /// The addresses of the control planes' replicas in the network.
  static let hosts = [1, 4]

  init() throws {
    mesh = try LiveMesh(mode: "delta", certificateLifetime: "24h", replicas: Self.hosts)
    etcd = try EtcdTestCluster(members: 3)
  }

  /// Starts a replica, or starts it again.
  func start(_ host: Int, again: Int = 0) throws -> MeltemiProcess {
    try mesh.startControlPlane(
      "discovery-\(host)-\(again)", host: host,
      [
        "--embedded-apiserver", "--apiserver-address", "\(mesh.network[host]):6443", "--apiserver-storage", etcd.storage,
        "--write-kubeconfig", kubeconfig(host),
      ])
  }

  /// Writes a rule to the API server of a replica.
  func apply(_ yaml: String, through host: Int) async throws {
    let client = try APIServerReplica.client(Kubeconfig.load(file: kubeconfig(host)).connection())
    let rules = KubernetesResource(
      group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService")
    let text = try #require(YAMLConversion.json(Array(yaml.utf8)).first)
    let object = try JSONParser.parse(text, limits: JSONLimits(bytes: 1 << 20))
    try await eventually("a rule is taken") {
      _ = try await client.patch(
        rules, namespace: "default", name: "server", .apply(object, manager: "test", force: true))
      return true
    }
    try await client.shutdown()
  }

  private func kubeconfig(_ host: Int) -> String { mesh.folder("kubeconfig-\(host)") }

  /// Which of the workloads a replica has configured.
  func proxies(of host: Int) async throws -> Int {
    let text = try await LiveMesh.get("http://\(mesh.network[host]):15014/debug/syncz").body
    return try JSONParser.parse(Array(text.utf8), limits: JSONLimits(bytes: 1 << 20)).array?.count ?? 0
  }

  /// Runs everything, on a rule that names step 1, while `body` runs.
  func run(_ body: @Sendable @escaping (inout [Int: MeltemiProcess]) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for application in mesh.applications { group.addTask { try await application.run() } }
      for application in mesh.applications { await application.ready.wait { !$0.isEmpty } }
      var replicas: [Int: MeltemiProcess] = [:]
      var agents: [MeltemiProcess] = []
      do {
        // All at once: whoever comes first makes the keys and what every server holds.
        for host in Self.hosts { replicas[host] = try start(host) }
        try etcd.start()
        for host in Self.hosts { try await mesh.controlPlaneIsReady(host: host) }
        try await mesh.prepareIdentities()
        try await apply(mesh.virtualService(step: 1, [("v1", 50), ("v2", 50)]), through: Self.hosts[0])
        for workload in LiveMesh.Workload.allCases { agents.append(try mesh.startAgent(workload)) }
        for workload in LiveMesh.Workload.allCases { try await mesh.isLive(workload) }
        try await eventually("the rule is in force") { try await mesh.request().step == "1" }
        try await body(&replicas)
      } catch {
        for process in agents + replicas.values { print("--- \(process.pid)\n\(process.log.suffix(4000))") }
        await Self.stop(agents + replicas.values)
        throw error
      }
      await Self.stop(agents + replicas.values)
      etcd.stop()
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  private static func stop(_ processes: [MeltemiProcess]) async {
    for process in processes { process.signal(SIGTERM) }
    for process in processes { _ = await process.end() }
  }
}
