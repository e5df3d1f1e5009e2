import MeshAPI

/// Reads `connectionPool`, of a DestinationRule or a Sidecar.
enum ConnectionPoolDecoder {
  private static let count = 0...Int(Int32.max)

  static func decode(_ fields: FieldReader) -> ConnectionPoolSettings {
    let tcp = fields.object("tcp") { self.tcp($0) }
    let http = fields.object("http") { self.http($0) }
    if !fields.has("tcp"), !fields.has("http") {
      fields.report(.error, .required, nil, "a connection pool needs tcp or http settings")
    }
    return ConnectionPoolSettings(tcp: tcp, http: http)
  }

  private static func tcp(_ fields: FieldReader) -> ConnectionPoolSettings.TCP {
    var tcp = ConnectionPoolSettings.TCP()
    tcp.maxConnections = fields.integer("maxConnections", in: count)
    tcp.connectTimeout = fields.duration("connectTimeout")
    tcp.tcpKeepalive = fields.object("tcpKeepalive") { keepalive($0) }
    tcp.maxConnectionDuration = fields.duration("maxConnectionDuration")
    tcp.idleTimeout = fields.duration("idleTimeout", allowZero: true)
    return tcp
  }

  static func keepalive(_ fields: FieldReader) -> TCPKeepalive {
    TCPKeepalive(
      probes: fields.integer("probes", in: 0...Int(UInt32.max)), time: fields.duration("time", allowZero: true),
      interval: fields.duration("interval", allowZero: true))
  }

  private static func http(_ fields: FieldReader) -> ConnectionPoolSettings.HTTP {
    typealias Policy = ConnectionPoolSettings.HTTP.H2UpgradePolicy
    var http = ConnectionPoolSettings.HTTP()
    http.http1MaxPendingRequests = fields.integer("http1MaxPendingRequests", in: count)
    http.http2MaxRequests = fields.integer("http2MaxRequests", in: count)
    http.maxRequestsPerConnection = fields.integer("maxRequestsPerConnection", in: count)
    http.maxRetries = fields.integer("maxRetries", in: count)
    http.idleTimeout = fields.duration("idleTimeout", allowZero: true)
    http.h2UpgradePolicy = fields.choice("h2UpgradePolicy", [Policy.default, .doNotUpgrade, .upgrade])
    http.useClientProtocol = fields.bool("useClientProtocol")
    http.maxConcurrentStreams = fields.integer("maxConcurrentStreams", in: count)
    http.http2KeepAlive = fields.object("http2KeepAlive") { keepAlive in
      ConnectionPoolSettings.HTTP.KeepAlive(
        interval: keepAlive.duration("interval"), timeout: keepAlive.duration("timeout"))
    }
    if http.useClientProtocol == true, http.h2UpgradePolicy == .upgrade {
      fields.report(
        .error, .conflict, "useClientProtocol", "useClientProtocol and h2UpgradePolicy: UPGRADE exclude each other")
    }
    return http
  }
}
