/// Something to tell a user about an object that they wrote.
///
/// A diagnostic names the object and the field; the file and the line are joined on where the file is known
/// (`LocatedDiagnostic`), so that no line number enters a builder's key.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable, Comparable {
    /// The object (or the file) is refused; its last good version stays in force.
    case error
    /// The object stays in force; something about it is probably not what its author meant.
    case warning
    /// Worth knowing, nothing to mend.
    case note

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }
  }

  /// A stable name that tools may match on, for example `unknown-field`.
  package struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    package var rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
  }

  package var severity: Severity
  package var code: Code
  /// What the user called the object: `Kind/namespace/name`; empty when the text could not be read that far.
  package var object: String
  /// The field, from the object's root: `spec.http[0].route[1].weight`; empty for the object as a whole.
  package var path: String
  /// One or two sentences: what is wrong.
  package var message: String
  /// What to write instead; nil where there is no single answer.
  package var suggestion: String?

  package init(
    _ severity: Severity, _ code: Code, object: String, path: String = "", message: String, suggestion: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.object = object
    self.path = path
    self.message = message
    self.suggestion = suggestion
  }
}
