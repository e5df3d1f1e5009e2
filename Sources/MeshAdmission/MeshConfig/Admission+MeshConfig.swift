package import MeshAPI

extension Admission {
  /// Reads a mesh config: one document with the fields of Istio's `MeshConfig`.
  ///
  /// Fields that have no effect yet are warnings, because a mesh without any config is worse than one without them.
  /// - Returns: nil and the reasons where the text cannot be read or a field is wrong.
  package func meshConfig(_ bytes: [UInt8], file: String) -> (MeshConfig?, [LocatedDiagnostic]) {
    var roots: [DocumentValue] = []
    do throws(TextProblem) {
      for document in try documents(of: bytes) {
        do throws(TextProblem) {
          roots += try values(of: document, budget: options.limits.values).roots.map { $0.moved(by: document.linesBefore) }
        } catch {
          return (nil, [located(error, file: file, linesBefore: document.linesBefore)])
        }
      }
    } catch {
      return (nil, [located(error, file: file, linesBefore: 0)])
    }
    guard let document = roots.first else { return (MeshConfig(), []) }
    let report = ObjectReport(object: "MeshConfig", file: file, options: options)
    if let second = roots.dropFirst().first {
      report.add(
        .error, .conflict, path: "", line: Int(second.line), column: Int(second.column),
        message: "a mesh config is one document")
    }
    guard let entries = document.entries else {
      report.add(
        .error, .wrongType, path: "", line: Int(document.line), column: Int(document.column),
        message: "a mesh config must be a mapping, not \(document.typeDescription)")
      return (nil, report.diagnostics)
    }
    let fields = FieldReader(
      entries, path: .root(), place: (Int(document.line), Int(document.column)), report: report)
    let config = MeshConfigDecoder.decode(fields)
    _ = fields.finish()
    return (report.hasErrors ? nil : config, ResultAssembly.sorted(report.diagnostics))
  }
}
