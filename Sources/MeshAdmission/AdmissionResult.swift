package import MeshAPI

/// An object that was admitted, with the places of its fields in the file.
package struct AdmittedObject: Sendable {
  package let object: MeshObject
  /// 1-based line on which the object starts.
  package let line: Int
  /// 1-based column on which the object starts.
  package let column: Int
  /// Where each field stands, so that a diagnostic found later can be located.
  package let positions: FieldPositions

  package init(object: MeshObject, line: Int, column: Int, positions: FieldPositions) {
    self.object = object
    self.line = line
    self.column = column
    self.positions = positions
  }

  /// The place of the field at `path` (`spec.http[0].route[1]`), or of its nearest ancestor that was written.
  package func location(of path: String) -> (line: Int, column: Int) {
    positions.location(of: path)
  }

  /// The same object, `lines` further down in its file.
  func moved(by lines: Int) -> AdmittedObject {
    AdmittedObject(object: object, line: line + lines, column: column, positions: positions.moved(by: lines))
  }

  /// Joins the place of its field onto a diagnostic about this object.
  package func locate(_ diagnostic: Diagnostic, file: String?) -> LocatedDiagnostic {
    let place = location(of: diagnostic.path)
    return LocatedDiagnostic(diagnostic, file: file, line: place.line, column: place.column)
  }
}

/// An object that was refused because of an error in it.
package struct RefusedObject: Hashable, Sendable {
  /// nil where the text does not say which object it is, or where its kind is not one of the mesh's.
  package let key: ObjectKey?
  /// What to call it: `Kind/namespace/name` as far as known.
  package let name: String
  /// 1-based line on which it starts.
  package let line: Int

  package init(key: ObjectKey?, name: String, line: Int) {
    self.key = key
    self.name = name
    self.line = line
  }
}

/// An object of a kind that a mesh does not read (a Deployment, a ConfigMap ...).
package struct IgnoredObject: Hashable, Sendable {
  package let apiVersion: String
  package let kind: String
  /// `Kind/namespace/name` as far as known.
  package let name: String
  /// 1-based line on which it starts.
  package let line: Int

  package init(apiVersion: String, kind: String, name: String, line: Int) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.line = line
  }
}

/// What became of the text of one file.
package struct AdmissionResult: Sendable {
  /// In the order of the file.
  package var objects: [AdmittedObject] = []
  package var refused: [RefusedObject] = []
  package var ignored: [IgnoredObject] = []
  /// Sorted by place.
  package var diagnostics: [LocatedDiagnostic] = []
  /// False when the file as a whole could not be parsed: nothing is said about which objects it holds, so whatever was in
  /// force from it stays. `objects` is empty then.
  package var isReadable = true

  package init() {}

  /// Whether anything in the file was refused.
  package var hasErrors: Bool {
    !isReadable || !refused.isEmpty || diagnostics.contains { $0.diagnostic.severity == .error }
  }
}
