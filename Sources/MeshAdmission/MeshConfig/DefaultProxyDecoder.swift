import MeshAPI

/// Reads a mesh config's `defaultConfig`, Istio's `ProxyConfig` for all proxies: the part that decides what proxies are sent.
enum DefaultProxyDecoder {
  /// What decides how a proxy is started: its agent's options say it.
  private static let agents = [
    "configPath", "binaryPath", "serviceCluster", "tracingServiceName", "drainDuration", "parentShutdownDuration",
    "discoveryAddress", "discoveryRefreshDelay", "zipkinAddress", "statsdUdpAddress", "proxyAdminPort",
    "controlPlaneAuthPolicy", "customConfigFile", "statNameLength", "concurrency", "proxyBootstrapTemplatePath",
    "interceptionMode", "tracing", "sds", "envoyAccessLogService", "envoyMetricsService", "proxyMetadata", "runtimeValues",
    "statusPort", "extraStatTags", "terminationDrainDuration", "meshId", "readinessProbe", "proxyStatsMatcher",
    "holdApplicationUntilProxyStarts", "caCertificatesPem", "image", "privateKeyProvider", "fileFlushInterval",
    "fileFlushMinSizeKb",
  ]

  static func decode(_ fields: FieldReader, into settings: inout HTTPConnectionSettings) {
    _ = fields.object("gatewayTopology") { topology(of: $0, &settings) }
    _ = fields.object("proxyHeaders") { headers(of: $0, &settings) }
    for name in agents where fields.entry(name) != nil {
      fields.report(.note, .suspicious, name, "\(name) is the agents' business and not read here")
    }
  }

  private static func topology(of fields: FieldReader, _ settings: inout HTTPConnectionSettings) {
    settings.trustedProxies = fields.integer("numTrustedProxies", in: 0...Int(UInt32.max)) ?? 0
    settings.gatewayClientCertificates = certificates("forwardClientCertDetails", fields)
    if fields.entry("proxyProtocol") != nil {
      fields.report(.warning, .notSupported, "proxyProtocol", "gateways do not read the PROXY protocol yet, it has no effect")
    }
  }

  private static func headers(of fields: FieldReader, _ settings: inout HTTPConnectionSettings) {
    settings.sidecarClientCertificates = certificates("forwardedClientCert", fields)
    _ = fields.object("server") { server in
      let isDisabled = server.bool("disabled") ?? false
      let text = server.string("value")
      if isDisabled {
        settings.serverHeader = .application
      } else if let text {
        settings.serverHeader = .text(text)
        if !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
          server.report(.error, .invalidValue, "value", "the name of a server is written in printable ASCII")
        }
      }
    }
    settings.generatesRequestID = !isDisabled("requestId", fields)
    settings.addsEnvoyHeaders = !isDisabled("envoyDebugHeaders", fields)
    for name in ["attemptCount", "metadataExchangeHeaders", "setCurrentClientCertDetails", "preserveHttp1HeaderCase"]
    where fields.entry(name) != nil {
      fields.report(.warning, .notSupported, name, "not supported yet, it has no effect")
    }
  }

  private static func isDisabled(_ name: String, _ fields: FieldReader) -> Bool {
    fields.object(name) { $0.bool("disabled") } ?? false
  }

  private static func certificates(
    _ name: String, _ fields: FieldReader
  ) -> HTTPConnectionSettings.ClientCertificateHeader? {
    guard fields.entry(name)?.value.string != "UNDEFINED" else { return nil }
    return fields.choice(name, HTTPConnectionSettings.ClientCertificateHeader.allCases)
  }
}
