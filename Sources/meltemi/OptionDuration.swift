import ArgumentParser
import MeshAgent

/// A duration on the command line: `45s`, `1m30s`, `500ms`.
struct OptionDuration: ExpressibleByArgument, CustomStringConvertible {
  var value: Duration

  init(_ value: Duration) { self.value = value }

  init?(argument: String) {
    guard let value = AgentDuration.parse(argument) else { return nil }
    self.value = value
  }

  var description: String { AgentDuration.protobufText(value) }
  var defaultValueDescription: String { description }
}
