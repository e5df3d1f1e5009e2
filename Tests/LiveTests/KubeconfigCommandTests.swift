import Foundation
import MeshTestSupport
import Testing

/// `meltemi kubeconfig` as administrators use it. What the certificates do is tested in APIServerTests.
@Suite(.timeLimit(.minutes(1))) struct KubeconfigCommandTests {
  private func write(_ folder: TestFolder, _ arguments: [String]) async throws -> (code: Int32, output: String) {
    let process = try MeltemiProcess(
      ["kubeconfig", folder("config"), "--state-dir", folder("state")] + arguments, logFile: folder("output"))
    return (await process.end(), process.log)
  }

  @Test func needsAServersAuthority() async throws {
    let folder = try TestFolder()
    let result = try await write(folder, ["--user", "ada"])
    #expect(result.code != 0)
    #expect(result.output.contains("There is no authority"))
    #expect(!FileManager.default.fileExists(atPath: folder("config")))
  }

  @Test func refusesWhatCannotBe() async throws {
    for arguments in [["--server", "http://a.test"], ["--lifetime", "1"], ["--user", ""]] {
      #expect(try await write(try TestFolder(), arguments).code == EX_USAGE)
    }
  }
}
