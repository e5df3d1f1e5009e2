package import KubernetesClient
package import Logging
package import MeshAdmission
package import MeshModel
import MeshSources
import ServiceLifecycle

/// Objects of a Kubernetes cluster, as its API server tells them.
///
/// An object that is broken keeps its last good version; so does everything while the server does not answer. The initial sync
/// waits
/// for the server: what cannot be asked for must not look as if there were nothing.
package struct KubernetesSource: ConfigSource {
  package let id: SourceID
  private let client: KubernetesClient
  private let admission: Admission
  private let sink: any FactSink
  private let options: KubernetesSourceOptions
  private let outer: OuterMeshConfig?
  private let observer: (any RuleObserving)?
  private let clock: any Clock<Duration>
  private let logger: Logger

  /// - Parameters:
  ///   - outer: The mesh config of other sources, whose selectors of namespaces come before the cluster's own.
  ///   - observer: Is told which rules there are.
  package init(
    id: SourceID, client: KubernetesClient, admission: Admission, sink: any FactSink,
    options: KubernetesSourceOptions = KubernetesSourceOptions(), outer: OuterMeshConfig? = nil,
    observer: (any RuleObserving)? = nil, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    self.id = id
    self.client = client
    self.admission = admission
    self.sink = sink
    self.options = options
    self.outer = outer
    self.observer = observer
    self.clock = clock
    self.logger = logger
  }

  package func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await follow() }
    } catch is CancellationError where Task.isShuttingDownGracefully {
      // That is how it ends.
    }
  }

  private func follow() async throws {
    let (plans, planChanged) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let (news, newsCame) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let reader = KubernetesReader(
      id: id, options: options, admission: admission, planChanged: planChanged, newsCame: newsCame)
    if outer != nil { await reader.take(.unknown) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let outer {
        group.addTask {
          for await selectors in outer.selectors { await reader.take(selectors) }
          try await gracefulShutdown()
        }
      }
      group.addTask { try await discover(reader) }
      group.addTask { await follow(reader, plans) }
      group.addTask { try await tell(reader, news) }
      try await group.next()
      group.cancelAll()
    }
  }

  // MARK: Kinds

  /// Asks which kinds the server has, again and again: some may come later, go, or be served in other versions.
  private func discover(_ reader: KubernetesReader) async throws {
    let groups = await reader.groups
    var failures = 0
    while true {
      let missingKind = await reader.nextMissingKind()
      let served = try await client.servedKinds(groups: groups)
      let isComplete = await reader.take(served)
      failures = served.failures.isEmpty ? 0 : failures + 1
      let usual = options.discoveryInterval * (isComplete ? 6 : 1)
      let pause = failures == 0 ? usual : min(options.informer.firstPause * (1 << min(failures, 10)), usual)
      await wait(pause * Double.random(in: 0.75..<1.25), orUntil: missingKind)
      try Task.checkCancellation()
    }
  }

  private func wait(_ pause: Duration, orUntil missingKind: AsyncStream<Void>) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await clock.sleep(for: pause) }
      group.addTask {
        for await _ in missingKind {
          // A version seldom goes alone, and a server that is being changed needs a moment to say so.
          try? await clock.sleep(for: options.informer.firstPause)
          return
        }
      }
      await group.next()
      group.cancelAll()
    }
  }

  // MARK: Watches

  private func follow(_ reader: KubernetesReader, _ plans: AsyncStream<Void>) async {
    await withDiscardingTaskGroup { group in
      var stops: [WatchOrder: AsyncStream<Void>.Continuation] = [:]
      for await _ in plans {
        let (started, stopped) = await reader.reconcile()
        for order in stopped { stops.removeValue(forKey: order)?.finish() }
        for order in started {
          let (stop, stopper) = AsyncStream<Void>.makeStream()
          stops[order] = stopper
          group.addTask { await follow(order, reader, until: stop) }
        }
      }
      group.cancelAll()
    }
  }

  /// Runs one watch until it is no longer wanted.
  private func follow(_ order: WatchOrder, _ reader: KubernetesReader, until stop: AsyncStream<Void>) async {
    var options = options.informer
    options.missingKindPause = self.options.discoveryInterval
    // Whether a kind is gone, or there in another version, is for discovery to say. The kinds of single objects it does not look at.
    if order.slot.name == nil { options.missingKindPatience = .max }
    let informer = Informer(order.selection, client: client, options: options, clock: clock)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        // Ends by being cancelled, and no other way.
        try? await informer.run { await reader.take($0, of: order) }
      }
      group.addTask { for await _ in stop {} }
      await group.next()
      group.cancelAll()
    }
  }

  // MARK: Telling

  private func tell(_ reader: KubernetesReader, _ news: AsyncStream<Void>) async throws {
    for await _ in news {
      try await collect(reader)
      let (batch, rules) = await reader.drain()
      if let batch {
        log(batch)
        await sink.accept(batch)
      }
      guard let observer, !rules.isEmpty else { continue }
      await observer.observe(rules.seen.sorted { $0.key < $1.key }.map(\.value), removed: rules.removed.sorted())
    }
  }

  /// Waits until nothing more comes, but not for ever.
  private func collect(_ reader: KubernetesReader) async throws {
    var waited = Duration.zero
    while waited < options.longestDelay {
      let before = await reader.newsCount
      try await clock.sleep(for: options.quietTime)
      waited += options.quietTime
      if await reader.newsCount == before { return }
    }
  }

  private func log(_ batch: FactBatch) {
    logger.info(
      "Cluster read",
      metadata: [
        "source": "\(id)", "objects": "\(batch.upserts.count)", "removed": "\(batch.removals.count)",
        "isInitialSync": "\(batch.isInitialSync)",
      ])
  }
}
