import Testing
import XDSResources

@testable import XDSServer

@Suite("The state-of-the-world machine")
struct SotWStreamTests {
  typealias Bench = MachineBench<SotWStream>

  @Test("Clusters and listeners come whole, endpoints and routes only where they changed")
  func wholeSets() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.cluster, "b", "1"), (.endpoint, "a", "1"), (.endpoint, "b", "1"))
    bench.request(.cluster)
    bench.request(.endpoint, "a", "b")
    let first = bench.responses()
    #expect(first.map(\.summary) == ["Cluster a b", "ClusterLoadAssignment a b"])
    bench.request(.cluster, answering: first[0])
    bench.request(.endpoint, "a", "b", answering: first[1])
    bench.publish((.endpoint, "b", "2"))
    let second = bench.responses()
    #expect(second.map(\.summary) == ["ClusterLoadAssignment b"])
    bench.request(.endpoint, "a", "b", answering: second[0])
    bench.publish((.cluster, "c", "1"))
    #expect(bench.sent() == ["Cluster a b c"])
  }

  @Test("The version of a set is its content: equal for equal sets, and nothing is sent to a proxy that brings it along")
  func versions() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.cluster, "b", "1"))
    bench.request(.cluster)
    let response = bench.responses().first
    var other = Bench()
    other.publish((.cluster, "b", "1"))
    other.publish((.cluster, "a", "1"))
    other.request(.cluster, version: response?.version ?? "")
    #expect(other.sent() == [])
    other.publish((.cluster, "b", "2"))
    #expect(other.sent() == ["Cluster a b"])
  }

  @Test("A request that answers an older response is ignored, whatever it says")
  func staleNonce() {
    var bench = Bench()
    bench.publish((.endpoint, "a", "1"), (.endpoint, "b", "1"))
    bench.request(.endpoint, "a")
    let first = bench.responses().first
    bench.request(.endpoint, "a", answering: first)
    bench.publish((.endpoint, "a", "2"))
    let second = bench.responses().first
    bench.request(.endpoint, "a", "b", answering: first)
    #expect(bench.sent() == [])
    bench.request(.endpoint, "a", "b", answering: second)
    #expect(bench.sent() == ["ClusterLoadAssignment b"])
  }

  @Test("Old clusters stay in the set until the routes that may name them were acknowledged")
  func union() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.listener, "l", "1"), (.route, "r", "a"))
    bench.request(.cluster)
    bench.request(.listener)
    bench.request(.route, "r")
    let first = bench.responses()
    #expect(first.map(\.summary) == ["Cluster a"])
    bench.request(.cluster, answering: first[0])
    let second = bench.responses()
    bench.request(.listener, answering: second[0])
    bench.request(.route, "r", answering: second[1])
    bench.now += .seconds(60)

    bench.publish((.cluster, "b", "1"), (.cluster, "a", nil), (.route, "r", "b"))
    let union = bench.responses()
    #expect(union.map(\.summary) == ["Cluster a b"])
    bench.request(.cluster, answering: union[0])
    let route = bench.responses()
    #expect(route.map(\.summary) == ["RouteConfiguration r"])
    bench.request(.route, "r", answering: route[0])
    #expect(bench.sent() == ["Cluster b"])
  }

  @Test("A set that is refused is not sent again; the next one holds the last good version of what was bad")
  func refusal() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.cluster, "b", "1"))
    bench.request(.cluster)
    let first = bench.responses().first
    bench.request(.cluster, answering: first)
    bench.publish((.cluster, "b", "bad"), (.cluster, "c", "bad"))
    let second = bench.responses().first
    bench.request(.cluster, answering: second, refusal: "b: wrong, c: wrong")
    #expect(bench.sent() == [])
    bench.publish((.cluster, "d", "1"))
    let third = bench.responses().first
    #expect(third?.summary == "Cluster a b d")
    #expect(third?.resources[1].body == Array("1".utf8))
  }

  @Test("Names given instead of all, and none after that, mean just that")
  func namesInsteadOfAll() {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.cluster, "b", "1"))
    bench.request(.cluster, "a")
    let first = bench.responses().first
    #expect(first?.summary == "Cluster a")
    bench.request(.cluster, "b", answering: first)
    let second = bench.responses().first
    #expect(second?.summary == "Cluster b")
    bench.request(.cluster, answering: second)
    bench.publish((.cluster, "a", "2"), (.cluster, "b", "2"))
    #expect(bench.sent() == [])
  }
}
