import ControlPlane
import EnvoyAPI
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources

/// Bad input of every kind: a diagnostic names file, line and path, and the mesh goes on.
@Suite(.timeLimit(.minutes(2))) struct BadInputTests {
  /// A file and what `/debug/configz` must say about it.
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var text: String
    var code: String
    var severity = "error"
    /// nil where the file is not read at all.
    var line: Int?
    var path: String
    /// What the message, or the advice with it, must contain.
    var says: String

    var testDescription: String { file }
  }

  static let cases: [Case] = [
    Case(
      file: "malformed.yaml", text: "kind: VirtualService\nspec:\n  hosts: [a\n  http: {\n", code: "syntax", line: 4, path: "",
      says: ""),
    Case(
      file: "unknown-field.yaml",
      text: rule("unknown", "hosts: [cart]\n  htp: []\n  http:\n  - route: [{destination: {host: cart}}]"),
      code: "unknown-field", severity: "warning", line: 6, path: "spec.htp", says: "http"),
    Case(
      file: "wrong-type.yaml", text: rule("wrong", "hosts: [cart]\n  http: 7"), code: "wrong-type", line: 6, path: "spec.http",
      says: "list"),
    Case(
      file: "unknown-host.yaml", text: rule("host", "hosts: [cart]\n  http:\n  - route: [{destination: {host: crat}}]"),
      code: "unknown-host", severity: "warning", line: 7, path: "spec.http[0].route[0].destination.host", says: "crat"),
    Case(
      file: "unknown-subset.yaml",
      text: rule("subset", "hosts: [cart]\n  http:\n  - route:\n    - destination:\n        host: cart\n        subset: v9"),
      code: "unknown-subset", severity: "warning", line: 10, path: "spec.http[0].route[0].destination.subset", says: "v9"),
    Case(
      file: "weights.yaml",
      text: rule(
        "weights",
        "hosts: [cart]\n  http:\n  - route:\n    - {destination: {host: cart}, weight: 0}\n    - {destination: {host: cart}, weight: 0}"
      ),
      code: "invalid-value", line: 7, path: "spec.http[0].route", says: "weight"),
    Case(
      file: "regex.yaml",
      text: rule(
        "regex",
        "hosts: [cart]\n  http:\n  - match:\n    - uri: {regex: '/(?=a)b'}\n    route: [{destination: {host: cart}}]"),
      code: "invalid-regex", line: 8, path: "spec.http[0].match[0].uri.regex", says: ""),
    Case(
      file: "deep-filter.yaml", text: filter(depth: 30), code: "limit-exceeded", line: 14,
      path: "spec.configPatches[0].patch.value", says: "24 levels"),
    Case(
      file: "too-large.yaml", text: "# " + String(repeating: "x", count: 4 << 20) + "\n", code: "limit-exceeded", line: 1,
      path: "", says: "split the file"),
  ]

  private static func rule(_ name: String, _ spec: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: shop}
    spec:
      \(spec)

    """
  }

  private static func filter(depth: Int) -> String {
    """
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata:
      name: deep
      namespace: shop
    spec:
      configPatches:
      - applyTo: CLUSTER
        match:
          context: ANY
        patch:
          operation: MERGE
          value:
            a: \(String(repeating: "{a: ", count: depth))1\(String(repeating: "}", count: depth))

    """
  }

  /// The diagnostics about one file.
  private static func diagnostics(_ configz: DebugJSON, _ file: String) -> [DebugJSON] {
    configz.items.flatMap { $0["meltemi"]["diagnostics"].items }.filter { $0["file"].text?.hasSuffix("/\(file)") == true }
  }

  private static func isMet(_ wanted: Case, by diagnostic: DebugJSON) -> Bool {
    let text = "\(diagnostic["message"].text ?? "") \(diagnostic["suggestion"].text ?? "")"
    return diagnostic["code"].text == wanted.code && diagnostic["severity"].text == wanted.severity
      && diagnostic["line"].number == wanted.line && diagnostic["path"].text?.hasPrefix(wanted.path) == true
      && text.contains(wanted.says)
  }

  @Test("One bad file stops nothing", arguments: cases)
  func oneBadFile(bad: Case) async throws {
    try await withControlPlane(["platform.yaml": SmallMesh.platform, bad.file: bad.text]) { running in
      try await expectGoesOn(running, [bad])
    }
  }

  @Test("All bad files together stop nothing")
  func allBadFiles() async throws {
    var files = Dictionary(uniqueKeysWithValues: Self.cases.map { ($0.file, $0.text) })
    files["platform.yaml"] = SmallMesh.platform
    try await withControlPlane(files) { try await expectGoesOn($0, Self.cases) }
  }

  /// Every case is told of, and a good rule that comes after takes effect.
  private func expectGoesOn(_ running: RunningControlPlane, _ cases: [Case]) async throws {
    let configz = try await running.json(at: "/debug/configz") { configz in
      cases.allSatisfy { !Self.diagnostics(configz, $0.file).isEmpty }
    }
    for wanted in cases {
      let found = Self.diagnostics(configz, wanted.file)
      #expect(found.contains { Self.isMet(wanted, by: $0) }, "\(wanted.file): \(found)")
    }
    try await running.connect { client in
      try await client.delta { stream in
        stream.subscribe(.route, ["8080"], node: SmallMesh.client)
        stream.acknowledge(try #require(try await stream.next()))
        try running.folder.write("config/zz-good.yaml", SmallMesh.virtualService("a-good-one", timeout: "9s"))
        let route = try #require(try await stream.next())
        #expect(route.names == ["8080"])
        stream.acknowledge(route)
      }
    }
    #expect(try await running.get("/ready").status == 200)
  }

  @Test("A rule that becomes bad stays in force as it was")
  func lastGoodVersion() async throws {
    let files = ["platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "3s")]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.route, ["8080"], node: SmallMesh.client)
          let good = try #require(try await stream.next())
          stream.acknowledge(good)
          #expect(try Self.timeouts(good) == [3])
          for (text, state) in [
            (SmallMesh.virtualService(timeout: "often"), "last good version in force, newer one refused"),
            ("kind: [", "in force"),
          ] {
            try running.folder.write("config/rule.yaml", text)
            let configz = try await running.json(at: "/debug/configz") { !Self.diagnostics($0, "rule.yaml").isEmpty }
            let rule = configz.items.first { $0["kind"] == "VirtualService" }
            #expect(rule?["meltemi"]["state"].text == state)
            try running.folder.write("config/rule.yaml", SmallMesh.virtualService(timeout: "3s"))
            _ = try await running.json(at: "/debug/configz") { Self.diagnostics($0, "rule.yaml").isEmpty }
          }
          // Nothing was sent meanwhile: the next response is about the next good version.
          try running.folder.write("config/rule.yaml", SmallMesh.virtualService(timeout: "5s"))
          let next = try #require(try await stream.next())
          #expect(try Self.timeouts(next) == [5])
        }
      }
    }
  }

  /// The timeouts, in seconds, of the routes to the cart.
  private static func timeouts(_ response: Envoy_Service_Discovery_V3_DeltaDiscoveryResponse) throws -> [Int64] {
    try response.resources.flatMap { resource in
      try Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: resource.resource.value).virtualHosts
        .filter { $0.name.hasPrefix(SmallMesh.host) }.flatMap(\.routes).map(\.route.timeout.seconds)
    }
  }

  @Test("A mesh config that is bad is refused, and its last good version stays")
  func meshConfig() async throws {
    let good = "outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n"
    try await withControlPlane(["platform.yaml": SmallMesh.platform], meshConfig: good) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.route, ["8080"], node: SmallMesh.client)
          let first = try #require(try await stream.next())
          stream.acknowledge(first)
          try running.folder.write("mesh.yaml", "outboundTrafficPolicy: {mode: SOMETIMES}\n")
          let configz = try await running.json(at: "/debug/configz") { !Self.diagnostics($0, "mesh.yaml").isEmpty }
          let diagnostic = try #require(Self.diagnostics(configz, "mesh.yaml").first)
          #expect(diagnostic["line"] == 1)
          #expect(diagnostic["path"] == "outboundTrafficPolicy.mode")
          try running.folder.write("mesh.yaml", "outboundTrafficPolicy: {mode: ALLOW_ANY}\n")
          let second = try #require(try await stream.next())
          #expect(second.names == ["8080"])
        }
      }
    }
  }
}
