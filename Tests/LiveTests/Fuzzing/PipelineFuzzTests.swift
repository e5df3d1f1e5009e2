import Foundation
import MeshAPI
import MeshTestSupport
import Testing
import XDSResources

/// Changed documents through decode, validate, plan and render: no crash, nothing that takes long, and what is accepted is accepted by
/// Envoy.
///
/// `MELTEMI_PIPELINE_ROUNDS` sets the number of documents (100000 for the whole), `MELTEMI_SEED` repeats a run. The document at hand lies
/// in a file that the run names, for the case of a crash.
@Suite(.serialized) struct PipelineFuzzTests {
  /// The time that one document may take to compute.
  private static let limit = Duration.seconds(1)
  /// One in so many accepted documents is shown to Envoy.
  private static let sampling = 10
  private static let batch = 400

  private static func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }

  @Test(.needsEnvoy) func everythingAcceptedIsGood() async throws {
    let seed = Self.number("MELTEMI_SEED") ?? UInt64.random(in: 0...UInt64.max)
    let rounds = Int(Self.number("MELTEMI_PIPELINE_ROUNDS") ?? 400)
    let current = FileManager.default.temporaryDirectory.appending(path: "meltemi-fuzz-\(seed).yaml")
    print("MELTEMI_SEED=\(seed), the current document: \(current.path)")
    defer { try? FileManager.default.removeItem(at: current) }
    let validation = EnvoyValidation(envoy: try TestEnvoy.require())
    let documents = try FuzzSeeds.documents()
    var mutator = FuzzMutator(seed: seed, documents: documents)
    var mesh = await FuzzedMesh(documents)
    #expect(mesh.baseCount == documents.count)
    var candidates: [String: EnvoyValidation.Candidate] = [:]
    var (accepted, slowest) = (0, Duration.zero)
    for round in 0..<rounds {
      let document = mutator.document()
      try Data(document.utf8).write(to: current)
      let outcome = await mesh.take(document)
      #expect(outcome.failures.isEmpty, "seed \(seed), round \(round): \(outcome.failures)\n\(document)")
      #expect(outcome.cost < Self.limit, "seed \(seed), round \(round): \(outcome.cost)\n\(document)")
      slowest = max(slowest, outcome.cost)
      guard !outcome.accepted.isEmpty else { continue }
      accepted += 1
      // What an EnvoyFilter says word for word is its author's and Envoy's affair; a refusal is told by name.
      guard accepted % Self.sampling == 0, !outcome.accepted.contains(where: { $0.key.kind == .envoyFilter }) else { continue }
      for resource in outcome.resources {
        let label = "seed \(seed), round \(round): \(resource.name)\n\(document)"
        candidates["\(resource.name) \(resource.version)"] = EnvoyValidation.Candidate(label, resource)
      }
      if candidates.count >= Self.batch { try Self.check(&candidates, validation) }
    }
    try Self.check(&candidates, validation)
    #expect(await mesh.isRestored(), "seed \(seed)")
    #expect(rounds < 100 || accepted > rounds / 10, "seed \(seed): hardly anything is accepted")
    print("\(rounds) documents, \(accepted) accepted, the slowest took \(slowest)")
  }

  private static func check(_ candidates: inout [String: EnvoyValidation.Candidate], _ validation: EnvoyValidation) throws {
    let sorted = candidates.sorted { $0.key < $1.key }.map(\.value)
    candidates = [:]
    // Which files there are is up to the proxies' machines.
    for rejection in try validation.rejections(of: sorted) where !rejection.reason.contains("unable to open file") {
      Issue.record("\(rejection)")
    }
  }
}
