import Foundation
import Synchronization

/// Keeps an authority's state in step with its files and with the clock.
final class AuthorityFollower: Sendable {
  enum News: Sendable {
    case changed
    /// The files are broken, and were so when they were looked at before: they are not about to be replaced.
    case broken(AuthorityError)
    case repaired
  }

  /// The files' bytes, by which a change is seen.
  private enum Content: Hashable {
    case ledger([UInt8])
    case files(PluggedInFiles.Content)
  }

  private struct Memory {
    var state: AuthorityState
    /// What the files held when they were last looked at, good or not.
    var content: Content?
    var problem: AuthorityError?
    var wasTold = false
    var news: [News] = []
  }

  private let source: AuthorityConfiguration.Source
  private let store: RootStore?
  private let memory: Mutex<Memory>

  init(configuration: AuthorityConfiguration, at now: Date) throws(AuthorityError) {
    source = configuration.source
    switch configuration.source {
    case .selfMade(let directory):
      let store = RootStore(directory: directory, trustDomain: configuration.trustDomain)
      let ledger = try store.loadOrCreate(at: now)
      self.store = store
      memory = Mutex(Memory(state: try AuthorityState(ledger: ledger, at: now, file: store.path)))
    case .pluggedIn(let folder):
      store = nil
      let files = PluggedInFiles(folder: folder)
      memory = Mutex(Memory(state: try files.state(files.read(), at: now)))
    }
  }

  var state: AuthorityState { memory.withLock { $0.state } }

  /// What is wrong with the files now.
  var problem: AuthorityError? { memory.withLock { $0.problem } }

  /// The state at a moment: a root's turn may have come since the files were looked at.
  func state(at now: Date) -> AuthorityState {
    let state = state
    guard let next = state.nextChange, next <= now else { return state }
    follow(at: now)
    return self.state
  }

  /// Looks at the files, and takes them in where they have changed and are good.
  func follow(at now: Date) {
    do throws(AuthorityError) {
      let content = try read()
      memory.withLock { memory in take(content, &memory, at: now) }
    } catch {
      memory.withLock { memory in note(error, content: nil, &memory) }
    }
  }

  /// What has happened since this was called last, for the log.
  func takeNews() -> [News] {
    memory.withLock { memory in
      defer { memory.news = [] }
      return memory.news
    }
  }

  /// Writes down how long what the signer signs is good for, where that is longer than what is written.
  ///
  /// Afterwards the state may have another signer: whoever changed the file in between.
  func promise(until end: Date, by entry: LedgerEntry, at now: Date) throws(AuthorityError) {
    guard let store else { return }
    let ledger = try store.promise(until: end.nextWholeSecond, for: entry.certificate, at: now)
    let state = try AuthorityState(ledger: ledger, at: now, file: store.path)
    memory.withLock { $0.state = state }
  }

  private func read() throws(AuthorityError) -> Content {
    switch source {
    case .selfMade:
      guard let store else { break }
      guard let bytes = try store.bytes() else { throw store.missing }
      return .ledger(bytes)
    case .pluggedIn(let folder): return .files(try PluggedInFiles(folder: folder).read())
    }
    throw AuthorityError(.unreadableFile, "there is nothing to read")
  }

  private func take(_ content: Content, _ memory: inout Memory, at now: Date) {
    let isDue = memory.state.nextChange.map { $0 <= now } ?? false
    // What is broken is judged again: a certificate may have become valid meanwhile, and the second look tells.
    guard content != memory.content || isDue || memory.problem != nil else { return }
    do throws(AuthorityError) {
      let state = try judge(content, at: now)
      let before = memory.state
      if memory.wasTold { memory.news.append(.repaired) }
      if before.signer != state.signer || before.trustBundle != state.trustBundle || before.rotation != state.rotation {
        memory.news.append(.changed)
      }
      memory = Memory(state: state, content: content, news: memory.news)
    } catch {
      note(error, content: content, &memory)
    }
  }

  private func judge(_ content: Content, at now: Date) throws(AuthorityError) -> AuthorityState {
    switch content {
    case .files(let files):
      guard case .pluggedIn(let folder) = source else { break }
      return try PluggedInFiles(folder: folder).state(files, at: now)
    case .ledger(let bytes):
      guard let store, let ledger = try store.decode(bytes) else { break }
      return try AuthorityState(ledger: ledger, at: now, file: store.path)
    }
    throw AuthorityError(.unreadableFile, "there is nothing to read")
  }

  /// The first look at something broken is not told: several files that are replaced one after the other do not fit for a moment.
  private func note(_ problem: AuthorityError, content: Content?, _ memory: inout Memory) {
    let isKnown = memory.problem == problem && memory.content == content
    if !isKnown { memory.wasTold = false }
    memory.problem = problem
    memory.content = content
    guard isKnown && !memory.wasTold else { return }
    memory.wasTold = true
    memory.news.append(.broken(problem))
  }
}
