import Foundation
import Testing

/// Every golden must be something that the real Envoy takes.
@Suite struct GoldenValidationTests {
  static let names =
    ["balancers", "defaults", "outliers", "own-workload", "pools", "resolved-names", "services"]
    .map { "Clusters/\($0)" } + ["Endpoints/localities"]

  @Test(.needsEnvoy, arguments: names) func envoyTakesIt(_ name: String) throws {
    let envoy = try TestEnvoy.require()
    let bootstrap = try BootstrapWithGolden(try Golden.content(of: name)).json()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("meltemi-golden-\(UUID().uuidString).json")
    try bootstrap.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (status, output) = try run(
      envoy, ["--mode", "validate", "-c", file.path, "--log-level", "error", "--concurrency", "1"])
    #expect(status == 0, "\(output)")
  }

  @Test func noGoldenIsLeftOut() throws {
    let folders = ["Clusters", "Endpoints"]
    let files = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: Golden.folder.appendingPathComponent(folder).path)
        .map { "\(folder)/\($0)" }
    }
    #expect(files.sorted() == Self.names.map { $0 + ".json" }.sorted())
  }

  private func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

/// A bootstrap that holds the resources of a golden as static ones: load assignments are put into clusters made for them.
struct BootstrapWithGolden {
  private var clusters: [Any]

  init(_ content: [String: [String: Any]]) {
    clusters = (content["cluster"] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    for (name, assignment) in (content["endpoint"] ?? [:]).sorted(by: { $0.key < $1.key }) {
      clusters.append(["name": "hosts of \(name)", "type": "STATIC", "load_assignment": assignment])
    }
  }

  func json() throws -> Data {
    let ads: [String: Any] = ["api_type": "GRPC", "grpc_services": [["envoy_grpc": ["cluster_name": "control plane"]]]]
    let controlPlane: [String: Any] = [
      "name": "control plane", "type": "STATIC", "load_assignment": ["cluster_name": "control plane"],
    ]
    return try JSONSerialization.data(withJSONObject: [
      "node": ["id": "sidecar~127.0.0.1~golden.test~test.svc.cluster.local", "cluster": "golden"],
      "dynamic_resources": ["ads_config": ads],
      "static_resources": ["clusters": [controlPlane] + clusters],
    ])
  }
}
