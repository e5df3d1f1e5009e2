import MeshAPI

/// What an analysis of files found, in several forms.
package struct AnalysisReport: Sendable {
  package var findings: [FileAnalysis.Finding]

  /// Whether anything is at least as bad as `level`.
  package func reaches(_ level: IstioMessage.Level) -> Bool { findings.contains { $0.message.level >= level } }

  /// One line for each message: `LEVEL [CODE] (ORIGIN FILE:LINE) MESSAGE`.
  package var text: String {
    guard !findings.isEmpty else { return "No issues were found.\n" }
    return findings.map { $0.line + "\n" }.joined()
  }

  package var json: [UInt8] { value.bytes }

  package var yaml: String { value.yaml }

  /// One test case for each error and warning.
  package var junit: String {
    let told = findings.filter { $0.message.level > .info }
    return JUnitReport(
      suite: "meltemi analyze",
      failures: told.map { finding in
        JUnitReport.Failure(
          file: finding.located.file ?? "", name: finding.origin.isEmpty ? finding.message.name : finding.origin,
          type: finding.message.code, message: finding.located.diagnostic.message, text: finding.line,
          isError: finding.message.level == .error)
      }
    ).text
  }

  /// Under the names of Istio's own output, with the field and our own code beside them.
  private var value: DebugJSON {
    .array(
      findings.map { finding in
        let diagnostic = finding.located.diagnostic
        return [
          "code": .string(finding.message.code), "name": .string(finding.message.name),
          "level": .string(finding.message.level.rawValue), "origin": .string(finding.origin),
          "message": .string(diagnostic.message), "reference": .string(finding.reference), "field": .string(diagnostic.path),
          "suggestion": .optional(diagnostic.suggestion), "meltemiCode": .string(diagnostic.code.rawValue),
        ]
      })
  }
}

extension FileAnalysis.Finding {
  /// `FILE:LINE`, as far as known.
  fileprivate var reference: String {
    (located.file ?? "") + (located.line.map { ":\($0)" } ?? "")
  }

  fileprivate var line: String {
    let diagnostic = located.diagnostic
    let place = [origin, reference].filter { !$0.isEmpty }.joined(separator: " ")
    let field = diagnostic.path.isEmpty ? "" : "\(diagnostic.path): "
    let suggestion = diagnostic.suggestion.map { "; \($0)" } ?? ""
    return "\(message.level.rawValue) [\(message.code)] (\(place)) \(field)\(diagnostic.message)\(suggestion)"
  }
}
