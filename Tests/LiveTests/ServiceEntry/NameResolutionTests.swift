import Foundation
import MeshTestSupport
import Testing

/// A sidecar that reaches hosts outside of the mesh by looking their names up. The names are those of this machine (`localhost` and
/// what lies below it), which every resolver knows without asking anybody.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(2))) struct NameResolutionTests {
  @Test("A ServiceEntry leads to the hosts that its names resolve to, a wildcard to the host that is asked for")
  func names() async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: "delta")
    let outside = OutsideApplication()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await outside.run() }
      let port = await outside.port()
      try mesh.folder.write("config/outside.yaml", Self.entries(port: port))
      let controlPlane = try mesh.startControlPlane()
      let agent = try mesh.startAgent(.client)
      do {
        try await mesh.controlPlaneIsReady()
        try await mesh.isLive(.client)
        // The entry's own name is nobody's: its endpoint is looked up.
        try await Self.expect(mesh, "api.example.test", "outside for api.example.test")
        // The port stands in the name that is asked for; the name is the host.
        try await Self.expect(mesh, "shop.localhost:\(port)", "outside for shop.localhost:\(port)")
        try await Self.expect(mesh, "books.localhost:\(port)", "outside for books.localhost:\(port)")
      } catch {
        print("--- discovery\n\(controlPlane.log.suffix(4000))\n--- client\n\(agent.log.suffix(4000))")
        await Self.stop([agent, controlPlane])
        throw error
      }
      await Self.stop([agent, controlPlane])
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  private static func expect(_ mesh: LiveMesh, _ authority: String, _ body: String) async throws {
    try await eventually("\(authority) answers") {
      let answer = try await LiveMesh.get(mesh.url, authority: authority)
      return answer.status == 200 && answer.body == body
    }
  }

  private static func stop(_ processes: [MeltemiProcess]) async {
    for process in processes { process.signal(SIGTERM) }
    for process in processes { _ = await process.end() }
  }

  private static func entries(port: Int) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: api, namespace: default}
    spec:
      hosts: [api.example.test]
      ports: [{number: 8080, name: http, protocol: HTTP}]
      resolution: DNS
      endpoints: [{address: localhost, ports: {http: \(port)}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: any, namespace: default}
    spec:
      hosts: ["*.localhost"]
      ports: [{number: 8080, name: http, protocol: HTTP}]
      resolution: DYNAMIC_DNS

    """
  }
}
