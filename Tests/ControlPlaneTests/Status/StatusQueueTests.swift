import ControlPlane
import KubernetesAPI
import KubernetesClient
import MeshAPI
import Testing

/// What is written when: a machine without a server and without a clock.
struct StatusQueueTests {
  private static let resource = KubernetesResource(
    group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService")
  private let time = KubernetesTime(seconds: 1_800_000_000)

  private func key(_ number: Int) -> ObjectKey { ObjectKey(kind: .virtualService, namespace: "shop", name: "rule-\(number)") }

  private var foreign: ObjectKey { ObjectKey(kind: .virtualService, namespace: "other", name: "rule-7") }

  private func scope(_ namespace: String) -> StatusQueue.Scope {
    StatusQueue.Scope(resource: Self.resource, namespace: namespace)
  }

  private func place(
    _ number: Int, namespace: String = "shop", version: Int = 1, status: JSONValue? = nil
  ) -> StatusQueue.Place {
    StatusQueue.Place(
      resource: Self.resource, name: ObjectName(namespace: namespace, name: "rule-\(number)"), resourceVersion: "\(version)",
      status: status)
  }

  private func status(_ upToDate: Int, of concerned: Int, generation: Int64 = 1) -> RuleStatus {
    RuleStatus(
      generation: generation, progress: .proxies(upToDate: upToDate, concerned: concerned, refusal: nil), findings: [])
  }

  private func queue(_ count: Int, perSecond: Double = 10, concurrent: Int = 100) -> StatusQueue {
    var limits = StatusQueue.Limits()
    (limits.perSecond, limits.atOnce, limits.concurrent) = (perSecond, perSecond, concurrent)
    var queue = StatusQueue(limits: limits)
    for number in 0..<count { queue.know(key(number), place(number)) }
    return queue
  }

  private func writes(_ queue: inout StatusQueue, at now: Duration) -> [StatusQueue.Write] {
    var writes: [StatusQueue.Write] = []
    while case .write(let write) = queue.next(now, time: time) { writes.append(write) }
    return writes
  }

  /// The object as the server has it after a write.
  private func stored(_ write: StatusQueue.Write, version: Int) -> Result<JSONValue, KubernetesError> {
    .success(["metadata": ["resourceVersion": .string("\(version)")], "status": write.status])
  }

  private func failure(_ code: KubernetesError.Code) -> Result<JSONValue, KubernetesError> {
    .failure(error(code))
  }

  private func error(_ code: KubernetesError.Code) -> KubernetesError { KubernetesError(code, message: "no") }

  @Test func latestCountsAndEachObjectWaitsOnce() {
    var queue = queue(1)
    for number in 0..<100 { queue.want(key(0), status(number, of: 100)) }
    #expect(queue.count == 1)
    let written = writes(&queue, at: .zero)
    #expect(written.count == 1)
    #expect(written[0].status["conditions"]?.array?[0]["message"] == "99/100 proxies up to date.")
    #expect(written[0].patch["metadata"]?["resourceVersion"] == "1")
    // What is wanted while a write is on its way comes after it, and over what it left.
    queue.want(key(0), status(100, of: 100))
    #expect(writes(&queue, at: .seconds(9)).isEmpty)
    #expect(queue.finished(written[0], stored(written[0], version: 2), at: .seconds(9)) == nil)
    let next = writes(&queue, at: .seconds(9))
    #expect(next.map(\.place.resourceVersion) == ["2"])
    #expect(queue.finished(next[0], stored(next[0], version: 3), at: .seconds(9)) == nil)
    // What the server has already is not written again, also after it was forgotten that it was.
    queue.restart()
    queue.want(key(0), status(100, of: 100))
    #expect(writes(&queue, at: .seconds(20)).isEmpty)
    #expect(queue.count == 0)
  }

  @Test func noMoreAreWrittenThanAllowed() {
    var queue = queue(100)
    for number in 0..<100 { queue.want(key(number), status(1, of: 1)) }
    #expect(writes(&queue, at: .zero).count == 10)
    #expect(queue.next(.zero, time: time) == .pause(.milliseconds(100)))
    var counts: [Int] = []
    for second in 1...8 { counts.append(writes(&queue, at: .seconds(second)).count) }
    #expect(counts == Array(repeating: 10, count: 8))
    // What was not used is not saved up for ever.
    #expect(writes(&queue, at: .seconds(1000)).count == 10)
    #expect(queue.next(.seconds(1000), time: time) == .wait)
  }

  @Test func onlySomeAreOnTheirWay() {
    var queue = queue(5, concurrent: 2)
    for number in 0..<5 { queue.want(key(number), status(1, of: 1)) }
    let first = writes(&queue, at: .zero)
    #expect(first.count == 2)
    #expect(queue.next(.zero, time: time) == .wait)
    _ = queue.finished(first[0], stored(first[0], version: 2), at: .zero)
    #expect(writes(&queue, at: .zero).map(\.key) == [key(2)])
  }

  @Test func whoeverWasFasterIsWaitedFor() {
    var queue = queue(1)
    queue.want(key(0), status(1, of: 1))
    let write = writes(&queue, at: .zero)[0]
    #expect(queue.finished(write, failure(.conflict), at: .zero) == nil)
    #expect(writes(&queue, at: .seconds(60)).isEmpty)
    queue.know(key(0), place(0, version: 7))
    #expect(writes(&queue, at: .seconds(60)).map(\.place.resourceVersion) == ["7"])
    // The watch may have told it before the answer came.
    queue.know(key(0), place(0, version: 8))
    #expect(queue.finished(write, failure(.conflict), at: .seconds(60)) == nil)
    #expect(writes(&queue, at: .seconds(61)).map(\.place.resourceVersion) == ["8"])
  }

  /// The watch tells each of our own writes once more, and may do so late.
  @Test func whatWeWroteIsNewerThanWhatTheWatchTellsOfIt() {
    var queue = queue(1)
    queue.want(key(0), status(0, of: 1))
    let first = writes(&queue, at: .zero)[0]
    #expect(queue.finished(first, stored(first, version: 2), at: .zero) == nil)
    queue.want(key(0), status(1, of: 1))
    let second = writes(&queue, at: .zero)[0]
    queue.know(key(0), place(0, version: 2, status: first.status))
    #expect(queue.finished(second, stored(second, version: 3), at: .zero) == nil)
    queue.know(key(0), place(0, version: 2, status: first.status))
    #expect(writes(&queue, at: .seconds(60)).isEmpty)
    queue.want(key(0), status(2, of: 2))
    let third = writes(&queue, at: .seconds(60))
    #expect(third.map(\.place.resourceVersion) == ["3"])
    // Versions go back where a store was restored: then what the watch told counts.
    #expect(queue.finished(third[0], failure(.conflict), at: .seconds(60)) == nil)
    #expect(writes(&queue, at: .seconds(61)).map(\.place.resourceVersion) == ["2"])
  }

  @Test func forbiddenKindIsToldOfOnceAndLeftAlone() {
    var queue = queue(3)
    for number in 0..<3 { queue.want(key(number), status(1, of: 1)) }
    let told = writes(&queue, at: .zero).map { queue.finished($0, failure(.forbidden), at: .zero) }
    #expect(told.map { $0 != nil } == [true, false, false])
    for number in 0..<3 { queue.want(key(number), status(2, of: 2)) }
    #expect(writes(&queue, at: .seconds(60)).isEmpty && queue.count == 0)
    // Whoever leads again tries again: somebody may have allowed it.
    queue.restart()
    queue.want(key(0), status(2, of: 2))
    #expect(writes(&queue, at: .seconds(60)).count == 1)
  }

  /// A permission may be missing in one namespace, and a policy may refuse one object.
  @Test func refusedObjectsKeepNobodyElseFromBeingWritten() {
    var queue = queue(2)
    queue.know(foreign, place(7, namespace: "other"))
    for key in [key(0), key(1), foreign] { queue.want(key, status(1, of: 1)) }
    let first = writes(&queue, at: .zero)
    #expect(first.map(\.key) == [key(0), key(1), foreign])
    #expect(queue.finished(first[0], failure(.forbidden), at: .zero) == .forbidden(scope("shop"), error(.forbidden)))
    // Said once, wherever else it is so.
    #expect(queue.finished(first[2], failure(.forbidden), at: .zero) == nil)
    #expect(queue.forbiddenScopes == [scope("other"), scope("shop")])
    #expect(queue.finished(first[1], stored(first[1], version: 2), at: .zero) == nil)
    #expect(queue.forbiddenScopes == [scope("other")])
    queue.want(key(0), status(2, of: 2))
    queue.want(key(1), status(2, of: 2))
    let second = writes(&queue, at: .seconds(10))
    #expect(second.map(\.key) == [key(0), key(1)])
    #expect(queue.finished(second[0], failure(.forbidden), at: .seconds(10)) == .refused(key(0), error(.forbidden)))
    #expect(queue.finished(second[1], stored(second[1], version: 3), at: .seconds(10)) == nil)
    #expect(writes(&queue, at: .seconds(60)).isEmpty)
  }

  /// Of writes that are on their way together, the ones that were refused may be answered first.
  @Test func whatWasLeftAloneTooEarlyIsWrittenAfterAll() {
    var queue = queue(4, concurrent: 3)
    for number in 0..<4 { queue.want(key(number), status(1, of: 1)) }
    let first = writes(&queue, at: .zero)
    for write in first[0..<2] { _ = queue.finished(write, failure(.forbidden), at: .zero) }
    #expect(writes(&queue, at: .zero).isEmpty)
    #expect(queue.finished(first[2], stored(first[2], version: 2), at: .zero) == nil)
    let second = writes(&queue, at: .seconds(1))
    #expect(second.map(\.key) == [key(0), key(1), key(3)])
    for write in second[0..<2] { #expect(queue.finished(write, failure(.forbidden), at: .seconds(1)) != nil) }
    #expect(queue.finished(second[2], stored(second[2], version: 3), at: .seconds(1)) == nil)
    #expect(writes(&queue, at: .seconds(60)).isEmpty)
  }

  /// A kind's schema, or a webhook, may leave out or change what was sent.
  @Test(arguments: [false, true]) func whatTheServerChangesIsNotWrittenForEver(isTheWatchFaster: Bool) {
    var queue = queue(1)
    queue.want(key(0), status(1, of: 1))
    var version = 1
    func finish(_ write: StatusQueue.Write, at now: Duration) {
      version += 1
      let other: JSONValue = ["observedGeneration": 1, "version": .integer(Int64(version))]
      let told = place(0, version: version, status: other)
      if isTheWatchFaster { queue.know(key(0), told) }
      let answer: JSONValue = ["metadata": ["resourceVersion": .string("\(version)")], "status": other]
      #expect(queue.finished(write, .success(answer), at: now) == nil)
      if !isTheWatchFaster { queue.know(key(0), told) }
    }
    finish(writes(&queue, at: .zero)[0], at: .zero)
    #expect(writes(&queue, at: .seconds(1)).isEmpty && queue.count == 0)
    // What is new is said, once.
    queue.want(key(0), status(2, of: 2))
    let second = writes(&queue, at: .seconds(1))
    #expect(second.map(\.place.resourceVersion) == ["2"])
    queue.want(key(0), status(3, of: 3))
    finish(second[0], at: .seconds(2))
    finish(writes(&queue, at: .seconds(2))[0], at: .seconds(2))
    #expect(writes(&queue, at: .seconds(60)).isEmpty)
    // Nor does what others write make us say it again.
    version += 1
    queue.know(key(0), place(0, version: version))
    #expect(writes(&queue, at: .seconds(120)).isEmpty)
  }

  @Test func serverThatDoesNotAnswerIsLeftAlone() {
    var queue = queue(1)
    queue.want(key(0), status(1, of: 1))
    var now = Duration.zero
    var pauses: [Duration] = []
    for _ in 0..<8 {
      guard case .write(let write) = queue.next(now, time: time) else { break }
      let news = queue.finished(write, failure(.unreachable), at: now)
      #expect((news != nil) == (now == .zero), "said once")
      guard case .pause(let pause) = queue.next(now, time: time) else { break }
      pauses.append(pause)
      now += pause
    }
    #expect(pauses == [1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
    // An answer ends it.
    guard case .write(let write) = queue.next(now, time: time) else {
      Issue.record("nothing is written")
      return
    }
    #expect(queue.finished(write, stored(write, version: 2), at: now) == nil)
    queue.want(key(0), status(2, of: 2))
    #expect(writes(&queue, at: now).count == 1)
  }

  @Test func objectsThatAreGoneAreForgotten() {
    var queue = queue(2)
    for number in 0..<2 { queue.want(key(number), status(1, of: 1)) }
    queue.forget(key(0))
    let write = writes(&queue, at: .zero)
    #expect(write.map(\.key) == [key(1)])
    queue.forget(key(1))
    #expect(queue.finished(write[0], failure(.notFound), at: .zero) == nil)
    queue.want(key(1), status(2, of: 2))
    #expect(writes(&queue, at: .seconds(60)).isEmpty)
  }
}
