import MeshAdmission
import MeshAPI

/// What admission made of one file's change.
struct FileVerdict: Sendable {
  enum Outcome: Sendable {
    case admitted(AdmissionResult)
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
    case .content(let bytes): outcome = .admitted(admission.admit(bytes, file: change.path))
    case .unreadable(let problem): outcome = .unreadable(problem.diagnostic)
    case .gone: outcome = .gone
    }
  }

  init(path: String, outcome: Outcome, formerPath: String? = nil) {
    self.path = path
    self.outcome = outcome
    self.formerPath = formerPath
  }
}
