import MeshAPI

/// What became of one file.
struct FileChange: Sendable {
  enum Outcome: Sendable {
    case content([UInt8])
    case unreadable(FileProblem)
    case gone
  }
  var path: String
  var outcome: Outcome
  /// The name under which the file was known until now, where it has only been renamed.
  var formerPath: String?
}

/// Knows the files of a tree by their stamps, and finds out which have changed and may be read.
///
/// A file may be read when somebody closed it after writing, or put it into place as a whole, or when it has not changed for a
/// moment. A file that is missing is looked for once more after that moment, because many editors save by renaming.
struct FileTracker {
  let tree: FileTree
  let watch: FileWatch
  /// Folders that cannot be read or watched now.
  private(set) var problems: [FileProblem] = []

  /// Stamps of the files as they were last taken in; nil inside for files that gave none.
  private var known: [String: FileStamp?] = [:]
  private var folders: Set<String> = []
  private var links: Set<String> = []
  private var ready: [String: FileStamp] = [:]
  private var unsettled: [String: FileStamp] = [:]
  /// Files that are gone, and whether they were looked for a second time.
  private var missing: [String: Bool] = [:]

  /// How the folder above the root calls the root in its events; nil where it cannot be told apart.
  private let rootEventPath: String?

  init(tree: FileTree, watch: FileWatch) {
    self.tree = tree
    self.watch = watch
    let name = tree.rootPath.lastPathComponent
    rootEventPath = name == "." || name == ".." ? nil : tree.rootPath.parentPath.appending(name)
  }

  /// Whether waiting for a moment would tell more.
  var isUnsettled: Bool {
    guard unsettled.isEmpty else { return true }
    let arrived = Set(newcomers.values)
    return missing.contains { path, wasSoughtTwice in
      !wasSoughtTwice && (known[path] ?? nil).map { !arrived.contains($0.identity) } ?? true
    }
  }

  /// Compares the whole tree with what is known.
  /// - Parameters:
  ///   - completed: Files that are known to be complete.
  ///   - isFirst: Takes every file as it is: at start there is nothing better to keep.
  mutating func lookAtEverything(completed: Set<String> = [], isFirst: Bool = false) {
    var unwatched: String?
    let scan = TreeScan(tree) { folder in
      if !watch.watch(folder: folder) { unwatched = unwatched ?? folder }
    }
    let parent = rootEventPath.map(\.parentPath)
    if let parent { _ = watch.watch(folder: parent) }
    folders = scan.folders
    links = Set(scan.files.filter(\.value.isLink).keys)
    watch.keep(folders: folders.union(parent.map { [$0] } ?? []), links: links)
    unsettled = unsettled.filter { scan.files[$0.key] != nil }
    missing = missing.filter { !scan.isUnknown($0.key) }
    for (path, file) in scan.files {
      note(path, file.stamp, isComplete: isFirst || completed.contains(path), isWritten: completed.contains(path))
    }
    for path in known.keys where scan.files[path] == nil && !scan.isUnknown(path) { noteMissing(path) }
    problems = scan.problems
    if let unwatched { problems.append(.unwatched(unwatched)) }
  }

  /// Looks where something happened.
  mutating func look(at events: FileWatch.Events) {
    var needsRescan = events.needsRescan
    if !needsRescan {
      for path in events.touched.sorted() where !look(at: path, isWritten: events.completed.contains(path)) {
        needsRescan = true
      }
    }
    if needsRescan { lookAtEverything(completed: events.completed) }
  }

  /// Looks again at what was not sure, after a moment.
  mutating func settle() {
    for (path, stamp) in unsettled {
      guard let now = FileStamp(following: path) else {
        noteMissing(path)
        continue
      }
      unsettled[path] = now == stamp ? nil : now
      if now == stamp { ready[path] = now }
    }
    for path in missing.keys {
      missing[path] = true
      if let now = FileStamp(following: path) { note(path, now, isComplete: false, isWritten: false) }
    }
  }

  /// Reads what may be read, and forgets what is gone. Files that change while they are read wait for the next time.
  mutating func collect() -> [FileChange] {
    var changes: [FileChange] = []
    let formerPaths = renames()
    for path in ready.keys.sorted() {
      guard var change = read(path) else { continue }
      change.formerPath = formerPaths[path]
      changes.append(change)
    }
    ready = [:]
    for path in missing.keys.sorted() {
      known[path] = nil
      changes.append(FileChange(path: path, outcome: .gone))
    }
    missing = [:]
    return changes
  }

  private mutating func read(_ path: String) -> FileChange? {
    do {
      let content = try FileContent.read(path, limit: tree.fileSizeLimit)
      known[path] = content.stamp
      return FileChange(path: path, outcome: .content(content.bytes))
    } catch {
      guard let now = FileStamp(following: path) else {
        noteMissing(path)
        return nil
      }
      switch error {
      case .changedMeanwhile:
        unsettled[path] = now
        return nil
      case .problem(let problem, let stamp):
        known[path] = .some(stamp)
        return FileChange(path: path, outcome: .unreadable(problem))
      }
    }
  }

  /// False where looking at one path does not do.
  private mutating func look(at path: String, isWritten: Bool) -> Bool {
    if case .file(let root) = tree.root, path == rootEventPath || path == root {
      // What was wrong with it may be over.
      guard problems.isEmpty, let stamp = FileStamp(following: root) else { return false }
      note(root, stamp, isComplete: isWritten, isWritten: isWritten)
      return true
    }
    if path == rootEventPath { return false }
    // A name that the tree passes over may be a link's half-way house, as in volumes that the platform swaps as a whole.
    let name = path.lastPathComponent
    if name.hasPrefix(".") { return links.isEmpty }
    guard folders.contains(path.parentPath) || links.contains(path) else { return true }
    guard let stamp = FileStamp(following: path) else {
      if known[path] != nil { noteMissing(path) }
      return !folders.contains(path)
    }
    guard stamp.kind != .directory else { return false }
    if FileTree.isConfiguration(name) {
      // A link's target is watched from the next look at the whole tree on.
      if FileStamp.isLink(path), links.insert(path).inserted { _ = watch.watch(targetOf: path) }
      note(path, stamp, isComplete: isWritten, isWritten: isWritten)
    }
    return true
  }

  private mutating func note(_ path: String, _ stamp: FileStamp, isComplete: Bool, isWritten: Bool) {
    missing[path] = nil
    let old = known[path] ?? nil
    let isLink = links.contains(path)
    if isLink { _ = watch.watch(targetOf: path) }
    // Times of files are coarse: a file that was written again within one tick looks the same.
    guard isWritten || old != stamp else {
      unsettled[path] = nil
      return
    }
    let isSwapped = isLink && old != nil && old?.identity != stamp.identity
    if isComplete || isSwapped {
      unsettled[path] = nil
      ready[path] = stamp
    } else if ready[path] == nil {
      unsettled[path] = stamp
    }
  }

  private mutating func noteMissing(_ path: String) {
    (ready[path], unsettled[path]) = (nil, nil)
    if known[path] != nil, missing[path] == nil { missing[path] = false }
  }

  /// Files that are ready and were not known under their name.
  private var newcomers: [String: FileStamp.Identity] {
    ready.filter { known[$0.key] == nil }.mapValues(\.identity)
  }

  /// The former names of newcomers.
  private func renames() -> [String: String] {
    let pairs = missing.keys.sorted().compactMap { path in (known[path] ?? nil).map { ($0.identity, path) } }
    let formerPaths = Dictionary(pairs) { first, _ in first }
    return newcomers.compactMapValues { formerPaths[$0] }
  }
}

extension FileProblem {
  fileprivate static func unwatched(_ folder: String) -> FileProblem {
    FileProblem(
      path: folder, code: .unwatchedFolder, severity: .warning,
      message: "the system gives no more watches, so changes in here are noticed late",
      suggestion: "raise fs.inotify.max_user_watches or fs.inotify.max_user_instances")
  }
}
