import Logging

/// One line of Envoy's own log, in the format that the agent asks it for.
struct EnvoyLogLine: Equatable {
  /// What `--log-format` is set to: level, component, message.
  static let format = "[%l][%n] %v"

  var level: Logger.Level
  /// Envoy's logger, such as `upstream`; `nil` for lines in another form (a crash report, a message of the C library).
  var component: String?
  var message: String

  /// Reads a line; what is not in Envoy's format is kept whole, as a notice.
  init(parsing line: String) {
    let parts = line.split(separator: "]", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasPrefix("["), parts[1].hasPrefix("["),
      let level = Self.levels[String(parts[0].dropFirst())]
    else {
      self.init(level: .notice, component: nil, message: line)
      return
    }
    let message = parts[2].hasPrefix(" ") ? parts[2].dropFirst() : parts[2]
    self.init(level: level, component: String(parts[1].dropFirst()), message: String(message))
  }

  init(level: Logger.Level, component: String?, message: String) {
    (self.level, self.component, self.message) = (level, component, message)
  }

  private static let levels: [String: Logger.Level] = [
    "trace": .trace, "debug": .debug, "info": .info, "warning": .warning, "error": .error, "critical": .critical,
  ]
}
