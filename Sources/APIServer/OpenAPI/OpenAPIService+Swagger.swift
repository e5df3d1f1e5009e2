import KubernetesAPI
import KubernetesProtobuf

// `/openapi/v2`, for clients before Kubernetes 1.24.
extension OpenAPIService {
  /// The other spelling of the protobuf form, without a sign that media types may not have.
  private static let protobufAlias = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"

  /// All kinds in one document, in the form that the client prefers.
  func swagger(_ accept: AcceptedForms, _ table: ResourceTable) throws(Status) -> Answer {
    for type in accept.types {
      switch type.name {
      case SwaggerEncoder.mediaType, Self.protobufAlias:
        return Answer(code: 200, contentType: Self.protobufAlias, body: .bytes(SwaggerEncoder.encode(swagger(table))))
      case "application/json", "application/*", "*/*": return .json(swagger(table))
      default: continue
      }
    }
    throw .notAcceptable(served: ["application/json", SwaggerEncoder.mediaType])
  }

  private func swagger(_ table: ResourceTable) -> JSONValue {
    let documents = table.groups.flatMap { group in
      group.versions.map { version in
        OpenAPIDocument(table: table, groupVersion: GroupVersion(group: group.name, version: version), product: product).json
      }
    }
    return SwaggerDocument(documents: documents, product: product).json
  }
}
