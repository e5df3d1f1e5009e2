import Logging

/// Passes Envoy's output on to the agent's log.
struct EnvoyLog: Sendable {
  let logger: Logger

  /// Standard error is Envoy's own log; standard output holds access logs and what filters print.
  func forward(_ line: String, from output: ProxyProcess.Output) {
    switch output {
    case .standardOutput:
      logger.info("\(line)", metadata: ["output": "stdout"], source: "envoy")
    case .standardError:
      let entry = EnvoyLogLine(parsing: line)
      let metadata: Logger.Metadata? = entry.component.map { ["component": "\($0)"] }
      logger.log(level: entry.level, "\(entry.message)", metadata: metadata, source: "envoy")
    }
  }
}
