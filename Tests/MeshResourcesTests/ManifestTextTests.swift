import KubernetesAPI
import MeshResources
import Testing

@testable import MeshAdmission

/// The text of definitions, read again by the reader that files are read with.
struct ManifestTextTests {
  @Test func yamlMeansWhatItIsMadeOf() throws {
    let yaml = ResourceManifest.yaml(ResourceDefinition.rules)
    let documents = try SourceText.documents(of: Array(yaml.utf8))
    #expect(documents.count == ResourceDefinition.rules.count)
    for (document, definition) in zip(documents, ResourceDefinition.rules) {
      #expect(try read(String(decoding: document.bytes, as: UTF8.self)) == definition.customResourceDefinition)
    }
  }

  /// Texts that a reader of YAML 1.1 could take for something else.
  @Test(arguments: [
    "", " ", "a", "true", "No", "y", "null", "~", "1", "1e3", "0x1F", ".5", ".inf", ".NaN", "-", "- a", "a: b", "a:", "a #b",
    "#a",
    "2026-01-01", "12:30", "a\nb", "\"a\"", "'", "{a}", "[a]", "*a", "&a", "!a", "%a", "@a", "`a", ">", "|", "?", "a ", " a",
    ".a",
    "..", "é", "a,b", "(a)", "a/b", "<<", "=", "\t", "\u{85}a", "a\u{FEFF}b", "a\u{2028}b\u{7F}",
  ])
  func textsStayTexts(text: String) throws {
    let value: JSONValue = [text: .string(text), "list": [.string(text)]]
    #expect(try read(YAMLWriter.document(value)) == value)
  }

  @Test func emptyValuesAreWritten() {
    #expect(YAMLWriter.document(["b": [], "a": [:], "c": [[1], ["d": .null]]]) == "a: {}\nb: []\nc:\n  - - 1\n  - d: null\n")
  }

  private func read(_ yaml: String) throws -> JSONValue? {
    var reader = DocumentReader(valueBudget: 1_000_000, maximumDepth: 64)
    return try reader.read(yaml).first?.json
  }
}
