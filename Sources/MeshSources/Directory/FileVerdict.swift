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

  /// - Parameter memory: What the last admission of this file found; forgotten when the file goes.
  init(_ change: FileChange, admission: Admission, memory: inout AdmissionMemory?) {
    path = change.path
    formerPath = change.formerPath
    switch change.outcome {
    case .content(let bytes):
      var known = memory.take() ?? AdmissionMemory()
      let result = admission.admit(bytes, file: change.path, memory: &known)
      memory = known
      outcome = .admitted(result, lineCount: Self.lineCount(bytes))
    case .unreadable(let problem): outcome = .unreadable(problem.diagnostic)
    case .gone:
      memory = nil
      outcome = .gone
    }
  }

  private static func lineCount(_ bytes: [UInt8]) -> Int { bytes.count { $0 == UInt8(ascii: "\n") } + 1 }
}
