package import MeshAPI

/// Where an object was read; not part of the object.
package struct ObjectPlace: Hashable, Sendable {
  package var file: String
  /// 1-based line on which the document starts.
  package var line: Int
  /// Finds the fields of the object; not part of what makes two places equal.
  package var fields: FieldLocator?

  package init(file: String, line: Int, fields: FieldLocator? = nil) {
    self.file = file
    self.line = line
    self.fields = fields
  }

  /// Joins the place of its field onto a diagnostic about the object; the object's own where fields are not known.
  package func locate(_ diagnostic: Diagnostic) -> LocatedDiagnostic {
    guard let (line, column) = fields?.locate(diagnostic.path) else {
      return LocatedDiagnostic(diagnostic, file: file, line: line)
    }
    return LocatedDiagnostic(diagnostic, file: file, line: line, column: column)
  }

  package static func == (left: Self, right: Self) -> Bool { left.file == right.file && left.line == right.line }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(line)
  }
}

/// Knows where the fields of one object stand in its file.
package struct FieldLocator: Sendable {
  /// The 1-based line and column of the field at a path (`spec.http[0].match`), or of its nearest ancestor that was written.
  package let locate: @Sendable (_ path: String) -> (line: Int, column: Int)

  package init(locate: @escaping @Sendable (_ path: String) -> (line: Int, column: Int)) { self.locate = locate }
}
