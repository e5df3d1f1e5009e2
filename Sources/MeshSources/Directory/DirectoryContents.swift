import MeshAPI
import MeshAdmission
import MeshModel

/// All objects of a folder: which file's version counts, and what must be told after files have changed. Does no I/O.
struct DirectoryContents: Sendable {
  /// What the sink knows of an object.
  private struct Told: Hashable, Sendable {
    var digest: ContentDigest
    var place: ObjectPlace
    var nextLine: Int
  }

  private let source: SourceID
  private var files: [String: FileObjects] = [:]
  /// The files that hold a good version of an object.
  private var holders: [ObjectKey: Set<String>] = [:]
  private var told: [ObjectKey: Told] = [:]
  private var contested: Set<ObjectKey> = []
  private var refusingFiles: Set<String> = []
  private var remarkableFiles: Set<String> = []
  private var lastDiagnostics: [LocatedDiagnostic] = []
  private var lastRefused: [RefusedFact] = []

  init(source: SourceID) { self.source = source }

  /// Takes in what has become of files.
  /// - Parameter problems: All folders that cannot be read or watched now.
  /// - Returns: What is new; with nothing in it where nothing is.
  mutating func apply(_ verdicts: [FileVerdict], problems: [FileProblem]) -> FactBatch {
    var touched: Set<ObjectKey> = []
    // First, so that a file that is renamed and broken at once does not lose what it held.
    for verdict in verdicts { if let former = verdict.formerPath { move(former, to: verdict.path, &touched) } }
    for verdict in verdicts { take(verdict, &touched) }
    var batch = FactBatch(source: source)
    for key in touched.sorted() { tell(key, in: &batch) }
    let diagnostics = problems.map(\.diagnostic) + fileDiagnostics() + duplicateWarnings()
    if diagnostics != lastDiagnostics { batch.diagnostics = diagnostics }
    lastDiagnostics = diagnostics
    let refused = refusedFacts()
    if refused != lastRefused { batch.refused = refused }
    lastRefused = refused
    return batch
  }

  // MARK: Files

  private mutating func move(_ former: String, to path: String, _ touched: inout Set<ObjectKey>) {
    guard let file = files[former], files[path] == nil else { return }
    store(nil, at: former, &touched)
    store(file, at: path, &touched)
  }

  private mutating func take(_ verdict: FileVerdict, _ touched: inout Set<ObjectKey>) {
    var file = files[verdict.path] ?? FileObjects()
    switch verdict.outcome {
    case .admitted(let result, let lineCount): file.update(result, lineCount: lineCount)
    case .unreadable(let diagnostic): file.update(unreadable: diagnostic)
    case .gone:
      store(nil, at: verdict.path, &touched)
      return
    }
    store(file, at: verdict.path, &touched)
  }

  private mutating func store(_ file: FileObjects?, at path: String, _ touched: inout Set<ObjectKey>) {
    let old = files[path]?.entries ?? [:]
    let new = file?.entries ?? [:]
    files[path] = file
    if file?.refused.isEmpty ?? true { refusingFiles.remove(path) } else { refusingFiles.insert(path) }
    if file?.diagnostics.isEmpty ?? true { remarkableFiles.remove(path) } else { remarkableFiles.insert(path) }
    for key in old.keys where new[key] == nil {
      holders[key]?.remove(path)
      if holders[key]?.isEmpty == true { holders[key] = nil }
    }
    for key in new.keys where old[key] == nil { holders[key, default: []].insert(path) }
    for key in Set(old.keys).union(new.keys) where !isSame(old[key], new[key]) {
      if (holders[key]?.count ?? 0) > 1 { contested.insert(key) } else { contested.remove(key) }
      touched.insert(key)
    }
  }

  private func isSame(_ old: FileObjects.Entry?, _ new: FileObjects.Entry?) -> Bool {
    if let old, let new { old.isSame(as: new) } else { false }
  }

  // MARK: Telling

  /// The version in force: the one in the file whose name comes last.
  private func inForce(_ key: ObjectKey) -> (path: String, entry: FileObjects.Entry)? {
    guard let path = holders[key]?.max(by: Self.precedes), let entry = files[path]?.entries[key] else { return nil }
    return (path, entry)
  }

  private mutating func tell(_ key: ObjectKey, in batch: inout FactBatch) {
    guard let (path, entry) = inForce(key) else {
      if told.removeValue(forKey: key) != nil { batch.removals.append(key) }
      return
    }
    let place = ObjectPlace(file: path, line: entry.line, fields: entry.fields)
    let news = Told(digest: entry.object.digest, place: place, nextLine: entry.nextLine)
    guard told[key] != news else { return }
    told[key] = news
    batch.upserts.append(FactBatch.Upsert(object: entry.object, place: news.place))
  }

  private func fileDiagnostics() -> [LocatedDiagnostic] {
    remarkableFiles.sorted(by: Self.precedes).flatMap { files[$0]?.diagnostics ?? [] }
  }

  private func refusedFacts() -> [RefusedFact] {
    refusingFiles.sorted(by: Self.precedes).flatMap { path in
      (files[path]?.refused ?? []).map { refused in
        RefusedFact(
          object: refused.name, place: ObjectPlace(file: path, line: refused.line),
          hasLastGood: refused.key.map { told[$0] != nil } ?? false)
      }
    }
  }

  private func duplicateWarnings() -> [LocatedDiagnostic] {
    contested.sorted().flatMap { key -> [LocatedDiagnostic] in
      guard let winner = inForce(key) else { return [] }
      return (holders[key] ?? []).sorted(by: Self.precedes).filter { $0 != winner.path }.map { path in
        let line = files[path]?.entries[key]?.line
        let diagnostic = Diagnostic(
          .warning, "duplicate-object", object: key.description,
          message: "both \(path) and \(winner.path):\(winner.entry.line) hold this object; "
            + "the one in \(winner.path) is in force because its name comes last",
          suggestion: "remove one of them")
        return LocatedDiagnostic(diagnostic, file: path, line: line)
      }
    }
  }

  /// Byte by byte, so that the order is the same everywhere.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

extension FactBatch {
  /// Whether there is anything in it to tell.
  var isVoid: Bool {
    upserts.isEmpty && removals.isEmpty && diagnostics == nil && refused == nil && meshConfig == nil && !isInitialSync
  }
}
