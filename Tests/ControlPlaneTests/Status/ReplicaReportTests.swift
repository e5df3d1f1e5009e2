import ControlPlane
import KubernetesAPI
import MeshAPI
import Testing

/// What replicas tell each other.
struct ReplicaReportTests {
  private func key(_ name: String) -> ObjectKey { ObjectKey(kind: .virtualService, namespace: "shop", name: name) }

  private func lease(_ name: String, version: Int, _ text: String) -> JSONValue {
    [
      "metadata": [
        "name": .string(name), "resourceVersion": .string("\(version)"),
        "annotations": [ReplicaReports.annotation: .string(text)],
      ]
    ]
  }

  @Test func reportsReadBackAsTheyWere() {
    var report = ReplicaReport(isCut: true)
    report.lines[key("a")] = .init(generation: 7, upToDate: 3, concerned: 4, refusal: "\"no\"\n")
    report.lines[key("b")] = .init(generation: 1, upToDate: 0, concerned: 0)
    #expect(ReplicaReport(report.text) == report)
    #expect(ReplicaReport(ReplicaReport().text) == ReplicaReport())
    for wrong in [
      "", "[]", "{}", #"{"rules": {"a": [1, 2, 3]}}"#, #"{"rules": {"VirtualService/shop/a": [1, 2]}}"#,
      #"{"rules": {"VirtualService/shop/a": [1, 3, 2]}}"#, #"{"rules": {"VirtualService/shop/a": [1, -1, 2]}}"#,
      #"{"rules": {"VirtualService/shop/a": [1, 1, 9223372036854775807]}}"#,
    ] {
      #expect(ReplicaReport(wrong) == nil, "\(wrong)")
    }
  }

  @Test func whoIsNotHeardOfNoLongerCounts() {
    var report = ReplicaReport()
    report.lines[key("a")] = .init(generation: 1, upToDate: 1, concerned: 1)
    var reports = ReplicaReports()
    let leases = [lease("own", version: 1, ""), lease("odd", version: 2, "?"), lease("other", version: 3, report.text)]
    reports.take(leases, except: "own", at: .zero)
    // Who cannot be understood is there, and has said nothing.
    #expect(reports.living(at: .seconds(1)) == [ReplicaReport(), report])
    let renewed = [lease("odd", version: 2, "?"), lease("other", version: 4, report.text)]
    reports.take(renewed, except: "own", at: .seconds(10))
    #expect(reports.living(at: .seconds(21)) == [report])
    #expect(reports.living(at: .seconds(30)).isEmpty)
    #expect(reports.forgotten(at: .seconds(601)) == ["odd"])
    reports.take([], except: "own", at: .seconds(700))
    #expect(reports.forgotten(at: .seconds(9999)).isEmpty)
  }
}
