import AsyncHTTPClient
import MeshAPI
import MeshModel
import NIOCore
import ServiceLifecycle
import Synchronization

/// Fetches the key sets that RequestAuthentications name, and tells the mesh's writer about them as facts of its own.
///
/// Stands in the way from the sources to the writer and passes everything on, so that data flows one way: it never reads what the
/// writer made of the facts. Its first word to the writer comes when every source has told what it found at start and every set was
/// asked for once; until then proxies wait, rather than refuse tokens that are good. They do not wait for long: a rule of one namespace
/// must not hold up the start of all others.
final class KeySetService: FactSink, ServiceLifecycle.Service {
  fileprivate struct State {
    var schedule: KeySetSchedule
    /// Sources that have not told everything yet.
    var awaited: Set<SourceID>
    var published: (keySets: [String: Shared<KeySet>], diagnostics: [LocatedDiagnostic])?
    var wakeUp: ContinuousClock.Instant?
    /// Whether nobody waits any longer for sets that were not asked for.
    var isLate = false
  }

  let id: SourceID
  private let next: any FactSink
  private let limits: KeySetLimits
  private let clients: IssuerClients
  private let state: Mutex<State>
  private let bell: AsyncStream<Void>
  private let ringBell: AsyncStream<Void>.Continuation

  /// - Parameter sources: those that are told about before key sets are.
  init(
    id: SourceID, sources: [SourceID], next: any FactSink, limits: KeySetLimits, clients: IssuerClients = IssuerClients()
  ) {
    self.id = id
    self.clients = clients
    self.next = next
    self.limits = limits
    state = Mutex(State(schedule: KeySetSchedule(limits: limits), awaited: Set(sources)))
    (bell, ringBell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func accept(_ batch: FactBatch) async {
    await next.accept(batch)
    let isNews = state.withLock { state in
      let isAwaited = batch.isInitialSync && state.awaited.remove(batch.source) != nil
      return state.schedule.note(batch, now: .now) || isAwaited
    }
    if isNews { ringBell.yield() }
  }

  func run() async throws {
    let client = clients.make(connectTimeout: limits.longestTimeout)
    let fetcher = KeySetFetcher(client: client, limits: limits)
    await withDiscardingTaskGroup { group in
      ringBell.yield()
      group.addTask { await self.stopWaiting() }
      for await _ in bell.cancelOnGracefulShutdown() {
        await publish()
        let (fetches, wakeUp) = state.withLock { $0.plan(now: .now) }
        for fetch in fetches { group.addTask { await self.perform(fetch, with: fetcher) } }
        if let wakeUp { group.addTask { await self.ring(at: wakeUp) } }
      }
      group.cancelAll()
    }
    try? await client.shutdown()
  }

  private func perform(_ fetch: KeySetSchedule.Fetch, with fetcher: KeySetFetcher) async {
    let result: Result<String, KeySetError>
    do throws(KeySetError) {
      result = .success(try await fetcher.fetch(fetch.url, timeout: fetch.timeout))
    } catch {
      result = .failure(error)
    }
    guard !Task.isCancelled else { return }
    state.withLock { $0.schedule.finish(fetch, result, now: .now, chance: .random(in: 0..<1)) }
    ringBell.yield()
  }

  /// Ends the wait at start.
  private func stopWaiting() async {
    do { try await Task.sleep(for: limits.startPatience) } catch { return }
    state.withLock { state in
      guard state.published == nil else { return }
      state.isLate = true
      state.schedule.stopWaiting()
    }
    ringBell.yield()
  }

  private func ring(at instant: ContinuousClock.Instant) async {
    try? await Task.sleep(until: instant, clock: .continuous)
    state.withLock { state in if state.wakeUp == instant { state.wakeUp = nil } }
    ringBell.yield()
  }

  /// Tells the writer what changed since the last time.
  private func publish() async {
    guard let batch = state.withLock({ $0.news(from: id) }) else { return }
    await next.accept(batch)
  }
}

extension KeySetService.State {
  /// What to fetch, and when to look again where no one looks by then.
  fileprivate mutating func plan(
    now: ContinuousClock.Instant
  ) -> (fetches: [KeySetSchedule.Fetch], wakeUp: ContinuousClock.Instant?) {
    let fetches = schedule.start(now: now)
    guard let due = schedule.nextDue, due > now, wakeUp.map({ due < $0 }) ?? true else { return (fetches, nil) }
    wakeUp = due
    return (fetches, due)
  }

  fileprivate mutating func news(from id: SourceID) -> FactBatch? {
    guard awaited.isEmpty, published != nil || isLate || schedule.hasTriedAll else { return nil }
    let (keySets, diagnostics) = (schedule.keySets, schedule.diagnostics)
    if let published, published.keySets == keySets, published.diagnostics == diagnostics { return nil }
    defer { published = (keySets, diagnostics) }
    return FactBatch(source: id, diagnostics: diagnostics, keySets: keySets, isInitialSync: published == nil)
  }
}
