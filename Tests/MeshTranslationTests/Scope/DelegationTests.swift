import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

struct DelegationTests {
  private func resolved(_ fixture: MeshFixture, _ name: String = "root") throws -> ResolvedVirtualService {
    let rules = fixture.rules.virtualServices.rules(for: "mesh", seenFrom: "shop")
    return try #require(rules.first { $0.object.name == name })
  }

  private func delegating(to name: String, in namespace: String? = nil, change: (inout HTTPRoute) -> Void = { _ in }) -> HTTPRoute
  {
    var route = HTTPRoute()
    route.delegate = Delegate(name: name, namespace: namespace)
    change(&route)
    return route
  }

  @Test func theDelegatesRoutesTakeTheRootsPlace() throws {
    var mesh = MeshFixture()
    mesh.virtualService(
      "root",
      VirtualService(
        hosts: ["cart"],
        http: [
          .to("first"),
          delegating(to: "part", in: "ops") {
            $0.timeout = .seconds(9); $0.name = "outer"
          }, .to("last"),
        ]))
    mesh.virtualService(
      "part", in: "ops",
      VirtualService(http: [
        .to("inner").when { $0.uri = .prefix("/a") },
        .to("own") {
          $0.timeout = .seconds(1)
          $0.name = "inner"
        },
      ]))
    let found = try resolved(mesh)
    #expect(
      found.http.map(\.route.route[0].destination.host) == [
        "first.shop.svc.cluster.local", "inner.ops.svc.cluster.local", "own.ops.svc.cluster.local",
        "last.shop.svc.cluster.local",
      ])
    #expect(found.http.map(\.route.timeout) == [nil, .seconds(9), .seconds(1), nil])
    #expect(found.http.map(\.route.name) == [nil, "outer", "outer-inner", nil])
    let part = ObjectKey(kind: .virtualService, namespace: "ops", name: "part")
    #expect(found.http[2].origin == Origin(part, path: "spec.http[1]"))
    #expect(found.delegates.map(\.key) == [part])
  }

  @Test func matchesOfBothMustHold() throws {
    var mesh = MeshFixture()
    let root = delegating(to: "part").when(
      {
        $0.uri = .prefix("/a"); $0.port = 80
      }, { $0.headers = ["x": nil] })
    mesh.virtualService("root", VirtualService(hosts: ["cart"], http: [root]))
    mesh.virtualService("part", VirtualService(http: [.to("cart").when { $0.uri = .exact("/a/b") }]))
    let matches = try resolved(mesh).http.flatMap(\.route.match)
    #expect(matches.count == 2)
    #expect(matches.map(\.uri) == [.exact("/a/b"), .exact("/a/b")])
    #expect(matches.map(\.port) == [80, nil])
    #expect(matches.map { Array($0.headers.keys) } == [[], ["x"]])
  }

  @Test(arguments: [
    (StringMatch.prefix("/a"), StringMatch.prefix("/b")), (.exact("/a"), .prefix("/a")), (.exact("/a"), .exact("/b")),
    (.regex("/a"), .exact("/a")), (.prefix("/a"), .regex("/a.*")), (.prefix("/a"), .exact("/b")),
  ])
  func oneConflictDropsTheWholeRoute(root: StringMatch, leaf: StringMatch) throws {
    var mesh = MeshFixture()
    mesh.virtualService(
      "root", VirtualService(hosts: ["cart"], http: [delegating(to: "part").when { $0.uri = root }]))
    mesh.virtualService(
      "part",
      VirtualService(http: [
        .to("cart").when({ $0.method = .exact("GET") }, { $0.uri = leaf }), .to("cart") { $0.timeout = .seconds(3) },
      ]))
    #expect(try resolved(mesh).http.map(\.route.timeout) == [.seconds(3)])
  }

  @Test(arguments: [
    HTTPMatchRequest.with { $0.headers = ["x": .exact("1")] }, .with { $0.withoutHeaders = ["y": .exact("1")] },
    .with { $0.queryParams = ["q": .exact("1")] }, .with { $0.port = 81 }, .with { $0.sourceLabels = ["app": "b"] },
    .with { $0.sourceNamespace = "b" }, .with { $0.gateways = ["mesh", "edge"] }, .with { $0.ignoreUriCase = true },
    .with { $0.scheme = .exact("https") }, .with { $0.authority = .exact("b") },
  ])
  func everyConditionCanConflict(leaf: HTTPMatchRequest) throws {
    var mesh = MeshFixture()
    let root = delegating(to: "part").when {
      $0.headers = ["x": .exact("2")]
      $0.withoutHeaders = ["y": .exact("2")]
      $0.queryParams = ["q": .exact("2")]
      $0.port = 80
      $0.sourceLabels = ["app": "a"]
      $0.sourceNamespace = "a"
      $0.gateways = ["mesh"]
      $0.scheme = .exact("http")
      $0.authority = .exact("a")
    }
    mesh.virtualService("root", VirtualService(hosts: ["cart"], http: [root]))
    mesh.virtualService("part", VirtualService(http: [.to("cart") { $0.match = [leaf] }]))
    #expect(try resolved(mesh).http.isEmpty)
  }

  @Test func delegatesNeedPermissionAndNoHosts() throws {
    var mesh = MeshFixture()
    mesh.virtualService(
      "root",
      VirtualService(
        hosts: ["cart"],
        http: [
          delegating(to: "hidden", in: "ops"), delegating(to: "shared", in: "ops"), delegating(to: "hosted"),
          delegating(to: "nowhere"), delegating(to: "nested"),
        ]))
    mesh.virtualService("hidden", in: "ops", VirtualService(http: [.to("hidden")], exportTo: ["."]))
    mesh.virtualService("shared", in: "ops", VirtualService(http: [.to("shared")], exportTo: [".", "shop"]))
    mesh.virtualService("hosted", VirtualService("hosted", to: "hosted"))
    mesh.virtualService("nested", VirtualService(http: [delegating(to: "shared", in: "ops")]))
    #expect(try resolved(mesh).http.map(\.route.route[0].destination.host) == ["shared.ops.svc.cluster.local"])
  }

  @Test func delegatesAloneBindNothing() {
    var mesh = MeshFixture()
    mesh.virtualService("part", VirtualService(http: [.to("cart")]))
    #expect(mesh.rules.virtualServices.rules(for: "mesh", seenFrom: "shop").isEmpty)
  }
}
