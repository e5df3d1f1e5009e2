package import MeshAPI

extension Diagnostic.Code {
  /// A file or folder that cannot be read.
  package static let unreadableFile: Self = "unreadable-file"
  /// A folder that is not watched, so changes in it are noticed late.
  package static let unwatchedFolder: Self = "unwatched-folder"
}

/// Why a file or a folder could not be taken in.
struct FileProblem: Error, Hashable, Sendable {
  var path: String
  var code: Diagnostic.Code
  var severity: Diagnostic.Severity = .error
  var message: String
  var suggestion: String?
  /// 1-based; nil where the problem is not about what the file holds.
  var line: Int?

  var diagnostic: LocatedDiagnostic {
    LocatedDiagnostic(
      Diagnostic(severity, code, object: "", message: message, suggestion: suggestion), file: path, line: line,
      column: line.map { _ in 1 })
  }
}
