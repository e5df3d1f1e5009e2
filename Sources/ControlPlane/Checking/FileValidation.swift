import EnvoyRendering
package import MeshAPI
import MeshAdmission
import MeshAnalysis
import MeshModel
import MeshSources
import MeshState

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
    let admission = Admission(options: AdmissionOptions(strict: isStrict), envoyValues: EnvoyPatchReader())
    let result = DirectoryLoader(admission: admission).load(paths)
    var diagnostics = result.diagnostics
    if looksAcross {
      var store = FactStore(sources: [])
      let mesh = FoldedMesh(folding: store.apply(result.batch))
      diagnostics += mesh.findings.map { store.locate($0.diagnostic, object: $0.object) }
      diagnostics += MeshAnalyzer(snapshot: mesh.snapshot, knowsMeshConfig: false).diagnostics().map { locate($0, store, result) }
    }
    return Verdict(
      diagnostics: diagnostics, files: result.fileCount, objects: result.batch.upserts.count, ignored: result.ignoredCount)
  }

  private func locate(_ diagnostic: Diagnostic, _ store: FactStore, _ result: DirectoryLoader.Result) -> LocatedDiagnostic {
    for (key, admitted) in result.admitted where key.description == diagnostic.object {
      return admitted.locate(diagnostic, file: store.place(of: key)?.file)
    }
    return LocatedDiagnostic(diagnostic)
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
    package var json: [UInt8] {
      let list = diagnostics.map { located -> DebugJSON in
        [
          "severity": .string(located.diagnostic.severity.rawValue), "code": .string(located.diagnostic.code.rawValue),
          "object": .string(located.diagnostic.object), "path": .string(located.diagnostic.path),
          "message": .string(located.diagnostic.message), "suggestion": .optional(located.diagnostic.suggestion),
          "file": .optional(located.file), "line": located.line.map { .int($0) } ?? .null,
          "column": located.column.map { .int($0) } ?? .null,
        ]
      }
      return DebugJSON.object([
        "diagnostics": .array(list), "files": .int(files), "objects": .int(objects), "ignored": .int(ignored),
        "errors": .int(count(.error)), "warnings": .int(count(.warning)),
      ]).bytes
    }

    private static func amount(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

    private func count(_ severity: Diagnostic.Severity) -> Int {
      diagnostics.count { $0.diagnostic.severity == severity }
    }
  }
}
