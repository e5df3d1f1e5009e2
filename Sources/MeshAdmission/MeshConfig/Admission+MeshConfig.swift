package import MeshAPI

extension Admission {
  /// Reads a mesh config: one document with the fields of Istio's `MeshConfig`.
  ///
  /// Fields that have no effect yet are warnings, because a mesh without any config is worse than one without them.
  /// - Returns: nil and the reasons where the text cannot be read or a field is wrong.
  package func meshConfig(_ bytes: [UInt8], file: String) -> (MeshConfig?, [LocatedDiagnostic]) {
    let report = ObjectReport(object: "MeshConfig", file: file, options: options)
    let config = meshConfig(bytes, path: .root(), linesBefore: 0, report: report)
    return (report.hasErrors ? nil : config, ResultAssembly.sorted(report.diagnostics))
  }

  /// Reads a mesh config that is a file, or a text in an object.
  ///
  /// - Parameters:
  ///   - path: Where it stands in the object.
  ///   - linesBefore: How many lines of the file stand before it.
  /// - Returns: nil where it cannot be read at all; the report says why, and what is wrong with fields.
  func meshConfig(_ bytes: [UInt8], path: FieldPath, linesBefore: Int, report: ObjectReport) -> MeshConfig? {
    var roots: [DocumentValue] = []
    var before = linesBefore
    do throws(TextProblem) {
      for document in try documents(of: bytes) {
        before = linesBefore + document.linesBefore
        roots += try values(of: document, budget: options.limits.values).roots.map { $0.moved(by: before) }
      }
    } catch {
      let found = located(error, file: report.file, linesBefore: before)
      report.add(
        .error, found.diagnostic.code, path: path.text, line: found.line ?? before + 1, column: found.column ?? 1,
        message: found.diagnostic.message, suggestion: found.diagnostic.suggestion)
      return nil
    }
    guard let document = roots.first else { return MeshConfig() }
    if let second = roots.dropFirst().first {
      report.add(
        .error, .conflict, path: path.text, line: Int(second.line), column: Int(second.column),
        message: "a mesh config is one document")
    }
    guard let entries = document.entries else {
      report.add(
        .error, .wrongType, path: path.text, line: Int(document.line), column: Int(document.column),
        message: "a mesh config must be a mapping, not \(document.typeDescription)")
      return nil
    }
    let fields = FieldReader(entries, path: path, place: (Int(document.line), Int(document.column)), report: report)
    let config = MeshConfigDecoder.decode(fields)
    _ = fields.finish()
    return config
  }
}
