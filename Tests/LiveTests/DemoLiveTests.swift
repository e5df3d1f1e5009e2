import ControlPlane
import Foundation
import MeshTestSupport
import Testing

/// The demo as its user sees it: it comes up, a rule takes effect, and ctrl-C leaves nothing behind.
@Suite(.needsEnvoy, .timeLimit(.minutes(3))) struct DemoLiveTests {
  @Test func interruptLeavesNothing() async throws {
    _ = try TestEnvoy.require()
    let folder = try TestFolder()
    let state = folder("state.json")
    let demo = try MeltemiProcess(
      ["demo", "bookinfo", "--ingress-port", "0", "--http-port", "0", "--state-file", state], logFile: folder("demo.log"))
    do {
      try await eventually("the demo is up") {
        if demo.hasEnded { Issue.record("the demo has ended: \(demo.log)") }
        return FileManager.default.fileExists(atPath: state)
      }
      let json = try #require(try JSONSerialization.jsonObject(with: Data(folder.read("state.json").utf8)) as? [String: Any])
      let ingress = try #require(json["ingress"] as? String)
      let rules = try #require(json["rulesDirectory"] as? String)
      #expect((json["proxies"] as? [Any])?.count == 7)
      try await eventually("the page is served") {
        try await LiveMesh.get(ingress + "/productpage").body.contains("The Comedy of Errors")
      }
      // Hops inside the mesh are mutual TLS, though nobody asked for it: whoever is called has shaken hands.
      let proxies = try #require(json["proxies"] as? [[String: String]])
      for name in ["productpage-v1", "details-v1"] {
        let admin = try #require(proxies.first { $0["workload"]?.hasPrefix(name) == true }?["admin"])
        let statistics = try await LiveMesh.get(admin + "/stats?filter=^listener.*ssl.handshake$").body
        let handshakes = statistics.split(separator: "\n").compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
        #expect(handshakes.reduce(0, +) > 0, "\(name): \(statistics)")
      }
      try Self.noReviews.write(toFile: rules + "/no-reviews.yaml", atomically: true, encoding: .utf8)
      try await eventually("the rule is obeyed") {
        try await LiveMesh.get(ingress + "/productpage").body.contains("product reviews are currently unavailable")
      }
      let children = ChildProcesses.of(demo.pid)
      #expect(children.count == 7)
      let home = URL(fileURLWithPath: rules).deletingLastPathComponent().path
      #expect(home.hasPrefix("/tmp/meltemi-demo-"))
      demo.signal(SIGINT)
      #expect(await demo.end() == 0)
      #expect(children.filter(ChildProcesses.isRunning) == [])
      #expect(ChildProcesses.naming(home) == [])
      #expect(!FileManager.default.fileExists(atPath: home))
    } catch {
      print(demo.log)
      await demo.stop()
      throw error
    }
  }

  private static let noReviews = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: reviews, namespace: default}
    spec:
      hosts: [reviews]
      http:
      - directResponse: {status: 500}

    """
}
