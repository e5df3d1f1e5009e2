/// What several measurements of one thing say together, in the unit of the measurements.
package struct Samples: Codable, Sendable {
  package var count: Int
  package var median: Double
  package var p99: Double
  package var maximum: Double
  package var mean: Double

  package init(_ values: [Double]) {
    let sorted = values.sorted()
    count = sorted.count
    median = Self.quantile(sorted, 0.5)
    p99 = Self.quantile(sorted, 0.99)
    maximum = sorted.last ?? 0
    mean = sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count)
  }

  /// The smallest value that at least this share of the values does not exceed.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}
