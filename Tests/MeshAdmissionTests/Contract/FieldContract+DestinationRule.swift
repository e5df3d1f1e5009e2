extension FieldContract {
  static let destinationRule: [FieldContract] = {
    var writer = ContractWriter(
      "DestinationRule", spec: "{host: a}", .translated(shownBy: "ClusterGoldenTests.services"))
    let ports = "portLevelSettings: [{port: {number: 80}, tls: @}]"
    let places = [
      ("trafficPolicy", "{host: a, trafficPolicy: {tls: @}}"),
      ("trafficPolicy.portLevelSettings[]", "{host: a, trafficPolicy: {\(ports)}}"),
      ("subsets[].trafficPolicy", "{host: a, subsets: [{name: v1, trafficPolicy: {tls: @}}]}"),
      ("subsets[].trafficPolicy.portLevelSettings[]", "{host: a, subsets: [{name: v1, trafficPolicy: {\(ports)}}]}"),
    ]
    for (place, template) in places {
      writer.at("\(place).tls", template) { clientTLS(&$0) }
    }
    return writer.fields
  }()

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
