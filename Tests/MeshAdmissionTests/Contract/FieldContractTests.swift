import Foundation
import MeshAPI
import MeshAdmission
import Testing

/// Every field of Istio's kinds is translated, validated or refused by name; none is passed over in silence.
struct FieldContractTests {
  private func errors(_ result: AdmissionResult) -> [LocatedDiagnostic] {
    result.diagnostics.filter { $0.diagnostic.severity == .error }
  }

  @Test(arguments: FieldContract.all.filter { !$0.standing.isRefused })
  func isTaken(field: FieldContract) {
    let result = admit(field.document(field.value))
    #expect(errors(result).map(\.description) == [])
    #expect(!result.diagnostics.contains { $0.diagnostic.code == .unknownField })
    #expect(result.objects.count == 1)
  }

  /// What is read is read as something: a value of another type is noticed at its place.
  @Test(arguments: FieldContract.all.filter { !$0.standing.isRefused && $0.wrong != nil })
  func isRead(field: FieldContract) throws {
    let result = admit(field.document(try #require(field.wrong)))
    #expect(
      errors(result).contains { $0.diagnostic.code == .wrongType && $0.diagnostic.path == field.spelled && $0.line == 4 },
      "\(result.diagnostics)")
    #expect(result.objects.isEmpty && result.refused.count == 1)
  }

  /// The message points to the field, or to the structure that it is part of.
  @Test(arguments: FieldContract.all.filter { $0.standing.isRefused })
  func isRefusedByName(field: FieldContract) throws {
    let result = admit(field.document(field.value))
    let refusals = errors(result).filter { $0.diagnostic.code == .notSupported }.map(\.diagnostic.path)
    #expect(
      refusals.contains {
        $0 != "spec" && (field.spelled == $0 || field.spelled.hasPrefix($0 + ".") || field.spelled.hasPrefix($0 + "["))
      },
      "\(result.diagnostics)")
    #expect(!result.diagnostics.contains { $0.diagnostic.code == .unknownField })
    #expect(result.objects.isEmpty)
  }

  @Test func namesEveryFieldOnce() {
    let names = FieldContract.all.map(\.testDescription)
    #expect(Set(names).count == names.count)
  }

  /// What is said to show an effect is there.
  @Test(arguments: FieldContract.kinds.map(\.name))
  func namesTestsThatExist(kind: String) {
    let named = FieldContract.all.filter { $0.kind == kind }.compactMap { field -> String? in
      guard case .translated(let name) = field.standing else { return nil }
      return name
    }
    let missing = Set(named).filter { name in
      !DeclaredTests.names.contains(name)
        && !(name.contains("/") && FileManager.default.fileExists(atPath: DeclaredTests.root.appending(path: name).path))
    }
    #expect(missing.sorted() == [])
  }

  @Test func refusesHardlyAnyNetworkingField() {
    let fields = FieldContract.all.filter { FieldContract.networkingKinds.contains($0.kind) }
    let refused = fields.filter(\.standing.isRefused)
    #expect(refused.count * 100 <= fields.count * 3, "\(refused.map(\.testDescription))")
  }

  /// docs/api-coverage.md is what the rows say; `MELTEMI_RECORD=1` writes it anew and fails.
  @Test func tableIsUpToDate() throws {
    let file = DeclaredTests.root.appending(path: "docs/api-coverage.md")
    let text = ContractTable.text(FieldContract.kinds)
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
      return
    }
    let lines = text.split(separator: "\n")
    let found = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
    #expect(lines.difference(from: found).isEmpty, "make it again with MELTEMI_RECORD=1")
  }

  // MARK: Istio's own list

  /// Istio's fields, where they lie beside the checkout.
  static let fields: URL? = SharedDataTests.directory?.deletingLastPathComponent().appending(path: "spec/istio-api-fields.tsv")
    .ifExists

  @Test(.enabled(if: fields != nil), arguments: FieldContract.kinds.map(\.name))
  func leavesNoFieldOut(kind: String) throws {
    let text = String(decoding: try Data(contentsOf: try #require(Self.fields)), as: UTF8.self)
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    let paths = Set(rows.filter { $0[0] == kind }.map { $0[1] })
    let written = Set(FieldContract.all.filter { $0.kind == kind }.map(\.path))
    #expect(paths.count > 5)
    #expect(written.subtracting(paths).sorted() == [])
    #expect(paths.subtracting(written).sorted() == [])
  }
}

extension URL {
  fileprivate var ifExists: URL? { FileManager.default.fileExists(atPath: path) ? self : nil }
}
