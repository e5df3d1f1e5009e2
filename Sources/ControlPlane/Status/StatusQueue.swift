package import KubernetesAPI
package import KubernetesClient
package import MeshAPI

/// Decides which status is written when: at a bounded rate, the latest of each object, and only what differs from what the server has.
/// Does no I/O and knows no clock; holds no more than there are rules.
package struct StatusQueue: Sendable {
  package struct Limits: Hashable, Sendable {
    /// Writes that may be made in a second for long, and at once.
    package var perSecond = 50.0
    package var atOnce = 50.0
    /// Writes on their way at the same time.
    package var concurrent = 4
    /// The pause after a server that did not answer; it doubles from one to the next.
    package var firstPause = Duration.seconds(1)
    package var longestPause = Duration.seconds(30)

    package init() {}
  }

  /// An object as the server has it.
  package struct Place: Hashable, Sendable {
    package var resource: KubernetesResource
    package var name: ObjectName
    package var resourceVersion: String
    package var status: JSONValue?

    package init(resource: KubernetesResource, name: ObjectName, resourceVersion: String, status: JSONValue?) {
      self.resource = resource
      self.name = name
      self.resourceVersion = resourceVersion
      self.status = status
    }

    /// Whether it is certain that the server had this one first. Versions are numbers that grow in every known server, and opaque in
    /// those that are not known.
    func isOlder(than other: Place) -> Bool {
      guard let version = UInt64(resourceVersion), let otherVersion = UInt64(other.resourceVersion) else { return false }
      return version < otherVersion
    }
  }

  package struct Write: Hashable, Sendable {
    package var key: ObjectKey
    package var place: Place
    package var status: JSONValue

    /// A merge patch that counts only while the object is of the version that the status is about.
    package var patch: JSONValue {
      ["metadata": ["resourceVersion": .string(place.resourceVersion)], "status": status]
    }
  }

  package enum Step: Hashable, Sendable {
    case write(Write)
    case pause(Duration)
    /// Nothing before something happens.
    case wait
  }

  /// Where permissions are given: the objects of a kind in a namespace.
  package struct Scope: Hashable, Sendable, CustomStringConvertible {
    package var resource: KubernetesResource
    /// Empty for kinds without namespaces.
    package var namespace: String

    package init(resource: KubernetesResource, namespace: String) {
      self.resource = resource
      self.namespace = namespace
    }

    package var description: String { namespace.isEmpty ? "\(resource)" : "\(resource) in \(namespace)" }
  }

  /// What is worth telling.
  package enum News: Hashable, Sendable {
    /// The first of a kind that may not be written; of the other namespaces `forbiddenScopes` tells.
    case forbidden(Scope, KubernetesError)
    case refused(ObjectKey, KubernetesError)
    case unanswered(KubernetesError)
  }

  private struct Entry {
    /// As the server has it, as far as is known.
    var place: Place
    /// As the watch told it last.
    var told: Place
    /// Whether `place` is an answer to a write, which the watch may be behind.
    var isAnswered = false
    var wanted: RuleStatus?
    var isQueued = false
    /// What is said by the write that is on its way; nil where none is.
    var onItsWay: RuleStatus?
    /// Whether the watch told something while a write was on its way.
    var isNewer = false
    /// Nothing is tried before the object, or what is to be said, is another.
    var isBlocked = false

    init(told: Place) { (place, self.told) = (told, told) }

    var scope: Scope { Scope(resource: place.resource, namespace: place.name.namespace) }
  }

  private let limits: Limits
  private var entries: [ObjectKey: Entry] = [:]
  private var queue: [ObjectKey] = []
  private var head = 0
  private var onTheirWay = 0
  private var budget: Double
  private var budgetAt = Duration.zero
  private var pausedUntil = Duration.zero
  private var failures = 0
  private var access = StatusAccess()

  package init(limits: Limits = Limits()) {
    self.limits = limits
    budget = limits.atOnce
  }

  /// Statuses that wait to be written.
  package var count: Int { queue.count - head }
  /// Where nothing could be written for lack of permission, sorted.
  package var forbiddenScopes: [Scope] { access.denied }

  // MARK: What is known

  package mutating func know(_ key: ObjectKey, _ place: Place) {
    guard let entry = entries[key] else {
      entries[key] = Entry(told: place)
      return
    }
    entries[key]?.told = place
    // It has yet to tell what we wrote: who went back to this would write once more, and be refused.
    if entry.isAnswered, place.isOlder(than: entry.place) { return }
    // It tells what the server answered, and nothing new.
    if entry.isAnswered, place.resourceVersion == entry.place.resourceVersion { return }
    entries[key]?.place = place
    entries[key]?.isAnswered = false
    entries[key]?.isNewer = true
    guard entry.isBlocked else { return }
    entries[key]?.isBlocked = false
    enqueue(key)
  }

  package mutating func forget(_ key: ObjectKey) { entries[key] = nil }

  /// - Parameter status: What is to be said from now on.
  package mutating func want(_ key: ObjectKey, _ status: RuleStatus) {
    guard let entry = entries[key], entry.wanted != status else { return }
    entries[key]?.wanted = status
    entries[key]?.isBlocked = false
    enqueue(key)
  }

  /// Somebody else may have written meanwhile: whatever is known is said again where it differs.
  package mutating func restart() {
    (queue, head, onTheirWay, failures, pausedUntil, access) = ([], 0, 0, 0, .zero, StatusAccess())
    for (key, entry) in entries {
      var again = Entry(told: entry.told)
      (again.place, again.isAnswered) = (entry.place, entry.isAnswered)
      entries[key] = again
    }
  }

  private mutating func enqueue(_ key: ObjectKey) {
    guard let entry = entries[key], entry.wanted != nil, !entry.isQueued, entry.onItsWay == nil else { return }
    entries[key]?.isQueued = true
    queue.append(key)
  }

  // MARK: What is to be done

  /// - Parameters:
  ///   - now: Of a clock that never goes back.
  ///   - time: What people read in the conditions.
  package mutating func next(_ now: Duration, time: KubernetesTime) -> Step {
    guard onTheirWay < limits.concurrent else { return .wait }
    while head < queue.count {
      guard pausedUntil <= now else { return .pause(pausedUntil - now) }
      refill(now)
      guard budget >= 1 else { return .pause(.seconds((1 - budget) / limits.perSecond)) }
      guard let write = take(time) else { continue }
      budget -= 1
      onTheirWay += 1
      return .write(write)
    }
    return .wait
  }

  private mutating func take(_ time: KubernetesTime) -> Write? {
    let key = queue[head]
    head += 1
    if head == queue.count {
      (queue, head) = ([], 0)
    } else if head > 1024, head * 2 > queue.count {
      queue.removeFirst(head)
      head = 0
    }
    guard let entry = entries[key], entry.isQueued else { return nil }
    entries[key]?.isQueued = false
    guard let wanted = entry.wanted, let status = wanted.json(over: entry.place.status, at: time),
      access.allows(entry.scope)
    else { return nil }
    entries[key]?.onItsWay = wanted
    entries[key]?.isNewer = false
    return Write(key: key, place: entry.place, status: status)
  }

  private mutating func refill(_ now: Duration) {
    budget = min(limits.atOnce, budget + max(.zero, now - budgetAt).seconds * limits.perSecond)
    budgetAt = now
  }

  // MARK: What became of it

  /// - Parameter result: The object as the server has it now, or why it did not take the status.
  package mutating func finished(_ write: Write, _ result: Result<JSONValue, KubernetesError>, at now: Duration) -> News? {
    onTheirWay = max(0, onTheirWay - 1)
    let key = write.key
    guard let entry = entries[key], entry.onItsWay != nil else { return nil }
    entries[key]?.onItsWay = nil
    switch result {
    case .success(let object):
      failures = 0
      took(write, object, entry)
      return nil
    case .failure(let error): return failed(write, error, entry, now)
    }
  }

  private mutating func took(_ write: Write, _ object: JSONValue, _ entry: Entry) {
    let key = write.key
    var answer = write.place
    answer.status = object["status"]
    answer.resourceVersion = object["metadata"]?["resourceVersion"]?.string ?? answer.resourceVersion
    // What the watch told meanwhile may be newer than this answer.
    let isLatest = !entry.isNewer || entry.place.isOlder(than: answer) || entry.place.resourceVersion == answer.resourceVersion
    if isLatest {
      entries[key]?.place = answer
      entries[key]?.isAnswered = true
    }
    // A server may keep something else than it was sent: what is said once is not said again because of that.
    if entry.wanted != entry.onItsWay || !isLatest { enqueue(key) }
    guard access.took(entry.scope) else { return }
    for key in entries.keys.sorted() where entries[key]?.scope == entry.scope {
      entries[key]?.isBlocked = false
      enqueue(key)
    }
  }

  private mutating func failed(_ write: Write, _ error: KubernetesError, _ entry: Entry, _ now: Duration) -> News? {
    let key = write.key
    switch error.code {
    case .forbidden:
      entries[key]?.isBlocked = true
      switch access.refused(entry.scope, key) {
      case .kind: return .forbidden(entry.scope, error)
      case .object: return .refused(key, error)
      case .known: return nil
      }
    case .conflict, .notFound, .gone:
      // The watch tells what has become of the object, if it has not already. It may have gone back, with a store that was restored.
      entries[key]?.place = entry.told
      entries[key]?.isAnswered = false
      let isKnown = entry.told.resourceVersion != write.place.resourceVersion
      entries[key]?.isBlocked = !isKnown
      if isKnown { enqueue(key) }
      return nil
    case .unreachable, .timedOut, .tooManyRequests, .server, .unauthorized, .credentials:
      failures += 1
      let pause = min(limits.firstPause * (1 << min(failures - 1, 10)), limits.longestPause)
      pausedUntil = max(pausedUntil, now + max(pause, min(error.retryAfter ?? .zero, limits.longestPause)))
      enqueue(key)
      return failures == 1 ? .unanswered(error) : nil
    default:
      entries[key]?.isBlocked = true
      return .refused(key, error)
    }
  }
}

extension StatusQueue {
  /// What became of a write, in a word for metrics.
  static func outcome(_ result: Result<JSONValue, KubernetesError>) -> String {
    guard case .failure(let error) = result else { return "written" }
    return switch error.code {
    case .conflict: "conflict"
    case .notFound, .gone: "gone"
    case .forbidden: "forbidden"
    default: "failed"
    }
  }
}
