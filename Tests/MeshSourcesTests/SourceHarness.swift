import Logging
import MeshAdmission
import MeshModel
import MeshSources
import ServiceLifecycle

/// Runs a source beside a test.
enum SourceHarness {
  static let id = SourceID(rank: 0, name: "test")

  static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  static func directory(
    _ folder: String, sink: any FactSink, timing: FileTiming = FileTiming(), limits: AdmissionOptions.Limits = .init()
  ) -> DirectorySource {
    DirectorySource(
      id: id, folder: folder, admission: Admission(options: AdmissionOptions(limits: limits)), sink: sink,
      timing: timing, logger: quiet)
  }

  /// Starts the source, runs the body, stops the source.
  static func run(_ source: any ConfigSource, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await source.run() }
      try await body()
      group.cancelAll()
      do { try await group.waitForAll() } catch is CancellationError {}
    }
  }

  /// Starts a directory source on a folder and waits for what it tells at start.
  static func follow(
    _ folder: TemporaryFolder, timing: FileTiming = FileTiming(), limits: AdmissionOptions.Limits = .init(),
    _ body: (RecordingSink) async throws -> Void
  ) async throws {
    let sink = RecordingSink()
    try await run(directory(folder.path, sink: sink, timing: timing, limits: limits)) {
      try await sink.until { $0.initialSyncs == 1 }
      try await body(sink)
    }
  }
}
