import KubernetesAPI

/// In which form a request carries its object or its patch.
enum MediaType: String, Sendable {
  case json = "application/json"
  case yaml = "application/yaml"
  /// What clients in Go send of kinds that are built in.
  case protobuf = "application/vnd.kubernetes.protobuf"
  case jsonPatch = "application/json-patch+json"
  case mergePatch = "application/merge-patch+json"
  case strategicMergePatch = "application/strategic-merge-patch+json"
  case applyPatch = "application/apply-patch+yaml"

  static let objects: [MediaType] = [.json, .yaml, .protobuf]

  /// - Parameter header: The Content-Type header; nil or empty counts as JSON.
  init?(header: String?) {
    let name = (header ?? "").split(separator: ";").first.map { $0.trimming(" ").lowercased() } ?? ""
    switch name {
    case "": self = .json
    case "application/x-yaml", "text/yaml": self = .yaml
    default: self.init(rawValue: name)
    }
  }

  /// - Throws: a Status of code 415 where the type is none of these.
  static func of(_ header: String?, among accepted: [MediaType]) throws(Status) -> MediaType {
    guard let type = MediaType(header: header), accepted.contains(type) else {
      throw .unsupportedMediaType(accepted: accepted.map(\.rawValue))
    }
    return type
  }
}
