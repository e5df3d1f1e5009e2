import EnvoyRendering
import MeshTestSupport
import MeshTranslation
import Testing

/// A gateway without an agent has nobody to fetch secrets from but the control plane: files it reads itself.
struct GatewayWithoutAgentTests {
  @Test func readsFilesItself() throws {
    let text = try EnvoyGolden.text(
      of: GatewayExample.modes.gateway(in: "shop", certificates: false).map { try $0.plan().render() })
    #expect(!text.contains("sds-grpc"))
    for file in ["/certs/a.pem", "/certs/ca.pem", "/certs/crl.pem"] {
      #expect(text.contains("\"\(file)\""))
    }
    // Without certificates of the mesh, its mutual TLS cannot end here.
    #expect(!text.contains("mesh.example.com"))
    #expect(text.contains("simple.example.com"))
  }
}
