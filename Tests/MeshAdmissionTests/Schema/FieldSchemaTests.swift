import Foundation
import MeshAPI
import Testing

@testable import MeshAdmission

/// What decoders describe is what they read, and what Istio has.
struct FieldSchemaTests {
  static let kinds = ObjectKind.allCases.filter(\.isRule)

  /// The schema of a kind's spec.
  static func spec(of kind: ObjectKind) throws -> FieldSchema {
    guard case .mapping(let content) = FieldSchema.content(of: kind) else {
      throw SchemaProblem("\(kind) has no fields")
    }
    return try #require(content.fields["spec"]).schema
  }

  /// Neither more nor less than what the contract says of each field.
  @Test(arguments: kinds)
  func namesTheFieldsOfTheContract(kind: ObjectKind) throws {
    let described = Set(SchemaRow.all(of: try Self.spec(of: kind)).map(\.path))
    let written = Set(FieldContract.all.filter { $0.kind == kind.rawValue }.map(\.path))
    #expect(written.subtracting(described).sorted() == [])
    #expect(described.subtracting(written).sorted() == [])
  }

  @Test(arguments: kinds)
  func knowsTheTypeOfEveryField(kind: ObjectKind) throws {
    let rows = SchemaRow.all(of: try Self.spec(of: kind))
    #expect(rows.filter { $0.schema == .unknown }.map(\.path) == [])
  }

  /// What the contract says is refused is described as refused, in itself or in what it is part of.
  @Test(arguments: kinds)
  func standsAsTheContractSays(kind: ObjectKind) throws {
    let rows = SchemaRow.all(of: try Self.spec(of: kind))
    let refused = rows.filter { if case .refused = $0.standing { true } else { false } }.map(\.path)
    let contract = FieldContract.all.filter { $0.kind == kind.rawValue && $0.standing.isRefused }.map(\.path)
    for path in refused { #expect(contract.contains(path), "\(path)") }
    for path in contract {
      #expect(refused.contains { path == $0 || path.hasPrefix($0 + ".") || path.hasPrefix($0 + "[") }, "\(path)")
    }
  }

  @Test func tellsWhatStatusIsRead() throws {
    guard case .mapping(let content) = FieldSchema.content(of: .serviceEntry) else { throw SchemaProblem("no fields") }
    let status = try #require(content.fields["status"]).schema
    #expect(
      SchemaRow.all(of: status).map { "\($0.path) \($0.text)" } == [
        ". object open", "addresses array at most 1024", "addresses[] object open", "addresses[].host string",
        "addresses[].value string",
      ])
  }

  // MARK: Documents

  /// What is accepted fits the schema.
  @Test(arguments: FieldContract.all)
  func takesWhatIsAccepted(field: FieldContract) throws {
    let kind = try #require(ObjectKind(rawValue: field.kind))
    #expect(try SchemaFit.problems(of: field.document(field.value), with: Self.spec(of: kind)) == [])
  }

  /// A value of another type than the field's does not.
  @Test(arguments: FieldContract.all.filter { $0.wrong != nil && !$0.standing.isRefused })
  func refusesOtherTypes(field: FieldContract) throws {
    let kind = try #require(ObjectKind(rawValue: field.kind))
    let problems = try SchemaFit.problems(of: field.document(try #require(field.wrong)), with: Self.spec(of: kind))
    #expect(problems.contains { $0.hasPrefix(field.spelled) }, "\(problems)")
  }

  /// The objects of this target's own files and of the shared ones, as far as they are admitted, fit too.
  @Test(arguments: [
    "virtual-service", "destination-rule", "service-entry", "gateway", "sidecar", "peer-authentication",
    "authorization-policy", "request-authentication", "client-tls", "documents",
  ])
  func takesAdmittedObjects(file: String) throws {
    let bytes = Array(try Data(contentsOf: GoldenTests.directory.appending(path: file + ".yaml")))
    try Self.checkAdmitted(in: bytes)
  }

  static func checkAdmitted(in bytes: [UInt8]) throws {
    for document in try SourceText.documents(of: bytes) {
      let result = Admission().admit(Array(document.bytes), file: "test.yaml")
      guard result.refused.isEmpty, result.objects.count == 1, let kind = result.objects.first?.object.key.kind, kind.isRule
      else { continue }
      let problems = try SchemaFit.problems(of: String(decoding: document.bytes, as: UTF8.self), with: spec(of: kind))
      // Unknown fields are warnings; an API server drops them.
      #expect(problems.filter { !$0.hasSuffix(": unknown") } == [], "line \(document.linesBefore)")
    }
  }

  // MARK: Golden

  /// All schemas, line by line; `MELTEMI_RECORD=1` writes them anew and fails.
  @Test func golden() throws {
    let text = try Self.kinds.map { kind in
      try SchemaRow.all(of: Self.spec(of: kind)).map { "\(kind.rawValue) \($0.path): \($0.text)\n" }.joined()
    }.joined()
    let golden = GoldenTests.directory.appending(path: "field-schemas.txt")
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent)")
      return
    }
    let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
    #expect(text.split(separator: "\n") == expected.split(separator: "\n"))
  }
}

struct SchemaProblem: Error {
  var message: String
  init(_ message: String) { self.message = message }
}
