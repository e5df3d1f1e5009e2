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

  /// Whatever proxies say, and however long names are, the text has a place in an annotation.
  @Test(arguments: ["\u{1}", "é", "👩‍👩‍👧‍👦", "x"]) func reportsHaveRoomInAnAnnotation(_ character: String) {
    let told = (0..<600).map { number in
      let key = ObjectKey(
        kind: .virtualService, namespace: String(repeating: "n", count: 63),
        name: "\(number)" + String(repeating: "m", count: 240))
      return (
        key, ReplicaReport.Line(generation: 1, upToDate: 0, concerned: 1, refusal: String(repeating: character, count: 900))
      )
    }
    let report = ReplicaReport(inOrder: told)
    #expect(report.text.utf8.count < 1 << 18)
    #expect(report.isCut && report.lines.count > 100 && report.lines[told[0].0] != nil && report.lines[told[599].0] == nil)
    #expect(report.lines.values.allSatisfy { $0.refusal.utf8.count <= 160 && $0.refusal.hasSuffix("...") })
    #expect(ReplicaReport(report.text) == report)
    let few = ReplicaReport(inOrder: told.prefix(3))
    #expect(!few.isCut && few.lines.count == 3)
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
