import MeshAPI
import MeshModel
import MeshState
import Testing

@Suite struct ProtocolSelectionTests {
  struct Case: Sendable {
    var name: String
    var appProtocol: String?
    var transport = "TCP"
    var number = 8000
    var expected: PortProtocol
  }

  static let cases: [Case] = [
    Case(name: "http", expected: .http),
    Case(name: "http-a", expected: .http),
    Case(name: "HTTP-a", expected: .http),
    Case(name: "http2-c", expected: .http2),
    Case(name: "grpc-b", expected: .grpc),
    Case(name: "grpc-web", expected: .grpcWeb),
    Case(name: "grpc-web-d", expected: .grpcWeb),
    Case(name: "tcp-e", expected: .tcp),
    Case(name: "tls-f", expected: .tls),
    Case(name: "https-g", expected: .https),
    Case(name: "mongo-h", expected: .mongo),
    Case(name: "redis-i", expected: .redis),
    Case(name: "mysql-j", expected: .mysql),
    Case(name: "weird", expected: .automatic),
    Case(name: "httpd", expected: .automatic),
    Case(name: "", expected: .automatic),
    Case(name: "http", transport: "UDP", expected: .udp),
    Case(name: "one", appProtocol: "http", expected: .http),
    Case(name: "http-two", appProtocol: "tcp", expected: .tcp),
    Case(name: "five", appProtocol: "kubernetes.io/h2c", expected: .http2),
    Case(name: "six", appProtocol: "kubernetes.io/ws", expected: .http),
    Case(name: "seven", appProtocol: "kubernetes.io/wss", expected: .https),
    Case(name: "ten", appProtocol: "HTTP2", expected: .http2),
    Case(name: "http", appProtocol: "custom.example/thing", expected: .automatic),
    Case(name: "db", number: 3306, expected: .tcp),
    Case(name: "mail", number: 25, expected: .tcp),
    Case(name: "names", number: 53, expected: .tcp),
    Case(name: "docs", number: 27017, expected: .tcp),
    Case(name: "http", number: 3306, expected: .http),
    Case(name: "x", appProtocol: "custom.example/thing", number: 3306, expected: .tcp),
  ]

  @Test(arguments: cases) func protocolIsSelectedAsInIstio(_ test: Case) {
    let port = KubernetesService.Port(
      name: test.name, port: test.number, protocol: test.transport, appProtocol: test.appProtocol)
    #expect(PortProtocol(kubernetes: port) == test.expected)
  }
}
