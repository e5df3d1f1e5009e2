import Foundation
import MeshAPI
import MeshAdmission
import Testing

/// Every field of the security kinds is translated, validated or refused by name; none is passed over in silence.
struct FieldContractTests {
  private func errors(_ result: AdmissionResult) -> [LocatedDiagnostic] {
    result.diagnostics.filter { $0.diagnostic.severity == .error }
  }

  @Test(arguments: FieldContract.all.filter { $0.standing != .refused })
  func isTaken(field: FieldContract) {
    let result = admit(field.document(field.value))
    #expect(errors(result).map(\.description) == [])
    #expect(!result.diagnostics.contains { $0.diagnostic.code == .unknownField })
    #expect(result.objects.count == 1)
  }

  /// What is read is read as something: a value of another type is noticed at its place.
  @Test(arguments: FieldContract.all.filter { $0.standing != .refused })
  func isRead(field: FieldContract) {
    let result = admit(field.document(field.wrong))
    #expect(
      errors(result).contains { $0.diagnostic.code == .wrongType && $0.diagnostic.path == field.spelled && $0.line == 4 },
      "\(result.diagnostics)")
    #expect(result.objects.isEmpty && result.refused.count == 1)
  }

  @Test(arguments: FieldContract.all.filter { $0.standing == .refused })
  func isRefusedByName(field: FieldContract) throws {
    let result = admit(field.document(field.value))
    let name = try #require(field.path.split(whereSeparator: { ".[".contains($0) }).first)
    let refusal = errors(result).first { $0.diagnostic.code == .notSupported }
    #expect(refusal?.diagnostic.path == "spec.\(name)")
    #expect(refusal?.diagnostic.message.contains(name) == true)
    #expect(!result.diagnostics.contains { $0.diagnostic.code == .unknownField })
    #expect(result.objects.isEmpty)
  }

  @Test func namesEveryFieldOnce() {
    let names = FieldContract.all.map(\.testDescription)
    #expect(Set(names).count == names.count)
  }

  // MARK: Istio's own list

  /// Istio's fields, where they lie beside the checkout.
  static let fields: URL? = SharedDataTests.directory?.deletingLastPathComponent().appending(path: "spec/istio-api-fields.tsv")
    .ifExists

  /// Of DestinationRules the parts about TLS.
  @Test(
    .enabled(if: fields != nil),
    arguments: ["PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication", "DestinationRule"])
  func leavesNoFieldOut(kind: String) throws {
    let text = String(decoding: try Data(contentsOf: try #require(Self.fields)), as: UTF8.self)
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    let paths = rows.filter { $0[0] == kind }.map { $0[1] }.filter { path in
      path != "." && (kind != "DestinationRule" || path.split(separator: ".").contains("tls"))
    }
    #expect(paths.count > 5)
    #expect(Set(paths).subtracting(FieldContract.all.filter { $0.kind == kind }.map(\.path)).sorted() == [])
    #expect(Set(FieldContract.all.filter { $0.kind == kind }.map(\.path)).subtracting(paths).sorted() == [])
  }
}

extension URL {
  fileprivate var ifExists: URL? { FileManager.default.fileExists(atPath: path) ? self : nil }
}
