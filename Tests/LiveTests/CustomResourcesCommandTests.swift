import Foundation
import MeshTestSupport
import Testing

/// `meltemi crds` as scripts use it. What the definitions say is tested in MeshResourcesTests.
@Suite(.timeLimit(.minutes(1))) struct CustomResourcesCommandTests {
  private func print(_ arguments: [String]) async throws -> (code: Int32, output: String) {
    let folder = try TestFolder()
    let process = try MeltemiProcess(["crds"] + arguments, logFile: folder("output"))
    return (await process.end(), process.log)
  }

  @Test func printsAllKindsOrSome() async throws {
    let all = try await print([])
    #expect(all.code == 0)
    #expect(all.output.split(separator: "\n").count { $0 == "---" } == 15)
    let some = try await print(["vs", "DestinationRules", "--output", "json"])
    #expect(some.code == 0)
    let list = try #require(try JSONSerialization.jsonObject(with: Data(some.output.utf8)) as? [String: Any])
    let names = (list["items"] as? [[String: Any]])?.map { ($0["metadata"] as? [String: Any])?["name"] as? String }
    #expect(names == ["destinationrules.networking.istio.io", "virtualservices.networking.istio.io"])
  }

  @Test func namesTheKindsWhereOneIsUnknown() async throws {
    let result = try await print(["Deployment"])
    #expect(result.code == EX_USAGE)
    #expect(result.output.contains("There is no kind \"Deployment\"") && result.output.contains("WorkloadGroup"))
  }
}
