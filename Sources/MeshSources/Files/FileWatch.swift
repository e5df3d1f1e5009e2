import Dispatch
import Glibc
import Synchronization

/// Notices changes of files in watched folders (inotify). Says only where something happened; what happened, looking tells.
///
/// Events are merged as they come: a burst costs one entry for each name, and beyond a bound only the fact that much has changed.
final class FileWatch: Sendable {
  /// What happened since the last look.
  struct Events: Hashable, Sendable {
    /// Files that somebody finished writing, or put into place as a whole.
    var completed: Set<String> = []
    /// Names that appeared, were renamed or went, or whose permissions changed.
    var touched: Set<String> = []
    /// Too much happened to keep names, or a watched folder moved: everything must be looked at.
    var needsRescan = false

    var isEmpty: Bool { completed.isEmpty && touched.isEmpty && !needsRescan }
  }

  private struct Watched: Sendable {
    /// More than one where symbolic links lead to the folder.
    var folders: Set<String> = []
    /// Symbolic links that lead to the watched file.
    var links: Set<String> = []
  }

  private struct State: Sendable {
    var watched: [Int32: Watched] = [:]
    var events = Events()
  }

  static let nameLimit = 10_000

  /// Rings when something has happened. One reader.
  let bell: AsyncStream<Void>
  private let ringBell: AsyncStream<Void>.Continuation
  private let descriptor: Int32
  private let state = Mutex(State())
  /// nil where the system has no more watches to give: looking from time to time must do then.
  ///
  /// Safe to share: it is set once, and all that is done with it later is `cancel`, which Dispatch allows on any thread.
  nonisolated(unsafe) private let source: (any DispatchSourceRead)?

  private static let folderEvents =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO)
    | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)
  private static let linkEvents =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)

  init() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    (bell, ringBell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    guard descriptor >= 0 else {
      source = nil
      return
    }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "meltemi.files"))
    self.source = source
    source.setCancelHandler { [descriptor] in close(descriptor) }
    source.setEventHandler { [weak self] in self?.drain() }
    source.activate()
  }

  deinit { source?.cancel() }

  /// Watches a folder; does nothing where it is watched under this path already. False where that is not possible.
  func watch(folder: String) -> Bool {
    let id = inotify_add_watch(descriptor, folder, Self.folderEvents | UInt32(IN_ONLYDIR))
    guard id >= 0 else { return errno == ENOENT || errno == ENOTDIR }
    state.withLock { _ = $0.watched[id, default: Watched()].folders.insert(folder) }
    return true
  }

  /// Watches the file that a symbolic link leads to: changes there leave no trace in the link's folder.
  func watch(targetOf link: String) -> Bool {
    let id = inotify_add_watch(descriptor, link, Self.linkEvents | UInt32(IN_MASK_ADD))
    guard id >= 0 else { return errno == ENOENT }
    state.withLock { _ = $0.watched[id, default: Watched()].links.insert(link) }
    return true
  }

  /// Stops watching folders and links that are not among these.
  func keep(folders: Set<String>, links: Set<String>) {
    let idle = state.withLock { state -> [Int32] in
      for (id, entry) in state.watched {
        var kept = entry
        kept.folders.formIntersection(folders)
        kept.links.formIntersection(links)
        state.watched[id] = kept
      }
      return state.watched.filter { $0.value.folders.isEmpty && $0.value.links.isEmpty }.map(\.key)
    }
    for id in idle {
      _ = state.withLock { $0.watched.removeValue(forKey: id) }
      inotify_rm_watch(descriptor, id)
    }
  }

  /// Asks the reader to look at everything.
  func requestRescan() {
    state.withLock { $0.events.needsRescan = true }
    ringBell.yield()
  }

  /// What happened since the last call. Takes in what the kernel has not handed over yet, so nothing older is missing.
  func takeEvents() -> Events {
    drain()
    return state.withLock { state in
      defer { state.events = Events() }
      return state.events
    }
  }

  /// Reads all events that are waiting. Safe from any thread: each read takes whole events, and merging them needs no order.
  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var isNews = false
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      isNews = buffer.withUnsafeBytes { take($0.prefix(count)) } || isNews
    }
    if isNews { ringBell.yield() }
  }

  private func take(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    state.withLock { state in
      var rest = bytes
      while rest.count >= MemoryLayout<inotify_event>.size {
        let event = UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: inotify_event.self)
        rest = rest.dropFirst(MemoryLayout<inotify_event>.size)
        let name = String(decoding: rest.prefix(Int(event.len)).prefix { $0 != 0 }, as: UTF8.self)
        rest = rest.dropFirst(Int(event.len))
        Self.note(event, name: name, in: &state)
      }
      return !state.events.isEmpty
    }
  }

  private static func note(_ event: inotify_event, name: String, in state: inout State) {
    func happened(_ flags: Int32...) -> Bool { flags.contains { event.mask & UInt32($0) != 0 } }
    if happened(IN_Q_OVERFLOW) {
      state.events.needsRescan = true
      return
    }
    guard let watched = state.watched[event.wd] else { return }
    if happened(IN_IGNORED) {
      state.watched[event.wd] = nil
      return
    }
    if name.isEmpty {
      state.events.touched.formUnion(watched.links)
      if happened(IN_CLOSE_WRITE) { state.events.completed.formUnion(watched.links) }
      if !watched.folders.isEmpty, happened(IN_DELETE_SELF, IN_MOVE_SELF) { state.events.needsRescan = true }
    } else {
      let paths = watched.folders.map { $0.appending(name) }
      state.events.touched.formUnion(paths)
      if happened(IN_CLOSE_WRITE, IN_MOVED_TO) { state.events.completed.formUnion(paths) }
    }
    if state.events.touched.count > nameLimit { state.events = Events(needsRescan: true) }
  }
}
