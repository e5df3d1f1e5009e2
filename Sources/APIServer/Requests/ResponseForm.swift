import KubernetesAPI

/// In which form a client wants objects.
enum ResponseForm: Hashable, Sendable {
  /// What each row of a table carries of its object.
  enum RowObject: String, Hashable, Sendable {
    case none = "None"
    case metadata = "Metadata"
    case whole = "Object"
  }
  case whole
  /// `meta.k8s.io` Table, of this version.
  case table(version: String, rows: RowObject)
  /// `meta.k8s.io` PartialObjectMetadata, of this version.
  case metadata(version: String)
}

/// What a request accepts, in order of its preference.
///
/// Source: RFC 9110, 12.5.1; Kubernetes' API concepts, "Receiving resources as Tables".
struct AcceptedForms: Sendable {
  struct MediaType: Sendable {
    var name: String
    var parameters: [String: String]
    var weight: Double
  }

  let types: [MediaType]

  private static let mostTypes = 32

  /// - Parameter header: The Accept header; nil or empty accepts everything.
  init(_ header: String?) {
    let parts = (header ?? "").split(separator: ",").prefix(Self.mostTypes)
    let types = parts.enumerated().compactMap { index, part in Self.mediaType(part).map { (index, $0) } }
    let sorted = types.sorted { ($1.1.weight, $0.0) < ($0.1.weight, $1.0) }.map(\.1)
    self.types = sorted.isEmpty ? [MediaType(name: "*/*", parameters: [:], weight: 1)] : sorted
  }

  private static func mediaType(_ text: Substring) -> MediaType? {
    let parts = text.split(separator: ";").map { $0.trimming(" ") }
    guard let name = parts.first, !name.isEmpty else { return nil }
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parameters[pair[0].trimming(" ").lowercased()] = String(pair[1].trimming(" \"")) }
    }
    let weight = parameters.removeValue(forKey: "q").map { Double($0) ?? 0 } ?? 1
    return weight > 0 ? MediaType(name: name.lowercased(), parameters: parameters, weight: min(weight, 1)) : nil
  }

  /// The form that the client prefers among those there are.
  /// - Parameter rows: What the query's `includeObject` says.
  /// - Throws: a Status of code 406 where none of them is served.
  func form(rows: ResponseForm.RowObject) throws(Status) -> ResponseForm {
    for type in types where ["application/json", "application/*", "*/*"].contains(type.name) {
      switch (type.parameters["as"], type.parameters["g"]) {
      case (nil, _): return .whole
      case ("Table", "meta.k8s.io"):
        if let version = metaVersion(type) { return .table(version: version, rows: rows) }
      case ("PartialObjectMetadata", "meta.k8s.io"), ("PartialObjectMetadataList", "meta.k8s.io"):
        if let version = metaVersion(type) { return .metadata(version: version) }
      default: continue
      }
    }
    throw .notAcceptable(served: ["application/json"])
  }

  /// The version of aggregated discovery that the client prefers before the plain one; nil for the plain one.
  func discoveryVersion() -> String? {
    for type in types where ["application/json", "application/*", "*/*"].contains(type.name) {
      guard let form = type.parameters["as"] else { return nil }
      guard form == "APIGroupDiscoveryList", type.parameters["g"] == "apidiscovery.k8s.io" else { continue }
      if let version = type.parameters["v"], ["v2", "v2beta1"].contains(version) { return version }
    }
    return nil
  }

  private func metaVersion(_ type: MediaType) -> String? {
    let version = type.parameters["v"] ?? "v1"
    return ["v1", "v1beta1"].contains(version) ? version : nil
  }
}

extension Substring {
  /// Without these signs at both ends.
  func trimming(_ signs: String) -> Substring {
    var rest = drop { signs.contains($0) }
    while let last = rest.last, signs.contains(last) { rest.removeLast() }
    return rest
  }
}
