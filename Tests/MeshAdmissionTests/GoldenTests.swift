import EnvoyRendering
import Foundation
import MeshAPI
import MeshAdmission
import Testing

/// The diagnostics of the files in `Goldens`, word for word; `MELTEMI_RECORD=1` writes them anew and fails.
struct GoldenTests {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  @Test(arguments: [
    "virtual-service", "destination-rule", "service-entry", "gateway", "sidecar", "platform", "documents", "mesh-config",
    "mesh-identity",
    "peer-authentication", "authorization-policy", "request-authentication", "client-tls",
  ])
  func diagnostics(name: String) throws {
    let input = Array(try Data(contentsOf: Self.directory.appending(path: name + ".yaml")))
    let admission = Admission(envoyValues: EnvoyPatchReader())
    let diagnostics =
      name.hasPrefix("mesh-")
      ? admission.meshConfig(input, file: name + ".yaml").1 : admission.admit(input, file: name + ".yaml").diagnostics
    let text = diagnostics.map { $0.description + "\n" }.joined()
    let golden = Self.directory.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent)")
      return
    }
    let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
    #expect(text.split(separator: "\n") == expected.split(separator: "\n"))
  }
}
