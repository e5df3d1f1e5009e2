import Foundation
import Subprocess
import SystemPackage
import Testing

extension RealClients {
  @Suite("Kubernetes' Python client")
  struct PythonClientTests {
    /// A Python with the package `kubernetes`; `scripts/fetch-kubernetes-client.sh` makes one.
    static let python = ProcessInfo.processInfo.environment["MELTEMI_PYTHON"]

    @Test(
      "Objects, pages, conflicts, watches and informers are as it expects",
      .enabled(if: python != nil, "MELTEMI_PYTHON is not set"), arguments: StoreChoice.all)
    func works(_ store: StoreChoice) async throws {
      let python = try #require(Self.python)
      let server = try await RunningAPIServer.shared(store)
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("client.py").path
      let result = try await Subprocess.run(
        .path(FilePath(python)), arguments: [script, server.kubeconfig, try #require(server.namespace)],
        output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
      #expect(result.terminationStatus.isSuccess, "\(result.standardOutput)\(result.standardError)")
      #expect(result.standardOutput.hasSuffix("done\n"), "\(result.standardOutput)")
    }
  }
}
