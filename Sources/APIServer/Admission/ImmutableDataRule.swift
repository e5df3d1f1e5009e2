import KubernetesAPI

/// ConfigMaps and Secrets keep what they hold once they say so, and a Secret is of one type for good.
///
/// Source: Kubernetes' documentation of ConfigMaps and Secrets, "Immutable ConfigMaps" and "Immutable Secrets".
struct ImmutableDataRule: ObjectRule {
  private static let held: [String: [String]] = ["configmaps": ["binaryData", "data"], "secrets": ["data"]]

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let request = change.request
    guard let old = change.old, request.definition.group.isEmpty, let held = Self.held[request.definition.names.plural] else {
      return
    }
    var errors: [FieldError] = []
    if request.definition.names.plural == "secrets", Self.type(object) != Self.type(old) {
      errors.append(.invalid(FieldPath("type"), object["type"], "field is immutable"))
    }
    if old["immutable"]?.bool == true {
      var changed = held.filter { Self.members(object[$0]) != Self.members(old[$0]) }
      if object["immutable"]?.bool != true { changed.append("immutable") }
      errors += changed.map { .forbidden(FieldPath($0), "field is immutable when `immutable` is set") }
    }
    guard errors.isEmpty else { throw .invalid(request.kind, object.metadata.name ?? "", errors) }
  }

  /// None is the same as an empty mapping. Bytes, as texts of the same letters can differ in them.
  private static func members(_ value: JSONValue?) -> [UInt8] { JSONWriter.bytes(.object(value?.object ?? [:])) }

  private static func type(_ secret: JSONValue) -> String {
    let type = secret["type"]?.string ?? ""
    return type.isEmpty ? "Opaque" : type
  }
}
