/// A diagnostic together with the place in a file that it is about.
package struct LocatedDiagnostic: Hashable, Sendable, CustomStringConvertible {
  package var diagnostic: Diagnostic
  /// The file's path as the user named it; nil where an object did not come from a file.
  package var file: String?
  /// 1-based; nil where the place is unknown.
  package var line: Int?
  /// 1-based; nil where the place is unknown.
  package var column: Int?

  package init(_ diagnostic: Diagnostic, file: String? = nil, line: Int? = nil, column: Int? = nil) {
    self.diagnostic = diagnostic
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column: severity: object: path: message; suggestion [code]`, leaving out what is not known.
  package var description: String {
    var place = file ?? ""
    if let line { place += (place.isEmpty ? "line " : ":") + "\(line)" }
    if let column, line != nil { place += ":\(column)" }
    var parts = place.isEmpty ? [] : [place]
    parts.append(diagnostic.severity.rawValue)
    if !diagnostic.object.isEmpty { parts.append(diagnostic.object) }
    if !diagnostic.path.isEmpty { parts.append(diagnostic.path) }
    let text = diagnostic.message + (diagnostic.suggestion.map { "; \($0)" } ?? "")
    return (parts + [text]).joined(separator: ": ") + " [\(diagnostic.code.rawValue)]"
  }
}
