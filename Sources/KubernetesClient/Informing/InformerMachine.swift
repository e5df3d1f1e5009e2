import KubernetesAPI

/// Decides what an informer does next and what it tells. Does no I/O and knows no clock.
///
/// Of objects it keeps names and versions alone, so its memory is bounded by how many objects there are, not by their size.
struct InformerMachine: Sendable {
  enum Event: Sendable {
    case start
    case page(ListPage)
    case listFailed(KubernetesError)
    case watchOpened
    case watched(WatchEvent)
    /// - Parameter error: nil where the server ended the watch as it should.
    case watchEnded(KubernetesError?, lasted: Duration)
    case pauseEnded
  }
  enum Task: Hashable, Sendable {
    /// - Parameter limit: nil for everything at once.
    case list(next: String?, limit: Int?)
    case watch(resourceVersion: String)
    case pause(Duration)
  }
  struct Step: Sendable {
    var news: [InformerNews] = []
    /// What to do instead of what is being done; nil to go on.
    var task: Task?
  }

  private struct Version: Hashable, Sendable {
    var uid: String
    var resourceVersion: String
  }
  private struct Listing: Sendable {
    var seen: Set<ObjectName> = []
    /// False after the server has forgotten a list between two pages.
    var isPaged: Bool
  }

  private let options: InformerOptions
  private var generator: any RandomNumberGenerator & Sendable
  private var told: [ObjectName: Version] = [:]
  private var listing: Listing?
  /// How far the server's changes are known.
  private var position = ""
  private var backoff: Backoff
  private var afterPause: Task
  private var condition = InformerCondition.starting
  private var missing = 0
  /// Watches since the last one that told anything.
  private var barrenWatches = 0
  /// Whether anything came of the list that watches go on from.
  private var hasProgressed = true

  init(options: InformerOptions, generator: any RandomNumberGenerator & Sendable) {
    self.options = options
    self.generator = generator
    backoff = Backoff(first: options.firstPause, longest: options.longestPause)
    afterPause = .list(next: nil, limit: options.pageSize)
  }

  mutating func handle(_ event: Event) -> Step {
    switch event {
    case .start: return Step(task: startList())
    case .page(let page): return take(page)
    case .listFailed(let error): return listFailed(error)
    case .watchOpened: return Step(news: enter(.following))
    case .watched(let event): return take(event)
    case .watchEnded(let error, let lasted): return watchEnded(error, lasted: lasted)
    case .pauseEnded: return Step(task: afterPause)
    }
  }

  // MARK: Lists

  private mutating func startList(isPaged: Bool = true) -> Task {
    listing = Listing(isPaged: isPaged)
    return .list(next: nil, limit: isPaged ? options.pageSize : nil)
  }

  private mutating func take(_ page: ListPage) -> Step {
    let identities = page.items.compactMap(Self.identity)
    guard identities.count == page.items.count else {
      return listFailed(KubernetesError(.malformed, message: "the list holds an object without a name or a version"))
    }
    guard page.next != nil || !page.resourceVersion.isEmpty else {
      return listFailed(KubernetesError(.malformed, message: "the list has no version to go on from"))
    }
    var change = InformerChange()
    for (item, (name, version)) in zip(page.items, identities) {
      listing?.seen.insert(name)
      if told.updateValue(version, forKey: name) != version { change.upserted.append(item) }
    }
    missing = 0
    if let next = page.next {
      let news = change.upserted.isEmpty ? [] : [InformerNews.changed(change)]
      return Step(news: news, task: .list(next: next, limit: options.pageSize))
    }
    let seen = listing?.seen ?? []
    listing = nil
    change.removed = told.keys.filter { !seen.contains($0) }.sorted()
    for name in change.removed { told[name] = nil }
    change.completesList = true
    position = page.resourceVersion
    (barrenWatches, hasProgressed) = (0, false)
    return Step(news: [.changed(change)] + enter(.following), task: .watch(resourceVersion: position))
  }

  private mutating func listFailed(_ error: KubernetesError) -> Step {
    let wasPaged = listing?.isPaged ?? true
    listing = nil
    if error.code == .gone, wasPaged { return Step(task: startList(isPaged: false)) }
    guard error.code == .notFound else { return pause(after: error, then: startList()) }
    missing += 1
    var news = enter(.missingKind)
    if missing >= options.missingKindPatience, !told.isEmpty {
      // A kind without a definition has no objects.
      news.insert(.changed(InformerChange(removed: told.keys.sorted(), completesList: true)), at: 0)
      told = [:]
    }
    backoff.reset()
    afterPause = startList()
    return Step(news: news, task: .pause(options.missingKindPause * Double.random(in: 0.75..<1.25, using: &generator)))
  }

  // MARK: Watches

  private mutating func take(_ event: WatchEvent) -> Step {
    switch event.kind {
    case .error:
      let error = KubernetesError(status: nil, answer: event.object)
      return watchEnded(error, lasted: .zero)
    case .bookmark:
      if let version = event.object["metadata"]?["resourceVersion"]?.string, !version.isEmpty { advance(to: version) }
      return Step()
    case .added, .modified, .deleted:
      guard let (name, version) = Self.identity(event.object) else {
        return watchEnded(KubernetesError(.malformed, message: "an event has no name or no version"), lasted: .zero)
      }
      return event.kind == .deleted ? remove(name, version) : upsert(name, version, event.object)
    }
  }

  private mutating func upsert(_ name: ObjectName, _ version: Version, _ object: JSONValue) -> Step {
    // Somebody told it twice, or late.
    if told[name] == version || Self.isOlder(version.resourceVersion, than: position) { return Step() }
    advance(to: version.resourceVersion)
    told[name] = version
    return Step(news: [.changed(InformerChange(upserted: [object]))])
  }

  private mutating func remove(_ name: ObjectName, _ version: Version) -> Step {
    guard let known = told[name] else {
      advance(to: version.resourceVersion)
      return Step()
    }
    // The end of an earlier object of this name. An event of the right age may carry the object's last version, or a newer one.
    if Self.isOlder(version.resourceVersion, than: known.resourceVersion) { return Step() }
    advance(to: version.resourceVersion)
    told[name] = nil
    return Step(news: [.changed(InformerChange(removed: [name]))])
  }

  private mutating func advance(to version: String) {
    if !Self.isOlder(version, than: position) { position = version }
    (barrenWatches, hasProgressed) = (0, true)
    backoff.reset()
  }

  private mutating func watchEnded(_ error: KubernetesError?, lasted: Duration) -> Step {
    let wasGood = lasted >= options.goodWatch
    if wasGood {
      (barrenWatches, hasProgressed) = (0, true)
      backoff.reset()
    } else {
      barrenWatches += 1
    }
    switch error?.code {
    case .gone:
      let task = startList()
      // Without a pause only where the last list was of some use.
      return hasProgressed ? Step(task: task) : pause(after: nil, then: task)
    case .notFound: return pause(after: error, then: startList())
    case nil where wasGood: return Step(task: .watch(resourceVersion: position))
    default:
      let task = barrenWatches >= options.watchPatience ? startList() : .watch(resourceVersion: position)
      return pause(after: error, then: task)
    }
  }

  // MARK: Common

  /// - Parameter error: nil for what happens every day.
  private mutating func pause(after error: KubernetesError?, then task: Task) -> Step {
    afterPause = task
    let pause = backoff.next(least: error?.retryAfter, using: &generator)
    return Step(news: error.map { enter(.failing($0)) } ?? [], task: .pause(pause))
  }

  private mutating func enter(_ next: InformerCondition) -> [InformerNews] {
    guard condition != next else { return [] }
    condition = next
    return [.condition(next)]
  }

  private static func identity(_ object: JSONValue) -> (ObjectName, Version)? {
    guard let name = ObjectName(of: object), let version = object["metadata"]?["resourceVersion"]?.string, !version.isEmpty else {
      return nil
    }
    return (name, Version(uid: object["metadata"]?["uid"]?.string ?? "", resourceVersion: version))
  }

  /// Whether both are numbers, as those of all servers are that keep their objects in etcd or in a store of ours, and the first
  /// is
  /// smaller. Of others nothing can be said.
  private static func isOlder(_ version: String, than other: String) -> Bool {
    guard let left = UInt64(version), let right = UInt64(other) else { return false }
    return left < right
  }
}
