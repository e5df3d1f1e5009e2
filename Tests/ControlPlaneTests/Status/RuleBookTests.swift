import ControlPlane
import KubernetesAPI
import KubernetesClient
import MeshAPI
import Testing

@testable import KubernetesSource

/// For whom a rule waits that all proxies here have.
struct RuleBookTests {
  private let key = ObjectKey(kind: .virtualService, namespace: "shop", name: "cart")

  private func rule(generation: Int64, status: JSONValue? = nil) -> ObservedRule {
    ObservedRule(
      key: key,
      resource: KubernetesResource(
        group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService"),
      name: ObjectName(namespace: "shop", name: "cart"), uid: "u", generation: generation, resourceVersion: "1", status: status,
      isAdmitted: true, diagnostics: [], suppressedCodes: [])
  }

  /// A book whose rule is in force since the first second.
  private func book(_ rule: ObservedRule) -> RuleBook {
    var book = RuleBook()
    book.observe([rule], removed: [], mark: 1, at: .zero)
    book.follow(folded: 1, generation: 1, snapshot: 1)
    book.take(findings: [], analyzed: 1)
    return book
  }

  /// Whether the rule is reconciled; nil where there is nothing new to say.
  private func isReconciled(_ book: inout RuleBook, _ others: [ReplicaReport], at seconds: Int) -> Bool? {
    book.take([], others: others, at: .seconds(seconds))
    return book.takeNews(at: .seconds(seconds)).last?.status.conditions.first { $0.type == "Reconciled" }?.isTrue
  }

  private func report(_ generation: Int64, _ upToDate: Int, of concerned: Int) -> ReplicaReport {
    ReplicaReport(lines: [key: .init(generation: generation, upToDate: upToDate, concerned: concerned)])
  }

  @Test func replicaThatLivesIsWaitedFor() {
    var book = book(rule(generation: 1))
    #expect(isReconciled(&book, [ReplicaReport()], at: 2) == false)
    for seconds in [11, 60, 119] { #expect(isReconciled(&book, [ReplicaReport()], at: seconds) == nil) }
    #expect(isReconciled(&book, [report(1, 0, of: 1)], at: 119) == false)
    #expect(isReconciled(&book, [report(1, 1, of: 1)], at: 119) == true)
  }

  /// It may have told long ago, when nobody asked.
  @Test func nobodyIsWaitedForForEver() {
    var book = book(rule(generation: 1))
    #expect(isReconciled(&book, [ReplicaReport()], at: 119) == false)
    #expect(isReconciled(&book, [ReplicaReport()], at: 120) == true)
  }

  @Test func whoeverLeadsNextWaitsAsWell() {
    var book = book(rule(generation: 1))
    #expect(isReconciled(&book, [], at: 1) == true)
    book.restart(at: .seconds(5))
    book.follow(folded: 1, generation: 1, snapshot: 1)
    #expect(isReconciled(&book, [ReplicaReport()], at: 7) == false)
    book.restart(at: .seconds(200))
    book.follow(folded: 1, generation: 1, snapshot: 1)
    #expect(isReconciled(&book, [ReplicaReport()], at: 201) == true)
  }

  /// A replica may have come since the others were asked.
  @Test func othersAreAskedAnewForEveryRule() {
    var book = book(rule(generation: 1))
    book.observe([rule(generation: 2)], removed: [], mark: 2, at: .seconds(3))
    book.follow(folded: 2, generation: 2, snapshot: 2)
    book.take(findings: [], analyzed: 2)
    book.take([], others: [], heard: .seconds(2), at: .seconds(4))
    #expect(book.takeNews(at: .seconds(4)).isEmpty && book.openCount == 1)
    book.take([], others: [report(2, 0, of: 1)], heard: .seconds(4), at: .seconds(5))
    #expect(book.takeNews(at: .seconds(5)).first?.status.conditions.first?.message == "0/1 proxies up to date.")
  }

  /// Who starts finds in the status what had arrived before; others need not say that again.
  @Test(arguments: [("True", 3, true), ("False", 3, false), ("True", 2, false)])
  func whatHadArrivedIsNotWaitedFor(status: String, generation: Int64, expected: Bool) {
    let condition: JSONValue = [
      "type": "Reconciled", "status": .string(status), "observedGeneration": .integer(generation),
    ]
    var book = book(rule(generation: 3, status: ["observedGeneration": 3, "conditions": [condition]]))
    #expect(isReconciled(&book, [ReplicaReport()], at: 2) == expected)
  }
}
