import EnvoyRendering
import Foundation
import MeshAPI
import MeshAdmission
import MeshModel
import MeshPush
import MeshTestSupport
import Testing
import XDSResources

/// What users write, and what proxies get of it: `Goldens/FEATURE/input.yaml` goes through admission, state, plan and rendering;
/// `Goldens/FEATURE/PROXY.txt` is what is planned, and `Goldens/FEATURE/PROXY.json` what comes out.
///
/// `MELTEMI_RECORD=1` writes the answers anew, and fails the run that does so.
@Suite struct FeatureGoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Goldens")

  @Test(arguments: FeatureGolden.all) func proxiesGet(_ feature: FeatureGolden) async throws {
    let folder = Self.folder.appending(path: feature.name)
    let input = try Data(contentsOf: folder.appending(path: "input.yaml"))
    let admitted = Admission(options: AdmissionOptions(strict: true), envoyValues: EnvoyPatchReader())
      .admit(Array(input), file: "input.yaml")
    let errors = admitted.diagnostics.filter { $0.diagnostic.severity == .error }
    #expect(errors.map(\.description) == [])
    var mesh = TestMesh()
    await mesh.apply(admitted.objects.map(\.object))
    for (name, proxy) in feature.proxies {
      let connection = await mesh.connect(proxy)
      let snapshot = try #require(await mesh.engine.resources(of: connection))
      let chosen = feature.types.flatMap { snapshot.resources($0) }.filter { resource in
        feature.names.contains { resource.name.contains($0) }
      }
      #expect(!chosen.isEmpty)
      try Self.check(try EnvoyGolden.text(of: chosen), folder.appending(path: "\(name).json"))
      try Self.check(feature.plan(for: proxy, in: mesh.snapshot), folder.appending(path: "\(name).txt"))
      await connection.finish()
    }
  }

  private static func check(_ actual: String, _ file: URL) throws {
    let label = file.pathComponents.suffix(2).joined(separator: "/")
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try Data(actual.utf8).write(to: file)
      Issue.record("recorded \(label); run again without MELTEMI_RECORD")
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(actual == expected, "\(label) differs")
  }

  @Test(.needsEnvoy) func envoyTakesEveryAnswer() throws {
    let goldens = try EnvoyGolden.resources(below: Self.folder)
    #expect(goldens.count >= FeatureGolden.all.count)
    for rejection in try EnvoyValidation(envoy: TestEnvoy.require()).rejections(of: goldens) {
      Issue.record("\(rejection)")
    }
  }
}

/// A feature, the proxies that show it, and where in their configuration it shows.
struct FeatureGolden: Sendable, CustomTestStringConvertible {
  /// The folder's name.
  var name: String
  var proxies: [(name: String, proxy: Proxy)]
  var types: [TypeURL]
  /// Parts of the names of the resources to look at.
  var names: [String]

  var testDescription: String { name }

  static let all =
    virtualServices + destinationRules + connections + serviceEntries + kubernetesServices + gateways + sidecars + envoyFilters
}
