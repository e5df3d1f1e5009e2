import Synchronization

/// Counters, gauges and histograms in memory, written out in Prometheus' text format (version 0.0.4).
///
/// Small on purpose: the set of metrics is fixed at compile time and label values come from bounded sets (types of resources),
/// so the registry cannot grow with the mesh.
package final class MetricsRegistry: Sendable {
  private struct Series: Hashable {
    var metric: Metric
    /// Rendered label pairs, without braces.
    var labels: String
  }

  private struct Histogram {
    var counts: [Int]
    var sum = 0.0
    var count = 0
  }

  private struct State {
    var values: [Series: Double] = [:]
    var histograms: [Series: Histogram] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package func add(_ metric: Metric, _ amount: Double = 1, labels: [(String, String)] = []) {
    let series = Series(metric: metric, labels: Self.render(labels))
    state.withLock { $0.values[series, default: 0] += amount }
  }

  package func set(_ metric: Metric, _ value: Double, labels: [(String, String)] = []) {
    let series = Series(metric: metric, labels: Self.render(labels))
    state.withLock { $0.values[series] = value }
  }

  /// Counts `value` (in the metric's unit) into the buckets of a histogram.
  package func observe(_ metric: Metric, _ value: Double, labels: [(String, String)] = []) {
    let series = Series(metric: metric, labels: Self.render(labels))
    state.withLock { state in
      var histogram = state.histograms[series] ?? Histogram(counts: Array(repeating: 0, count: metric.buckets.count))
      for (index, bound) in metric.buckets.enumerated() where value <= bound { histogram.counts[index] += 1 }
      histogram.sum += value
      histogram.count += 1
      state.histograms[series] = histogram
    }
  }

  /// The value of a counter or gauge; 0 when nothing was recorded.
  package func value(of metric: Metric, labels: [(String, String)] = []) -> Double {
    state.withLock { $0.values[Series(metric: metric, labels: Self.render(labels))] ?? 0 }
  }

  /// All series of a counter or gauge, by their rendered labels.
  package func values(of metric: Metric) -> [(labels: String, value: Double)] {
    state.withLock { state in
      state.values.filter { $0.key.metric == metric }.map { ($0.key.labels, $0.value) }
    }.sorted { $0.labels < $1.labels }
  }

  /// Everything, sorted, in Prometheus' text format.
  package func exposition() -> String {
    let (values, histograms) = state.withLock { ($0.values, $0.histograms) }
    var lines: [String] = []
    for metric in Metric.allCases {
      let ownValues = values.filter { $0.key.metric == metric }.sorted { $0.key.labels < $1.key.labels }
      let ownHistograms = histograms.filter { $0.key.metric == metric }.sorted { $0.key.labels < $1.key.labels }
      lines.append("# HELP \(metric.rawValue) \(metric.help)")
      lines.append("# TYPE \(metric.rawValue) \(metric.kind.rawValue)")
      if metric.kind != .histogram, ownValues.isEmpty, !metric.isLabelled { lines.append("\(metric.rawValue) 0") }
      for (series, value) in ownValues {
        lines.append(Self.line(metric.rawValue, series.labels, Self.number(value)))
      }
      for (series, histogram) in ownHistograms {
        lines += Self.lines(metric, series.labels, histogram)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ metric: Metric, _ labels: String, _ histogram: Histogram) -> [String] {
    let prefix = labels.isEmpty ? "" : labels + ","
    var lines = zip(metric.buckets, histogram.counts).map { bound, count in
      line(metric.rawValue + "_bucket", prefix + "le=\"\(number(bound))\"", "\(count)")
    }
    lines.append(line(metric.rawValue + "_bucket", prefix + "le=\"+Inf\"", "\(histogram.count)"))
    lines.append(line(metric.rawValue + "_sum", labels, number(histogram.sum)))
    lines.append(line(metric.rawValue + "_count", labels, "\(histogram.count)"))
    return lines
  }

  private static func line(_ name: String, _ labels: String, _ value: String) -> String {
    labels.isEmpty ? "\(name) \(value)" : "\(name){\(labels)} \(value)"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  private static func render(_ labels: [(String, String)]) -> String {
    labels.map { name, value in "\(name)=\"\(escape(value))\"" }.joined(separator: ",")
  }

  private static func escape(_ value: String) -> String {
    var escaped = ""
    for character in value {
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
