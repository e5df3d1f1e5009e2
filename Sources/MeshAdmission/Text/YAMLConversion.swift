/// Reads YAML as JSON, by the same rules as the files of the mesh: aliases, types of plain words, depth and size are bounded alike.
package enum YAMLConversion {
  /// Why a text is no YAML that can be read.
  package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    /// 1-based; nil where no line is to blame.
    package var line: Int?
    package var isLimit: Bool

    package var description: String { line.map { "line \($0): \(message)" } ?? message }
  }

  /// The documents of a text, each as JSON text; documents without a value are left out.
  package static func json(_ bytes: [UInt8], limits: AdmissionOptions.Limits = AdmissionOptions.Limits()) throws(Problem)
    -> [[UInt8]]
  {
    do throws(TextProblem) {
      var options = AdmissionOptions()
      options.limits = limits
      let admission = Admission(options: options)
      var budget = limits.values
      var result: [[UInt8]] = []
      for document in try admission.documents(of: bytes) {
        let (roots, count) = try admission.values(of: document, budget: budget)
        budget -= count
        result += roots.filter { !$0.isNull }.map(DocumentJSON.bytes)
      }
      return result
    } catch {
      throw Problem(message: error.message, line: error.line, isLimit: error.isLimit)
    }
  }
}
