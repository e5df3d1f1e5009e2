import EnvoyAPI
import EnvoyRendering
import MeshAPI
import MeshTranslation
import SwiftProtobuf
import Testing
import XDSResources

/// What patches do to virtual hosts and routes.
@Suite struct RoutePatchTests {
  private typealias VirtualHost = Envoy_Config_Route_V3_VirtualHost

  private static func host() throws -> Envoy_Config_Route_V3_VirtualHost {
    let json = """
      {"name": "a:80", "domains": ["a.com", "a"], "routes": [
        {"name": "go", "match": {"prefix": "/go"}, "route": {"cluster": "c", "timeout": "1.5s"}},
        {"name": "away", "match": {"prefix": "/away"}, "redirect": {"path_redirect": "/"}},
        {"name": "no", "match": {"prefix": "/"}, "direct_response": {"status": 403}}]}
      """
    return try #require(EnvoyJSON.decode(VirtualHost.self, from: try EnvoyJSONValue(parsing: json.utf8)).message)
  }

  private static func patched(_ patches: EnvoyPatch...) throws -> Envoy_Config_Route_V3_VirtualHost {
    var host = try host()
    let problems = VirtualHostPlan.apply(patches, to: &host)
    #expect(problems.isEmpty)
    return host
  }

  private static let route = #"{"name": "new", "match": {"prefix": "/new"}, "route": {"cluster": "n"}}"#

  @Test(
    arguments: [
      (.with { $0.virtualHost = "a:80" }, ["go", "away", "no"]),
      (.with { $0.virtualHost = "b:80" }, []),
      (.with { $0.domain = "a" }, ["go", "away", "no"]),
      (.with { $0.domain = "b" }, []),
      (
        .with {
          $0.hasRoute = true; $0.routeName = "go"
        }, ["go"]
      ),
      (
        .with {
          $0.hasRoute = true; $0.action = .route
        }, ["go"]
      ),
      (
        .with {
          $0.hasRoute = true; $0.action = .redirect
        }, ["away"]
      ),
      (
        .with {
          $0.hasRoute = true; $0.action = .directResponse
        }, ["no"]
      ),
      (
        .with {
          $0.hasRoute = true; $0.routeName = "go"; $0.action = .redirect
        }, []
      ),
    ] as [(EnvoyFilter.RouteMatch, [String])])
  func virtualHostsAndRoutesAreToldApart(match: EnvoyFilter.RouteMatch, wanted: [String]) throws {
    let host = try Self.patched(PatchFixture.patch(.merge, .httpRoute, #"{"stat_prefix": "p"}"#) { $0.route = match })
    #expect(host.routes.filter { $0.statPrefix == "p" }.map(\.name) == wanted)
  }

  @Test(
    arguments: [
      (.add, nil, ["go", "away", "no", "new"]),
      (.insertFirst, nil, ["new", "go", "away", "no"]),
      (.insertFirst, "no", ["new", "go", "away", "no"]),
      (.insertFirst, "nobody", ["go", "away", "no"]),
      (.insertBefore, nil, ["new", "go", "away", "no"]),
      (.insertBefore, "no", ["go", "away", "new", "no"]),
      (.insertAfter, nil, ["go", "away", "no", "new"]),
      (.insertAfter, "go", ["go", "new", "away", "no"]),
      (.remove, "away", ["go", "no"]),
    ] as [(EnvoyFilter.Operation, String?, [String])])
  func operationsPutRoutesInTheirPlaces(operation: EnvoyFilter.Operation, name: String?, wanted: [String]) throws {
    let patch = PatchFixture.patch(operation, .httpRoute, operation == .remove ? nil : Self.route) {
      $0.route.hasRoute = name != nil
      $0.route.routeName = name
    }
    #expect(try Self.patched(patch).routes.map(\.name) == wanted)
  }

  @Test func virtualHostsAreMergedAndReplaced() throws {
    let merged = try Self.patched(PatchFixture.patch(.merge, .virtualHost, #"{"domains": ["more"], "require_tls": "ALL"}"#))
    #expect(merged.domains == ["a.com", "a", "more"] && merged.requireTls == .all && merged.routes.count == 3)
    let value = #"{"name": "b", "domains": ["b"], "routes": [\#(Self.route)]}"#
    let replaced = try Self.patched(
      PatchFixture.patch(.replace, .virtualHost, value),
      // What comes later sees what is there now.
      PatchFixture.patch(.merge, .httpRoute, #"{"stat_prefix": "p"}"#) { $0.route.virtualHost = "b" })
    #expect(replaced.name == "b" && replaced.routes.map(\.statPrefix) == ["p"])
  }

  /// A duration is one value: half of the old one must not stay.
  @Test func durationsAreReplaced() throws {
    let host = try Self.patched(PatchFixture.patch(.merge, .httpRoute, #"{"route": {"timeout": "3s"}}"#))
    let timeout = try #require(host.routes.first?.route.timeout)
    #expect(timeout.seconds == 3 && timeout.nanos == 0)
    // An action of another kind takes the place of the one that was there.
    #expect(host.routes.last?.route.timeout.seconds == 3)
  }

  @Test func configurationsAsAWhole() throws {
    let plan = try #require(RouteExample.all.first { $0.name == "services" }).inputs.plan()
    let assembly = RouteConfigurationAssembly(name: plan.name, side: plan.side)
    let patch = PatchFixture.patch(
      .merge, .routeConfiguration, #"{"name": "x", "response_headers_to_remove": ["server"], "virtual_hosts": [{"name": "v"}]}"#)
    for patched in [try assembly.inline([], applying: [patch]), try assembly.onDemand(applying: [patch])] {
      let message = try Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: patched.resource.body)
      #expect(message.name == plan.name && message.responseHeadersToRemove == ["server"])
      #expect(message.virtualHosts.map(\.name) == ["v"] && message.ignorePortInHostMatching)
    }
    let member = try assembly.member(
      plan.virtualHosts[0], applying: [PatchFixture.patch(.merge, .virtualHost, #"{"require_tls": "ALL"}"#)])
    let host = try Envoy_Config_Route_V3_VirtualHost(serializedBytes: member.resource.body)
    #expect(host.name == "\(plan.name)/\(plan.virtualHosts[0].name)" && host.requireTls == .all)
  }
}
