import KubernetesAPI

/// A column of what `kubectl get` prints.
///
/// Source: `meta.k8s.io/v1` TableColumnDefinition, and `additionalPrinterColumns` of CustomResourceDefinitions.
struct TableColumn: Sendable {
  enum Content: Sendable {
    case name
    /// The time since the object was made.
    case age
    /// The value at a path.
    case path(TablePath)
    /// What the value of a kind that the server knows says.
    case computed(@Sendable (JSONValue, TableClock) -> JSONValue)
  }

  var name: String
  /// `string`, `integer`, `number`, `boolean` or `date`.
  var type = "string"
  var format = ""
  var summary = ""
  /// 0 for the columns that are always shown; others appear with `-o wide`.
  var priority = 0
  var content: Content
}

/// What ages are counted from.
struct TableClock: Sendable {
  /// Seconds since 1970.
  var now: Int64

  /// How long ago a time was, as kubectl says it: `5s`, `3m20s`, `12h`, `4d3h`, `2y10d`.
  func age(since seconds: Int64) -> String {
    let past = now - seconds
    guard past >= 0 else { return past > -3 ? "0s" : "<invalid>" }
    let (minutes, hours, days, years) = (past / 60, past / 3600, past / 86400, past / 86400 / 365)
    switch past {
    case ..<120: return "\(past)s"
    case ..<600: return past % 60 == 0 ? "\(minutes)m" : "\(minutes)m\(past % 60)s"
    case ..<10800: return "\(minutes)m"
    case ..<28800: return minutes % 60 == 0 ? "\(hours)h" : "\(hours)h\(minutes % 60)m"
    case ..<172800: return "\(hours)h"
    case ..<691200: return hours % 24 == 0 ? "\(days)d" : "\(days)d\(hours % 24)h"
    default:
      if years < 2 { return "\(days)d" }
      if years < 8 { return days % 365 == 0 ? "\(years)y" : "\(years)y\(days % 365)d" }
      return "\(years)y"
    }
  }
}
