import MeshAdmission
import MeshModel
import MeshSources
import Testing

/// A folder with a file for each set of objects that was put at once.
private struct FolderWorld: ConfigSourceWorld {
  let folder: TemporaryFolder

  static func make() async throws -> FolderWorld { FolderWorld(folder: try TemporaryFolder()) }

  func source(id: SourceID, sink: any FactSink) -> any ConfigSource {
    DirectorySource(id: id, folder: folder.path, admission: .init(), sink: sink, logger: SourceHarness.quiet)
  }

  func put(_ hosts: [String: String]) async throws {
    let texts = hosts.sorted { $0.key < $1.key }.map { RuleText.virtualService($0.key, host: $0.value) }
    let name = hosts.keys.min() ?? "none"
    try folder.replace("\(name).yaml", texts.joined(separator: "---\n"))
  }

  func remove(_ name: String) async throws { try folder.remove("\(name).yaml") }

  func spoil(_ name: String) async throws { try folder.replace("\(name).yaml", RuleText.refused(name)) }
}

@Suite(.timeLimit(.minutes(2))) struct DirectorySourceConformanceTests {
  private let suite = ConfigSourceConformance<FolderWorld>()

  @Test func emptyPlaceIsSynced() async throws { try await suite.emptyPlaceIsSynced() }
  @Test func whatIsFoundAtStartComesBeforeTheSync() async throws { try await suite.whatIsFoundAtStartComesBeforeTheSync() }
  @Test func sameValueIsNotToldAgain() async throws { try await suite.sameValueIsNotToldAgain() }
  @Test func spoiledValueKeepsItsLastGoodVersion() async throws { try await suite.spoiledValueKeepsItsLastGoodVersion() }
  @Test func everythingFoundAtStartComesBeforeTheSync() async throws {
    try await suite.everythingFoundAtStartComesBeforeTheSync()
  }
  @Test func changesAndRemovalsAreTold() async throws { try await suite.changesAndRemovalsAreTold() }
  @Test func whatIsSetAtOnceIsToldAtOnce() async throws { try await suite.whatIsSetAtOnceIsToldAtOnce() }
  @Test func sameContentIsNotToldAgain() async throws { try await suite.sameContentIsNotToldAgain() }
  @Test func spoiledObjectKeepsItsLastGoodVersion() async throws {
    try await suite.spoiledObjectKeepsItsLastGoodVersion()
  }
  @Test func sourceStopsWhenAskedTo() async throws { try await suite.sourceStopsWhenAskedTo() }
}
