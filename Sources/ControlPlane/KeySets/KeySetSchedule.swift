package import MeshAPI
import MeshModel

/// Which key sets are wanted, which of them are there, and when the next is due. Decides; fetches nothing.
struct KeySetSchedule: Sendable {
  /// A set that is due.
  struct Fetch: Hashable, Sendable {
    var url: String
    var timeout: Duration
  }

  /// A rule that needs a set.
  private struct Want: Sendable {
    var url: String
    var timeout: Duration?
    var issuer: String
    var path: String
  }
  private struct Entry: Sendable {
    var timeout: Duration
    var good: Shared<KeySet>?
    /// Why the last fetch failed; nil after a good one.
    var problem: KeySetError?
    var failures = 0
    var wasTried = false
    var isUnderWay = false
    var due: ContinuousClock.Instant
  }

  private let limits: KeySetLimits
  private var wants: [SourceID: [ObjectKey: [Want]]] = [:]
  private var entries: [String: Entry] = [:]
  /// Wanted, but beyond the limit.
  private var refused: Set<String> = []

  init(limits: KeySetLimits) { self.limits = limits }

  /// Whether every set that is wanted was asked for at least once.
  var hasTriedAll: Bool { entries.values.allSatisfy(\.wasTried) }

  /// Says of every set that nobody has got an answer for that it is late; whoever waits for all of them stops waiting.
  mutating func stopWaiting() {
    for (url, entry) in entries where !entry.wasTried {
      entries[url]?.problem = KeySetError("there was no answer within the first \(limits.startPatience.components.seconds) s")
    }
  }

  /// The sets that are there, by URL.
  var keySets: [String: Shared<KeySet>] { entries.compactMapValues(\.good) }

  /// When the next fetch is due; nil where nothing is wanted, or all of it is under way.
  var nextDue: ContinuousClock.Instant? { entries.values.filter { !$0.isUnderWay }.map(\.due).min() }

  /// Takes in what a source says.
  /// - Returns: whether other sets are wanted now, or by others.
  mutating func note(_ batch: FactBatch, now: ContinuousClock.Instant) -> Bool {
    let removed = batch.removals.filter { $0.kind == .requestAuthentication }
    let changed = batch.upserts.compactMap { upsert -> Object<RequestAuthentication>? in
      if case .requestAuthentication(let object) = upsert.object { object } else { nil }
    }
    guard !removed.isEmpty || !changed.isEmpty else { return false }
    for key in removed { wants[batch.source]?[key] = nil }
    for object in changed { wants[batch.source, default: [:]][object.key] = Self.wants(of: object.spec) }
    settle(now: now)
    return true
  }

  private static func wants(of spec: RequestAuthentication) -> [Want] {
    spec.jwtRules.enumerated().compactMap { index, rule in
      rule.keySetURL.map { url in
        Want(url: url, timeout: rule.timeout, issuer: rule.issuer, path: "spec.jwtRules[\(index)]")
      }
    }
  }

  /// Makes the entries those that are wanted.
  private mutating func settle(now: ContinuousClock.Instant) {
    var timeouts: [String: Duration] = [:]
    for want in wants.values.flatMap(\.values).flatMap({ $0 }) {
      timeouts[want.url] = max(timeouts[want.url] ?? .zero, want.timeout ?? limits.timeout)
    }
    // What is held already is not given up for what comes later.
    let order = timeouts.keys.sorted { (entries[$0] == nil ? 1 : 0, $0) < (entries[$1] == nil ? 1 : 0, $1) }
    refused = Set(order.dropFirst(limits.urls))
    let kept = Set(order.prefix(limits.urls))
    entries = entries.filter { kept.contains($0.key) }
    for url in kept {
      let timeout = min(timeouts[url] ?? limits.timeout, limits.longestTimeout)
      if entries[url] == nil { entries[url] = Entry(timeout: timeout, due: now) } else { entries[url]?.timeout = timeout }
    }
  }

  /// The sets to fetch now, the longest due first; they count as under way.
  mutating func start(now: ContinuousClock.Instant) -> [Fetch] {
    let free = max(limits.fetchesAtOnce - entries.values.count(where: \.isUnderWay), 0)
    let due = entries.filter { !$0.value.isUnderWay && $0.value.due <= now }.sorted {
      ($0.value.due, $0.key) < ($1.value.due, $1.key)
    }
    return due.prefix(free).map { url, entry in
      entries[url]?.isUnderWay = true
      return Fetch(url: url, timeout: entry.timeout)
    }
  }

  /// Takes in what a fetch came to. The last good set stays in force until there is a better one.
  /// - Parameter chance: 0..<1, moves the next fetch.
  mutating func finish(
    _ fetch: Fetch, _ result: Result<String, KeySetError>, now: ContinuousClock.Instant, chance: Double
  ) {
    guard var entry = entries[fetch.url] else { return }
    entry.isUnderWay = false
    entry.wasTried = true
    switch result {
    case .success(let json):
      entry.problem = nil
      entry.failures = 0
      if entry.good?.value.json != json { entry.good = Shared(KeySet(url: fetch.url, json: json)) }
      entry.due = now + limits.refreshInterval * (0.9 + 0.2 * chance)
    case .failure(let problem):
      entry.problem = problem
      entry.due = now + min(limits.firstRetry * (1 << min(entry.failures, 20)), limits.longestRetry) * (0.5 + 0.5 * chance)
      entry.failures += 1
    }
    entries[fetch.url] = entry
  }

  /// What there is to say about the rules whose sets are missing or stale, sorted by object.
  var diagnostics: [LocatedDiagnostic] {
    let all = wants.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.key < $1.key } }
    var told: Set<ObjectKey> = []
    // Where several sources hold one object, the first is in force.
    return all.filter { told.insert($0.key).inserted }.flatMap { key, wants in
      wants.compactMap { want in diagnostic(want, object: key).map { LocatedDiagnostic($0) } }
    }
  }

  private func diagnostic(_ want: Want, object: ObjectKey) -> Diagnostic? {
    let reason: String
    if refused.contains(want.url) {
      reason = "more than \(limits.urls) key sets are wanted, and this is one too many"
    } else if let entry = entries[want.url], let problem = entry.problem {
      reason = "the keys cannot be fetched from \(Self.shown(want.url)): \(problem)"
      if entry.good != nil {
        return Diagnostic(
          .warning, .keySetUnavailable, object: object.description, path: want.path,
          message: "\(reason); the last good ones stay in force")
      }
    } else {
      return nil
    }
    return Diagnostic(
      .warning, .keySetUnavailable, object: object.description, path: want.path,
      message: "\(reason); tokens of \(want.issuer) are refused until they are there")
  }

  /// A URL without what may be secret in it.
  private static func shown(_ url: String) -> String {
    let plain = url.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = plain.firstRange(of: "://"),
      let at = plain[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
    else { return String(plain) }
    return String(plain[..<scheme.upperBound] + plain[plain.index(after: at)...])
  }
}

extension Diagnostic.Code {
  /// The keys of an issuer could not be fetched.
  package static let keySetUnavailable: Self = "key-set-unavailable"
}
