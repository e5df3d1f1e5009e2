import MeshAPI
import MeshAdmission
import Testing

/// WorkloadEntries and WorkloadGroups as they are written, and what is wrong with some of them.
struct WorkloadDecodingTests {
  private func entry(_ yaml: String) throws -> WorkloadEntry {
    guard case .workloadEntry(let object) = try #require(admit(yaml).objects.first).object else {
      throw WrongKind()
    }
    return object.spec
  }

  private struct WrongKind: Error {}

  @Test func readsEveryFieldOfAWorkloadEntry() throws {
    for version in ["v1", "v1beta1", "v1alpha3"] {
      let found = try entry(
        """
        apiVersion: networking.istio.io/\(version)
        kind: WorkloadEntry
        metadata: {name: vm, namespace: shop}
        spec:
          address: 192.0.2.1
          ports: {http: 8080}
          labels: {app: vm}
          network: dc
          locality: east/a/r1
          weight: 3
          serviceAccount: vm
        """)
      var expected = WorkloadEntry(address: "192.0.2.1")
      (expected.ports, expected.labels) = (["http": 8080], ["app": "vm"])
      (expected.network, expected.locality) = ("dc", "east/a/r1")
      (expected.weight, expected.serviceAccount) = (3, "vm")
      #expect(found == expected)
    }
  }

  /// The status counts only where the object's annotation says that somebody fills it in.
  @Test(arguments: [
    ("", "conditions: [{type: Healthy, status: \"False\"}]", true),
    ("proxy.istio.io/health-checks-enabled: \"true\"", "{}", false),
    ("proxy.istio.io/health-checks-enabled: \"true\"", "conditions: [{type: Healthy, status: \"True\", reason: ok}]", true),
    ("proxy.istio.io/health-checks-enabled: \"true\"", "conditions: [{type: Healthy, status: \"False\"}]", false),
    ("proxy.istio.io/health-checks-enabled: \"true\"", "conditions: [{type: Ready, status: \"True\"}]", false),
  ])
  func statusTellsHealthWhereItIsChecked(annotation: String, status: String, expected: Bool) throws {
    let status = status == "{}" ? "{}" : "{\(status)}"
    let found = try entry(
      """
      apiVersion: networking.istio.io/v1
      kind: WorkloadEntry
      metadata: {name: vm, namespace: shop, annotations: {\(annotation)}}
      spec: {address: 192.0.2.1}
      status: \(status)
      """)
    #expect(found.isHealthy == expected)
  }

  @Test(arguments: [
    ("{}", "spec.address", "required"),
    ("{address: \"not a host\"}", "spec.address", "invalid-value"),
    ("{address: \"unix://relative\"}", "spec.address", "invalid-value"),
    ("{address: \"unix:///run/a.sock\", ports: {http: 80}}", "spec.ports", "conflict"),
    ("{address: 192.0.2.1, ports: {http: 0}}", "spec.ports[http]", "out-of-range"),
    ("{address: 192.0.2.1, ports: {\"a b\": 80}}", "spec.ports[a b]", "invalid-value"),
    ("{address: 192.0.2.1, labels: {\"a b\": c}}", "spec.labels[a b]", "invalid-value"),
    ("{address: 192.0.2.1, locality: a//b}", "spec.locality", "invalid-value"),
    ("{address: 192.0.2.1, weight: -1}", "spec.weight", "out-of-range"),
    ("{address: 192.0.2.1, serviceAccount: \(String(repeating: "a", count: 254))}", "spec.serviceAccount", "limit-exceeded"),
  ])
  func refusesWhatTheAPIForbids(spec: String, path: String, code: String) {
    let result = admit("apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: {name: vm}\nspec: \(spec)\n")
    #expect(result.objects.isEmpty)
    let found = result.diagnostics.map(\.diagnostic).filter { $0.severity == .error }
    #expect(found.map(\.path) == [path])
    #expect(found.map(\.code.rawValue) == [code])
  }

  /// Who sits behind another network's gateway needs no address.
  @Test func aNetworkStandsForTheAddress() throws {
    let found = try entry(
      "apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: {name: vm}\nspec: {network: dc}\n")
    #expect(found.address.isEmpty)
  }

  @Test func readsEveryFieldOfAWorkloadGroup() throws {
    let result = admit(
      """
      apiVersion: networking.istio.io/v1
      kind: WorkloadGroup
      metadata: {name: vms, namespace: shop}
      spec:
        metadata: {labels: {app: vm}, annotations: {a: b}}
        template: {ports: {http: 8080}, labels: {app: vm}, serviceAccount: vm, network: dc, locality: east, weight: 2}
        probe:
          httpGet: {path: /ok, port: 8080, host: 127.0.0.1, scheme: HTTPS, httpHeaders: [{name: x-a, value: b}]}
          initialDelaySeconds: 5
          timeoutSeconds: 3
          periodSeconds: 4
          successThreshold: 2
          failureThreshold: 6
      """)
    #expect(result.diagnostics.map(\.description) == [])
    guard case .workloadGroup(let object)? = result.objects.first?.object else { throw WrongKind() }
    #expect(object.spec.labels == ["app": "vm"])
    #expect(object.spec.annotations == ["a": "b"])
    #expect(object.spec.template.ports == ["http": 8080])
    var http = WorkloadGroup.Probe.HTTP(port: 8080)
    (http.path, http.host, http.scheme) = ("/ok", "127.0.0.1", "HTTPS")
    http.headers = [.init(name: "x-a", value: "b")]
    var probe = WorkloadGroup.Probe(method: .http(http))
    (probe.initialDelay, probe.timeout, probe.period) = (5, 3, 4)
    (probe.successThreshold, probe.failureThreshold) = (2, 6)
    #expect(object.spec.probe == probe)
  }

  @Test(arguments: [
    ("{}", "spec.template", "required"),
    ("{template: {}, probe: {}}", "spec.probe", "required"),
    ("{template: {}, probe: {tcpSocket: {port: 1}, grpc: {port: 1}}}", "spec.probe.grpc", "conflict"),
    ("{template: {}, probe: {tcpSocket: {}}}", "spec.probe.tcpSocket.port", "required"),
    ("{template: {}, probe: {exec: {command: []}}}", "spec.probe.exec.command", "required"),
    ("{template: {}, probe: {httpGet: {port: 80, scheme: FTP}}}", "spec.probe.httpGet.scheme", "invalid-value"),
    (
      "{template: {}, probe: {httpGet: {port: 80, httpHeaders: [{name: \"a b\", value: c}]}}}",
      "spec.probe.httpGet.httpHeaders[0].name", "invalid-value"
    ),
    ("{template: {}, probe: {grpc: {port: 1}, periodSeconds: -1}}", "spec.probe.periodSeconds", "out-of-range"),
    ("{template: {address: \"a b\"}}", "spec.template.address", "invalid-value"),
  ])
  func refusesWrongGroups(spec: String, path: String, code: String) {
    let result = admit("apiVersion: networking.istio.io/v1\nkind: WorkloadGroup\nmetadata: {name: g}\nspec: \(spec)\n")
    #expect(result.objects.isEmpty)
    let found = result.diagnostics.map(\.diagnostic).filter { $0.severity == .error }
    #expect(found.map(\.path) == [path])
    #expect(found.map(\.code.rawValue) == [code])
  }
}
