import MeshAPI

/// Regular expressions, by the syntax of RE2, which Envoy uses.
enum RegexRule {
  static func check(_ expression: String, _ name: String, in fields: FieldReader) {
    if expression.isEmpty {
      fields.report(.error, .required, name, "the expression must not be empty")
      return
    }
    do {
      let summary = try RE2Syntax.check(expression)
      let size = summary.programSize
      let limit = fields.report.options.limits.regexProgramSize
      if size > limit {
        fields.report(
          .error, .invalidRegex, name, "the expression compiles to about \(size) instructions; at most \(limit) are accepted")
      }
      for warning in summary.warnings {
        fields.report(
          .warning, .suspicious, name, "\(warning.message) (at position \(warning.position + 1))",
          suggestion: warning.suggestion)
      }
    } catch {
      fields.report(
        .error, .invalidRegex, name, "not an expression in RE2's syntax: \(error.message) (at position \(error.position + 1))",
        suggestion: error.suggestion)
    }
  }

  /// The replacement of a regex rewrite: `\0`...`\9` name groups, `\\` is a backslash.
  static func checkReplacement(_ text: String, _ name: String, expression: String, in fields: FieldReader) {
    let groups = try? RE2Syntax.check(expression).captures
    var isEscape = false
    for character in text {
      if !isEscape {
        isEscape = character == "\\"
        continue
      }
      isEscape = false
      if character == "\\" { continue }
      guard character.isASCII, let number = character.wholeNumberValue else {
        fields.report(
          .error, .invalidValue, name, "\"\\\(character)\" means nothing in a replacement",
          suggestion: "write \\\\ for a backslash")
        return
      }
      if let groups, number > groups {
        fields.report(.error, .invalidValue, name, "\"\\\(number)\" names a group, and the expression has \(groups)")
      }
    }
    if isEscape { fields.report(.error, .invalidValue, name, "the replacement ends in a single backslash") }
  }
}
