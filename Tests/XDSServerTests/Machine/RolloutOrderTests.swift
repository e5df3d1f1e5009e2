import Testing
import XDSResources

@testable import XDSServer

@Suite("The order of a rollout")
struct RolloutOrderTests {
  typealias Bench = MachineBench<DeltaStream>

  /// A proxy that has one of everything.
  private func settled() -> Bench {
    var bench = Bench()
    bench.publish((.cluster, "a", "1"), (.endpoint, "a", "1"), (.listener, "l", "1"), (.route, "r", "a"))
    bench.subscribe(.cluster)
    bench.subscribe(.endpoint, "a")
    bench.subscribe(.listener)
    bench.subscribe(.route, "r")
    #expect(bench.settle() == ["Cluster a", "ClusterLoadAssignment a", "Listener l", "RouteConfiguration r"])
    bench.now += .seconds(60)
    return bench
  }

  @Test("A route waits for the clusters that come with it, and for their endpoints; the old cluster goes last")
  func makeBeforeBreak() {
    var bench = settled()
    bench.publish(
      (.cluster, "b", "1"), (.endpoint, "b", "1"), (.route, "r", "b"), (.listener, "l", "2"), (.cluster, "a", nil),
      (.endpoint, "a", nil))
    let cluster = bench.responses()
    #expect(cluster.map(\.summary) == ["Cluster b"])
    bench.subscribe(.endpoint, "b")
    let endpoints = bench.responses()
    #expect(endpoints.map(\.summary) == ["ClusterLoadAssignment b"], "endpoints do not wait for the answer to clusters")
    bench.answer(cluster.first)
    #expect(bench.sent() == [], "the endpoints of the new cluster are not acknowledged")
    bench.answer(endpoints.first)
    let rest = bench.responses()
    #expect(rest.map(\.summary) == ["Listener l", "RouteConfiguration r"])
    bench.answer(rest.first)
    #expect(bench.sent() == [], "the route still names the old cluster")
    bench.answer(rest.last)
    #expect(bench.settle() == ["Cluster -a", "ClusterLoadAssignment -a"])
  }

  @Test("A cluster that changes is followed by its endpoints at once, changed or not")
  func repeatedEndpoints() {
    var bench = settled()
    bench.publish((.cluster, "a", "2"))
    #expect(bench.sent() == ["Cluster a", "ClusterLoadAssignment a"])
  }

  @Test("A cluster that changed while the proxy was away is followed by its endpoints, whatever comes first")
  func repeatedEndpointsAfterReconnect() {
    let one = ResourceVersion(hashing: Array("1".utf8))
    var bench = Bench()
    bench.publish((.cluster, "a", "2"), (.endpoint, "a", "1"))
    bench.subscribe(.cluster, initial: ["a": one])
    #expect(bench.sent() == ["Cluster a"])
    bench.subscribe(.endpoint, "a", initial: ["a": one])
    #expect(bench.sent() == ["ClusterLoadAssignment a"])
  }

  @Test("Endpoints have a lane of their own: they neither wait nor make others wait")
  func endpointLane() {
    var bench = settled()
    bench.publish((.endpoint, "a", "2"))
    let first = bench.responses()
    #expect(first.map(\.summary) == ["ClusterLoadAssignment a"])
    bench.publish((.route, "r", "a again"))
    #expect(bench.sent() == ["RouteConfiguration r"], "unanswered endpoints hold up nothing")
    bench.publish((.cluster, "b", "1"), (.route, "r", "b"))
    let cluster = bench.responses()
    #expect(cluster.map(\.summary) == ["Cluster b"])
    bench.answer(first.first)
    bench.publish((.endpoint, "a", "3"))
    #expect(bench.sent() == ["ClusterLoadAssignment a"], "while clusters warm, other clusters' endpoints flow")
  }

  @Test("A refused cluster does not hold up the routes, but what the proxy kept is not taken away")
  func refusedRoute() {
    var bench = settled()
    bench.publish((.cluster, "b", "1"), (.route, "r", "b"), (.cluster, "a", nil))
    bench.answer(bench.responses().first)
    let route = bench.responses()
    #expect(route.map(\.summary) == ["RouteConfiguration r"])
    bench.answer(route.first, refusal: "bad route")
    #expect(bench.sent() == [], "the old route, which stays, names cluster a")
    bench.publish((.cluster, "c", "1"))
    #expect(bench.settle() == ["Cluster c"], "the rest goes on")
    bench.publish((.route, "r", "b, better"))
    #expect(bench.settle() == ["RouteConfiguration r", "Cluster -a"])
  }

  @Test("A proxy that never answers clusters does not hold up routes for ever")
  func silence() {
    var bench = settled()
    bench.publish((.cluster, "b", "1"), (.route, "r", "b"))
    #expect(bench.sent() == ["Cluster b"])
    #expect(bench.machine.rollout.deadline(after: bench.now) == bench.now + DeliveryRules().answerTimeout)
    bench.now += DeliveryRules().answerTimeout
    #expect(bench.sent() == ["RouteConfiguration r"])
    bench.publish((.cluster, "c", "1"))
    #expect(bench.sent() == ["Cluster c"], "nor a newer response of the type")
  }

  @Test("Removals wait for acknowledgement, not for time; a late answer sets them free")
  func removalsNeedAnswers() {
    var bench = settled()
    bench.publish((.route, "r", "none"), (.cluster, "a", nil))
    let route = bench.responses()
    #expect(route.map(\.summary) == ["RouteConfiguration r"])
    bench.now += .seconds(600)
    #expect(bench.sent() == [])
    bench.answer(route.first)
    #expect(bench.sent() == ["Cluster -a"])
  }

  @Test("A proxy that comes back keeps everything until it has said what it wants")
  func removalsAfterReconnect() {
    let one = ResourceVersion(hashing: Array("1".utf8))
    var bench = Bench()
    bench.publish((.cluster, "b", "1"))
    bench.subscribe(.cluster, initial: ["a": one, "b": one])
    #expect(bench.sent() == [])
    bench.now += DeliveryRules().answerTimeout
    #expect(bench.sent() == ["Cluster -a"])
  }

  @Test("Names are told when what they lead to is there; nobody waits for a proxy that never asks for them")
  func nameTables() {
    var bench = settled()
    bench.subscribe(.nameTable)
    #expect(bench.settle() == ["NameTable"])
    bench.publish((.cluster, "b", "1"), (.listener, "l2", "b"), (.nameTable, "names", "b"))
    let cluster = bench.responses()
    #expect(cluster.map(\.summary) == ["Cluster b"])
    bench.answer(cluster.first)
    #expect(bench.settle() == ["Listener l2", "NameTable names"])
    let one = ResourceVersion(hashing: Array("1".utf8))
    var back = Bench()
    back.publish((.cluster, "b", "1"), (.listener, "l", "1"), (.route, "r", "b"))
    back.subscribe(.cluster, initial: ["a": one, "b": one])
    back.subscribe(.listener, initial: ["l": one])
    back.subscribe(.route, "r", initial: ["r": one])
    #expect(!back.settle().contains("Cluster -a"))
    back.subscribe(.virtualHost)
    #expect(back.settle().contains("Cluster -a"))
  }

  @Test("A replaced listener goes with its replacement")
  func replacedListener() {
    var bench = settled()
    bench.publish((.listener, "l2", "1"), (.listener, "l", nil))
    #expect(bench.sent() == ["Listener l2 -l"])
  }

  @Test("Virtual hosts follow their route configuration")
  func virtualHosts() {
    var bench = settled()
    bench.subscribe(.virtualHost)
    bench.publish((.virtualHost, "r/x", "1"), (.virtualHost, "r/y", "1"), (.virtualHost, "other/x", "1"))
    #expect(bench.settle() == ["VirtualHost r/x r/y"], "not those of a route configuration that the proxy does not have")
    bench.publish((.virtualHost, "r/y", nil), (.virtualHost, "r/z", "1"))
    #expect(bench.settle() == ["VirtualHost r/z -r/y"])
    bench.publish((.route, "other", "1"))
    bench.subscribe(.route, "other")
    #expect(bench.settle() == ["RouteConfiguration other", "VirtualHost other/x"])
    bench.subscribe(.route, unsubscribe: ["other"])
    #expect(bench.settle() == ["VirtualHost -other/x"])
    bench.subscribe(.route, "other")
    #expect(bench.settle() == ["RouteConfiguration other", "VirtualHost other/x"])
  }

  @Test("A route configuration without virtual hosts is told so in the form that Envoy understands")
  func noVirtualHosts() {
    var bench = Bench()
    bench.publish((.route, "r", "1"))
    bench.subscribe(.route, "r")
    bench.subscribe(.virtualHost)
    #expect(bench.settle() == ["RouteConfiguration r", "VirtualHost -r/"])
    bench.publish((.virtualHost, "r/x", "1"))
    #expect(bench.settle() == ["VirtualHost r/x"])
  }

  @Test("A proxy that comes back is believed about virtual hosts of routes that it has, and told to forget the others")
  func virtualHostsAfterReconnect() {
    let one = ResourceVersion(hashing: Array("1".utf8))
    var bench = Bench()
    bench.publish(
      (.route, "r", "1"), (.route, "new", "1"), (.virtualHost, "r/x", "1"), (.virtualHost, "r/y", "2"),
      (.virtualHost, "new/x", "1"))
    bench.subscribe(.route, "r", "new", initial: ["r": one])
    bench.subscribe(.virtualHost, initial: ["r/x": one, "r/y": one, "r/gone": one, "new/x": one, "old/x": one])
    #expect(bench.settle() == ["RouteConfiguration new", "VirtualHost new/x r/y -old/x -r/gone"])
  }

  @Test("Work follows the change: a stream looks only at what its tables' journals name")
  func workFollowsChange() {
    var bench = Bench()
    for number in 0..<2000 { bench.publish((.endpoint, "e\(number)", "1")) }
    bench.subscribe(.endpoint, "e5", "e6")
    #expect(bench.settle() == ["ClusterLoadAssignment e5 e6"])
    bench.publish((.endpoint, "e7", "2"))
    #expect(bench.machine.rollout.channels[.endpoint]?.view.differences.isEmpty == true)
    bench.publish((.endpoint, "e6", "2"))
    #expect(bench.machine.rollout.channels[.endpoint]?.view.differences.count == 1)
    #expect(bench.settle() == ["ClusterLoadAssignment e6"])
    #expect(bench.machine.rollout.channels[.endpoint]?.view.differences.isEmpty == true)
  }
}
