import MeshAPI

/// What weights of destinations must add up to.
enum WeightRules {
  /// - Parameter weights: those of `route`, as far as they could be read.
  static func check(_ weights: [Int], in fields: FieldReader) {
    guard weights.count > 1, !hasWrongWeight(fields) else { return }
    let sum = weights.reduce(0, +)
    if sum == 0 {
      fields.report(
        .error, .invalidValue, "route", "the weights of the \(weights.count) destinations sum up to 0",
        suggestion: "give at least one of them a weight above 0")
    } else if sum > Int(UInt32.max) {
      fields.report(.error, .outOfRange, "route", "the weights sum up to more than 4294967295")
    }
  }

  /// Whether a weight was refused already; the sum would say nothing then.
  private static func hasWrongWeight(_ fields: FieldReader) -> Bool {
    guard case .list(let items)? = fields.entry("route")?.value.content else { return false }
    return items.contains { item in
      switch item["weight"]?.content {
      case nil, .null?: false
      case .integer(let weight, _)?: weight < 0
      default: true
      }
    }
  }
}
