import MeshAPI

/// Reads the fields of Istio's `MeshConfig`.
enum MeshConfigDecoder {
  private enum Encoding: String, CaseIterable {
    case text = "TEXT"
    case json = "JSON"
  }

  /// What Istio has and this version does not read.
  private static let later = [
    "proxyHttpPort", "ingressClass", "ingressService", "ingressControllerMode", "ingressSelector", "enableTracing",
    "enableEnvoyAccessLogService", "disableEnvoyListenerLog", "inboundTrafficPolicy", "configSources",
    "caCertificates", "dnsRefreshRate", "h2UpgradePolicy", "inboundClusterStatName",
    "outboundClusterStatName", "certificates", "thriftConfig", "serviceSettings", "enablePrometheusMerge",
    "verifyCertificateAtClient", "ca", "defaultProviders", "discoverySelectors",
    "pathNormalization", "hboneIdleTimeout", "serviceScopeConfigs",
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
    readTimeouts(fields, into: &config)
    readAccessLog(fields, into: &config)
    config.localityLbSetting = fields.object("localityLbSetting") { LocalityDecoder.decode($0) }
    readExports(fields, into: &config)
    config.defaultHttpRetryPolicy = fields.object("defaultHttpRetryPolicy") { RetryDecoder.decode($0) }
    config.proxyListenPort = fields.port("proxyListenPort") ?? 15001
    config.proxyInboundListenPort = fields.port("proxyInboundListenPort") ?? 15006
    if fields.entry("defaultConfig") != nil {
      fields.report(.note, .suspicious, "defaultConfig", "defaultConfig is the agents' business and not read here")
    }
    for name in later where fields.entry(name) != nil {
      fields.report(.warning, .notSupported, name, "not supported yet, it has no effect")
    }
    return config
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
    config.meshMTLS = fields.object("meshMTLS") { MeshTLSDecoder.decode($0, hasVersion: true) }
    config.tlsDefaults = fields.object("tlsDefaults") { MeshTLSDecoder.decode($0, hasVersion: false) }
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

  private static func readAccessLog(_ fields: FieldReader, into config: inout MeshConfig) {
    config.accessLogFile = fields.string("accessLogFile") ?? ""
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

  private static func readExports(_ fields: FieldReader, into config: inout MeshConfig) {
    func exports(_ name: String) -> [String] {
      ExportRules.read(name, from: fields, namespace: config.rootNamespace, mayBeNone: true)
    }
    config.defaultServiceExportTo = exports("defaultServiceExportTo")
    config.defaultVirtualServiceExportTo = exports("defaultVirtualServiceExportTo")
    config.defaultDestinationRuleExportTo = exports("defaultDestinationRuleExportTo")
  }
}
