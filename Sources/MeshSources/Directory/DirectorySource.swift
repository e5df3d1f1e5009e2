package import Logging
import MeshAPI
package import MeshAdmission
package import MeshModel

/// Objects in the files of a folder: all that end in `.yaml`, `.yml` or `.json`, nested folders included, names with a leading dot
/// left out. Edits, renames, replacements and deletions take effect as they happen.
///
/// Where two files hold one object, the one whose path comes last counts. A file or an object that is broken keeps its last good
/// version; so does everything while the folder itself is missing.
package struct DirectorySource: ConfigSource {
  package let id: SourceID
  package let folder: String
  private let admission: Admission
  private let sink: any FactSink
  private let follower: FileFollower
  private let logger: Logger

  /// - Parameter folder: Its path, as diagnostics shall call it.
  package init(
    id: SourceID, folder: String, admission: Admission, sink: any FactSink, timing: FileTiming = FileTiming(),
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    self.id = id
    self.folder = folder
    self.admission = admission
    self.sink = sink
    self.logger = logger
    let tree = FileTree(root: .folder(folder), fileSizeLimit: admission.options.limits.fileSize)
    follower = FileFollower(tree: tree, timing: timing, clock: clock)
  }

  package func run() async throws {
    var contents = DirectoryContents(source: id)
    var memories: [String: AdmissionMemory] = [:]
    try await follower.run { news in
      let verdicts = news.changes.map { FileVerdict($0, admission: admission, memory: &memories[$0.path]) }
      logIgnored(verdicts)
      var batch = contents.apply(verdicts, problems: news.problems)
      batch.isInitialSync = news.isFirst
      guard !batch.isVoid else { return }
      log(batch, fileCount: news.changes.count)
      await sink.accept(batch)
    }
  }

  private func log(_ batch: FactBatch, fileCount: Int) {
    logger.info(
      "Configuration read",
      metadata: [
        "source": "\(id)", "files": "\(fileCount)", "objects": "\(batch.upserts.count)",
        "removed": "\(batch.removals.count)",
      ])
  }

  private func logIgnored(_ verdicts: [FileVerdict]) {
    guard logger.logLevel <= .debug else { return }
    for verdict in verdicts {
      guard case .admitted(let result, _) = verdict.outcome else { continue }
      for object in result.ignored {
        logger.debug(
          "Object ignored",
          metadata: ["object": "\(object.name)", "file": "\(verdict.path)", "line": "\(object.line)"])
      }
    }
  }
}
