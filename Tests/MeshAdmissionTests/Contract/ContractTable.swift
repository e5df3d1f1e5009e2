/// Makes the text of docs/api-coverage.md.
///
/// Every line depends on fields of one kind alone, so that changes to different kinds do not meet.
enum ContractTable {
  static func text(_ kinds: [(name: String, fields: [FieldContract])]) -> String {
    introduction + kinds.map { section($0.name, $0.fields) }.joined()
  }

  private static let introduction = """
    # What becomes of every field of Istio's objects

    Made by a test from the rows that other tests check; do not edit. `MELTEMI_RECORD=1 swift test --filter FieldContractTests` makes
    it again.

    - *translated*: shapes what proxies get, and the test or the golden named shows how.
    - *validated only*: read and checked; it has no effect on proxies, for the reason given.
    - *refused*: an object that has it is an error that names the field, for the reason given.

    `[]` stands for the items of a list, `{}` for the values of a mapping, `.` for the spec itself.

    """

  private static func section(_ name: String, _ fields: [FieldContract]) -> String {
    guard !fields.isEmpty else { return "\n## \(name)\n\nNot written down yet.\n" }
    var counts = [0, 0, 0]
    let rows = fields.sorted { $0.path < $1.path }.map { field in
      let (index, standing, reason) =
        switch field.standing {
        case .translated(let test): (0, "translated", "`\(test)`")
        case .validated(let reason): (1, "validated only", reason)
        case .refused(let reason): (2, "refused", reason)
        }
      counts[index] += 1
      return "| `\(field.path)` | \(standing) | \(reason) |\n"
    }
    return """

      ## \(name)

      \(fields.count) fields: \(counts[0]) translated, \(counts[1]) validated only, \(counts[2]) refused.

      | field | | shown by, or because |
      |---|---|---|
      \(rows.joined())
      """
  }
}
