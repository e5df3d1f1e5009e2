import KubernetesAPI
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
    /// Of the mesh's snapshot by which the rule came.
    var snapshot: UInt64 = 0
    var since: Duration
    /// When this version of the rule was first seen.
    var seen: Duration
    var progress: RuleStatus.Progress?
    /// Of the proxies that are connected here.
    var own = ReplicaReport.Line(generation: 0, upToDate: 0, concerned: 0)
    /// Whether its status says that it had arrived before it was seen here: others may have nothing to say of it any more.
    var isOld: Bool
    var arrived: Duration?
  }

  /// How long a rule may be on its way before that is worth telling: most arrive sooner, and are told of once.
  package static let grace = Duration.seconds(1)

  /// So long after it has arrived, a rule stands in the report. A replica that lives and says nothing of a rule is waited for as long:
  /// after that, it may have said all there is to say.
  private static let memory = Duration.seconds(120)

  private var entries: [ObjectKey: Entry] = [:]
  /// Rules that arrived lately.
  private var recent: Set<ObjectKey> = []
  private var waiting: Set<ObjectKey> = []
  /// Rules that analysis has not looked at yet.
  private var unanalyzed: Set<ObjectKey> = []
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
      recent.remove(key)
      unanalyzed.remove(key)
    }
    for rule in rules {
      let key = rule.key
      touched.insert(key)
      if let known = entries[key]?.rule, known.isSameVersion(as: rule) {
        entries[key]?.rule = rule
        continue
      }
      entries[key] = Entry(rule: rule, mark: mark, since: now, seen: now, isOld: rule.hasArrived)
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
  package mutating func follow(folded: UInt64, generation: UInt64, snapshot: UInt64) {
    for key in waiting {
      guard let entry = entries[key], entry.mark <= folded else { continue }
      waiting.remove(key)
      entries[key]?.reached = generation
      entries[key]?.snapshot = snapshot
      unanalyzed.insert(key)
      open.insert(key)
    }
  }

  /// - Parameters:
  ///   - all: What there is to say of all objects.
  ///   - analyzed: The generation of the newest snapshot that analysis has looked at.
  package mutating func take(findings all: [Diagnostic], analyzed: UInt64) {
    for key in unanalyzed where entries[key].map({ $0.snapshot <= analyzed }) ?? true {
      unanalyzed.remove(key)
      touched.insert(key)
    }
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

  /// - Parameters:
  ///   - classes: The proxies that are connected here.
  ///   - others: What other replicas say of theirs.
  ///   - heard: When they were asked last. Of what came later, nothing is said before they are asked again: there may be more of them by
  ///     now. nil where nobody needs to be asked.
  package mutating func take(_ classes: [ClassStanding], others: [ReplicaReport], heard: Duration? = nil, at now: Duration) {
    takeBlame(classes)
    for report in others {
      for (key, line) in report.lines where line.upToDate < line.concerned && entries[key]?.reached != nil { open.insert(key) }
    }
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
    for key in open { settle(key, counts[key] ?? (0, 0), others, heard: heard ?? now, now) }
  }

  private mutating func settle(
    _ key: ObjectKey, _ count: (upToDate: Int, concerned: Int), _ others: [ReplicaReport], heard: Duration, _ now: Duration
  ) {
    guard let entry = entries[key] else { return }
    let progress: RuleStatus.Progress
    if !entry.rule.isAdmitted {
      progress = .refused
    } else if findings[key]?.contains(where: { $0.code == "duplicate-object" }) == true {
      progress = .notInForce
    } else {
      let refusal = blame[key]?.min { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      let own = ReplicaReport.Line(
        generation: entry.rule.generation, upToDate: count.upToDate, concerned: count.concerned, refusal: refusal ?? "")
      entries[key]?.own = own
      guard heard >= entry.seen else { return }
      progress = Self.progress(own, others, of: key, isAwaited: !entry.isOld && now - entry.seen < Self.memory)
    }
    if entry.progress != progress {
      entries[key]?.progress = progress
      touched.insert(key)
    }
    guard progress.isComplete else { return }
    open.remove(key)
    entries[key]?.arrived = now
    recent.insert(key)
  }

  private static func progress(
    _ own: ReplicaReport.Line, _ others: [ReplicaReport], of key: ObjectKey, isAwaited: Bool
  ) -> RuleStatus.Progress {
    var (sum, silent) = (own, 0)
    for report in others {
      let line = report.lines[key]
      if let line, line.generation == own.generation {
        sum.upToDate += line.upToDate
        sum.concerned += line.concerned
        if sum.refusal.isEmpty { sum.refusal = line.refusal }
      } else if line != nil || (isAwaited && !report.isCut) {
        silent += 1
      }
    }
    return .proxies(
      upToDate: sum.upToDate, concerned: sum.concerned, refusal: sum.refusal.isEmpty ? nil : sum.refusal, silent: silent)
  }

  /// What to tell the replica that writes.
  package mutating func report(at now: Duration) -> ReplicaReport {
    recent = recent.filter { key in entries[key]?.arrived.map { now - $0 < Self.memory } ?? false }
    let told = open.union(recent).filter { entries[$0]?.reached != nil && entries[$0]?.progress != nil }
    // The latest first: somebody waits for them.
    let sorted = told.sorted { (entries[$0]?.since ?? .zero, $1) > (entries[$1]?.since ?? .zero, $0) }
    return ReplicaReport(
      inOrder: sorted.lazy.compactMap { [entries] key in
        guard var line = entries[key]?.own, let rule = entries[key]?.rule else { return nil }
        line.generation = rule.generation
        return (key, line)
      })
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
      // Analysis sees nothing of what is refused.
      let isAnalyzed = !unanalyzed.contains(key) || !entry.rule.isAdmitted
      let status = RuleStatus(
        generation: entry.rule.generation, progress: progress, findings: isAnalyzed ? told(of: entry.rule) : nil)
      news.append((key, status))
    }
    return news
  }

  /// What the rule's author wants to hear, each finding once.
  private func told(of rule: ObservedRule) -> [Diagnostic] {
    let codes = rule.suppressedCodes
    guard !codes.contains("*") else { return [] }
    var seen: Set<Diagnostic> = []
    return (rule.diagnostics + (findings[rule.key] ?? [])).filter { finding in
      IstioMessage(of: finding).map { !codes.contains($0.code) } ?? false && seen.insert(finding).inserted
    }
  }
}

extension ObservedRule {
  /// Whether the status says that this generation is where it should be.
  fileprivate var hasArrived: Bool {
    status?["conditions"]?.array?.contains { condition in
      condition["type"] == "Reconciled" && condition["status"] == "True" && condition["observedGeneration"]?.integer == generation
    } ?? false
  }
}
