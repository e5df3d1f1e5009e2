import MeshAPI
import MeshTranslation

/// Listeners of gateways that end TLS.
enum GatewayExample {
  static let all = [
    ListenerExample(name: "gateway-tls", inputs: modes.gateway(in: "shop")),
    ListenerExample(name: "gateway-tls-credentials", inputs: credentials.gateway(in: "shop")),
  ]

  private static func server(
    _ host: String, _ mode: ServerTLSSettings.Mode, _ change: (inout ServerTLSSettings) -> Void = { _ in }
  ) -> Gateway.Server {
    var tls = ServerTLSSettings(mode: mode)
    change(&tls)
    let name = String(host.prefix { $0 != "." })
    return Gateway.Server(
      port: PortSpecification(number: 443, name: name, protocol: "HTTPS"), hosts: [host], tls: tls, name: name)
  }

  static let modes: ListenerMesh = {
    var mesh = ListenerMesh(defaults)
    func files(_ tls: inout ServerTLSSettings) {
      tls.certificates = [.init(chainFile: "/certs/a.pem", keyFile: "/certs/a-key.pem")]
    }
    let servers = [
      server("simple.example.com", .simple, files),
      server("two.example.com", .simple) {
        $0.certificates = ["rsa", "ecdsa"].map { .init(chainFile: "/certs/\($0).pem", keyFile: "/certs/\($0)-key.pem") }
        $0.minProtocolVersion = .tls12
        $0.maxProtocolVersion = .tls13
        $0.cipherSuites = ["ECDHE-RSA-AES256-GCM-SHA384"]
      },
      server("mutual.example.com", .mutual) {
        files(&$0)
        $0.caCertificates = "/certs/ca.pem"
        $0.caCrl = "/certs/crl.pem"
        $0.subjectAltNames = ["client.example.com"]
        $0.verifyCertificateSpki = ["NvqYIYSbgK2vCJpQhObf77vv+bQWtc5ek5RIOwPiC9A="]
        $0.verifyCertificateHash = [String(repeating: "e0b1d9b8", count: 8)]
      },
      server("optional.example.com", .optionalMutual) {
        files(&$0)
        $0.caCertificates = "/certs/ca.pem"
      },
      server("mesh.example.com", .istioMutual) { $0.subjectAltNames = ["spiffe://cluster.local/ns/a/sa/b"] },
    ]
    mesh.set(Gateway(servers: servers, selector: ["istio": "ingressgateway"]), "edge", in: "shop")
    return mesh
  }()

  private static let defaults: MeshConfig = {
    var config = MeshConfig()
    var tls = MeshTLSSettings()
    tls.ecdhCurves = ["P-256"]
    tls.minProtocolVersion = .tls13
    config.tlsDefaults = tls
    return config
  }()

  private static let credentials: ListenerMesh = {
    var mesh = ListenerMesh(MeshConfig())
    let servers = [
      server("simple.example.com", .simple) { $0.credentialNames = ["rsa", "ecdsa"] },
      server("mutual.example.com", .mutual) {
        $0.credentialNames = ["edge"]
        $0.subjectAltNames = ["client.example.com"]
      },
      server("optional.example.com", .optionalMutual) {
        $0.credentialNames = ["edge"]
        $0.caCertCredentialName = "clients"
      },
      server("unchecked.example.com", .optionalMutual) {
        $0.credentialNames = ["edge"]
        $0.insecureSkipVerify = true
      },
      server("*", .simple) { $0.credentialNames = ["rest"] },
    ]
    mesh.set(Gateway(servers: servers, selector: ["istio": "ingressgateway"]), "edge", in: "shop")
    return mesh
  }()
}
