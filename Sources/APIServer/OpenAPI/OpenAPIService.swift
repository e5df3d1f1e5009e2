import Crypto
import KubernetesAPI

/// Answers `/openapi/v2`, `/openapi/v3` and what that names.
struct OpenAPIService: Sendable {
  let product: String

  /// - Returns: nil where the path is none of these.
  func answer(
    _ parts: [String], accept: AcceptedForms, query: QueryParameters, table: ResourceTable
  ) throws(Status) -> Answer? {
    if parts == ["openapi", "v2"] { return try swagger(accept, table) }
    guard parts.count >= 2, parts[0] == "openapi", parts[1] == "v3" else { return nil }
    if parts.count == 2 { return .json(index(table)) }
    guard let groupVersion = Self.groupVersion(parts.dropFirst(2)), isServed(groupVersion, table) else { return nil }
    return .json(OpenAPIDocument(table: table, groupVersion: groupVersion, product: product).json)
  }

  /// Each group version with the place of its document, whose hash changes with it.
  private func index(_ table: ResourceTable) -> JSONValue {
    var paths: [String: JSONValue] = [:]
    for (group, versions) in table.groups {
      for version in versions {
        let groupVersion = GroupVersion(group: group, version: version)
        let path = group.isEmpty ? "api/\(version)" : "apis/\(groupVersion)"
        let document = OpenAPIDocument(table: table, groupVersion: groupVersion, product: product).json.jsonBytes
        paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(Self.hash(document))")]
      }
    }
    return ["paths": .object(paths)]
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF")
    return SHA256.hash(data: bytes).prefix(16).reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }

  private static func groupVersion(_ parts: ArraySlice<String>) -> GroupVersion? {
    switch (parts.first, parts.count) {
    case ("api", 2): GroupVersion(group: "", version: parts[parts.startIndex + 1])
    case ("apis", 3): GroupVersion(group: parts[parts.startIndex + 1], version: parts[parts.startIndex + 2])
    default: nil
    }
  }

  private func isServed(_ groupVersion: GroupVersion, _ table: ResourceTable) -> Bool {
    table.groups.contains { $0.name == groupVersion.group && $0.versions.contains(groupVersion.version) }
  }
}
