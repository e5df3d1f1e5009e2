import KubernetesAPI
import KubernetesProtobuf

/// Answers `/openapi/v2`, `/openapi/v3` and what that names.
struct OpenAPIService: Sendable {
  let product: String
  let documents: DocumentCache

  /// The other spelling of the protobuf form, without a sign that media types may not have.
  private static let protobufAlias = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"

  /// - Returns: nil where the path is none of these.
  func answer(
    _ parts: [String], accept: AcceptedForms, query: QueryParameters, table: ResourceTable
  ) throws(Status) -> InformationAnswer? {
    if parts == ["openapi", "v2"] { return .document(try swagger(accept, table)) }
    guard parts.count >= 2, parts[0] == "openapi", parts[1] == "v3" else { return nil }
    if parts.count == 2 { return .document(index(table)) }
    guard let groupVersion = Self.groupVersion(parts.dropFirst(2)), isServed(groupVersion, table) else { return nil }
    let document = document(groupVersion, table)
    guard let hash = query["hash"] else { return .document(document) }
    return hash == document.hash ? .unchanging(document) : .moved(to: Self.url(groupVersion, document))
  }

  // MARK: OpenAPI v3

  private func document(_ groupVersion: GroupVersion, _ table: ResourceTable) -> ServedDocument {
    documents.document(.openAPI(groupVersion.description), of: table) {
      ServedDocument(bytes: OpenAPIDocument(table: table, groupVersion: groupVersion, product: product).json.jsonBytes)
    }
  }

  /// Each group version with the place of its document, whose hash changes with it.
  private func index(_ table: ResourceTable) -> ServedDocument {
    documents.document(.index, of: table) {
      var paths: [String: JSONValue] = [:]
      for groupVersion in Self.groupVersions(table) {
        paths[Self.path(groupVersion)] = ["serverRelativeURL": .string(Self.url(groupVersion, document(groupVersion, table)))]
      }
      return ServedDocument(bytes: JSONValue.object(["paths": .object(paths)]).jsonBytes)
    }
  }

  private static func url(_ groupVersion: GroupVersion, _ document: ServedDocument) -> String {
    "/openapi/v3/\(path(groupVersion))?hash=\(document.hash)"
  }

  private static func path(_ groupVersion: GroupVersion) -> String {
    groupVersion.group.isEmpty ? "api/\(groupVersion.version)" : "apis/\(groupVersion)"
  }

  private static func groupVersion(_ parts: ArraySlice<String>) -> GroupVersion? {
    switch (parts.first, parts.count) {
    case ("api", 2): GroupVersion(group: "", version: parts[parts.startIndex + 1])
    case ("apis", 3): GroupVersion(group: parts[parts.startIndex + 1], version: parts[parts.startIndex + 2])
    default: nil
    }
  }

  private static func groupVersions(_ table: ResourceTable) -> [GroupVersion] {
    table.groups.flatMap { group in group.versions.map { GroupVersion(group: group.name, version: $0) } }
  }

  private func isServed(_ groupVersion: GroupVersion, _ table: ResourceTable) -> Bool {
    Self.groupVersions(table).contains(groupVersion)
  }

  // MARK: OpenAPI v2, for clients before Kubernetes 1.24

  /// All kinds in one document, in the form that the client prefers.
  private func swagger(_ accept: AcceptedForms, _ table: ResourceTable) throws(Status) -> ServedDocument {
    for type in accept.types {
      switch type.name {
      case SwaggerEncoder.mediaType, Self.protobufAlias:
        return documents.document(.swagger(contentType: Self.protobufAlias), of: table) {
          ServedDocument(contentType: Self.protobufAlias, bytes: SwaggerEncoder.encode(swagger(table)))
        }
      case "application/json", "application/*", "*/*":
        return documents.document(.swagger(contentType: "application/json"), of: table) {
          ServedDocument(bytes: swagger(table).jsonBytes)
        }
      default: continue
      }
    }
    throw .notAcceptable(served: ["application/json", SwaggerEncoder.mediaType])
  }

  private func swagger(_ table: ResourceTable) -> JSONValue {
    let documents = Self.groupVersions(table).map {
      OpenAPIDocument(table: table, groupVersion: $0, product: product).json
    }
    return SwaggerDocument(documents: documents, product: product).json
  }
}
