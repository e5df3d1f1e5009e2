import Testing
import XDSResources

@testable import XDSServer

@Suite("The delta machine")
struct DeltaStreamTests {
  typealias Bench = MachineBench<DeltaStream>

  @Test("An empty first request means all clusters and listeners, but no endpoints or routes")
  func legacyWildcard() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.listener, "l", "1"), (.route, "r", "1"), (.endpoint, "a", "1"))
    for type in [TypeURL.cluster, .listener, .route, .endpoint] { bench.subscribe(type) }
    #expect(bench.settle() == ["Cluster a", "Listener l"])
  }

  @Test("An asterisk means all, also later and for other types, and can be taken back")
  func wildcard() {
    var bench = Bench()
    bench.publish((.secret, "s", "1"), (.secret, "t", "1"))
    bench.subscribe(.secret, "s")
    #expect(bench.settle() == ["Secret s"])
    bench.subscribe(.secret, "*")
    #expect(bench.settle() == ["Secret t"])
    bench.subscribe(.secret, unsubscribe: ["*"])
    bench.publish((.secret, "s", "2"), (.secret, "t", "2"))
    #expect(bench.settle() == ["Secret s"])
  }

  @Test("A first request is answered even if there is nothing, so that the proxy can go on")
  func emptyAnswer() {
    var bench = Bench()
    bench.publish()
    bench.subscribe(.cluster)
    #expect(bench.settle() == ["Cluster"])
  }

  @Test("A name that does not exist is said to be gone, and sent when it comes")
  func missingName() {
    var bench = Bench()
    bench.publish()
    bench.subscribe(.endpoint, "a")
    #expect(bench.settle() == ["ClusterLoadAssignment -a"])
    bench.publish((.endpoint, "a", "1"))
    #expect(bench.settle() == ["ClusterLoadAssignment a"])
  }

  @Test("A name that is subscribed to again is sent again, one that is not any more is not")
  func subscribeAgain() {
    var bench = Bench()
    bench.publish((.endpoint, "a", "1"), (.endpoint, "b", "1"))
    bench.subscribe(.endpoint, "a", "b")
    #expect(bench.settle() == ["ClusterLoadAssignment a b"])
    bench.subscribe(.endpoint, "a")
    #expect(bench.settle() == ["ClusterLoadAssignment a"])
    bench.subscribe(.endpoint, unsubscribe: ["a"])
    bench.publish((.endpoint, "a", "2"), (.endpoint, "b", "2"))
    #expect(bench.settle() == ["ClusterLoadAssignment b"])
  }

  @Test("Nothing that a proxy brings along is sent again; what changed is, and what is gone is removed")
  func reconnect() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.cluster, "b", "2"))
    let old = ResourceVersion(hashing: Array("1".utf8))
    bench.subscribe(.cluster, initial: ["a": old, "b": old, "c": old, "d": nil])
    bench.subscribe(.listener)
    bench.subscribe(.route)
    bench.subscribe(.virtualHost)
    #expect(bench.settle() == ["Cluster b", "Listener", "Cluster -c -d"])
  }

  @Test("What a proxy refuses is not sent again until it changes")
  func refusal() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.cluster, "b", "bad"))
    bench.subscribe(.cluster)
    bench.answer(bench.responses().first, refusal: "Error adding/updating cluster(s) b: no such thing")
    #expect(bench.sent() == [])
    bench.publish((.cluster, "a", "2"))
    #expect(bench.settle() == ["Cluster a"])
    bench.publish((.cluster, "b", "good"))
    #expect(bench.settle() == ["Cluster b"])
  }

  @Test("A refusal is reported with the names to blame")
  func refusalReport() {
    var bench = Bench()
    bench.publish((.listener, "a", "1"), (.listener, "b", "bad"))
    bench.subscribe(.listener)
    let response = bench.responses().first
    _ = bench.machine.takeEvents()
    bench.answer(response, refusal: "Error adding/updating listener(s) b: no such thing\n")
    let events = bench.machine.takeEvents()
    #expect(
      events == [
        .rejected(
          type: .listener, nonce: "1", version: response?.version ?? "",
          message: "Error adding/updating listener(s) b: no such thing\n", names: ["b"])
      ])
  }

  @Test("When a proxy does not say whom to blame, the bad one is found and the others arrive")
  func isolation() {
    var bench = Bench()
    let names = (0..<10).map { "e\($0)" }
    for name in names { bench.publish((.endpoint, name, name == "e6" ? "bad" : "good")) }
    bench.machine.received(DeltaStream.Request(type: .endpoint, subscribe: names))
    var accepted: Set<String> = []
    var rounds = 0
    while let response = bench.responses().first, rounds < 100 {
      rounds += 1
      let isBad = response.resources.contains { $0.name == "e6" }
      if !isBad { accepted.formUnion(response.resources.map(\.name)) }
      bench.answer(response, refusal: isBad ? "something is wrong" : nil)
    }
    #expect(accepted == Set(names).subtracting(["e6"]))
    #expect(rounds <= 12)
    bench.publish((.endpoint, "e6", "good now"))
    #expect(bench.settle() == ["ClusterLoadAssignment e6"])
  }

  @Test("An answer to an unknown response changes nothing")
  func unknownNonce() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"))
    bench.subscribe(.cluster)
    _ = bench.sent()
    bench.machine.received(DeltaStream.Request(type: .cluster, nonce: "of another stream", refusal: "no"))
    bench.publish((.cluster, "a", "2"))
    #expect(bench.sent() == [], "the first response is still unanswered")
  }

  @Test("While a response is unanswered, changes coalesce")
  func coalescing() {
    var bench = Bench()
    bench.publish((.endpoint, "a", "0"))
    bench.subscribe(.endpoint, "a", "b")
    let first = bench.responses()
    for round in 1...50 { bench.publish((.endpoint, "a", "\(round)"), (.endpoint, "b", round % 2 == 0 ? "\(round)" : nil)) }
    #expect(bench.sent() == [])
    bench.answer(first.first)
    let next = bench.responses()
    #expect(next.map(\.summary) == ["ClusterLoadAssignment a b"])
    #expect(next.first?.resources.map(\.body) == [Array("50".utf8), Array("50".utf8)])
  }

  @Test("A change that is taken back before it was sent is not sent")
  func changeTakenBack() {
    var bench = Bench()
    bench.publish((.endpoint, "a", "1"))
    bench.subscribe(.endpoint, "a")
    let first = bench.responses()
    bench.publish((.endpoint, "a", "2"))
    bench.publish((.endpoint, "a", "1"))
    bench.answer(first.first)
    #expect(bench.sent() == [])
  }
}
