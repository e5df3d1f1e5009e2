/// The arguments that Envoy is started with.
enum EnvoyCommandLine {
  /// The arguments for a configuration; equal configurations give equal arguments.
  static func arguments(_ configuration: AgentConfiguration) -> [String] {
    var arguments = [
      "--config-path", configuration.bootstrapPath,
      "--admin-address-path", configuration.adminAddressPath,
      // Many Envoys share a host, and this one is restarted, never handed over: without hot restart there is no shared
      // memory and no base id to collide on.
      "--disable-hot-restart",
      "--drain-time-s", String(AgentDuration.wholeSeconds(configuration.listenerDrain)),
      "--drain-strategy", configuration.drainStrategy.rawValue,
      "--local-address-ip-version", configuration.node.isIPv6Only ? "v6" : "v4",
      "--log-format", EnvoyLogLine.format,
      // One entry, one line.
      "--log-format-escaped",
      // Access logs are seen after a second, not after ten.
      "--file-flush-interval-msec", "1000",
    ]
    if let level = configuration.logLevel.level { arguments += ["--log-level", level] }
    if !configuration.logLevel.components.isEmpty {
      arguments += ["--component-log-level", configuration.logLevel.components.joined(separator: ",")]
    }
    if let concurrency = configuration.concurrency { arguments += ["--concurrency", String(concurrency)] }
    return arguments
  }
}
