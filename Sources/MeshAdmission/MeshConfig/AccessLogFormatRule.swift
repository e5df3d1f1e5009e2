import MeshAPI

/// Formats of access logs: Envoy expands `%COMMAND(...)%` in them as it does in header values, and knows a few more.
enum AccessLogFormatRule {
  /// Bytes of one format.
  private static let maximumSize = 64 << 10

  static func check(_ format: String, isJSON: Bool) -> RuleProblem? {
    guard format.utf8.count <= maximumSize else {
      return RuleProblem(.limit, "the format has more than \(maximumSize) bytes")
    }
    guard isJSON else { return problem(in: format) }
    var reader = JSONReader(format, valueBudget: 10_000, maximumDepth: 16)
    guard let roots = try? reader.read(), roots.count == 1, roots[0].entries != nil else {
      return RuleProblem("with accessLogEncoding JSON the format must be a JSON object of texts")
    }
    return problem(in: roots[0])
  }

  private static func problem(in value: DocumentValue) -> RuleProblem? {
    switch value.content {
    case .string(let text): problem(in: text)
    case .list(let items): items.lazy.compactMap { problem(in: $0) }.first
    case .mapping(let entries): entries.lazy.compactMap { problem(in: $0.value) }.first
    default: nil
    }
  }

  private static func problem(in text: String) -> RuleProblem? {
    // An extension of Envoy's that access logs bring along.
    HeaderValueRule.checkVariables(text.replacing("%REQ_WITHOUT_QUERY(", with: "%REQ("))
  }
}
