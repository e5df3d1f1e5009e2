import Foundation
import MeshAPI
import MeshAdmission
import Testing

/// The described schemas beside Istio's own list of fields, where it lies beside the checkout.
@Suite(.enabled(if: FieldContractTests.fields != nil))
struct IstioSchemaTests {
  /// A row of the list: path, type, whether the field is required, and constraints.
  struct Row {
    var path: String
    var type: String
    var isRequired: Bool
    var choices: [String]?
  }

  private static func rows(of kind: ObjectKind) throws -> [Row] {
    let text = String(decoding: try Data(contentsOf: try #require(FieldContractTests.fields)), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5, cells[0] == kind.rawValue else { return nil }
      let choices = cells[4].split(separator: " ").first { $0.hasPrefix("enum=") }?.dropFirst(5).split(separator: "|")
      return Row(path: cells[1], type: cells[2], isRequired: cells[3] == "required", choices: choices?.map(String.init))
    }
  }

  /// Every field has Istio's type and Istio's values. Where Istio asks for a field, so do we, but for the exceptions.
  @Test(arguments: FieldSchemaTests.kinds)
  func agrees(kind: ObjectKind) throws {
    let described = Dictionary(
      uniqueKeysWithValues: SchemaRow.all(of: try FieldSchemaTests.spec(of: kind)).map { ($0.path, $0) })
    let rows = try Self.rows(of: kind)
    #expect(described.keys.sorted() == rows.map(\.path).sorted())
    for row in rows {
      let ours = try #require(described[row.path])
      #expect(ours.type == row.type, "\(row.path)")
      if row.isRequired { #expect(ours.isRequired || Self.conditional.contains(row.path), "\(row.path)") }
      guard let theirs = row.choices else { continue }
      guard case .text(let text) = ours.schema, case .choice(let choices) = text.form else {
        Issue.record("\(row.path) has no choices")
        continue
      }
      #expect(Set(choices) == Set(theirs), "\(row.path)")
    }
  }

  /// Ports of unix sockets need no number here.
  private static let conditional: Set = ["servers[].port.number"]
}
