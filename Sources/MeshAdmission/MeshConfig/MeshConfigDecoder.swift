import MeshAPI

/// Reads the fields of Istio's `MeshConfig`.
enum MeshConfigDecoder {
  private enum Encoding: String, CaseIterable {
    case text = "TEXT"
    case json = "JSON"
  }

  private enum InboundMode: String, CaseIterable {
    case passthrough = "PASSTHROUGH"
    case localhost = "LOCALHOST"
  }

  private enum UpgradePolicy: String, CaseIterable {
    case doNotUpgrade = "DO_NOT_UPGRADE"
    case upgrade = "UPGRADE"
  }

  /// What Istio has and this mesh has no use for, with the reason.
  private static let unused = [
    ("proxyHttpPort", "not supported yet"),
    ("enableTracing", "not supported yet"), ("enableEnvoyAccessLogService", "not supported yet"),
    ("disableEnvoyListenerLog", "listeners write no log of their own"),
    ("configSources", "the control plane is told its sources when it starts"),
    ("caCertificates", "not supported yet"), ("certificates", "Istio has given it up"), ("thriftConfig", "Istio has given it up"),
    ("serviceSettings", "not supported yet: there is a single cluster"),
    ("serviceScopeConfigs", "not supported yet: there is a single cluster"),
    ("enablePrometheusMerge", "it is for what puts proxies into Pods"),
    ("verifyCertificateAtClient", "servers are always verified where a rule does not say otherwise"),
    ("ca", "the control plane signs certificates by itself"),
    ("hboneIdleTimeout", "there is no ambient mode"),
  ]

  static func decode(_ fields: FieldReader) -> MeshConfig {
    var config = MeshConfig()
    readIdentity(fields, into: &config)
    if let namespace = fields.string("rootNamespace") {
      config.rootNamespace = namespace
      if !NameRules.isLabel(namespace) {
        fields.report(.error, .invalidValue, "rootNamespace", "\"\(namespace)\" is not a namespace")
      }
    }
    config.outboundTrafficPolicy =
      fields.object("outboundTrafficPolicy") { policy in
        policy.choice("mode", [OutboundTrafficPolicy.registryOnly, .allowAny])
      } ?? .allowAny
    config.inboundUsesLoopback =
      fields.object("inboundTrafficPolicy") { $0.choice("mode", InboundMode.allCases) } == .localhost
    readTimeouts(fields, into: &config)
    readAccessLog(fields, into: &config)
    config.localityLbSetting = fields.object("localityLbSetting") { LocalityDecoder.decode($0) }
    readExports(fields, into: &config)
    readIngress(fields, into: &config)
    config.defaultHttpRetryPolicy = fields.object("defaultHttpRetryPolicy") { RetryDecoder.decode($0) }
    config.proxyListenPort = fields.port("proxyListenPort") ?? 15001
    config.proxyInboundListenPort = fields.port("proxyInboundListenPort") ?? 15006
    readConnections(fields, into: &config)
    config.discoverySelectors = fields.objects("discoverySelectors", NamespaceSelectorDecoder.decode)
    for (name, reason) in unused where fields.entry(name) != nil {
      fields.report(.warning, .notSupported, name, "\(reason), it has no effect")
    }
    return config
  }

  private static func readIngress(_ fields: FieldReader, into config: inout MeshConfig) {
    config.ingressControllerMode = fields.choice("ingressControllerMode", IngressControllerMode.allCases) ?? .strict
    config.ingressClass = fields.string("ingressClass") ?? "istio"
    config.ingressSelector = fields.string("ingressSelector") ?? ""
    config.ingressService = fields.string("ingressService") ?? "istio-ingressgateway"
  }

  private static func readIdentity(_ fields: FieldReader, into config: inout MeshConfig) {
    if let domain = fields.string("trustDomain") {
      config.trustDomain = domain
      if let problem = TrustDomainRule.check(domain) {
        fields.report(problem.severity, problem.code, "trustDomain", problem.message, suggestion: problem.suggestion)
      }
    }
    config.trustDomainAliases = fields.strings("trustDomainAliases", TrustDomainRule.check)
    config.enableAutoMtls = fields.bool("enableAutoMtls") ?? true
    config.extensionProviders = fields.objects("extensionProviders") { ExtensionProviderDecoder.decode($0) }
    ExtensionProviderDecoder.checkNames(in: fields)
    config.meshMTLS = fields.object("meshMTLS") { MeshTLSDecoder.decode($0) }
    config.tlsDefaults = fields.object("tlsDefaults") { MeshTLSDecoder.decode($0) }
  }

  private static func readTimeouts(_ fields: FieldReader, into config: inout MeshConfig) {
    if let timeout = fields.duration("connectTimeout") {
      config.connectTimeout = timeout
      if timeout > .seconds(30) {
        fields.report(.error, .outOfRange, "connectTimeout", "connectTimeout must be at most 30s")
      }
    }
    config.tcpKeepalive = fields.object("tcpKeepalive") { ConnectionPoolDecoder.keepalive($0) }
    config.protocolDetectionTimeout = fields.duration("protocolDetectionTimeout", allowZero: true) ?? .zero
  }

  private static func readConnections(_ fields: FieldReader, into config: inout MeshConfig) {
    let normalization = fields.object("pathNormalization") { fields -> HTTPConnectionSettings.PathNormalization? in
      guard fields.entry("normalization")?.value.string != "DEFAULT" else { return .base }
      return fields.choice("normalization", HTTPConnectionSettings.PathNormalization.allCases)
    }
    config.httpConnections.pathNormalization = normalization ?? .base
    _ = fields.object("defaultConfig") { DefaultProxyDecoder.decode($0, into: &config.httpConnections) }
    config.dnsRefreshRate = fields.duration("dnsRefreshRate") ?? .seconds(60)
    config.upgradesToHTTP2 = fields.choice("h2UpgradePolicy", UpgradePolicy.allCases) == .upgrade
    config.inboundClusterStatName = fields.string("inboundClusterStatName") ?? ""
    config.outboundClusterStatName = fields.string("outboundClusterStatName") ?? ""
  }

  private static func readAccessLog(_ fields: FieldReader, into config: inout MeshConfig) {
    config.accessLogFile = AccessLogFileRule.read("accessLogFile", fields) ?? ""
    defer { readDefaultProviders(fields, into: &config) }
    config.accessLogEncodingJSON = fields.choice("accessLogEncoding", Encoding.allCases) == .json
    guard let format = fields.string("accessLogFormat") else { return }
    guard let problem = AccessLogFormatRule.check(format, isJSON: config.accessLogEncodingJSON) else {
      config.accessLogFormat = format
      return
    }
    // With a format that Envoy does not take, it would refuse every listener.
    fields.report(
      .warning, problem.code, "accessLogFormat", "\(problem.message); the default format is used instead",
      suggestion: problem.suggestion)
  }

  /// Providers that log requests of the whole mesh take the place of `accessLogFile` (Istio's rule).
  private static func readDefaultProviders(_ fields: FieldReader, into config: inout MeshConfig) {
    let names = fields.object("defaultProviders") { defaults -> [String] in
      for name in ["tracing", "metrics"] where !defaults.strings(name).isEmpty {
        defaults.report(.warning, .notSupported, name, "not supported yet, it has no effect")
      }
      let names = defaults.strings("accessLogging")
      for (index, name) in names.enumerated() where log(named: name, config) == nil {
        defaults.report(
          .warning, .notSupported, "accessLogging", item: index, "no provider \(name) writes a file; it has no effect")
      }
      if names.compactMap({ log(named: $0, config) }).count > 1 {
        defaults.report(.warning, .notSupported, "accessLogging", "only the first provider that writes a file counts")
      }
      return names
    }
    let logs = (names ?? []).compactMap { log(named: $0, config) }
    guard let log = logs.first else { return }
    (config.accessLogFile, config.accessLogFormat, config.accessLogEncodingJSON) = (log.path, log.format, log.isJSON)
  }

  /// `envoy` stands for standard output unless the mesh config says otherwise.
  private static func log(named name: String, _ config: MeshConfig) -> ExtensionProvider.AccessLogFile? {
    for provider in config.extensionProviders where provider.name == name {
      guard case .accessLogFile(let log) = provider.kind else { return nil }
      return log
    }
    guard name == "envoy" else { return nil }
    return ExtensionProvider.AccessLogFile(
      path: config.accessLogFile.isEmpty ? "/dev/stdout" : config.accessLogFile, format: config.accessLogFormat,
      isJSON: config.accessLogEncodingJSON)
  }

  private static func readExports(_ fields: FieldReader, into config: inout MeshConfig) {
    func exports(_ name: String) -> [String] {
      ExportRules.read(name, from: fields, namespace: config.rootNamespace, mayBeNone: true)
    }
    config.defaultServiceExportTo = exports("defaultServiceExportTo")
    config.defaultVirtualServiceExportTo = exports("defaultVirtualServiceExportTo")
    config.defaultDestinationRuleExportTo = exports("defaultDestinationRuleExportTo")
  }
}
