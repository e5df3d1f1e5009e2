import KubernetesAPI
import KubernetesProtobuf

/// Reads what requests carry.
struct BodyReader: Sendable {
  /// The most bytes of a request's body.
  let limit: Int
  /// Reads YAML of one document as JSON.
  let readYAML: @Sendable (_ bytes: [UInt8]) throws(Status) -> JSONValue

  func object(_ request: IncomingRequest, _ body: RequestRouter.ReadBody) async throws(Status) -> ObjectBody {
    let type = try MediaType.of(request.contentType, among: MediaType.objects)
    return try parse(try await body(limit), as: type)
  }

  /// What a deletion carries: its options, or nothing.
  func optional(_ request: IncomingRequest, _ body: RequestRouter.ReadBody) async throws(Status) -> JSONValue? {
    let bytes = try await body(limit)
    guard !bytes.isEmpty else { return nil }
    return try parse(bytes, as: try MediaType.of(request.contentType, among: MediaType.objects)).value
  }

  func patch(_ request: IncomingRequest, _ body: RequestRouter.ReadBody) async throws(Status) -> ObjectPatch {
    let type = try MediaType.of(
      request.contentType, among: [.jsonPatch, .mergePatch, .strategicMergePatch, .applyPatch])
    let bytes = try await body(limit)
    return ObjectPatch(type: type, body: try parse(bytes, as: type == .applyPatch ? .yaml : .json))
  }

  private func parse(_ bytes: [UInt8], as type: MediaType) throws(Status) -> ObjectBody {
    guard !bytes.isEmpty else { throw .badRequest("the request has no body") }
    if type == .protobuf { return try parseProtobuf(bytes) }
    do throws(JSONError) {
      let parsed = try JSONParser.parseReporting(bytes, limits: .request)
      return ObjectBody(value: parsed.value, duplicates: parsed.duplicates)
    } catch {
      // YAML holds JSON, so JSON was tried first.
      guard type == .yaml else { throw .badRequest("the body of the request is not JSON: \(error)") }
      return ObjectBody(value: try readYAML(bytes))
    }
  }

  private func parseProtobuf(_ bytes: [UInt8]) throws(Status) -> ObjectBody {
    do throws(ProtobufError) {
      return ObjectBody(value: try ProtobufBody.decode(bytes))
    } catch {
      switch error.code {
      case .unknownKind: throw .unsupportedMediaType(accepted: [MediaType.json, .yaml].map(\.rawValue))
      case .tooLarge: throw .requestEntityTooLarge(error.problem)
      case .malformed, .unknownField, .tooDeep: throw .badRequest("the body of the request is not Kubernetes' protobuf: \(error)")
      }
    }
  }
}

/// A patch as it came.
struct ObjectPatch: Sendable {
  var type: MediaType
  var body: ObjectBody
}
