import Foundation
import MeshTestSupport
import Testing

/// `meltemi validate` as scripts use it: its output and its exit codes.
@Suite(.timeLimit(.minutes(1))) struct ValidateCommandTests {
  private func rule(_ timeout: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: cart, namespace: shop}
    spec:
      hosts: [cart.test]
      http:
      - timeout: \(timeout)
        directResponse: {status: 200}

    """
  }

  private func validate(_ folder: TestFolder, _ arguments: [String]) async throws -> (code: Int32, output: String) {
    let process = try MeltemiProcess(["validate"] + arguments, logFile: folder("output"))
    return (await process.end(), process.log)
  }

  @Test func goodFilesAreZero() async throws {
    let folder = try TestFolder()
    try folder.write("rules/a.yaml", rule("3s"))
    let result = try await validate(folder, ["-f", folder("rules")])
    #expect(result.code == 0)
    #expect(result.output == "1 file, 1 object accepted, 0 ignored: 0 errors, 0 warnings\n")
  }

  @Test func anyErrorIsOne() async throws {
    let folder = try TestFolder()
    try folder.write("rules/a.yaml", rule("3s"))
    try folder.write("rules/b.yaml", rule("often"))
    let text = try await validate(folder, ["-f", folder("rules/a.yaml"), "-f", folder("rules/b.yaml")])
    #expect(text.code == 1)
    #expect(text.output.hasPrefix("\(folder("rules/b.yaml")):7:14: error: VirtualService/shop/cart: spec.http[0].timeout: "))
    let json = try await validate(folder, [folder("rules"), "--output", "json"])
    #expect(json.code == 1)
    let parsed = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(parsed["errors"] as? Int == 1)
    let first = try #require((parsed["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["line"] as? Int == 7)
    #expect(first["path"] as? String == "spec.http[0].timeout")
  }

  @Test func warningsAreZeroUnlessStrict() async throws {
    let folder = try TestFolder()
    try folder.write("a.yaml", rule("3s") + "  nonsense: 1\n")
    #expect(try await validate(folder, [folder("a.yaml")]).code == 0)
    #expect(try await validate(folder, [folder("a.yaml"), "--strict"]).code == 1)
  }

  @Test func wrongUseIsSaid() async throws {
    let folder = try TestFolder()
    let nothing = try await validate(folder, [])
    #expect(nothing.code == EX_USAGE)
    #expect(nothing.output.contains("Name at least one file or folder with -f."))
  }

  @Test func whatCannotBeReadIsAnError() async throws {
    let folder = try TestFolder()
    let missing = try await validate(folder, ["-f", folder("nowhere")])
    #expect(missing.code == 1)
    #expect(missing.output.hasPrefix("\(folder("nowhere")): error: there is no such file"))
    try folder.write("empty/notes.txt", "nothing to read")
    let empty = try await validate(folder, ["-f", folder("empty")])
    #expect(empty.code == 1)
    #expect(empty.output.contains("no file in this folder ends in .yaml, .yml or .json"))
  }

  @Test func readsStandardInput() async throws {
    let folder = try TestFolder()
    try folder.write("a.yaml", rule("often"))
    let process = try MeltemiProcess(
      ["validate", "-f", "-"], input: try #require(FileHandle(forReadingAtPath: folder("a.yaml"))),
      logFile: folder("output"))
    #expect(await process.end() == 1)
    #expect(process.log.hasPrefix("standard input:7:14: error: VirtualService/shop/cart: spec.http[0].timeout: "))
  }

  @Test func analysisEndsAsIstiosDoes() async throws {
    let folder = try TestFolder()
    try folder.write("a.yaml", rule("3s").replacing("hosts: [cart.test]", with: "hosts: [cart.test]\n  gateways: [nope]"))
    func analyze(_ arguments: String...) async throws -> (code: Int32, output: String) {
      let process = try MeltemiProcess(["analyze", folder("a.yaml")] + arguments, logFile: folder("output"))
      return (await process.end(), process.log)
    }
    let found = try await analyze()
    #expect(found.code == 79)
    #expect(found.output.hasPrefix("Error [IST0101] (VirtualService cart.shop \(folder("a.yaml")):6) "))
    let quiet = try await analyze("-S", "IST0101=VirtualService *", "--failure-threshold", "info")
    #expect(quiet.code == 0)
    #expect(quiet.output == "No issues were found.\n")
    // What istioctl is asked for, and what happens here anyway.
    let familiar = try await analyze("-A", "-R", "-n", "ops", "--use-kube=false")
    #expect(familiar.output == found.output)
    #expect(try await analyze("--use-kube=true").code == 64)
  }
}
