import MeshAPI
import MeshModel
import Testing

@testable import ControlPlane

@Suite struct KeySetScheduleTests {
  private static let start = ContinuousClock.now
  private static let source = SourceID(rank: 0, name: "rules")

  private static func limits(_ change: (inout KeySetLimits) -> Void = { _ in }) -> KeySetLimits {
    var limits = KeySetLimits()
    change(&limits)
    return limits
  }

  private static func batch(_ name: String, _ rules: [JWTRule], source: SourceID = source) -> FactBatch {
    let object = Object(
      key: ObjectKey(kind: .requestAuthentication, namespace: "shop", name: name),
      metadata: ObjectMetadata(name: name, namespace: "shop"), spec: RequestAuthentication(jwtRules: rules),
      digest: ContentDigest(high: 1, low: 1))
    return FactBatch(source: source, upserts: [.init(object: .requestAuthentication(object))])
  }

  private static func rule(_ url: String, timeout: Duration? = nil) -> JWTRule {
    var rule = JWTRule(issuer: "issuer.test", keys: .url(url))
    rule.timeout = timeout
    return rule
  }

  private static func schedule(_ urls: [String], _ limits: KeySetLimits = limits()) -> KeySetSchedule {
    var schedule = KeySetSchedule(limits: limits)
    _ = schedule.note(batch("tokens", urls.map { rule($0) }), now: start)
    return schedule
  }

  @Test func inlineKeysAreNotFetched() {
    var schedule = KeySetSchedule(limits: Self.limits())
    let isNews = schedule.note(FactBatch(source: Self.source), now: Self.start)
    #expect(!isNews)
    _ = schedule.note(Self.batch("a", [JWTRule(issuer: "a", keys: .inline("{}"))]), now: Self.start)
    let fetches = schedule.start(now: Self.start)
    #expect(fetches.isEmpty)
    #expect(schedule.nextDue == nil)
    #expect(schedule.hasTriedAll)
  }

  @Test func aGoodSetIsFreshForAWhile() throws {
    for (chance, minutes) in [(0.0, 18.0), (0.5, 20.0), (1.0, 22.0)] {
      var schedule = Self.schedule(["u"])
      let (first, second) = (schedule.start(now: Self.start), schedule.start(now: Self.start))
      let fetch = try #require(first.first)
      #expect(second.isEmpty)
      #expect(schedule.nextDue == nil)
      schedule.finish(fetch, .success("{}"), now: Self.start, chance: chance)
      let due = try #require(schedule.nextDue)
      #expect(abs((due - Self.start) / .seconds(60) - minutes) < 0.001)
      #expect(schedule.keySets["u"]?.value.json == "{}")
      #expect(schedule.hasTriedAll)
    }
  }

  @Test func failuresMakePausesLonger() throws {
    var schedule = Self.schedule(["u"])
    var now = Self.start
    for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
      schedule.finishAll(.failure(KeySetError("no")), now: now, chance: 1)
      let due = try #require(schedule.nextDue)
      #expect(due - now == .seconds(seconds))
      let early = schedule.start(now: due.advanced(by: .nanoseconds(-1)))
      #expect(early.isEmpty)
      now = due
    }
    // A good answer makes up for all of them.
    schedule.finishAll(.success("{}"), now: now, chance: 0.5)
    now = try #require(schedule.nextDue)
    schedule.finishAll(.failure(KeySetError("no")), now: now, chance: 1)
    let due = try #require(schedule.nextDue)
    #expect(due - now == .seconds(1))
    #expect(schedule.keySets["u"]?.value.json == "{}")
  }

  @Test func onlySomeAreFetchedAtOnce() {
    var schedule = Self.schedule((0..<20).map { "u\($0)" }, Self.limits { $0.fetchesAtOnce = 3 })
    let first = schedule.start(now: Self.start)
    #expect(first.count == 3)
    let second = schedule.start(now: Self.start)
    #expect(second.isEmpty)
    schedule.finish(first[0], .success("{}"), now: Self.start, chance: 0)
    let third = schedule.start(now: Self.start)
    #expect(third.count == 1)
  }

  @Test func tooManyAreRefusedByName() {
    var schedule = Self.schedule(["b", "c"], Self.limits { $0.urls = 2 })
    _ = schedule.note(Self.batch("more", [Self.rule("a")]), now: Self.start)
    let fetches = schedule.start(now: Self.start)
    #expect(fetches.map(\.url) == ["b", "c"])
    #expect(schedule.diagnostics.map(\.diagnostic.object) == ["RequestAuthentication/shop/more"])
    // Room is made by what goes.
    _ = schedule.note(
      FactBatch(source: Self.source, removals: [ObjectKey(kind: .requestAuthentication, namespace: "shop", name: "tokens")]),
      now: Self.start)
    #expect(schedule.diagnostics.isEmpty)
    let later = schedule.start(now: Self.start)
    #expect(later.map(\.url) == ["a"])
  }

  @Test func theLongestTimeoutCounts() {
    var schedule = KeySetSchedule(limits: Self.limits())
    _ = schedule.note(
      Self.batch(
        "a", [Self.rule("u"), Self.rule("u", timeout: .seconds(7)), Self.rule("v", timeout: .seconds(700)), Self.rule("w")]),
      now: Self.start)
    let fetches = schedule.start(now: Self.start)
    #expect(fetches.map(\.timeout) == [.seconds(7), .seconds(30), .seconds(5)])
  }

  @Test func secretsInURLsAreNotShown() throws {
    var schedule = Self.schedule(["https://me:secret@a.test/keys?token=secret"])
    schedule.finishAll(.failure(KeySetError("the answer was 404")), now: Self.start, chance: 0)
    let message = try #require(schedule.diagnostics.first).diagnostic.message
    #expect(message.contains("https://a.test/keys: the answer was 404"))
    #expect(!message.contains("secret"))
  }
}

extension KeySetSchedule {
  /// Fetches all that is due, with the same outcome for each.
  fileprivate mutating func finishAll(
    _ result: Result<String, KeySetError>, now: ContinuousClock.Instant, chance: Double
  ) {
    for fetch in start(now: now) { finish(fetch, result, now: now, chance: chance) }
  }
}
