import Foundation
import MeshAgent
import Testing

@Suite struct EnvoyBinaryTests {
  private func makeFile(_ path: String, permissions: Int) throws {
    try #require(
      FileManager.default.createFile(atPath: path, contents: Data(), attributes: [.posixPermissions: permissions]))
  }

  @Test func optionThenVariableThenPath() async throws {
    try await withTemporaryDirectory { directory in
      for name in ["asked", "variable", "envoy"] { try makeFile("\(directory)/\(name)", permissions: 0o755) }
      var environment = ["PATH": "/nowhere:\(directory)", "MELTEMI_ENVOY": "\(directory)/variable"]
      #expect(try EnvoyBinary.locate(asked: "\(directory)/asked", environment: environment) == "\(directory)/asked")
      #expect(try EnvoyBinary.locate(asked: nil, environment: environment) == "\(directory)/variable")
      environment["MELTEMI_ENVOY"] = nil
      #expect(try EnvoyBinary.locate(asked: nil, environment: environment) == "\(directory)/envoy")
    }
  }

  @Test func whatWasAskedForIsNeverReplaced() async throws {
    try await withTemporaryDirectory { directory in
      try makeFile("\(directory)/envoy", permissions: 0o755)
      try makeFile("\(directory)/text", permissions: 0o644)
      let environment = ["PATH": directory]
      for asked in ["/nowhere/envoy", "\(directory)/text", directory] {
        let error = try #require(throws: AgentError.self) {
          try EnvoyBinary.locate(asked: asked, environment: environment)
        }
        #expect(error.code == .binaryNotFound)
        #expect(error.message.contains(asked))
      }
    }
  }

  @Test func absenceIsExplained() throws {
    let error = try #require(throws: AgentError.self) {
      try EnvoyBinary.locate(asked: nil, environment: ["PATH": "/nowhere"])
    }
    #expect(error.code == .binaryNotFound)
    #expect(error.message.contains("MELTEMI_ENVOY"))
    #expect(error.message.contains("--binaryPath"))
  }
}
