import MeshAPI

/// Collects what is to be said about one object while it is decoded.
final class ObjectReport {
  let object: String
  let file: String
  let options: AdmissionOptions
  private(set) var diagnostics: [LocatedDiagnostic] = []
  private(set) var hasErrors = false
  /// A file of nonsense must not fill the memory with messages about it.
  private static let maximumDiagnostics = 200

  init(object: String, file: String, options: AdmissionOptions) {
    self.object = object
    self.file = file
    self.options = options
  }

  func add(
    _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, path: String, line: Int, column: Int, message: String,
    suggestion: String? = nil
  ) {
    if severity == .error { hasErrors = true }
    guard diagnostics.count < Self.maximumDiagnostics else {
      if diagnostics.count == Self.maximumDiagnostics {
        let end = Diagnostic(.note, .limit, object: object, message: "further problems of this object are not listed")
        diagnostics.append(LocatedDiagnostic(end, file: file, line: line, column: column))
      }
      return
    }
    let diagnostic = Diagnostic(severity, code, object: object, path: path, message: message, suggestion: suggestion)
    diagnostics.append(LocatedDiagnostic(diagnostic, file: file, line: line, column: column))
  }
}
