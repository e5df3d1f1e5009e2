import ArgumentParser
import MeshAgent

/// A duration on the command line: `45s`, `1m30s`, `500ms`.
struct OptionDuration: CustomStringConvertible {
  var value: Duration

  init(_ value: Duration) { self.value = value }

  /// Reads what was written behind the option.
  /// - Throws: `ValidationError` that says what to write.
  static func parse(_ text: String) throws -> OptionDuration {
    if let value = AgentDuration.parse(text) { return OptionDuration(value) }
    if AgentDuration.parse(text + "s") != nil {
      throw ValidationError("a duration needs a unit; write \(text)s for seconds, \(text)ms, \(text)m or \(text)h")
    }
    throw ValidationError("write a duration such as 45s, 1m30s or 500ms, with the units h, m, s, ms, us or ns")
  }

  static let hour = OptionDuration(.seconds(3600))
  static let day = OptionDuration(.seconds(24 * 3600))

  /// As it may be written: in the largest unit of which it has a whole number.
  var description: String {
    let (seconds, rest) = value.components
    guard rest == 0, seconds != 0, seconds % 60 == 0 else { return AgentDuration.protobufText(value) }
    return seconds % 3600 == 0 ? "\(seconds / 3600)h" : "\(seconds / 60)m"
  }
}
