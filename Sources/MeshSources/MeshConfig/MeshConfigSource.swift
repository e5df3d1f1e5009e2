package import Logging
import MeshAPI
package import MeshAdmission
package import MeshModel

/// The mesh config in one file, followed like the files of a folder. While the file is missing or broken, its last good version
/// stays in force; without one, the defaults are.
package struct MeshConfigSource: ConfigSource {
  package let id: SourceID
  package let file: String
  private let admission: Admission
  private let sink: any FactSink
  private let follower: FileFollower
  private let logger: Logger

  package init(
    id: SourceID, file: String, admission: Admission, sink: any FactSink, timing: FileTiming = FileTiming(),
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    self.id = id
    self.file = file
    self.admission = admission
    self.sink = sink
    self.logger = logger
    let tree = FileTree(root: .file(file), fileSizeLimit: admission.options.limits.fileSize)
    follower = FileFollower(tree: tree, timing: timing, clock: clock)
  }

  package func run() async throws {
    var lastGood: MeshConfig?
    var fromFile: [LocatedDiagnostic] = []
    try await follower.run { news in
      var batch = FactBatch(source: id, isInitialSync: news.isFirst)
      for change in news.changes {
        let (config, diagnostics) = read(change)
        fromFile = diagnostics
        if let config, config != lastGood {
          lastGood = config
          batch.meshConfig = config
        }
      }
      batch.diagnostics = news.problems.map(\.diagnostic) + fromFile
      logger.info("Mesh config read", metadata: ["source": "\(id)", "isChanged": "\(batch.meshConfig != nil)"])
      await sink.accept(batch)
    }
  }

  private func read(_ change: FileChange) -> (MeshConfig?, [LocatedDiagnostic]) {
    switch change.outcome {
    case .content(let bytes): admission.meshConfig(bytes, file: change.path)
    case .unreadable(let problem): (nil, [problem.diagnostic])
    case .gone: (nil, [])
    }
  }
}
