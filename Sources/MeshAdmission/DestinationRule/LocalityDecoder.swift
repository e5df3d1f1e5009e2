import MeshAPI

/// Reads `localityLbSetting`, of a rule or of the mesh.
enum LocalityDecoder {
  static func decode(_ fields: FieldReader) -> LocalityLoadBalancerSetting {
    var setting = LocalityLoadBalancerSetting()
    setting.enabled = fields.bool("enabled")
    setting.distribute = fields.objects("distribute") { distribute($0) }
    setting.failover = fields.objects("failover") { failover($0) }
    setting.failoverPriority = fields.strings("failoverPriority")
    if !setting.distribute.isEmpty {
      for name in ["failover", "failoverPriority"] where fields.has(name) {
        fields.report(.error, .conflict, name, "\(name) and distribute exclude each other")
      }
    }
    if setting.distribute.count > 1 { checkOverlap(setting.distribute.map(\.from), "distribute", in: fields) }
    checkPriorities(setting.failoverPriority, in: fields)
    return setting
  }

  /// `zoneAwareLbSetting`.
  static func zoneAware(_ fields: FieldReader) -> ZoneAwareLoadBalancerSetting {
    var setting = ZoneAwareLoadBalancerSetting()
    setting.enabled = fields.bool("enabled")
    setting.failover = fields.objects("failover") { failover($0) }
    setting.failoverPriority = fields.strings("failoverPriority")
    setting.minClusterSize = fields.integer("minClusterSize", in: 1...Int(UInt32.max))
    checkPriorities(setting.failoverPriority, in: fields)
    for (index, priority) in setting.failoverPriority.enumerated() where placeLabels.contains(labelKey(priority)) {
      fields.report(
        .error, .conflict, "failoverPriority", item: index,
        "\(labelKey(priority)): regions and zones are ranked anyway", suggestion: "remove it")
    }
    return setting
  }

  private static let placeLabels: Set<String> = [
    "topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone",
  ]

  private static func labelKey(_ priority: String) -> String { String(priority.prefix { $0 != "=" }) }

  private static func distribute(_ fields: FieldReader) -> LocalityLoadBalancerSetting.Distribute? {
    let from = fields.requiredString("from")
    let to = fields.integerMap("to", in: 0...100)
    if let from, let problem = locality(from) {
      fields.report(problem.severity, problem.code, "from", problem.message)
    }
    for (key, share) in to.sorted(by: { $0.key < $1.key }) {
      if let problem = locality(key) {
        fields.report(problem.severity, problem.code, "to", key: key, problem.message)
      }
      if share == 0 { fields.report(.error, .outOfRange, "to", key: key, "a share must be 1...100") }
    }
    let sum = to.values.reduce(0, +)
    if sum != 100 {
      fields.report(.error, .invalidValue, "to", "the shares sum up to \(sum), not to 100")
    }
    checkOverlap(to.keys.sorted(), "to", in: fields)
    return from.map { LocalityLoadBalancerSetting.Distribute(from: $0, to: to) }
  }

  private static func failover(_ fields: FieldReader) -> LocalityLoadBalancerSetting.Failover? {
    let from = fields.requiredString("from")
    let to = fields.requiredString("to")
    guard let from, let to else { return nil }
    if from == to { fields.report(.error, .conflict, "to", "a region cannot fail over to itself") }
    if to.contains("*") { fields.report(.error, .invalidValue, "to", "a failover region must not hold \"*\"") }
    for (name, region) in [("from", from), ("to", to)] where region.contains("/") {
      fields.report(.error, .invalidValue, name, "\"\(region)\" is more than a region", suggestion: "name the region alone")
    }
    return LocalityLoadBalancerSetting.Failover(from: from, to: to)
  }

  /// `region/zone/subzone`, with one `*` at the end at most and no empty part.
  static func locality(_ text: String) -> RuleProblem? {
    let stars = text.utf8.filter { $0 == UInt8(ascii: "*") }.count
    if stars > 1 || (stars == 1 && !text.hasSuffix("*")) {
      return RuleProblem("\"\(text)\": a locality may have one \"*\", at its end")
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 3 || parts.contains(where: \.isEmpty) {
      return RuleProblem("\"\(text)\" is not region, region/zone or region/zone/subzone")
    }
    return nil
  }

  private static func checkOverlap(_ localities: [String], _ name: String, in fields: FieldReader) {
    for (index, locality) in localities.enumerated() {
      guard let other = localities.prefix(index).first(where: { overlap($0, locality) }) else { continue }
      fields.report(.error, .conflict, name, "\"\(locality)\" and \"\(other)\" overlap")
    }
  }

  private static func overlap(_ left: String, _ right: String) -> Bool {
    let pairs = zip(left.split(separator: "/"), right.split(separator: "/"))
    return pairs.allSatisfy { $0 == $1 || $0 == "*" || $1 == "*" }
  }

  /// Labels, or `label=value`.
  private static func checkPriorities(_ priorities: [String], in fields: FieldReader) {
    for (index, priority) in priorities.enumerated() {
      let parts = priority.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let problem = NameRules.labelKey(parts.first ?? "") ?? parts.dropFirst().first.flatMap(NameRules.labelValue)
      if let problem {
        fields.report(problem.severity, problem.code, "failoverPriority", item: index, problem.message)
      }
    }
  }
}
