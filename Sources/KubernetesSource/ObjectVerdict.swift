import KubernetesAPI
import KubernetesClient
import MeshAPI
import MeshAdmission
import MeshModel

/// What admission made of one object of the API server.
struct ObjectVerdict: Sendable {
  enum Outcome: Sendable {
    case admitted(MeshObject)
    case refused
    /// Not of a kind that the mesh reads in this version.
    case ignored
  }
  var key: ObjectKey
  var outcome: Outcome
  var place: ObjectPlace
  var diagnostics: [LocatedDiagnostic]
  /// nil for what is no rule.
  var rule: ObservedRule?

  init(_ object: JSONValue, name: ObjectName, order: WatchOrder, admission: Admission) {
    let kind = order.slot.kind
    key = ObjectKey(kind: kind, namespace: name.namespace, name: name.name)
    let file = Self.reference(order.resource, name)
    place = ObjectPlace(file: file, line: 1)
    var identified = object
    // Metadata alone comes under a kind of its own.
    identified["apiVersion"] = .string(order.resource.apiVersion)
    identified["kind"] = .string(kind.rawValue)
    // Nobody reads who set which field; it is often the longest part of an object.
    identified["metadata"]?["managedFields"] = nil
    let result = admission.admit(identified.jsonBytes, file: file)
    // There are no lines in what an API server sends.
    diagnostics = result.diagnostics.map { LocatedDiagnostic($0.diagnostic, file: file) }
    if let object = result.objects.first?.object {
      outcome = .admitted(object)
    } else {
      outcome = result.refused.isEmpty && result.isReadable ? .ignored : .refused
    }
    rule = ObservedRule(object, verdict: self, name: name, resource: order.resource)
  }

  /// How kubectl names an object: `virtualservices.networking.istio.io/shop/reviews`.
  static func reference(_ resource: KubernetesResource, _ name: ObjectName) -> String { "\(resource)/\(name)" }
}
