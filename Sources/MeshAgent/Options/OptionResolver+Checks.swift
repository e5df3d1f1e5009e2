extension OptionResolver {
  mutating func checkPaths() {
    if options.configPath.isEmpty {
      refuse("configPath", "the path is empty", write: "write a directory, such as ./etc/istio/proxy")
    }
    if options.binaryPath?.isEmpty == true {
      refuse("binaryPath", "the path is empty", write: "write the path of Envoy, or leave the option out")
    }
    if options.serviceCluster?.isEmpty == true {
      refuse("serviceCluster", "the name is empty", write: "write a name, or leave the option out")
    }
  }

  /// The drain at SIGTERM, which must fit into the time until SIGKILL.
  mutating func resolveDrain() -> Duration {
    if options.drainDuration < .zero {
      refuse("drainDuration", "a duration cannot be negative", write: "write 0 or more, such as 45s")
    }
    let separate = options.terminationDrainDuration
    let drain = separate ?? options.drainDuration
    if drain < .zero, separate != nil {
      refuse("termination-drain-duration", "a duration cannot be negative", write: "write 0 or more, such as 5s")
    }
    if options.parentShutdownDuration <= drain {
      let used = AgentDuration.protobufText(drain)
      let source = separate == nil ? "drainDuration" : "termination-drain-duration"
      refuse(
        "parentShutdownDuration", "Envoy would be killed before it has drained for \(used) (--\(source))",
        write: "write more than \(used), or a shorter --\(source)")
    }
    return drain
  }

  mutating func resolveAdmin() -> NetworkEndpoint {
    let fallback = NetworkEndpoint.socket(host: "127.0.0.1", port: 15000)
    guard (0...65535).contains(options.proxyAdminPort) else {
      refuse("proxyAdminPort", "\(options.proxyAdminPort) is not a port", write: "write 0 (any free port) to 65535")
      return fallback
    }
    guard IPAddress.isAddress(options.adminHost) else {
      refuse("admin-host", "\(options.adminHost) is not an IP address", write: "write an address, such as 127.0.0.1")
      return fallback
    }
    if !IPAddress.isLoopback(options.adminHost) {
      warn(
        "admin-host", "whoever reaches \(options.adminHost) can read the proxy's configuration and stop it",
        write: "write 127.0.0.1 unless another machine must reach it")
    }
    return .socket(host: options.adminHost, port: options.proxyAdminPort)
  }

  /// Replicas of one control plane, separated by commas.
  mutating func resolveDiscovery(_ security: Security) -> [NetworkEndpoint] {
    let fallback = security == .mutualTLS ? "127.0.0.1:15012" : "127.0.0.1:15010"
    let texts = (options.discoveryAddress ?? fallback).split(separator: ",", omittingEmptySubsequences: false)
    var endpoints: [NetworkEndpoint] = []
    for text in texts {
      guard let endpoint = endpoint("discoveryAddress", String(text), example: fallback) else {
        continue
      }
      warnOfPort(endpoint, security)
      endpoints.append(endpoint)
    }
    return endpoints.isEmpty ? [.socket(host: "127.0.0.1", port: security == .mutualTLS ? 15012 : 15010)] : endpoints
  }

  private mutating func warnOfPort(_ endpoint: NetworkEndpoint, _ security: Security) {
    switch (endpoint, security) {
    case (.socket(_, 15012), .plainText):
      warn(
        "discoveryAddress", "15012 is by convention the control plane's TLS port, and the agent speaks plain text",
        write: "write the plain text port, by convention 15010")
    case (.socket(_, 15010), .mutualTLS):
      warn(
        "discoveryAddress", "15010 is by convention the control plane's plain text port, and the agent speaks TLS",
        write: "write the TLS port, by convention 15012")
    default: break
    }
  }

  mutating func resolveZipkin() -> NetworkEndpoint? {
    guard let text = options.zipkinAddress else { return nil }
    return endpoint("zipkinAddress", text, example: "zipkin.istio-system:9411")
  }

  /// Envoy's statsd sink resolves no names.
  mutating func resolveStatsd() -> NetworkEndpoint? {
    guard let text = options.statsdUdpAddress else { return nil }
    guard let endpoint = endpoint("statsdUdpAddress", text, example: "127.0.0.1:8125") else { return nil }
    guard case .socket(let host, _) = endpoint, IPAddress.isAddress(host) else {
      refuse(
        "statsdUdpAddress", "Envoy sends statistics to an IP address only, it does not resolve names here",
        write: "write IP:PORT, such as 127.0.0.1:8125")
      return nil
    }
    return endpoint
  }

  mutating func resolvePrometheus() -> NetworkEndpoint? {
    guard let text = options.prometheusAddress else { return nil }
    guard let endpoint = endpoint("prometheus-address", text, example: "127.0.0.1:15090") else { return nil }
    guard case .socket(let host, _) = endpoint, IPAddress.isAddress(host) else {
      refuse("prometheus-address", "a listener binds an IP address", write: "write IP:PORT, such as 127.0.0.1:15090")
      return nil
    }
    if options.proxyAdminPort == 0 {
      refuse(
        "prometheus-address", "the listener forwards to the admin port, which is not known before Envoy picks it",
        write: "write a fixed --proxyAdminPort as well")
    }
    return endpoint
  }

  mutating func resolveStatus() -> NetworkEndpoint? {
    guard let text = options.statusAddress else { return nil }
    guard let endpoint = NetworkEndpoint(parsing: text), case .socket(let host, _) = endpoint, IPAddress.isAddress(host) else {
      refuse("status-address", "\(text) is not an address to listen on", write: "write IP:PORT, such as 127.0.0.1:15020")
      return nil
    }
    return endpoint
  }

  mutating func resolveLogLevel() -> ProxyLogLevel {
    if let level = ProxyLogLevel(parsing: options.proxyLogLevel) { return level }
    let known = ProxyLogLevel.names.sorted().joined(separator: ", ")
    refuse(
      "proxy-log-level", "\(options.proxyLogLevel) is not a log level",
      write: "write LEVEL or LEVEL,COMPONENT:LEVEL with levels of: \(known)")
    return ProxyLogLevel(level: "warning")
  }

  /// Istio gives a sidecar two workers, whatever the machine, and a gateway the machine.
  mutating func resolveConcurrency(_ node: ProxyNode) -> Int? {
    guard let asked = options.concurrency else { return node.kind == .sidecar ? 2 : nil }
    if !(0...1024).contains(asked) {
      refuse("concurrency", "\(asked) is not a number of threads", write: "write 0 (one per core) to 1024")
    }
    return asked == 0 ? nil : asked
  }

  /// An address of one of the three spellings, with a port that can be connected to.
  mutating func endpoint(_ option: String, _ text: String, example: String) -> NetworkEndpoint? {
    guard let endpoint = NetworkEndpoint(parsing: text) else {
      refuse(option, "\(text) is not an address", write: "write HOST:PORT, such as \(example)")
      return nil
    }
    if case .socket(_, 0) = endpoint {
      refuse(option, "port 0 cannot be connected to", write: "write the real port, such as \(example)")
      return nil
    }
    return endpoint
  }
}
