import KubernetesClient
import MeshTestSupport
import Testing

@testable import ControlPlane

/// How the control plane gets at the API server inside of it.
@Suite(.timeLimit(.minutes(1))) struct EmbeddedAccessTests {
  @Test func anotherCertificateComesBeforeTheOneInUseEnds() async throws {
    let folder = try TestFolder()
    let embedded = try EmbeddedAPIServer(StatusMesh.embedded(in: folder), logger: LogRecorder().logger)
    try await withServices(embedded.services) {
      let client = try await KubernetesClient(embedded: embedded.server, lifetime: 2, logger: LogRecorder().logger)
      do {
        _ = try await client.list(ObjectSelection(.namespaces))
        // Nobody tells when it has ended.
        try await Task.sleep(for: .seconds(4))
        _ = try await client.list(ObjectSelection(.namespaces))
      } catch {
        try? await client.shutdown()
        throw error
      }
      try await client.shutdown()
    }
  }
}
