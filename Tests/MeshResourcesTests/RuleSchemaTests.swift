import Foundation
import KubernetesAPI
import MeshAPI
import MeshResources
import Testing

@testable import MeshAdmission

/// Objects held against the schemas of their kinds, as an API server does.
struct RuleSchemaTests {
  private static let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The files on which admission is tested.
  private static let directory = tests.appending(path: "MeshAdmissionTests/Goldens")

  private static let shared: URL? = {
    let data = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: data.path) ? data : nil
  }()

  private func schema(of kind: ObjectKind) throws -> StructuralSchema {
    let definition = try #require(ResourceDefinition.rule(kind))
    return try #require(StructuralSchema.read(definition.schema, at: .root).schema)
  }

  private func read(_ yaml: some Sequence<UInt8>) throws -> JSONValue {
    var reader = DocumentReader(valueBudget: 1_000_000, maximumDepth: 64)
    return try #require(try reader.read(String(decoding: Array(yaml), as: UTF8.self)).first).json
  }

  /// What admission takes, an API server takes, and it keeps every field that admission knows.
  @Test func takesWhatAdmissionTakes() throws {
    let files = try FileManager.default.contentsOfDirectory(at: Self.directory, includingPropertiesForKeys: nil)
    #expect(try check(files) > 20)
  }

  /// Istio's samples, where they lie beside the checkout.
  @Test(.enabled(if: shared != nil)) func takesSamples() throws {
    let walker = FileManager.default.enumerator(at: try #require(Self.shared), includingPropertiesForKeys: nil)
    #expect(try check(walker?.compactMap { $0 as? URL } ?? []) > 100)
  }

  /// - Returns: how many objects were held against schemas.
  private func check(_ files: [URL]) throws -> Int {
    var count = 0
    for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "yaml" {
      guard let documents = try? SourceText.documents(of: Array(try Data(contentsOf: file))) else { continue }
      for document in documents {
        let result = Admission().admit(Array(document.bytes), file: file.lastPathComponent)
        guard result.refused.isEmpty, result.objects.count == 1, let kind = result.objects.first?.object.key.kind, kind.isRule
        else { continue }
        let schema = try schema(of: kind)
        let object = schema.defaulted(try read(document.bytes))
        let place: Comment = "\(file.path):\(document.linesBefore)"
        #expect(schema.validate(object).map(\.description) == [], place)
        let unknown = result.diagnostics.filter { $0.diagnostic.code == .unknownField }
        #expect(schema.pruned(object).unknown.isEmpty || !unknown.isEmpty, place)
        count += 1
      }
    }
    return count
  }

  @Test(arguments: [
    ("{hosts: [a], http: [{timeout: often}]}", "spec.http[0].timeout"),
    ("{hosts: [a], http: [{timeout: 5}]}", "spec.http[0].timeout"),
    ("{hosts: a}", "spec.hosts"),
    ("{http: [{route: [{destination: {}}]}]}", "spec.http[0].route[0].destination.host"),
    ("{http: [{route: [{destination: {host: a, port: {number: 0}}}]}]}", "spec.http[0].route[0].destination.port.number"),
    ("{http: [{redirect: {derivePort: FROM_NOWHERE}}]}", "spec.http[0].redirect.derivePort"),
    ("{http: [{match: [{headers: {a: {exact: 1}}}]}]}", "spec.http[0].match[0].headers.a.exact"),
    ("{http: [{fault: {abort: {percentage: {value: 101}}}}]}", "spec.http[0].fault.abort.percentage.value"),
    ("{http: [{directResponse: {status: 200, body: {bytes: '?'}}}]}", "spec.http[0].directResponse.body.bytes"),
  ])
  func namesThePlaceOfWhatDoesNotFit(spec: String, path: String) throws {
    let errors = try schema(of: .virtualService).validate(read("{spec: \(spec)}".utf8))
    #expect(errors.count == 1 && errors.first?.description.hasPrefix(path) == true, "\(errors)")
  }

  @Test func takesWhatMayBeWrittenInTwoWays() throws {
    let schema = try schema(of: .virtualService)
    let objects = [
      "{spec: {http: [{match: [{withoutHeaders: {a: null}}]}]}}", "{spec: {http: [{timeout: 1h2m3.5s}]}}",
      "{spec: {http: [{retries: {attempts: 3.0}}]}}", "{spec: {}, status: {observedGeneration: '7', more: 1}}",
      "{spec: {http: [{directResponse: {status: 200, body: {bytes: 'YQ-_'}}}]}}",
    ]
    for object in objects {
      let value = try read(object.utf8)
      #expect(schema.validate(value).map(\.description) == [] && schema.pruned(value).unknown.isEmpty, "\(object)")
    }
  }

  /// Only what nobody knows is taken away, and nothing of what is free form.
  @Test func prunesWhatNobodyKnows() throws {
    let filter = "{spec: {configPatches: [{patch: {value: {a: {b: [1]}}, vlaue: 1}}]}, status: {mine: 1}}"
    let pruned = try schema(of: .envoyFilter).pruned(read(filter.utf8))
    #expect(pruned.unknown.map(\.description) == ["spec.configPatches[0].patch.vlaue"])
    #expect(pruned.value["spec"]?["configPatches"]?.array?[0]["patch"]?["value"] == ["a": ["b": [1]]])
    #expect(pruned.value["status"] == ["mine": 1])
  }
}
