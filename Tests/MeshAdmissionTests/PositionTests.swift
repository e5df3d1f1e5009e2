import MeshAPI
import MeshAdmission
import Testing

/// Diagnostics that are found later, across objects, are located by path.
struct PositionTests {
  static let yaml = """
    # A rule.
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: a
    spec:
      hosts:
      - a
      - b
      http:
      - match:
        - headers:
            end-user: {exact: jason}
          sourceLabels: {x.y/z: b}
        route:
        - destination:
            host: reviews
            subset: v2
        - {destination: {host: c}, weight: 5}
    """

  @Test(arguments: [
    ("", 2, 1), ("metadata.name", 5, 9), ("spec", 6, 1), ("spec.hosts", 7, 3), ("spec.hosts[1]", 9, 5),
    ("spec.http[0]", 11, 5), ("spec.http[0].match[0].headers[end-user]", 13, 9),
    ("spec.http[0].match[0].headers[end-user].exact", 13, 27), ("spec.http[0].match[0].sourceLabels[x.y/z]", 14, 29),
    ("spec.http[0].route[0].destination.subset", 18, 17), ("spec.http[0].route[1].destination.host", 19, 28),
    ("spec.http[0].route[1].weight", 19, 40),
    // What is not there stands where its nearest ancestor does.
    ("spec.http[0].route[1].destination.subset", 19, 8), ("spec.http[7].route", 10, 3), ("nowhere.at[3].all", 2, 1),
  ])
  func locates(path: String, line: Int, column: Int) throws {
    let object = try #require(admit(Self.yaml).objects.first)
    #expect(object.location(of: path) == (line, column))
  }

  @Test func columnsOfJSONAreCounted() throws {
    let json = """
      {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
        "metadata": {"name": "a", "annotations": {"é😀": "ß"}}, "spec": {
        "hosts": ["a", "b"], "tcp": [{"route": [{"destination": {"host": "c"}}]}]}}
      """
    let object = try #require(admit(json).objects.first)
    for (path, line, column) in [
      ("metadata.name", 2, 24), ("spec", 2, 58), ("spec.hosts[1]", 3, 18), ("spec.tcp[0].route[0].destination.host", 3, 68),
    ] {
      #expect(object.location(of: path) == (line, column), "\(path)")
    }
  }

  /// Counting each column from the start of its line would take minutes.
  @Test(.timeLimit(.minutes(1))) func oneLongLineIsReadInOneGo() throws {
    let routes = Array(repeating: "{\"route\":[{\"destination\":{\"host\":\"c\"}}]}", count: 8000).joined(separator: ",")
    let head = "{\"apiVersion\":\"networking.istio.io/v1\",\"kind\":\"VirtualService\",\"metadata\":{\"name\":\"a\"},"
    let result = admit(head + "\"spec\":{\"hosts\":[\"a\"],\"tcp\":[\(routes)]}}")
    #expect(result.objects.count == 1)
  }

  @Test func joinsThePlaceOntoADiagnostic() throws {
    let object = try #require(admit(Self.yaml).objects.first)
    let diagnostic = Diagnostic(
      .warning, "missing-subset", object: object.object.key.description, path: "spec.http[0].route[0].destination.subset",
      message: "reviews has no subset v2")
    #expect(
      object.locate(diagnostic, file: "rules/a.yaml").description
        == "rules/a.yaml:18:17: warning: VirtualService/default/a: spec.http[0].route[0].destination.subset: reviews has no subset v2 [missing-subset]"
    )
  }
}
