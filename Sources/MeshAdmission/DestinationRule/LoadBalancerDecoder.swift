import MeshAPI

/// Reads `loadBalancer`.
enum LoadBalancerDecoder {
  static func decode(_ fields: FieldReader) -> LoadBalancerSettings {
    typealias Simple = LoadBalancerSettings.Simple
    var settings = LoadBalancerSettings()
    settings.simple = fields.choice(
      "simple", [Simple.unspecified, .random, .passthrough, .roundRobin, .leastRequest, .leastConnections])
    settings.consistentHash = fields.object("consistentHash") { ConsistentHashDecoder.decode($0) }
    settings.localityLbSetting = fields.object("localityLbSetting") { LocalityDecoder.decode($0) }
    settings.zoneAwareLbSetting = fields.object("zoneAwareLbSetting") { LocalityDecoder.zoneAware($0) }
    settings.warmup = warmup(fields)
    if settings.zoneAwareLbSetting?.enabled == true, let other = settings.localityLbSetting, other.enabled ?? true {
      fields.report(
        .warning, .suspicious, "localityLbSetting", "localityLbSetting has no effect where zoneAwareLbSetting is on",
        suggestion: "remove one of them")
    }
    if settings.simple == .leastConnections {
      fields.report(
        .warning, .deprecated, "simple", "LEAST_CONN is deprecated", suggestion: "write LEAST_REQUEST")
    }
    if fields.has("simple"), fields.has("consistentHash") {
      fields.report(.error, .conflict, "consistentHash", "consistentHash and simple exclude each other")
    }
    checkWarmup(settings, in: fields)
    return settings
  }

  private static func warmup(_ fields: FieldReader) -> Warmup? {
    let older = fields.duration("warmupDurationSecs")
    let warmup = fields.object("warmup") { inner -> Warmup? in
      let duration = inner.duration("duration")
      if !inner.has("duration") { inner.missing("duration") }
      let minimum = inner.number("minimumPercent", in: 0...100)
      let aggression = inner.number("aggression", in: 1...1e6)
      // Istio's defaults; the deprecated field has none.
      return duration.map { Warmup(duration: $0, minimumPercent: minimum ?? 10, aggression: aggression ?? 1) }
    }
    guard fields.deprecated("warmupDurationSecs", suggestion: "write warmup: {duration: ...}") else { return warmup }
    if fields.has("warmup") {
      fields.report(.error, .conflict, "warmup", "warmup and warmupDurationSecs exclude each other")
    }
    return warmup ?? older.map { Warmup(duration: $0) }
  }

  private static func checkWarmup(_ settings: LoadBalancerSettings, in fields: FieldReader) {
    guard settings.warmup != nil else { return }
    switch settings.simple {
    case .random?, .passthrough?: break
    default:
      if settings.consistentHash == nil { return }
    }
    let name = fields.has("warmup") ? "warmup" : "warmupDurationSecs"
    fields.report(
      .warning, .suspicious, name, "warm-up works with ROUND_ROBIN and LEAST_REQUEST alone; it has no effect here")
  }
}
