import Logging
import Testing

@testable import MeshAgent

@Suite struct EnvoyOutputTests {
  @Test(arguments: [
    ("[warning][main] caught ENVOY_SIGTERM", Logger.Level.warning, "main", "caught ENVOY_SIGTERM"),
    ("[info][config] a [b] c", .info, "config", "a [b] c"),
    ("[critical][backtrace] #0: x", .critical, "backtrace", "#0: x"),
    ("[trace][misc]", .trace, "misc", ""),
  ])
  func linesOfEnvoyAreRead(_ line: String, _ level: Logger.Level, _ component: String, _ message: String) {
    #expect(EnvoyLogLine(parsing: line) == EnvoyLogLine(level: level, component: component, message: message))
  }

  @Test(arguments: ["", "plain", "[x][y] z", "[warning] no component", "]]] [warning][a] b"])
  func otherLinesAreKeptWhole(_ line: String) {
    #expect(EnvoyLogLine(parsing: line) == EnvoyLogLine(level: .notice, component: nil, message: line))
  }

  @Test func bytesAreCutIntoLines() {
    var splitter = LineSplitter(limit: 8)
    var lines: [String] = []
    for chunk in ["ab", "c\r\n", "\n", "12345678", "9\nlast"] {
      splitter.append(Array(chunk.utf8)[...]) { lines.append($0) }
    }
    splitter.finish { lines.append($0) }
    #expect(lines == ["abc", "", "12345678", "9", "last"])
  }

  @Test func connectionsAreCountedOnce() {
    let stats = """
      listener.127.0.0.1_9080.downstream_cx_active: 3
      listener.127.0.0.1_9080.worker_0.downstream_cx_active: 3
      listener.[__1]_9080.downstream_cx_active: 2
      listener.admin.downstream_cx_active: 7
      listener.admin.main_thread.downstream_cx_active: 7
      listener.prometheus_stats.downstream_cx_active: 1
      listener.127.0.0.1_9080.downstream_cx_total: 99
      broken
      """
    #expect(EnvoyAdmin.activeConnections(inStats: stats) == 5)
  }
}
