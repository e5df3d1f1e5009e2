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
    "trustDomainAliases", "caCertificates", "dnsRefreshRate", "h2UpgradePolicy", "inboundClusterStatName",
    "outboundClusterStatName", "certificates", "thriftConfig", "serviceSettings", "enablePrometheusMerge",
    "verifyCertificateAtClient", "ca", "extensionProviders", "defaultProviders", "discoverySelectors",
    "pathNormalization", "meshMTLS", "tlsDefaults", "hboneIdleTimeout", "serviceScopeConfigs",
  ]

  static func decode(_ fields: FieldReader) -> MeshConfig {
    var config = MeshConfig()
    if let domain = fields.string("trustDomain") { config.trustDomain = domain }
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
    config.enableAutoMtls = fields.bool("enableAutoMtls") ?? true
    config.proxyListenPort = fields.port("proxyListenPort") ?? 15001
    config.proxyInboundListenPort = fields.port("proxyInboundListenPort") ?? 15006
    if fields.entry("defaultConfig") != nil {
      fields.report(.note, .suspicious, "defaultConfig", "defaultConfig is the agents' business and not read here")
    }
    for name in later where fields.entry(name) != nil {
      fields.report(.warning, .notSupported, name, "\(name): not supported yet, it has no effect")
    }
    return config
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
    config.accessLogFormat = fields.string("accessLogFormat") ?? ""
    config.accessLogEncodingJSON = fields.choice("accessLogEncoding", Encoding.allCases) == .json
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
