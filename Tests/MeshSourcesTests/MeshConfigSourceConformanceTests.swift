import MeshAPI
import MeshAdmission
import MeshModel
import MeshSources
import Testing

/// A file with a mesh config, whose one value is the trust domain.
private struct MeshConfigWorld: ConfigSourceWorld {
  let folder: TemporaryFolder

  static func make() async throws -> MeshConfigWorld { MeshConfigWorld(folder: try TemporaryFolder()) }

  func source(id: SourceID, sink: any FactSink) -> any ConfigSource {
    MeshConfigSource(id: id, file: folder("mesh.yaml"), admission: .init(), sink: sink, logger: SourceHarness.quiet)
  }

  func put(_ hosts: [String: String]) async throws {
    try folder.replace("mesh.yaml", hosts.values.map { "trustDomain: \($0)\n" }.joined())
  }

  func remove(_ name: String) async throws { try folder.remove("mesh.yaml") }

  func spoil(_ name: String) async throws { try folder.replace("mesh.yaml", "trustDomain: [1\n") }

  static func values(_ told: RecordingSink.World) -> [String: String] {
    told.meshConfig.map { ["a": $0.trustDomain] } ?? [:]
  }

  static func names(in batch: FactBatch) -> [String] { batch.meshConfig == nil ? [] : ["a"] }
}

@Suite(.timeLimit(.minutes(2))) struct MeshConfigSourceConformanceTests {
  private let suite = ConfigSourceConformance<MeshConfigWorld>()

  @Test func emptyPlaceIsSynced() async throws { try await suite.emptyPlaceIsSynced() }
  @Test func whatIsFoundAtStartComesBeforeTheSync() async throws { try await suite.whatIsFoundAtStartComesBeforeTheSync() }
  @Test func sameValueIsNotToldAgain() async throws { try await suite.sameValueIsNotToldAgain() }
  @Test func spoiledValueKeepsItsLastGoodVersion() async throws { try await suite.spoiledValueKeepsItsLastGoodVersion() }
  @Test func sourceStopsWhenAskedTo() async throws { try await suite.sourceStopsWhenAskedTo() }
}
