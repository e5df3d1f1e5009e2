import KubernetesAPI

/// Follows the objects of one kind: lists them, then watches, for as long as it runs. Nothing is missed and nothing told twice,
/// whatever
/// happens to the connection or the server.
package struct Informer: Sendable {
  package let selection: ObjectSelection
  private let client: KubernetesClient
  private let options: InformerOptions
  private let clock: any Clock<Duration>
  private let generator: any RandomNumberGenerator & Sendable

  /// - Parameter generator: moves pauses about.
  package init(
    _ selection: ObjectSelection, client: KubernetesClient, options: InformerOptions = InformerOptions(),
    clock: any Clock<Duration> = ContinuousClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.selection = selection
    self.client = client
    self.options = options
    self.clock = clock
    self.generator = generator
  }

  /// Runs until it is cancelled.
  /// - Parameter receive: is told one thing after the other; while it works, nothing more is read.
  /// - Throws: `CancellationError` alone.
  package func run(_ receive: @escaping @Sendable (InformerNews) async -> Void) async throws {
    var generator = generator
    // So that the watches of many informers do not end together.
    let watchTimeout = options.watchTimeout * Double.random(in: 1..<2, using: &generator)
    var machine = InformerMachine(options: options, generator: generator)
    var step = machine.handle(.start)
    while true {
      for news in step.news { await receive(news) }
      try Task.checkCancellation()
      guard let task = step.task else { return }
      switch task {
      case .list(let next, let limit):
        step = machine.handle(try await list(next: next, limit: limit))
      case .pause(let pause):
        try await clock.sleep(for: pause)
        step = machine.handle(.pauseEnded)
      case .watch(let version):
        (machine, step) = await follow(from: version, timeout: watchTimeout, machine: machine, receive)
        try Task.checkCancellation()
      }
    }
  }

  private func list(next: String?, limit: Int?) async throws -> InformerMachine.Event {
    do {
      return .page(try await client.page(selection, next: next, limit: limit))
    } catch let error as KubernetesError {
      return .listFailed(error)
    }
  }

  /// One watch, given up when the server does not end it in time.
  private func follow(
    from version: String, timeout: Duration, machine: InformerMachine, _ receive: @escaping @Sendable (InformerNews) async -> Void
  ) async -> (InformerMachine, InformerMachine.Step) {
    await withTaskGroup(of: (InformerMachine, InformerMachine.Step)?.self) { group in
      group.addTask { await read(from: version, timeout: timeout, machine: machine, receive) }
      group.addTask {
        try? await clock.sleep(for: timeout + .seconds(30))
        return nil
      }
      var result: (InformerMachine, InformerMachine.Step)?
      for await outcome in group {
        // Whichever ends first, the other has to end too.
        group.cancelAll()
        result = result ?? outcome
      }
      return result ?? (machine, InformerMachine.Step())
    }
  }

  private func read(
    from version: String, timeout: Duration, machine: InformerMachine, _ receive: @Sendable (InformerNews) async -> Void
  ) async -> (InformerMachine, InformerMachine.Step) {
    var machine = machine
    let elapsed = Stopwatch.start(clock)
    var failure: KubernetesError?
    do {
      let stream = try await client.watch(selection, from: version, timeout: timeout)
      for news in machine.handle(.watchOpened).news { await receive(news) }
      for try await event in stream {
        let step = machine.handle(.watched(event))
        if step.task != nil { return (machine, step) }
        for news in step.news { await receive(news) }
      }
    } catch let error as KubernetesError {
      failure = error
    } catch {
      failure = KubernetesError(.timedOut, message: "the server did not end the watch when it should have")
    }
    let step = machine.handle(.watchEnded(failure, lasted: elapsed()))
    return (machine, step)
  }
}
