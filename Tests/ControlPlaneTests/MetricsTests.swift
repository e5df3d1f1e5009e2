import ControlPlane
import MeshTestSupport
import Testing
import XDSResources

/// `/metrics` is what Prometheus reads, and its counters tell what was built, sent and refused.
@Suite(.timeLimit(.minutes(1))) struct MetricsTests {
  @Test func everyLineIsWellFormed() async throws {
    try await withControlPlane(["platform.yaml": SmallMesh.platform]) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: SmallMesh.client)
          stream.acknowledge(try #require(try await stream.next()))
          _ = try await running.json(at: "/debug/syncz") { $0[0]["types"]["cds"]["status"] == "SYNCED" }
          let answer = try await running.get("/metrics")
          #expect(answer.contentType == "text/plain; version=0.0.4; charset=utf-8")
          #expect(answer.body.hasSuffix("\n"))
          try expectWellFormed(answer.body)
          let lines = answer.body.split(separator: "\n")
          for expected in [
            "pilot_xds 1", "pilot_xds_pushes{type=\"cds\"} 1", "pilot_proxy_convergence_time_count 1",
            "meltemi_build_failures_total 0", "meltemi_proxy_classes{side=\"outbound\"} 1", "meltemi_snapshot_generation 1",
          ] { #expect(lines.contains(Substring(expected)), "no \(expected)") }
        }
      }
      _ = try await running.json(at: "/debug/adsz") { $0["totalClients"] == 0 }
      #expect(try await running.get("/metrics").body.contains("pilot_xds 0\n"))
    }
  }

  @Test func aRefusedObjectIsCounted() async throws {
    try await withControlPlane(["platform.yaml": SmallMesh.platform]) { running in
      #expect(try await running.get("/metrics").body.contains("\nmeltemi_config_errors 0\n"))
      // Nothing is published for it, for nothing of it is in force.
      try running.folder.write("config/rule.yaml", SmallMesh.virtualService(timeout: "soon"))
      _ = try await running.json(at: "/debug/configz") { $0.items.contains { $0["meltemi"]["state"] == "refused" } }
      #expect(try await running.get("/metrics").body.contains("\nmeltemi_config_errors 1\n"))
    }
  }

  /// Every sample belongs to the metric that was announced last; buckets grow, up to the count.
  private func expectWellFormed(_ text: String) throws {
    let sample = /([a-z_]+)(?:\{((?:[a-z_]+="[^"]*",?)*)\})? (-?[0-9.e+-]+)/
    var announced = ""
    var bucket = 0.0
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# HELP ") || line.hasPrefix("# TYPE ") {
        announced = String(line.split(separator: " ")[2])
        bucket = 0
        continue
      }
      guard let match = line.wholeMatch(of: sample), let value = Double(match.3) else {
        Issue.record("no sample: \(line)")
        continue
      }
      let suffix = match.1.dropFirst(announced.count)
      #expect(match.1.hasPrefix(announced) && ["", "_bucket", "_sum", "_count"].contains(suffix), "\(line)")
      if suffix == "_bucket" || suffix == "_count" {
        #expect(value >= bucket, "\(line)")
        bucket = value
      }
    }
  }

  @Test func unchangedResourcesAreNotSentAgain() async throws {
    let files = ["platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "3s")]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.route, ["8080", "80"], node: SmallMesh.client)
          stream.acknowledge(try #require(try await stream.next()))
          // A comment changes nothing: the next response is the one for the change after it.
          try running.folder.write("config/rule.yaml", "# the same\n" + SmallMesh.virtualService(timeout: "3s"))
          _ = try await running.json(at: "/debug/configz") {
            $0.items.contains { $0["meltemi"]["place"].text?.hasSuffix("rule.yaml:2") == true }
          }
          try running.folder.write("config/rule.yaml", SmallMesh.virtualService(timeout: "4s"))
          let change = try #require(try await stream.next())
          #expect(change.names == ["8080"])
          stream.acknowledge(change)
          let sync = try await running.json(at: "/debug/syncz") { $0[0]["types"]["rds"]["status"] == "SYNCED" }
          #expect(sync[0]["types"]["rds"]["responses"] == 2)
        }
      }
    }
  }
}
