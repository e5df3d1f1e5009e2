import MeshAPI

/// Reads `trafficPolicy`, of a host, a subset or a port.
enum TrafficPolicyDecoder {
  private static let known = [
    "loadBalancer", "connectionPool", "outlierDetection", "tls", "portLevelSettings", "tunnel", "proxyProtocol",
    "retryBudget",
  ]

  /// - Parameter isSelective: Whether the rule is for some clients alone.
  static func policy(_ fields: FieldReader, isSelective: Bool) -> TrafficPolicy {
    var policy = TrafficPolicy()
    policy.loadBalancer = fields.object("loadBalancer") { LoadBalancerDecoder.decode($0) }
    policy.connectionPool = fields.object("connectionPool") { ConnectionPoolDecoder.decode($0) }
    policy.outlierDetection = fields.object("outlierDetection") { OutlierDetectionDecoder.decode($0) }
    policy.tls = fields.object("tls") { ClientTLSDecoder.decode($0, isSelective: isSelective) }
    policy.portLevelSettings = fields.objects("portLevelSettings") { port($0, isSelective: isSelective) }
    policy.tunnel = fields.object("tunnel") { TunnelDecoder.decode($0) }
    policy.proxyProtocol = fields.object("proxyProtocol") { $0.choice("version", ProxyProtocolVersion.allCases) ?? .v1 }
    policy.retryBudget = fields.object("retryBudget") { budget in
      RetryBudget(
        percent: budget.number("percent", in: 0...100),
        minRetryConcurrency: budget.integer("minRetryConcurrency", in: 0...Int(UInt32.max)),
        interval: budget.duration("budgetInterval"))
    }
    requireOne(of: known, in: fields)
    checkFailover(policy.loadBalancer, in: fields)
    checkPorts(in: fields)
    return policy
  }

  private static func port(_ fields: FieldReader, isSelective: Bool) -> PortTrafficPolicy? {
    let number = fields.object("port") { port -> Int? in
      if !port.has("number") { port.missing("number") }
      return port.port("number")
    }
    if !fields.has("port") { fields.missing("port") }
    var policy = PortTrafficPolicy(port: number ?? 0)
    policy.loadBalancer = fields.object("loadBalancer") { LoadBalancerDecoder.decode($0) }
    policy.connectionPool = fields.object("connectionPool") { ConnectionPoolDecoder.decode($0) }
    policy.outlierDetection = fields.object("outlierDetection") { OutlierDetectionDecoder.decode($0) }
    policy.tls = fields.object("tls") { ClientTLSDecoder.decode($0, isSelective: isSelective) }
    requireOne(of: ["loadBalancer", "connectionPool", "outlierDetection", "tls"], in: fields)
    checkFailover(policy.loadBalancer, in: fields)
    return number == nil ? nil : policy
  }

  private static func requireOne(of names: [String], in fields: FieldReader) {
    guard !names.contains(where: { fields.has($0) }) else { return }
    fields.report(.error, .required, nil, "a traffic policy must say something: give one of its fields, or leave it out")
  }

  /// Traffic fails over when endpoints are found to be bad, and only outlier detection finds them.
  private static func checkFailover(_ balancer: LoadBalancerSettings?, in fields: FieldReader) {
    guard let setting = balancer?.localityLbSetting, !fields.has("outlierDetection") else { return }
    guard !setting.failover.isEmpty || !setting.failoverPriority.isEmpty else { return }
    fields.report(
      .warning, .suspicious, "loadBalancer", "failover has no effect without outlierDetection",
      suggestion: "add outlierDetection")
  }

  private static func checkPorts(in fields: FieldReader) {
    guard case .list(let items)? = fields.entry("portLevelSettings")?.value.content else { return }
    var seen: Set<Int64> = []
    for (index, item) in items.enumerated() {
      guard let number = item["port"]?["number"]?.wholeNumber else { continue }
      if !seen.insert(number).inserted {
        fields.report(
          .error, .duplicateName, "portLevelSettings", item: index, "the port \(number) has settings already")
      }
    }
  }
}
