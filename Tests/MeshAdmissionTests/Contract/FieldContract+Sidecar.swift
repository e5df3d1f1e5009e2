extension FieldContract {
  static let sidecar: [FieldContract] = {
    let chosen = Standing.translated(shownBy: "ProxyScopeTests.sidecarIsChosenBySelectorThenNamespaceThenRoot")
    let egress = "egress: [{hosts: ['*/*']}]"
    var writer = ContractWriter("Sidecar", spec: "{\(egress)}", chosen)
    writer.container("workloadSelector", "{\(egress), workloadSelector: @}", "{labels: {app: a}}")
    writer.container("workloadSelector.labels", "{\(egress), workloadSelector: {labels: @}}", "{app: a}")
    writer.scalar("workloadSelector.labels{}", "{\(egress), workloadSelector: {labels: {app: @}}}", "a")
    writer.with(.translated(shownBy: "SidecarEgressListenersTests.aBoundListenerTakesCallsItself"), egressListeners)
    writer.with(.translated(shownBy: "InboundListenersTests.ingressReplacesWhatServicesSay"), ingressListeners)
    writer.container(
      "inboundConnectionPool", "{inboundConnectionPool: @}", "{tcp: {maxConnections: 1}}",
      .translated(shownBy: "InboundClustersTests.poolsOfTheSidecarObjectBeatThatOfTheRule"))
    writer.at("inboundConnectionPool", "{inboundConnectionPool: @}", pool)
    writer.with(.translated(shownBy: "OutboundRoutesTests.unknownHostsPassOrAreBlocked")) { writer in
      writer.container("outboundTrafficPolicy", "{outboundTrafficPolicy: @}", "{mode: ALLOW_ANY}")
      writer.scalar("outboundTrafficPolicy.mode", "{outboundTrafficPolicy: {mode: @}}", "REGISTRY_ONLY")
    }
    writer.with(.translated(shownBy: "EgressProxyTests.unknownConnectionsGoThere"), egressProxy)
    return writer.fields
  }()

  private static func egressProxy(_ writer: inout ContractWriter) {
    let policy = "{outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: @}}"
    writer.container("outboundTrafficPolicy.egressProxy", policy, "{host: a.test, port: {number: 80}}")
    writer.at("outboundTrafficPolicy.egressProxy", policy) { proxy in
      proxy.scalar("host", "{host: @, port: {number: 80}}", "a.test")
      proxy.scalar("subset", "{host: a.test, subset: @, port: {number: 80}}", "v1")
      proxy.container("port", "{host: a.test, port: @}", "{number: 80}")
      proxy.scalar("port.number", "{host: a.test, port: {number: @}}", "80")
    }
  }

  // MARK: Listeners

  private static func egressListeners(_ writer: inout ContractWriter) {
    writer.list("egress", "{egress: @}", item: "{hosts: ['*/*']}")
    writer.at("egress[]", "{egress: [@]}") { listener in
      let port = "port: {number: 80, protocol: HTTP, name: http}"
      listener.texts(
        "hosts", "{hosts: @}", "'ops/*'", .translated(shownBy: "ProxyScopeTests.virtualServicesAreSelectedByHostAndNamespace"))
      listener.scalar("bind", "{\(port), bind: @, hosts: ['*/*']}", "127.0.0.2")
      listener.scalar("captureMode", "{\(port), captureMode: @, hosts: ['*/*']}", "NONE")
      listener.container("port", "{port: @, hosts: ['*/*']}", "{number: 80, protocol: HTTP}")
      listener.at("port", "{port: @, hosts: ['*/*']}", Self.port)
    }
  }

  private static func ingressListeners(_ writer: inout ContractWriter) {
    writer.list("ingress", "{ingress: @}", item: "{port: {number: 80, protocol: HTTP, name: http}}")
    writer.at("ingress[]", "{ingress: [@]}") { listener in
      let port = "port: {number: 80, protocol: HTTP, name: http}"
      listener.container("port", "{port: @}", "{number: 80, protocol: HTTP}")
      listener.at("port", "{port: @}", Self.port)
      listener.scalar("bind", "{\(port), bind: @}", "127.0.0.2")
      listener.scalar("captureMode", "{\(port), captureMode: @}", "NONE")
      listener.scalar(
        "defaultEndpoint", "{\(port), defaultEndpoint: @}", "127.0.0.1:8080",
        .translated(shownBy: "InboundClustersTests.ingressListenersSendTo"))
      listener.container(
        "connectionPool", "{\(port), connectionPool: @}", "{tcp: {maxConnections: 1}}",
        .translated(shownBy: "InboundClustersTests.poolsOfTheSidecarObjectBeatThatOfTheRule"))
      listener.at("connectionPool", "{\(port), connectionPool: @}", pool)
      let secure = "{port: {number: 443, protocol: HTTPS, name: https}, tls: @}"
      listener.container(
        "tls", secure, "{mode: SIMPLE, serverCertificate: /a, privateKey: /b}",
        .translated(shownBy: "IngressTLSTests.endsWhereTheMeshSpeaksPlainText"))
      listener.at("tls", secure, tls)
    }
  }

  private static func port(_ writer: inout ContractWriter) {
    writer.scalar("number", "{number: @, protocol: HTTP}", "80")
    writer.scalar("protocol", "{number: 80, protocol: @}", "HTTP")
    writer.scalar(
      "name", "{number: 80, protocol: HTTP, name: @}", "http", .validated(because: "nothing tells listeners apart by it"))
    writer.scalar(
      "targetPort", "{number: 80, protocol: HTTP, targetPort: @}", "81",
      .refused(because: "deprecated in Istio, where it has no effect: defaultEndpoint says where traffic goes"))
  }

  // MARK: TLS

  private static func tls(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "IngressTLSTests.endsWhereTheMeshSpeaksPlainText")) { writer in
      let certificate = "serverCertificate: /a, privateKey: /b"
      writer.scalar("mode", "{mode: @, \(certificate), caCertificates: /c}", "MUTUAL")
      writer.scalar("serverCertificate", "{mode: SIMPLE, serverCertificate: @, privateKey: /b}", "/a")
      writer.scalar("privateKey", "{mode: SIMPLE, serverCertificate: /a, privateKey: @}", "/b")
      writer.list("tlsCertificates", "{mode: SIMPLE, tlsCertificates: @}", item: "{serverCertificate: /a, privateKey: /b}")
      let listed = "{mode: SIMPLE, tlsCertificates: [@]}"
      writer.scalar(
        "tlsCertificates[].serverCertificate", listed.replacing("@", with: "{serverCertificate: @, privateKey: /b}"), "/a")
      writer.scalar("tlsCertificates[].privateKey", listed.replacing("@", with: "{serverCertificate: /a, privateKey: @}"), "/b")
      writer.scalar(
        "tlsCertificates[].caCertificates", listed.replacing("@", with: "{\(certificate), caCertificates: @}"), "/c",
        .validated(because: "all certificates of a server share its roots; a warning says so"))
      writer.scalar("minProtocolVersion", "{mode: SIMPLE, \(certificate), minProtocolVersion: @}", "TLSV1_3")
      writer.scalar("maxProtocolVersion", "{mode: SIMPLE, \(certificate), maxProtocolVersion: @}", "TLSV1_2")
      writer.texts("cipherSuites", "{mode: SIMPLE, \(certificate), cipherSuites: @}", "ECDHE-RSA-AES128-GCM-SHA256")
    }
    writer.with(.translated(shownBy: "IngressTLSTests.asksClientsForCertificates"), clientChecks)
    writer.with(.refused(because: "Istio itself refuses it on sidecars: secrets and redirects are for gateways")) { writer in
      writer.scalar("credentialName", "{mode: SIMPLE, credentialName: @}", "a")
      writer.texts("credentialNames", "{mode: SIMPLE, credentialNames: @}", "a")
      writer.scalar("caCertCredentialName", "{mode: MUTUAL, caCertCredentialName: @}", "a")
      writer.scalar("httpsRedirect", "{mode: SIMPLE, serverCertificate: /a, privateKey: /b, httpsRedirect: @}", "true")
    }
  }

  private static func clientChecks(_ writer: inout ContractWriter) {
    let certificate = "mode: MUTUAL, serverCertificate: /a, privateKey: /b"
    let hash = String(repeating: "ab", count: 32)
    writer.scalar("caCertificates", "{\(certificate), caCertificates: @}", "/c")
    writer.scalar("caCrl", "{\(certificate), caCertificates: /c, caCrl: @}", "/d")
    writer.scalar("insecureSkipVerify", "{\(certificate), insecureSkipVerify: @}", "true")
    writer.texts("subjectAltNames", "{\(certificate), caCertificates: /c, subjectAltNames: @}", "a.test")
    writer.texts("verifyCertificateHash", "{\(certificate), caCertificates: /c, verifyCertificateHash: @}", hash)
    writer.texts(
      "verifyCertificateSpki", "{\(certificate), caCertificates: /c, verifyCertificateSpki: @}",
      "NvqYIYSbgK2vCJpQhObf77vv+bQWtc5ek5RIOwPiC9A=")
  }

  // MARK: Connection pools

  private static func pool(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "InboundClustersTests.everyFieldOfAPoolCounts")) { pool in
      pool.container("tcp", "{tcp: @}", "{maxConnections: 1}")
      pool.scalar("tcp.maxConnections", "{tcp: {maxConnections: @}}", "1")
      for name in ["connectTimeout", "idleTimeout", "maxConnectionDuration"] {
        pool.scalar("tcp.\(name)", "{tcp: {\(name): @}}", "5s")
      }
      pool.container("tcp.tcpKeepalive", "{tcp: {tcpKeepalive: @}}", "{probes: 3}")
      pool.scalar("tcp.tcpKeepalive.probes", "{tcp: {tcpKeepalive: {probes: @}}}", "3")
      for name in ["interval", "time"] { pool.scalar("tcp.tcpKeepalive.\(name)", "{tcp: {tcpKeepalive: {\(name): @}}}", "5s") }
      pool.container("http", "{http: @}", "{maxRetries: 1}")
      for name in [
        "http1MaxPendingRequests", "http2MaxRequests", "maxConcurrentStreams", "maxRequestsPerConnection", "maxRetries",
      ] {
        pool.scalar("http.\(name)", "{http: {\(name): @}}", "3")
      }
      pool.scalar("http.idleTimeout", "{http: {idleTimeout: @}}", "5s")
      pool.container("http.http2KeepAlive", "{http: {http2KeepAlive: @}}", "{interval: 5s, timeout: 1s}")
      pool.scalar("http.http2KeepAlive.interval", "{http: {http2KeepAlive: {interval: @}}}", "5s")
      pool.scalar("http.http2KeepAlive.timeout", "{http: {http2KeepAlive: {interval: 5s, timeout: @}}}", "1s")
      pool.scalar("http.useClientProtocol", "{http: {useClientProtocol: @}}", "true")
      pool.scalar(
        "http.h2UpgradePolicy", "{http: {h2UpgradePolicy: @}}", "UPGRADE",
        .validated(because: "an application is spoken with as its port says, as in Istio; clients' proxies upgrade"))
    }
  }
}
