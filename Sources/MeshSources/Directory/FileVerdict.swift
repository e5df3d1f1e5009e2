import MeshAPI
import MeshAdmission

/// What admission made of one file's change.
struct FileVerdict: Sendable {
  enum Outcome: Sendable {
    /// - Parameter lineCount: Lines of the whole file.
    case admitted(AdmissionResult, lineCount: Int)
    case unreadable(LocatedDiagnostic)
    case gone
  }
  var path: String
  var outcome: Outcome
  var formerPath: String?

  init(_ change: FileChange, admission: Admission) {
    path = change.path
    formerPath = change.formerPath
    switch change.outcome {
    case .content(let bytes): outcome = .admitted(admission.admit(bytes, file: change.path), lineCount: Self.lineCount(bytes))
    case .unreadable(let problem): outcome = .unreadable(problem.diagnostic)
    case .gone: outcome = .gone
    }
  }

  private static func lineCount(_ bytes: [UInt8]) -> Int { bytes.count { $0 == UInt8(ascii: "\n") } + 1 }
}
