extension FieldContract {
  static let destinationRule: [FieldContract] = {
    var writer = ContractWriter("DestinationRule", spec: "{host: a}", shownBy("connections"))
    writer.scalar("host", "{host: @}", "a", lookup("theMostSpecificHostDecides"))
    writer.container("exportTo", "{host: a, exportTo: @}", "['*']", lookup("exportToLimitsRulesOfOthers"))
    writer.scalar("exportTo[]", "{host: a, exportTo: [@]}", "'*'", lookup("exportToLimitsRulesOfOthers"))
    writer.with(lookup("aRuleForSomeWorkloadsComesFirstForThem")) { writer in
      writer.container("workloadSelector", "{host: a, workloadSelector: @}", "{matchLabels: {app: a}}")
      writer.container("workloadSelector.matchLabels", "{host: a, workloadSelector: {matchLabels: @}}", "{app: a}")
      writer.scalar("workloadSelector.matchLabels{}", "{host: a, workloadSelector: {matchLabels: {app: @}}}", "a")
    }
    writer.with(.translated(shownBy: "OutboundClustersTests.oneForEachPortAndSubset")) { writer in
      writer.list("subsets", "{host: a, subsets: @}", item: "{name: v1}")
      writer.scalar("subsets[].name", "{host: a, subsets: [{name: @}]}", "v1")
    }
    writer.with(.translated(shownBy: "LoadAssignmentsTests.onlyThoseOfThePortAndTheSubset")) { writer in
      writer.container("subsets[].labels", "{host: a, subsets: [{name: v1, labels: @}]}", "{version: v1}")
      writer.scalar("subsets[].labels{}", "{host: a, subsets: [{name: v1, labels: {version: @}}]}", "v1", key: "version")
    }
    writer.at("trafficPolicy", "{host: a, trafficPolicy: @}") { trafficPolicy(&$0) }
    writer.at("subsets[].trafficPolicy", "{host: a, subsets: [{name: v1, trafficPolicy: @}]}") { trafficPolicy(&$0) }
    return writer.fields
  }()

  private static func lookup(_ test: String) -> Standing { .translated(shownBy: "DestinationRuleLookupTests.\(test)") }

  /// A golden that begins with YAML.
  private static func shownBy(_ golden: String) -> Standing {
    .translated(shownBy: "Tests/MeshPushTests/Goldens/destination-rule-\(golden)/client.json")
  }

  // MARK: Policies

  /// Of a host or a subset.
  private static func trafficPolicy(_ writer: inout ContractWriter) {
    writer.container(".", "@", "{proxyProtocol: {}}", shownBy("connections"))
    portPolicy(&writer)
    writer.list(
      "portLevelSettings", "{portLevelSettings: @}", item: "{port: {number: 80}, tls: {mode: DISABLE}}", shownBy("connections"))
    writer.at("portLevelSettings[]", "{portLevelSettings: [@]}") { writer in
      let rest = "connectionPool: {tcp: {maxConnections: 1}}"
      writer.container("port", "{port: @, \(rest)}", "{number: 80}", shownBy("connections"))
      writer.scalar("port.number", "{port: {number: @}, \(rest)}", "80", shownBy("connections"))
    }
    writer.at("portLevelSettings[]", "{portLevelSettings: [{port: {number: 80}, @}]}") { writer in
      for (name, body) in portPolicies { writer.at(name, "\(name): @", body) }
    }
    writer.with(shownBy("connections")) { writer in
      writer.container("proxyProtocol", "{proxyProtocol: @}", "{}")
      writer.scalar("proxyProtocol.version", "{proxyProtocol: {version: @}}", "V2")
      writer.container("retryBudget", "{retryBudget: @}", "{}")
      writer.scalar("retryBudget.percent", "{retryBudget: {percent: @}}", "10")
      writer.scalar("retryBudget.minRetryConcurrency", "{retryBudget: {minRetryConcurrency: @}}", "10")
    }
    writer.scalar(
      "retryBudget.budgetInterval", "{retryBudget: {budgetInterval: @}}", "10s",
      .translated(shownBy: "ClusterGoldenTests.theIntervalOfARetryBudget"))
    writer.with(shownBy("tunnel")) { writer in
      writer.container("tunnel", "{tunnel: @}", "{targetHost: a.com, targetPort: 80}")
      writer.scalar("tunnel.protocol", "{tunnel: {protocol: @, targetHost: a.com, targetPort: 80}}", "POST")
      writer.scalar("tunnel.targetHost", "{tunnel: {targetHost: @, targetPort: 80}}", "a.com")
      writer.scalar("tunnel.targetPort", "{tunnel: {targetHost: a.com, targetPort: @}}", "80")
    }
  }

  /// What policies of ports and those of hosts have in common.
  private static func portPolicy(_ writer: inout ContractWriter) {
    for (name, body) in portPolicies { writer.at(name, "{\(name): @}", body) }
  }

  private static let portPolicies: [(name: String, body: @Sendable (inout ContractWriter) -> Void)] = [
    ("loadBalancer", { loadBalancer(&$0) }), ("connectionPool", { connectionPool(&$0) }),
    ("outlierDetection", { outlierDetection(&$0) }), ("tls", { clientTLS(&$0) }),
  ]

  // MARK: Balancing

  private static func loadBalancer(_ writer: inout ContractWriter) {
    writer.with(shownBy("balancers")) { writer in
      writer.container(".", "@", "{simple: RANDOM}")
      writer.scalar("simple", "{simple: @}", "ROUND_ROBIN")
      writer.container("warmup", "{warmup: @}", "{duration: 10s}")
      writer.scalar("warmup.duration", "{warmup: {duration: @}}", "10s")
      writer.scalar("warmup.minimumPercent", "{warmup: {duration: 10s, minimumPercent: @}}", "20")
      writer.scalar("warmup.aggression", "{warmup: {duration: 10s, aggression: @}}", "2.5")
      writer.scalar("warmupDurationSecs", "{warmupDurationSecs: @}", "10s")
      writer.at("consistentHash", "{consistentHash: @}") { consistentHash(&$0) }
    }
    writer.with(shownBy("localities")) { writer in
      writer.at("localityLbSetting", "{localityLbSetting: @}") { writer in
        places(&writer)
        writer.list("distribute", "{distribute: @}", item: "{from: a, to: {b: 100}}")
        writer.scalar("distribute[].from", "{distribute: [{from: @, to: {b: 100}}]}", "a")
        writer.container("distribute[].to", "{distribute: [{from: a, to: @}]}", "{b: 100}")
        writer.scalar("distribute[].to{}", "{distribute: [{from: a, to: {b: @}}]}", "100", key: "b")
      }
      writer.at("zoneAwareLbSetting", "{zoneAwareLbSetting: @}") { writer in
        places(&writer)
        writer.scalar("minClusterSize", "{minClusterSize: @}", "3")
      }
    }
  }

  private static func places(_ writer: inout ContractWriter) {
    writer.container(".", "@", "{enabled: true}")
    writer.scalar("enabled", "{enabled: @}", "true")
    writer.list("failover", "{failover: @}", item: "{from: a, to: b}")
    writer.scalar("failover[].from", "{failover: [{from: @, to: b}]}", "a")
    writer.scalar("failover[].to", "{failover: [{from: a, to: @}]}", "b")
    writer.texts("failoverPriority", "{failoverPriority: @}", "version=v1")
  }

  private static func consistentHash(_ writer: inout ContractWriter) {
    writer.container(".", "@", "{useSourceIp: true}")
    writer.scalar("httpHeaderName", "{httpHeaderName: @}", "x-user")
    writer.scalar("httpQueryParameterName", "{httpQueryParameterName: @}", "id")
    writer.scalar("useSourceIp", "{useSourceIp: @}", "true")
    writer.scalar("minimumRingSize", "{useSourceIp: true, minimumRingSize: @}", "64")
    writer.container("ringHash", "{useSourceIp: true, ringHash: @}", "{}")
    writer.scalar("ringHash.minimumRingSize", "{useSourceIp: true, ringHash: {minimumRingSize: @}}", "64")
    writer.container("maglev", "{useSourceIp: true, maglev: @}", "{}")
    writer.scalar("maglev.tableSize", "{useSourceIp: true, maglev: {tableSize: @}}", "101")
    writer.container("httpCookie", "{httpCookie: @}", "{name: c}")
    writer.scalar("httpCookie.name", "{httpCookie: {name: @}}", "c")
    writer.scalar("httpCookie.path", "{httpCookie: {name: c, path: @}}", "/")
    writer.scalar("httpCookie.ttl", "{httpCookie: {name: c, ttl: @}}", "60s")
    writer.list("httpCookie.attributes", "{httpCookie: {name: c, attributes: @}}", item: "{name: Secure}")
    writer.scalar("httpCookie.attributes[].name", "{httpCookie: {name: c, attributes: [{name: @}]}}", "Secure")
    writer.scalar("httpCookie.attributes[].value", "{httpCookie: {name: c, attributes: [{name: a, value: @}]}}", "b")
  }

  // MARK: Connections

  /// The limits of connections, of a DestinationRule or a Sidecar.
  static func connectionPool(_ writer: inout ContractWriter) {
    writer.with(shownBy("connections")) { writer in
      writer.container(".", "@", "{tcp: {maxConnections: 1}}")
      writer.container("tcp", "{tcp: @}", "{maxConnections: 1}")
      writer.scalar("tcp.maxConnections", "{tcp: {maxConnections: @}}", "1")
      for name in ["connectTimeout", "idleTimeout", "maxConnectionDuration"] {
        writer.scalar("tcp.\(name)", "{tcp: {\(name): @}}", "10s")
      }
      writer.container("tcp.tcpKeepalive", "{tcp: {tcpKeepalive: @}}", "{probes: 1}")
      writer.scalar("tcp.tcpKeepalive.probes", "{tcp: {tcpKeepalive: {probes: @}}}", "1")
      writer.scalar("tcp.tcpKeepalive.time", "{tcp: {tcpKeepalive: {time: @}}}", "10s")
      writer.scalar("tcp.tcpKeepalive.interval", "{tcp: {tcpKeepalive: {interval: @}}}", "10s")
      writer.container("http", "{http: @}", "{maxRetries: 1}")
      for name in [
        "http1MaxPendingRequests", "http2MaxRequests", "maxRequestsPerConnection", "maxRetries", "maxConcurrentStreams",
      ] {
        writer.scalar("http.\(name)", "{http: {\(name): @}}", "1")
      }
      writer.scalar("http.idleTimeout", "{http: {idleTimeout: @}}", "10s")
      writer.scalar("http.h2UpgradePolicy", "{http: {h2UpgradePolicy: @}}", "UPGRADE")
      writer.scalar("http.useClientProtocol", "{http: {useClientProtocol: @}}", "true")
      writer.container("http.http2KeepAlive", "{http: {http2KeepAlive: @}}", "{interval: 10s}")
      writer.scalar("http.http2KeepAlive.interval", "{http: {http2KeepAlive: {interval: @}}}", "10s")
      writer.scalar("http.http2KeepAlive.timeout", "{http: {http2KeepAlive: {timeout: @}}}", "10s")
    }
  }

  private static func outlierDetection(_ writer: inout ContractWriter) {
    writer.with(shownBy("connections")) { writer in
      writer.container(".", "@", "{consecutive5xxErrors: 1}")
      for name in ["consecutive5xxErrors", "consecutiveGatewayErrors", "maxEjectionPercent", "minHealthPercent"] {
        writer.scalar(name, "{\(name): @}", "1")
      }
      writer.scalar("splitExternalLocalOriginErrors", "{splitExternalLocalOriginErrors: @}", "true")
      writer.scalar(
        "consecutiveLocalOriginFailures", "{splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: @}", "1")
      writer.scalar("interval", "{interval: @}", "10s")
      writer.scalar("baseEjectionTime", "{baseEjectionTime: @}", "10s")
      let codes = "outlierDetectionHttpErrorCodes"
      writer.container(codes, "{\(codes): @}", "[429]")
      writer.scalar("\(codes)[]", "{\(codes): [@]}", "429")
    }
    writer.scalar(
      "consecutiveErrors", "{consecutiveErrors: @}", "1",
      .validated(because: "Istio has replaced it by consecutive5xxErrors and consecutiveGatewayErrors; a warning says so"))
  }

  /// The settings of clients for TLS.
  static func clientTLS(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "UpstreamTLSTests.portsAndSubsets")) { writer in
      writer.container(".", "@", "{mode: ISTIO_MUTUAL}")
      writer.scalar("mode", "{mode: @}", "ISTIO_MUTUAL")
    }
    writer.with(.translated(shownBy: "UpstreamTLSTests.mutual")) { writer in
      writer.scalar("clientCertificate", "{mode: MUTUAL, privateKey: /k, clientCertificate: @}", "/c")
      writer.scalar("privateKey", "{mode: MUTUAL, clientCertificate: /c, privateKey: @}", "/k")
      writer.scalar("caCertificates", "{mode: SIMPLE, caCertificates: @}", "/ca")
      writer.scalar("caCrl", "{mode: SIMPLE, caCertificates: /ca, caCrl: @}", "/crl")
      writer.scalar("sni", "{mode: SIMPLE, sni: @}", "a.com")
      writer.texts("subjectAltNames", "{mode: SIMPLE, subjectAltNames: @}", "a.com")
    }
    let credential = Standing.translated(shownBy: "UpstreamTLSTests.credentials")
    writer.scalar("credentialName", "{mode: SIMPLE, credentialName: @}", "c", credential)
    let unchecked = Standing.translated(shownBy: "UpstreamTLSTests.unchecked")
    writer.scalar("insecureSkipVerify", "{mode: SIMPLE, insecureSkipVerify: @}", "true", unchecked)
  }
}
