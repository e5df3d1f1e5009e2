import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Rules that are carried over from the last snapshot are those that one would make anew.
struct ResolvedRulesTests {
  @Test(arguments: 0..<40) func incrementalEqualsScratch(seed: Int) {
    var random = Dice(seed: UInt64(seed))
    var mesh = MeshFixture()
    for index in 0..<6 { change(&mesh, &random, index) }
    var rules = mesh.rules
    var scopes: [ScopeKey: ProxyScope] = [:]
    for step in 0..<12 {
      for _ in 0..<random.next(3) + 1 { change(&mesh, &random, random.next(8)) }
      rules = ResolvedRules(snapshot: mesh.snapshot, previous: rules)
      let difference = Self.difference(rules, mesh.rules, mesh.snapshot, &scopes)
      #expect(difference == nil, "seed \(seed), step \(step)")
    }
  }

  /// The first thing in which two sets of rules for one snapshot differ.
  private static func difference(
    _ left: ResolvedRules, _ right: ResolvedRules, _ snapshot: MeshSnapshot, _ scopes: inout [ScopeKey: ProxyScope]
  ) -> String? {
    if left.relevantLabels != right.relevantLabels { return "labels" }
    if left.needsNode != right.needsNode { return "node" }
    for namespace in ["shop", "ops", "istio-system"] {
      for proxy in [MeshFixture.sidecar(namespace, labels: ["app": "a"]), MeshFixture.router(namespace)] {
        let key = left.scopeKey(for: proxy)
        let a = ProxyScope(key: key, rules: left, snapshot: snapshot, previous: scopes[key])
        scopes[key] = a
        let b = ProxyScope(key: right.scopeKey(for: proxy), rules: right, snapshot: snapshot)
        if a.sidecar != b.sidecar || a.gateways != b.gateways { return "\(namespace): objects" }
        if a.everything.services != b.everything.services || a.services != b.services
          || a.egress.map(\.services) != b.egress.map(\.services)
        {
          return "\(namespace): services"
        }
        if a.egress.map(\.virtualServices) != b.egress.map(\.virtualServices) { return "\(namespace): rules" }
        if a.gatewayVirtualServices != b.gatewayVirtualServices { return "\(namespace): gateway rules" }
        for service in a.services where a.destinationRules.rule(for: service.value) != b.destinationRules.rule(for: service.value)
        {
          return "\(namespace): destination rule of \(service.hostname)"
        }
        let names = OutboundRoutes.names(in: a)
        if names != OutboundRoutes.names(in: b) { return "\(namespace): route names" }
        for name in names where OutboundRoutes.inputs(named: name, in: a) != OutboundRoutes.inputs(named: name, in: b) {
          return "\(namespace): route \(name)"
        }
      }
    }
    return nil
  }

  private func change(_ mesh: inout MeshFixture, _ random: inout Dice, _ index: Int) {
    let namespace = ["shop", "ops", "istio-system"][random.next(3)]
    let name = "x\(index % 4)"
    let exportTo = [[], ["*"], ["."], ["shop"], ["~"]][random.next(5)]
    switch random.next(7) {
    case 0:
      mesh.service(name, in: namespace, ports: [80: .http, 8080 + random.next(2): .automatic]) {
        $0.exportTo = exportTo.isEmpty ? nil : exportTo
      }
    case 1, 2:
      let host = [name, "\(name).ops.svc.cluster.local", "*.ops.svc.cluster.local", "\(name).example.com"][random.next(4)]
      var route = HTTPRoute.to("x\(random.next(4))")
      if random.next(3) == 0 { route = route.when { $0.sourceLabels = ["app": "a"] } }
      if random.next(4) == 0 {
        route = HTTPRoute()
        route.delegate = Delegate(name: "part\(random.next(2))", namespace: "ops")
      }
      mesh.virtualService(
        name, in: namespace, age: Int64(random.next(2)),
        VirtualService(
          hosts: [host], gateways: [[], ["mesh", "edge"], ["edge"]][random.next(3)], http: [route], exportTo: exportTo))
    case 3:
      mesh.virtualService(
        "part\(random.next(2))", in: "ops", VirtualService(http: [.to("x\(random.next(4))")], exportTo: exportTo))
    case 4:
      mesh.destinationRule(
        name, in: namespace,
        DestinationRule(
          host: ["*", name, "\(name).shop.svc.cluster.local"][random.next(3)], subsets: [Subset(name: "v\(random.next(3))")],
          exportTo: exportTo))
    case 5:
      var sidecar = Sidecar()
      sidecar.workloadSelector = random.next(2) == 0 ? ["app": "a"] : nil
      sidecar.egress = [Sidecar.Egress(hosts: [["./*", "*/*", "ops/*"][random.next(3)]])]
      if random.next(2) == 0 {
        mesh.sidecar(name, in: namespace, sidecar)
      } else {
        mesh.snapshot.sidecars.remove(namespace: namespace, name: name)
      }
    default:
      mesh.snapshot.virtualServices.remove(namespace: namespace, name: name)
      mesh.snapshot.destinationRules.remove(namespace: namespace, name: name)
      mesh.snapshot.services[ServiceKey(hostname: Hostname("\(name).\(namespace).svc.cluster.local"), namespace: namespace)] = nil
    }
  }

  /// A small generator, the same everywhere.
  private struct Dice {
    var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// 0..<limit.
    mutating func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }
}
