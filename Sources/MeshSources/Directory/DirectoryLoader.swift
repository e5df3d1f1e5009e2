package import MeshAPI
package import MeshAdmission
package import MeshModel

/// Reads files and folders once, by the same rules as the source that watches a folder.
package struct DirectoryLoader: Sendable {
  /// What was found.
  package struct Result: Sendable {
    /// All good objects, all diagnostics and all refusals, as a source would tell them at start.
    package var batch: FactBatch
    /// How many files were read or tried.
    package var fileCount: Int
    /// Objects of kinds that a mesh does not read.
    package var ignoredCount: Int
    /// Where the fields of each object in force stand, so that diagnostics found later can be located.
    package var admitted: [ObjectKey: AdmittedObject]

    package var diagnostics: [LocatedDiagnostic] { batch.diagnostics ?? [] }
    /// Whether anything is wrong enough to fail a check.
    package var hasErrors: Bool { diagnostics.contains { $0.diagnostic.severity == .error } }
  }

  package let admission: Admission

  package init(admission: Admission) { self.admission = admission }

  /// - Parameters:
  ///   - paths: Folders are searched like watched ones; files are read whatever their names end in. `-` is standard input.
  ///   - standardInput: The descriptor that `-` is read from, to its end.
  ///   - source: Whom the batch is from.
  package func load(
    _ paths: [String], standardInput: Int32 = 0, source: SourceID = SourceID(rank: 0, name: "files")
  ) -> Result {
    var contents = DirectoryContents(source: source)
    var verdicts: [FileVerdict] = []
    var problems: [FileProblem] = []
    for path in paths {
      let changes =
        path == Self.standardInput ? [standardInputChange(standardInput)] : changes(below: path, problems: &problems)
      verdicts += changes.map { change in
        var memory: AdmissionMemory?
        return FileVerdict(change, admission: admission, memory: &memory)
      }
    }
    var batch = contents.apply(verdicts, problems: problems)
    batch.isInitialSync = true
    let results = verdicts.compactMap { verdict in
      if case .admitted(let result, _) = verdict.outcome { result } else { nil }
    }
    return Result(
      batch: batch, fileCount: verdicts.count, ignoredCount: results.reduce(0) { $0 + $1.ignored.count },
      admitted: Self.admitted(verdicts, batch))
  }

  private static let standardInput = "-"

  private func standardInputChange(_ descriptor: Int32) -> FileChange {
    let name = "standard input"
    switch FileContent.readStream(descriptor, name: name, limit: admission.options.limits.fileSize) {
    case .success(let bytes): return FileChange(path: name, outcome: .content(bytes))
    case .failure(let problem): return FileChange(path: name, outcome: .unreadable(problem))
    }
  }

  /// The file at `path`, or the files of the folder there.
  private func changes(below path: String, problems: inout [FileProblem]) -> [FileChange] {
    let isFolder = FileStamp(following: path)?.kind == .directory
    let tree = FileTree(root: isFolder ? .folder(path) : .file(path), fileSizeLimit: admission.options.limits.fileSize)
    let scan = TreeScan(tree) { _ in }
    problems += scan.problems
    // Who asks about a folder expects it to hold something: silence would pass for approval.
    if isFolder && scan.files.isEmpty && scan.problems.isEmpty {
      problems.append(
        FileProblem(
          path: path, code: .unreadableFile,
          message: "there is nothing to read: no file in this folder ends in .yaml, .yml or .json",
          suggestion: "name the folder that holds the objects, or a file by its whole name"))
    }
    return scan.files.keys.sorted().map { Self.change(at: $0, tree: tree) }
  }

  private static func change(at path: String, tree: FileTree) -> FileChange {
    while true {
      do {
        return FileChange(path: path, outcome: .content(try FileContent.read(path, limit: tree.fileSizeLimit).bytes))
      } catch {
        guard case .problem(let problem, _) = error else { continue }
        return FileChange(path: path, outcome: .unreadable(problem))
      }
    }
  }

  private static func admitted(_ verdicts: [FileVerdict], _ batch: FactBatch) -> [ObjectKey: AdmittedObject] {
    let files = Dictionary(batch.upserts.map { ($0.object.key, $0.place?.file) }) { $1 }
    var admitted: [ObjectKey: AdmittedObject] = [:]
    for verdict in verdicts {
      guard case .admitted(let result, _) = verdict.outcome else { continue }
      for object in result.objects where files[object.object.key] == verdict.path { admitted[object.object.key] = object }
    }
    return admitted
  }
}
