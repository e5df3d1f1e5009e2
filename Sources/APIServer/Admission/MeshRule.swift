import KubernetesAPI
import MeshAPI
import MeshAdmission

/// Rules of the mesh are checked as every source of the control plane checks them: what it would refuse is not stored, what it
/// would warn about is told.
struct MeshRule: ObjectRule {
  private let admission: Admission
  private static let kinds = Set(ObjectKind.allCases.filter(\.isRule).map { "\($0.group)/\($0.rawValue)" })

  init(admission: Admission) { self.admission = admission }

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let kind = change.request.kind
    guard Self.kinds.contains("\(kind.group)/\(kind.kind)"), change.request.subresource == nil else { return }
    var object = object
    object["status"] = nil
    let result = admission.admit(JSONWriter.bytes(object), file: "")
    let errors = result.diagnostics.filter { $0.diagnostic.severity == .error }
    guard errors.isEmpty else {
      throw .invalid(kind, object.metadata.name ?? "", errors.map { Self.fieldError($0.diagnostic) })
    }
    for located in result.diagnostics where located.diagnostic.severity == .warning {
      warnings.add(Self.sentence(located.diagnostic))
    }
  }

  private static func fieldError(_ diagnostic: Diagnostic) -> FieldError {
    .invalid(DiagnosticPath.fieldPath(diagnostic.path), nil, text(diagnostic))
  }

  private static func sentence(_ diagnostic: Diagnostic) -> String {
    diagnostic.path.isEmpty ? text(diagnostic) : "\(diagnostic.path): \(text(diagnostic))"
  }

  private static func text(_ diagnostic: Diagnostic) -> String {
    diagnostic.suggestion.map { "\(diagnostic.message); \($0)" } ?? diagnostic.message
  }
}
