import MeshAPI
import Testing

/// What does not fit together among rules for traffic.
struct RuleAnalysisTests {
  /// A finding as `KIND/NAME PATH CODE`.
  private func found(_ parts: String...) -> [String] {
    AnalysedMesh((parts + [AnalysedMesh.cart]).joined()).found
  }

  private func rule(_ name: String, in namespace: String = "shop", _ spec: String) -> String {
    AnalysedMesh.object("VirtualService", name, in: namespace, spec)
  }

  private func rule(_ spec: String) -> String { rule("a", spec) }

  private static let toCart = "route: [{destination: {host: cart}}]"

  // MARK: References

  @Test(arguments: [
    ("{hosts: [a.com], tcp: [{route: [{destination: {host: nope}}]}]}", "spec.tcp[0].route[0].destination.host unknown-host"),
    (
      "{hosts: [a.com], tls: [{match: [{sniHosts: [a.com]}], route: [{destination: {host: cart, port: {number: 81}}}]}]}",
      "spec.tls[0].route[0].destination.port.number unknown-port"
    ),
    (
      "{hosts: [a.com], http: [{route: [{destination: {host: cart, subset: v1}}]}]}",
      "spec.http[0].route[0].destination.subset unknown-subset"
    ),
    ("{hosts: [a.com], gateways: [nope], http: [{\(toCart)}]}", "spec.gateways[0] unknown-gateway"),
    ("{hosts: [a.com], http: [{delegate: {name: nope}}]}", "spec.http[0].delegate unknown-delegate"),
  ])
  func findsWhatIsMissing(spec: String, finding: String) {
    #expect(found(rule(spec)) == ["VirtualService/a \(finding)"])
  }

  @Test func asksForAPortWhereThereAreSeveral() {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: two, namespace: shop}
      spec: {clusterIP: 10.1.1.1, ports: [{name: http, port: 80}, {name: grpc, port: 81}]}
      ---

      """
    #expect(
      found(service, rule("{hosts: [two], http: [{route: [{destination: {host: two}}]}]}")) == [
        "VirtualService/a spec.http[0].route[0].destination port-required"
      ])
    #expect(found(service, rule("{hosts: [two], http: [{route: [{destination: {host: two, port: {number: 81}}}]}]}")) == [])
  }

  // MARK: Rules that are shadowed

  @Test(
    arguments: [
      ("{match: [{uri: {prefix: /}}], \(toCart)}, {match: [{uri: {exact: /a}}], \(toCart)}", ["spec.http[1] unreachable-rule"]),
      ("{\(toCart)}, {\(toCart)}", ["spec.http[1] unreachable-rule"]),
      (
        "{match: [{uri: {exact: /a}}], \(toCart)}, {match: [{name: again, uri: {exact: /a}}], \(toCart)}",
        ["spec.http[1] unreachable-rule"]
      ),
      (
        "{match: [{uri: {exact: /a}}], \(toCart)}, {match: [{uri: {exact: /a}}, {uri: {exact: /b}}], \(toCart)}",
        ["spec.http[1].match[0] ineffective-match"]
      ),
      ("{match: [{uri: {prefix: /}, port: 80}], \(toCart)}, {\(toCart)}", []),
      (
        "{match: [{uri: {prefix: /api}}], \(toCart)}, {match: [{uri: {prefix: /api/v2}}], \(toCart)}, "
          + "{match: [{uri: {exact: /api/v3}, port: 80}], \(toCart)}",
        ["spec.http[1] unreachable-rule", "spec.http[2] unreachable-rule"]
      ),
      (
        "{match: [{uri: {prefix: /a}}], \(toCart)}, "
          + "{match: [{uri: {exact: /ab}}, {uri: {exact: /b}}, {uri: {regex: '/a.*'}}], \(toCart)}",
        ["spec.http[1].match[0] ineffective-match"]
      ),
      ("{match: [{uri: {prefix: /a}}, {uri: {prefix: /a/b}}], \(toCart)}", ["spec.http[0].match[1] ineffective-match"]),
      ("{match: [{uri: {prefix: /a/b}}], \(toCart)}, {match: [{uri: {prefix: /a}}], \(toCart)}", []),
      ("{match: [{uri: {prefix: /a}}], \(toCart)}, {match: [{uri: {prefix: /A/b}, ignoreUriCase: true}], \(toCart)}", []),
      (
        "{match: [{uri: {prefix: /a}, ignoreUriCase: true}], \(toCart)}, {match: [{uri: {prefix: /A/b}}], \(toCart)}",
        ["spec.http[1] unreachable-rule"]
      ),
      (
        "{match: [{headers: {h: {}}}], \(toCart)}, {match: [{uri: {exact: /a}, headers: {h: {exact: b}, i: {}}}], \(toCart)}",
        ["spec.http[1] unreachable-rule"]
      ),
      (
        "{match: [{headers: {h: {prefix: b}}}], \(toCart)}, {match: [{headers: {h: {}}}], \(toCart)}", []
      ),
      (
        "{match: [{uri: {prefix: /a}, sourceLabels: {app: x}}], \(toCart)}, {match: [{uri: {prefix: /a}}], \(toCart)}", []
      ),
      ("{match: [{uri: {prefix: /}, headers: {a: {exact: b}}}], \(toCart)}, {\(toCart)}", []),
    ] as [(String, [String])])
  func findsRulesThatNeverMatch(routes: String, findings: [String]) {
    #expect(found(rule("{hosts: [a.com], http: [\(routes)]}")) == findings.map { "VirtualService/a \($0)" })
  }

  @Test func findsConnectionsThatNeverMatch() {
    let routes =
      "tcp: [{match: [{port: 1}], \(Self.toCart)}, {match: [{port: 1}], \(Self.toCart)}, {\(Self.toCart)}, {\(Self.toCart)}]"
    #expect(
      found(rule("{hosts: [a.com], \(routes)}")) == [
        "VirtualService/a spec.tcp[1] unreachable-rule", "VirtualService/a spec.tcp[3] unreachable-rule",
      ])
  }

  @Test func findsHostsThatTwoRulesClaim() {
    let first = rule("a", "{hosts: [cart], http: [{\(Self.toCart)}]}")
    let claim = "VirtualService/b spec.hosts[1] conflicting-hosts"
    #expect(found(first, rule("b", "{hosts: [x.com, cart.shop.svc.cluster.local], http: [{\(Self.toCart)}]}")) == [claim])
    // At gateways the routes of both count.
    #expect(
      found(first, rule("b", "{hosts: [x.com, cart], gateways: [gw], http: [{\(Self.toCart)}]}"))
        == ["VirtualService/b spec.gateways[0] unknown-gateway"])
    // A namespace's own rules come before what everybody sees, however young they are.
    let mine = "{hosts: [cart.shop.svc.cluster.local], exportTo: [.], http: [{redirect: {uri: /}}]}"
    let lost = AnalysedMesh([first, rule("z", in: "ops", mine), AnalysedMesh.cart].joined())
    #expect(lost.found == ["VirtualService/a spec.hosts[0] conflicting-hosts"])
    let place = "VirtualService/ops/z is for the host cart.shop.svc.cluster.local in sidecars of the namespace ops"
    #expect(lost.findings()[0].contains(place))
    // Nobody sees both.
    let elsewhere = "{hosts: [cart.shop.svc.cluster.local], exportTo: [.], http: [{redirect: {uri: /}}]}"
    #expect(found(rule("a", "{hosts: [cart], exportTo: [.], http: [{\(Self.toCart)}]}"), rule("b", in: "ops", elsewhere)) == [])
  }

  // MARK: Gateways

  @Test func findsHostsThatAGatewayDoesNotServe() {
    let gateway = AnalysedMesh.object(
      "Gateway", "gw", in: "ops",
      "{selector: {app: cart}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*.a.com', ops/b.com]}]}")
    func said(_ hosts: String) -> [String] {
      found(gateway, rule("{hosts: [\(hosts)], gateways: [ops/gw], http: [{\(Self.toCart)}]}"))
    }
    #expect(said("x.a.com") == [])
    #expect(said("x.a.com, b.com") == ["VirtualService/a spec.gateways[0] host-not-in-gateway"])
  }

  @Test func findsGatewaysThatServeOneHost() {
    func gateway(_ name: String, _ hosts: String, selector: String = "app: cart", port: Int = 80) -> String {
      AnalysedMesh.object(
        "Gateway", name,
        "{selector: {\(selector)}, servers: [{port: {number: \(port), name: http, protocol: HTTP}, hosts: [\(hosts)]}]}")
    }
    #expect(
      found(gateway("a", "x.com"), gateway("b", "y.com, x.com")) == ["Gateway/b spec.servers[0].hosts[1] conflicting-gateways"])
    #expect(
      found(gateway("a", "x.com"), gateway("b", "x.com", port: 81)) == [
        "Gateway/b spec.servers[0].port.number port-not-in-service"
      ])
    let ingresses = ["a", "b"].map { name in
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: \(name), namespace: shop, annotations: {kubernetes.io/ingress.class: istio}}
      spec:
        tls: [{hosts: [x.com], secretName: x}]
        rules: [{host: x.com, http: {paths: [{path: /\(name), backend: {service: {name: cart, port: {number: 80}}}}]}}]
      ---

      """
    }
    #expect(
      AnalysedMesh((ingresses + [AnalysedMesh.cart]).joined()).found.filter { $0.contains("conflicting") } == [
        "Ingress/b spec.tls conflicting-gateways"
      ])
    #expect(found(gateway("a", "x.com", selector: "app: other")) == ["Gateway/a spec.selector unselected-gateway"])
  }

  /// Also where the selectors differ and pick the same workload.
  @Test(arguments: ["app: cart", "security.istio.io/tlsMode: istio"])
  func findsServersThatAreNotServed(selector: String) {
    func gateway(_ name: String, _ host: String, _ spoken: String, selector: String = "app: cart", tls: String = "") -> String {
      AnalysedMesh.object(
        "Gateway", name,
        "{selector: {\(selector)}, servers: [{port: {number: 80, name: \(name), protocol: \(spoken)}, hosts: [\(host)]\(tls)}]}")
    }
    let left = "Gateway/b spec.servers[0] unserved-server"
    #expect(found(gateway("a", "x.com", "TCP"), gateway("b", "y.com", "TCP", selector: selector)) == [left])
    #expect(found(gateway("a", "x.com", "HTTP"), gateway("b", "y.com", "MONGO", selector: selector)) == [left])
    #expect(found(gateway("a", "x.com", "HTTP"), gateway("b", "y.com", "GRPC", selector: selector)) == [])
    #expect(found(gateway("a", "x.com", "TCP"), gateway("b", "y.com", "TCP", selector: "app: other")).count == 1)
  }

  @Test func findsServerNamesThatTwoRulesTake() {
    let gateway = AnalysedMesh.object(
      "Gateway", "gw",
      "{selector: {app: cart}, servers: [{port: {number: 80, name: tls, protocol: TLS}, hosts: ['*'], tls: {mode: PASSTHROUGH}}]}"
    )
    func rule(_ name: String, _ names: String, port: Int = 80) -> String {
      self.rule(
        name, "{hosts: ['*.com'], gateways: [gw], tls: [{match: [{port: \(port), sniHosts: [\(names)]}], \(Self.toCart)}]}")
    }
    let taken = "VirtualService/b spec.tls[0].match[0].sniHosts[1] conflicting-server-names"
    #expect(found(gateway, rule("a", "a.com, b.com"), rule("b", "c.com, b.com")) == [taken])
    #expect(found(gateway, rule("a", "a.com, b.com"), rule("b", "c.com, b.com", port: 444)) == [])
    #expect(found(gateway, rule("a", "a.com"), rule("b", "b.com")) == [])
  }

  // MARK: Objects of which one counts

  @Test(arguments: ["Sidecar", "Telemetry"])
  func findsObjectsThatShareWorkloads(kind: String) {
    func object(_ name: String, _ selector: String?) -> String {
      let rest = kind == "Sidecar" ? "egress: [{hosts: ['./*']}]" : "tracing: [{disableSpanReporting: true}]"
      let field =
        kind == "Sidecar" ? "workloadSelector: {labels: {\(selector ?? "")}}" : "selector: {matchLabels: {\(selector ?? "")}}"
      return AnalysedMesh.object(kind, name, "{\(selector == nil ? "" : "\(field), ")\(rest)}")
    }
    let (one, several) = kind == "Sidecar" ? ("sidecar", "sidecars") : ("telemetry", "telemetries")
    #expect(found(object("a", nil), object("b", nil)) == ["\(kind)/b spec several-\(one)-defaults"])
    #expect(found(object("a", "app: cart"), object("b", "app: cart")) == ["\(kind)/b spec overlapping-\(several)"])
    #expect(found(object("a", nil), object("b", "app: cart")) == [])
  }

  @Test func findsSidecarsForNobody() {
    let sidecar = AnalysedMesh.object("Sidecar", "a", "{workloadSelector: {labels: {app: nope}}, egress: [{hosts: ['./*']}]}")
    #expect(found(sidecar) == ["Sidecar/a spec.workloadSelector unmatched-selector"])
  }

  // MARK: Services

  @Test func findsSubsetsThatNoPodHas() {
    let rule = AnalysedMesh.object(
      "DestinationRule", "a", "{host: cart, subsets: [{name: v1, labels: {app: cart}}, {name: v2, labels: {app: x}}]}")
    #expect(found(rule) == ["DestinationRule/a spec.subsets[1] empty-subset"])
  }

  /// Paths count the ports that the object lists, not those that are carried.
  @Test func portsAreCountedAsTheyAreWritten() {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: mixed, namespace: shop}
      spec: {clusterIP: 10.1.1.1, ports: [{name: a, port: 80, protocol: SCTP}, {name: http, port: 81}, {name: web, port: 82}]}
      ---

      """
    #expect(found(service) == ["Service/mixed spec.ports[2].name unnamed-protocol"])
  }

  @Test func findsBarePortsOfExternalNames() {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: far, namespace: shop}
      spec: {type: ExternalName, externalName: a.test, ports: [{name: http, port: 80}, {name: tcp, port: 81}, {name: x, port: 82}]}
      ---

      """
    #expect(
      found(service) == [
        "Service/far spec.ports[1].name external-name-port", "Service/far spec.ports[2].name external-name-port",
      ])
  }

  /// A hidden service is no misspelt one.
  @Test func saysThatAServiceIsHidden() {
    let entry = AnalysedMesh.object(
      "ServiceEntry", "a", in: "ops",
      "{hosts: [api.test], exportTo: ['.'], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}")
    let mesh = AnalysedMesh(entry + rule("{hosts: [a.com], http: [{route: [{destination: {host: api.test}}]}]}"))
    #expect(mesh.diagnostics.map(\.code) == ["unknown-host"])
    #expect(mesh.diagnostics.first?.suggestion?.contains("exportTo keeps the service of the namespace ops") == true)
  }

  @Test func findsPortsWithoutAProtocol() {
    #expect(
      found(AnalysedMesh.service("bare", port: "web", address: "10.0.0.2")) == [
        "Service/bare spec.ports[0].name unnamed-protocol"
      ])
  }

  @Test func findsEntriesThatNeedAddresses() {
    func entry(_ ports: String, _ more: String) -> String {
      AnalysedMesh.object("ServiceEntry", "a", "{hosts: [db.com], ports: [\(ports)]\(more)}")
    }
    let tcp = "{number: 5432, name: tcp, protocol: TCP}"
    for resolution in ["NONE", "DNS"] {
      #expect(found(entry(tcp, ", resolution: \(resolution)")) == ["ServiceEntry/a spec.addresses addresses-required"])
      #expect(
        found(entry("{number: 80, name: bare}", ", resolution: \(resolution)")).contains { $0.hasSuffix("addresses-required") })
      #expect(found(entry(tcp, ", resolution: \(resolution), addresses: [10.9.0.1]")) == [])
    }
    #expect(found(entry("{number: 80, name: http, protocol: HTTP}", ", resolution: NONE")) == [])
  }
}

extension AnalysedMesh {
  /// What is found, as `KIND/NAME PATH CODE`.
  var found: [String] {
    diagnostics.map { diagnostic in
      let parts = diagnostic.object.split(separator: "/")
      return "\(parts[0])/\(parts[parts.count - 1]) \(diagnostic.path) \(diagnostic.code.rawValue)"
    }
  }
}
