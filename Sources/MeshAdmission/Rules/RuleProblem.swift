import MeshAPI

/// What a rule has against a value; the caller knows where the value stands.
struct RuleProblem {
  var severity: Diagnostic.Severity = .error
  var code: Diagnostic.Code = .invalidValue
  var message: String
  var suggestion: String?

  /// An invalid value.
  init(_ message: String, suggestion: String? = nil) {
    self.init(.invalidValue, message, suggestion: suggestion)
  }

  init(_ code: Diagnostic.Code, _ message: String, suggestion: String? = nil) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
  }
}
