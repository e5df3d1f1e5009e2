/// One thing that is wrong, or worth knowing, about the options of an agent.
///
/// Mistakes of users are values, not thrown errors: all of them are reported at once, each with the option to change
/// and what to write instead.
package struct AgentDiagnostic: Sendable, Hashable {
  /// How bad it is.
  package enum Severity: String, Sendable, Hashable {
    /// The agent does not start.
    case error
    /// The agent starts; what it does may not be what was meant.
    case warning
  }

  /// How bad it is.
  package var severity: Severity
  /// The option as users write it, without dashes (`drainDuration`, `admin-host`), or the name of an environment variable.
  package var option: String
  /// Why the value was refused or is doubtful.
  package var reason: String
  /// What to write instead.
  package var suggestion: String

  /// Creates a diagnostic.
  package init(_ severity: Severity, option: String, reason: String, suggestion: String) {
    self.severity = severity
    self.option = option
    self.reason = reason
    self.suggestion = suggestion
  }
}

extension AgentDiagnostic: CustomStringConvertible {
  /// One line for people: `error: --drainDuration: REASON; SUGGESTION`.
  package var description: String {
    let shown = option.allSatisfy { $0.isUppercase || $0 == "_" } ? option : "--\(option)"
    return "\(severity.rawValue): \(shown): \(reason); \(suggestion)"
  }
}
