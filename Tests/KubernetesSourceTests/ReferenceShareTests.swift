import APIServer
import MeshAPI
import Testing

@testable import KubernetesSource

/// Which Secrets are watched where rules name too many.
struct ReferenceShareTests {
  private func slots(_ namespace: String, _ count: Int) -> Set<WatchSlot> {
    Set((0..<count).map { WatchSlot(.secret, namespace: namespace, name: "cert-\($0)") })
  }

  private func counts(_ slots: Set<WatchSlot>) -> [String: Int] {
    slots.reduce(into: [:]) { $0[$1.namespace ?? "", default: 0] += 1 }
  }

  @Test func allAreWatchedThatFit() {
    let wanted = ["a": slots("a", 50), "b": slots("b", 50)]
    let (kept, leftOut) = ReferenceShare(limit: 100).divide(wanted, watched: [])
    #expect(kept.count == 100 && leftOut == 0)
  }

  @Test func whoeverHasLessGoesFirst() {
    let wanted = ["a": slots("a", 500), "b": slots("b", 3), "c": slots("c", 80)]
    let (kept, leftOut) = ReferenceShare(limit: 100).divide(wanted, watched: [])
    #expect(counts(kept) == ["a": 49, "b": 3, "c": 48] && leftOut == 483)
  }

  @Test func whatIsWatchedStays() {
    let share = ReferenceShare(limit: 100)
    let old = share.divide(["b": slots("b", 90)], watched: []).kept
    let crowded = share.divide(["a": slots("a", 500), "b": slots("b", 90)], watched: old)
    // All but the few that each namespace is sure of.
    #expect(counts(crowded.kept) == ["a": 16, "b": 84])
    // And so it stays, however often it is asked.
    #expect(share.divide(["a": slots("a", 500), "b": slots("b", 90)], watched: crowded.kept).kept == crowded.kept)
  }

  @Test func noNamespaceIsWithoutAny() {
    let names = (0..<100).map { "n\($0)" }
    let wanted = Dictionary(uniqueKeysWithValues: names.map { ($0, slots($0, 30)) })
    let watched = slots("n0", 30).union(slots("n1", 30))
    let kept = ReferenceShare(limit: 150).divide(wanted, watched: watched).kept
    #expect(kept.count == 150 && counts(kept).count == 100)
    #expect(kept.isSuperset(of: Set(slots("n0", 30).sorted().prefix(20))))
  }

  /// One Secret that the rules of several namespaces name is one.
  @Test func whatSeveralNameCountsOnce() {
    let wanted = ["a": slots("edge", 10), "b": slots("edge", 10), "c": slots("c", 10)]
    let (kept, leftOut) = ReferenceShare(limit: 12).divide(wanted, watched: [])
    #expect(kept.count == 12 && leftOut == 8)
  }

  @Test func allOfItFitsIntoTheWatchesOfAUser() {
    let options = KubernetesSourceOptions()
    #expect(options.maximumReferences + options.kinds.count + 1 <= ClientLimits().watches)
  }

  /// A Gateway that picks everybody makes nobody a gateway.
  @Test func placesOfGatewaysAreThoseThatALabelPicks() {
    var places = GatewayPlaces()
    places.setWorkload(ObjectKey(kind: .pod, namespace: "far", name: "p"), labels: ["app": "p"])
    places.setWorkload(ObjectKey(kind: .pod, namespace: "edge", name: "g"), labels: ["istio": "edge"])
    places.add([:])
    #expect(places.chosenNamespaces.isEmpty && places.namespaces([:]) == ["edge", "far"])
    places.add(["istio": "edge"])
    #expect(places.chosenNamespaces == ["edge"])
  }
}
