/// What is wrong with a kubeconfig, as its author needs to hear it.
package struct KubeconfigError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing to mend.
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file's path; nil where it is about what the files add up to.
    package var file: String?
    /// 1-based; nil where the place is unknown.
    package var line: Int?
    /// From the file's root: `users[admin].user.exec.apiVersion`. Empty for the file as a whole.
    package var field: String
    package var message: String
    /// What to write instead; nil where there is no single answer.
    package var suggestion: String?

    package init(file: String?, line: Int? = nil, field: String = "", message: String, suggestion: String? = nil) {
      self.file = file
      self.line = line
      self.field = field
      self.message = message
      self.suggestion = suggestion
    }

    /// `file:line: field: message; suggestion`, leaving out what is not known.
    package var description: String {
      let place = file.map { file in line.map { "\(file):\($0)" } ?? file }
      let text = message + (suggestion.map { "; \($0)" } ?? "")
      return [place, field.isEmpty ? nil : field, text].compactMap { $0 }.joined(separator: ": ")
    }
  }

  /// Never empty.
  package var problems: [Problem]

  package init(_ problems: [Problem]) { self.problems = problems }

  package init(_ problem: Problem) { problems = [problem] }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
