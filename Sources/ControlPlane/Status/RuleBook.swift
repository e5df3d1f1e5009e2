package import KubernetesSource
package import MeshAPI
package import MeshPush

/// How far each rule of an API server has come on its way to the proxies that it concerns. Does no I/O and knows no clock.
///
/// A rule is *waiting* until the push engine has followed to a snapshot that holds it, then *open* until all proxies have it. Once all
/// have it, it stays so until it changes or a proxy refuses something that comes from it. So proxies that come and go cost no writes.
package struct RuleBook: Sendable {
  private struct Entry {
    var rule: ObservedRule
    /// The rule is in a snapshot that has taken in so many batches of facts.
    var mark: UInt64
    /// The generation of pushes by which all proxies were told of the rule; nil while it is waiting.
    var reached: UInt64?
    var since: Duration
    var progress: RuleStatus.Progress?
  }

  /// How long a rule may be on its way before that is worth telling: most arrive sooner, and are told of once.
  package static let grace = Duration.seconds(1)

  private var entries: [ObjectKey: Entry] = [:]
  private var waiting: Set<ObjectKey> = []
  private var open: Set<ObjectKey> = []
  private var findings: [ObjectKey: [Diagnostic]] = [:]
  private var blame: [ObjectKey: [String: String]] = [:]
  /// What is to be said of them may be something else now.
  private var touched: Set<ObjectKey> = []

  package init() {}

  package var count: Int { entries.count }
  package var openCount: Int { waiting.count + open.count }
  /// Whether something will be worth telling although nothing happens.
  package func isImpatient(at now: Duration) -> Bool {
    !waiting.isEmpty || open.contains { key in entries[key].map { now - $0.since < Self.grace } ?? false }
  }

  // MARK: What sources tell

  /// - Parameter mark: The number of batches after which all of this is among the facts.
  package mutating func observe(_ rules: [ObservedRule], removed: [ObjectKey], mark: UInt64, at now: Duration) {
    for key in removed {
      entries[key] = nil
      waiting.remove(key)
      open.remove(key)
      touched.remove(key)
    }
    for rule in rules {
      let key = rule.key
      touched.insert(key)
      if let known = entries[key]?.rule, known.isSameVersion(as: rule) {
        entries[key]?.rule = rule
        continue
      }
      entries[key] = Entry(rule: rule, mark: mark, since: now)
      open.remove(key)
      waiting.insert(key)
    }
  }

  /// Everything is looked at anew: somebody else may have written what was known.
  package mutating func restart(at now: Duration) {
    for key in entries.keys {
      entries[key]?.reached = nil
      entries[key]?.progress = nil
      entries[key]?.since = now
    }
    (waiting, open, touched, blame) = (Set(entries.keys), [], [], [:])
  }

  // MARK: What the mesh makes of it

  /// The push engine has told the proxies all that the first `folded` batches hold.
  package mutating func follow(folded: UInt64, generation: UInt64) {
    for key in waiting {
      guard let entry = entries[key], entry.mark <= folded else { continue }
      waiting.remove(key)
      entries[key]?.reached = generation
      open.insert(key)
    }
  }

  /// - Parameter all: What analysis has to say of all objects.
  package mutating func take(findings all: [Diagnostic]) {
    var next: [ObjectKey: [Diagnostic]] = [:]
    for finding in all {
      guard let key = ObjectKey(finding.object), entries[key] != nil else { continue }
      next[key, default: []].append(finding)
    }
    for key in Set(next.keys).union(findings.keys) where next[key] != findings[key] {
      touched.insert(key)
      // Which source counts may have changed.
      if entries[key]?.reached != nil { open.insert(key) }
    }
    findings = next
  }

  package mutating func take(_ classes: [ClassStanding]) {
    takeBlame(classes)
    guard !open.isEmpty else { return }
    var counts: [ObjectKey: (upToDate: Int, concerned: Int)] = [:]
    for standing in classes {
      let concerned = standing.concerned(by: open)
      for proxy in standing.proxies where proxy.isStarted {
        for key in concerned.union(proxy.own.intersection(open)) {
          let hasIt = blame[key]?[proxy.name] == nil && proxy.has(entries[key]?.reached ?? .max)
          counts[key, default: (0, 0)].concerned += 1
          counts[key, default: (0, 0)].upToDate += hasIt ? 1 : 0
        }
      }
    }
    for key in open { settle(key, counts[key] ?? (0, 0)) }
  }

  private mutating func settle(_ key: ObjectKey, _ count: (upToDate: Int, concerned: Int)) {
    guard let entry = entries[key] else { return }
    let progress: RuleStatus.Progress
    if !entry.rule.isAdmitted {
      progress = .refused
    } else if findings[key]?.contains(where: { $0.code == "duplicate-object" }) == true {
      progress = .notInForce
    } else {
      let refusal = blame[key]?.min { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      progress = .proxies(upToDate: count.upToDate, concerned: count.concerned, refusal: refusal)
    }
    if entry.progress != progress {
      entries[key]?.progress = progress
      touched.insert(key)
    }
    if progress.isComplete { open.remove(key) }
  }

  /// Rules that a proxy refuses are open again, and so are those that it does not refuse any more.
  private mutating func takeBlame(_ classes: [ClassStanding]) {
    var next: [ObjectKey: [String: String]] = [:]
    for proxy in classes.flatMap(\.proxies) {
      for refusal in proxy.refusals {
        for key in refusal.origins { next[key, default: [:]][proxy.name] = refusal.message }
      }
    }
    guard next != blame else { return }
    for key in Set(next.keys).union(blame.keys) where next[key] != blame[key] && entries[key]?.reached != nil { open.insert(key) }
    blame = next
  }

  // MARK: What is to be said

  /// What may have changed since the last call, as far as it is worth telling by now.
  package mutating func takeNews(at now: Duration) -> [(key: ObjectKey, status: RuleStatus)] {
    var news: [(key: ObjectKey, status: RuleStatus)] = []
    for key in touched.sorted() {
      guard let entry = entries[key] else {
        touched.remove(key)
        continue
      }
      guard let progress = entry.progress, progress.isComplete || now - entry.since >= Self.grace else { continue }
      touched.remove(key)
      let codes = entry.rule.suppressedCodes
      let told = (entry.rule.diagnostics + (findings[key] ?? [])).filter { finding in
        !codes.contains("*") && IstioMessage(of: finding).map { !codes.contains($0.code) } ?? false
      }
      var seen: Set<Diagnostic> = []
      let status = RuleStatus(
        generation: entry.rule.generation, progress: progress, findings: told.filter { seen.insert($0).inserted })
      news.append((key, status))
    }
    return news
  }
}
