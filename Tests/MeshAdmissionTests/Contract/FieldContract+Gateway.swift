extension FieldContract {
  static let gateway: [FieldContract] = {
    let shape = Standing.translated(shownBy: "GatewayListenersTests.serversOfOnePortShareAListener")
    let plain = "{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.com]}"
    var writer = ContractWriter("Gateway", spec: "{selector: {a: b}, servers: [\(plain)]}", shape)
    writer.container("selector", "{selector: @, servers: [\(plain)]}", "{a: b}")
    writer.scalar("selector{}", "{selector: {a: @}, servers: [\(plain)]}", "b", key: "a")
    writer.list("servers", "{selector: {a: b}, servers: @}", item: plain)
    writer.at("servers[]", "{selector: {a: b}, servers: [@]}") { server(&$0) }
    return writer.fields
  }()

  private static func server(_ writer: inout ContractWriter) {
    let port = "port: {number: 80, name: http, protocol: HTTP}"
    writer.scalar(
      "bind", "{\(port), hosts: [a.com], bind: @}", "10.0.0.1",
      .translated(shownBy: "GatewayListenersTests.aServerMayNameItsAddress"))
    writer.scalar(
      "defaultEndpoint", "{\(port), hosts: [a.com], defaultEndpoint: @}", "127.0.0.1:80",
      .validated(because: "Istio gives it no meaning on gateways either"))
    writer.texts("hosts", "{\(port), hosts: @}", "a.com", .translated(shownBy: "GatewayRoutesTests.hostsOfBothSidesMeet"))
    writer.scalar(
      "name", "{\(port), hosts: [a.com], name: @}", "a",
      .translated(shownBy: "Tests/EnvoyRenderingTests/Goldens/Listeners/gateway-tls.json"))
    writer.with(.translated(shownBy: "GatewayMergeTests.serversShareAPort")) { writer in
      writer.container("port", "{hosts: [a.com], port: @}", "{number: 80, name: http, protocol: HTTP}")
      writer.at("port", "{hosts: [a.com], port: @}") { writer in
        writer.scalar("name", "{number: 80, protocol: HTTP, name: @}", "http")
        writer.scalar("number", "{name: http, protocol: HTTP, number: @}", "80")
        writer.scalar("protocol", "{name: http, number: 80, protocol: @}", "HTTP")
        writer.scalar(
          "targetPort", "{name: http, number: 80, protocol: HTTP, targetPort: @}", "8080",
          .refused(because: "deprecated in Istio, which refuses it on gateways"))
      }
    }
    let https = "{port: {number: 443, name: https, protocol: HTTPS}, hosts: [a.com], tls: @}"
    writer.container(
      "tls", https, "{mode: SIMPLE, credentialName: a}", .translated(shownBy: "GatewayMergeTests.serversShareAPort"))
    writer.at("tls", https) { serverTLS(&$0) }
    writer.at("tls", "{\(port), hosts: [a.com], tls: @}") { writer in
      writer.scalar(
        "httpsRedirect", "{httpsRedirect: @}", "true", .translated(shownBy: "GatewayRoutesTests.redirectedHostsNeedNoRules"))
    }
  }

  /// The settings of servers for TLS, but for `httpsRedirect`.
  static func serverTLS(_ writer: inout ContractWriter) {
    let (files, pair) = ("Tests/EnvoyRenderingTests/Goldens/Listeners/gateway-tls.json", "serverCertificate: /c, privateKey: /k")
    writer.scalar("mode", "{mode: @}", "PASSTHROUGH", .translated(shownBy: "ServerTLSTests.modesDecideWhoMustShowACertificate"))
    writer.with(.translated(shownBy: files)) { writer in
      writer.scalar("serverCertificate", "{mode: SIMPLE, privateKey: /k, serverCertificate: @}", "/c")
      writer.scalar("privateKey", "{mode: SIMPLE, serverCertificate: /c, privateKey: @}", "/k")
      writer.scalar("caCertificates", "{mode: MUTUAL, \(pair), caCertificates: @}", "/ca")
      writer.scalar("caCrl", "{mode: MUTUAL, \(pair), caCertificates: /ca, caCrl: @}", "/crl")
      writer.list("tlsCertificates", "{mode: SIMPLE, tlsCertificates: @}", item: "{\(pair)}")
      writer.at("tlsCertificates[]", "{mode: SIMPLE, tlsCertificates: [@]}") { writer in
        writer.scalar("serverCertificate", "{privateKey: /k, serverCertificate: @}", "/c")
        writer.scalar("privateKey", "{serverCertificate: /c, privateKey: @}", "/k")
        writer.scalar(
          "caCertificates", "{\(pair), caCertificates: @}", "/ca",
          .validated(because: "clients are checked by one set of roots; Istio ignores it as well"))
      }
      writer.texts("subjectAltNames", "{mode: MUTUAL, credentialName: a, subjectAltNames: @}", "a.com")
      writer.texts(
        "verifyCertificateSpki", "{mode: MUTUAL, credentialName: a, verifyCertificateSpki: @}",
        "NvqYIYSbgK2vCJpQhObf77vv+bQWtc5ek5RIOwPiC9A=")
      writer.texts(
        "verifyCertificateHash", "{mode: MUTUAL, credentialName: a, verifyCertificateHash: @}",
        String(repeating: "e0b1d9b8", count: 8))
    }
    writer.with(.translated(shownBy: "ServerTLSTests.rootsMayComeFromElsewhere")) { writer in
      writer.texts("credentialNames", "{mode: SIMPLE, credentialNames: @}", "a")
      writer.scalar("caCertCredentialName", "{mode: MUTUAL, \(pair), caCertCredentialName: @}", "a")
    }
    writer.scalar(
      "credentialName", "{mode: SIMPLE, credentialName: @}", "a", .translated(shownBy: "ServerTLSTests.credentialsHaveNames"))
    writer.with(.translated(shownBy: "ServerTLSTests.theServerBeatsTheMesh")) { writer in
      writer.scalar("minProtocolVersion", "{mode: SIMPLE, credentialName: a, minProtocolVersion: @}", "TLSV1_2")
      writer.scalar("maxProtocolVersion", "{mode: SIMPLE, credentialName: a, maxProtocolVersion: @}", "TLSV1_3")
      writer.texts("cipherSuites", "{mode: SIMPLE, credentialName: a, cipherSuites: @}", "ECDHE-RSA-AES128-GCM-SHA256")
    }
    writer.scalar(
      "insecureSkipVerify", "{mode: OPTIONAL_MUTUAL, credentialName: a, insecureSkipVerify: @}", "true",
      .translated(shownBy: "ServerTLSTests.certificatesMayGoUnchecked"))
  }
}
