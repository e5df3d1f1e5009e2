package import MeshAPI

/// Reads files once and says what a control plane would say about them.
package struct FileValidation: Sendable {
  private let isStrict: Bool
  private let looksAcross: Bool

  /// - Parameters:
  ///   - isStrict: whether unknown fields are errors.
  ///   - looksAcross: whether references between objects are checked too.
  package init(isStrict: Bool = false, looksAcross: Bool = true) {
    self.isStrict = isStrict
    self.looksAcross = looksAcross
  }

  package func validate(_ paths: [String]) -> Verdict {
    let reading = FileReading(paths, isStrict: isStrict)
    return Verdict(
      diagnostics: reading.own + (looksAcross ? reading.across(meshConfig: nil) : []), files: reading.files,
      objects: reading.objects, ignored: reading.ignored)
  }

  /// What was found.
  package struct Verdict: Sendable {
    package var diagnostics: [LocatedDiagnostic]
    package var files: Int
    package var objects: Int
    package var ignored: Int

    package var hasErrors: Bool { count(.error) > 0 }

    /// One line for each diagnostic, and a last line that sums up.
    package var text: String {
      let lines = diagnostics.filter { $0.diagnostic.severity != .note }.map(\.description)
      let summary =
        "\(Self.amount(files, "file")), \(Self.amount(objects, "object")) accepted, \(ignored) ignored: "
        + "\(Self.amount(count(.error), "error")), \(Self.amount(count(.warning), "warning"))"
      return (lines + [summary]).joined(separator: "\n") + "\n"
    }

    /// The same as JSON.
    package var json: [UInt8] { value.bytes }

    /// The same as YAML.
    package var yaml: String { value.yaml }

    /// One test case for each error and warning, for what reads JUnit's reports.
    package var junit: String {
      let told = diagnostics.filter { $0.diagnostic.severity != .note }
      return JUnitReport(
        suite: "meltemi validate",
        failures: told.map { located in
          let diagnostic = located.diagnostic
          let name = [diagnostic.object, diagnostic.path].filter { !$0.isEmpty }.joined(separator: " ")
          return JUnitReport.Failure(
            file: located.file ?? "", name: name.isEmpty ? diagnostic.code.rawValue : name, type: diagnostic.code.rawValue,
            message: diagnostic.message, text: located.description, isError: diagnostic.severity == .error)
        }
      ).text
    }

    private var value: DebugJSON {
      let list = diagnostics.map { located -> DebugJSON in
        [
          "severity": .string(located.diagnostic.severity.rawValue), "code": .string(located.diagnostic.code.rawValue),
          "object": .string(located.diagnostic.object), "path": .string(located.diagnostic.path),
          "message": .string(located.diagnostic.message), "suggestion": .optional(located.diagnostic.suggestion),
          "file": .optional(located.file), "line": located.line.map { .int($0) } ?? .null,
          "column": located.column.map { .int($0) } ?? .null,
        ]
      }
      return [
        "diagnostics": .array(list), "files": .int(files), "objects": .int(objects), "ignored": .int(ignored),
        "errors": .int(count(.error)), "warnings": .int(count(.warning)),
      ]
    }

    private static func amount(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

    private func count(_ severity: Diagnostic.Severity) -> Int {
      diagnostics.count { $0.diagnostic.severity == severity }
    }
  }
}
