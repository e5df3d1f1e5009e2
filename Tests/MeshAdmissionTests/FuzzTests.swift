import Foundation
import MeshAPI
import MeshAdmission
import MeshTestSupport
import Testing

/// Random changes to real texts: whatever comes in, something sensible comes out. `MELTEMI_SEED` repeats a run.
struct FuzzTests {
  static let snippets = [
    "&a ", "*a", "- ", ": ", "? ", "{", "}", "[", "]", "\"", "'", "|\n", ">-\n", "#", "---\n", "...\n", "\t", "\r\n", "<<: *a",
    "!!str ",
    "null", "true", "0x1F", "1e999", "-1", "9223372036854775808", "(?=a)", "\\p{", "100%", "unix://", "[::1]:80", "\u{FEFF}",
    "\u{0}",
    "\u{85}", "é", "😀", "spec:", "kind: List\nitems:\n", "%YAML 1.2\n",
  ]

  static func seedTexts() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(at: GoldenTests.directory, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.map { Array(try Data(contentsOf: $0)) }
  }

  static func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    // A window keeps a run short and gives small texts a chance.
    let start = Int.random(in: 0...bytes.count, using: &generator)
    bytes = Array(bytes[start...].prefix(Int.random(in: 50...3000, using: &generator)))
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let index = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0 where index < bytes.count: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      case 1 where index < bytes.count: bytes.remove(at: index)
      case 2: bytes.insert(contentsOf: Array(snippets.randomElement(using: &generator)?.utf8 ?? "".utf8), at: index)
      case 3: bytes.insert(contentsOf: Array(bytes[index...].prefix(200)), at: Int.random(in: 0...bytes.count, using: &generator))
      case 4: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 0...40, using: &generator)))
      default: bytes.insert(UInt8(ascii: "\n"), at: index)
      }
    }
    return bytes
  }

  @Test func neverFails() throws {
    let seed = ProcessInfo.processInfo.environment["MELTEMI_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
    let rounds = ProcessInfo.processInfo.environment["MELTEMI_FUZZ_ROUNDS"].flatMap(Int.init) ?? 1_000
    print("MELTEMI_SEED=\(seed)")
    var generator = SeededGenerator(seed: seed)
    let texts = try Self.seedTexts()
    let admission = Admission()
    for _ in 0..<rounds {
      let text = Self.mutate(texts.randomElement(using: &generator) ?? [], &generator)
      let result = admission.admit(text, file: "f")
      let (_, notes) = admission.meshConfig(text, file: "f")
      for diagnostic in result.diagnostics + notes where diagnostic.diagnostic.code != .limit {
        #expect(diagnostic.line ?? 0 >= 1, "seed \(seed): \(diagnostic)")
      }
      if !result.isReadable { #expect(result.objects.isEmpty && !result.diagnostics.isEmpty, "seed \(seed)") }
      #expect(result.refused.isEmpty || result.hasErrors, "seed \(seed)")
      #expect(result.diagnostics.count <= 1_001, "seed \(seed)")
      // The same text gives the same answer.
      let again = admission.admit(text, file: "f")
      #expect(
        again.diagnostics == result.diagnostics && again.objects.map(\.object) == result.objects.map(\.object), "seed \(seed)")
    }
  }
}
