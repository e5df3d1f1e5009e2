import Foundation
import MeshTestSupport
import Testing

/// `meltemi token` and `meltemi ca` as people and scripts use them.
@Suite(.timeLimit(.minutes(1))) struct TokenCommandTests {
  private func meltemi(_ folder: TestFolder, _ arguments: [String]) async throws -> (code: Int32, output: String) {
    let process = try MeltemiProcess(arguments + ["--state-dir", folder("state")], logFile: folder("output"))
    return (await process.end(), process.log)
  }

  @Test func tokensAreMadeListedAndRevoked() async throws {
    let folder = try TestFolder()
    let create = ["token", "create", "--namespace", "shop", "--service-account", "cart"]
    let text = try await meltemi(folder, create)
    #expect(text.code == 0)
    #expect(text.output.hasPrefix("mlt1.") && text.output.hasSuffix("\n") && !text.output.dropLast().contains("\n"))

    let json = try await meltemi(folder, create + ["--ttl", "10m", "--uses", "3", "--output", "json"])
    let made = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(made["namespace"] as? String == "shop")
    #expect(made["serviceAccount"] as? String == "cart")
    #expect(made["uses"] as? Int == 3)
    let id = try #require(made["id"] as? String)
    let token = try #require(made["token"] as? String)

    #expect(try await meltemi(folder, ["token", "revoke", id]).code == 0)
    let list = try await meltemi(folder, ["token", "list", "--output", "json"])
    let listed = try #require(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
    #expect(listed.map { $0["state"] as? String } == ["active", "revoked"])
    let table = try await meltemi(folder, ["token", "list"])
    #expect(table.output.split(separator: "\n").count == 3)
    for output in [list.output, table.output] {
      #expect(output.contains(id))
      #expect(!output.contains(token.suffix(30)) && !output.contains("mlt1."))
    }
  }

  @Test func wrongUseIsSaid() async throws {
    let folder = try TestFolder()
    let create = ["token", "create", "--service-account", "cart", "--namespace"]
    for arguments in [
      create + ["Shop"], create + ["shop", "--uses", "0"], create + ["shop", "--ttl", "9000h"],
      create + ["shop", "--ttl", "soon"],
      ["token", "create"], ["token", "revoke", "0123456789abcdef"], ["token", "revoke"], ["ca", "rotate"], ["ca", "show"],
    ] {
      let result = try await meltemi(folder, arguments)
      #expect(result.code != 0, "\(arguments)")
      #expect(result.output.contains("Error:"), "\(arguments)")
    }
  }
}
