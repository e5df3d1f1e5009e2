import KubernetesAPI

/// What is answered about the server and its kinds.
enum InformationAnswer: Hashable, Sendable {
  case value(JSONValue)
  /// Clients may keep it, and ask whether it still holds.
  case document(ServedDocument)
  /// What the request's own hash names: clients need not ask again.
  case unchanging(ServedDocument)
  /// The content that was asked for by its hash is no more; what holds now is here.
  case moved(to: String)
}

/// Answers what is asked about the server and its kinds rather than about objects.
struct InformationService: Sendable {
  let version: ServerVersion
  /// The keys by which tokens of service accounts are verified.
  let keySet: JSONValue
  let openAPI: OpenAPIService
  let documents: DocumentCache
  let now: @Sendable () -> KubernetesTime

  /// How long clients may keep what its hash names: a year, the longest that HTTP knows.
  private static let keptSeconds: Int64 = 365 * 24 * 3600

  init(version: ServerVersion, keySet: JSONValue, now: @escaping @Sendable () -> KubernetesTime) {
    self.version = version
    self.keySet = keySet
    self.now = now
    documents = DocumentCache()
    openAPI = OpenAPIService(product: version.product, documents: documents)
  }

  /// - Throws: a Status of code 404 where the path is none of these.
  func answer(_ request: IncomingRequest, _ parts: [String], table: ResourceTable) throws(Status) -> Answer {
    switch try found(request, parts, table) {
    case .value(let value): return .json(value)
    case .document(let document): return answer(document, to: request)
    case .unchanging(let document):
      var answer = answer(document, to: request)
      answer.headers.append(("Cache-Control", "public, immutable"))
      answer.headers.append(("Expires", KubernetesTime(seconds: now().seconds &+ Self.keptSeconds).httpText))
      return answer
    case .moved(let place):
      var answer = Answer.text("", code: 301)
      answer.headers.append(("Location", place))
      return answer
    }
  }

  /// Source: RFC 9110, 13.1.2.
  private func answer(_ document: ServedDocument, to request: IncomingRequest) -> Answer {
    let tag = "\"\(document.hash)\""
    let isKnown = request.knownTags.contains { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }
    var answer = Answer(
      code: isKnown ? 304 : 200, contentType: document.contentType, body: isKnown ? .bytes([]) : .bytes(document.bytes))
    answer.headers = [("ETag", tag), ("Vary", "Accept")]
    return answer
  }

  private func found(
    _ request: IncomingRequest, _ parts: [String], _ table: ResourceTable
  ) throws(Status) -> InformationAnswer {
    let accepted = AcceptedForms(request.accept)
    switch parts.filter({ !$0.isEmpty }).count {
    case 1 where parts[0] == "version": return .value(version.json)
    case 3 where request.path == "/openid/v1/jwks": return .value(keySet)
    case 2 where request.path == "/.well-known/openid-configuration": return .value(Self.openID)
    case 1 where parts[0] == "api" || parts[0] == "apis": return groups(isCore: parts[0] == "api", accepted, table)
    case 2 where parts[0] == "apis":
      guard let group = Discovery(table: table).group(parts[1]) else { throw .resourceNotFound() }
      return .value(group)
    default: break
    }
    if let path = ResourcePath(parts), let list = Discovery(table: table).resources(path.groupVersion) { return .value(list) }
    if let answer = try openAPI.answer(parts, accept: accepted, query: request.query, table: table) { return answer }
    throw .resourceNotFound()
  }

  private func groups(isCore: Bool, _ accepted: AcceptedForms, _ table: ResourceTable) -> InformationAnswer {
    guard let version = accepted.discoveryVersion() else {
      let discovery = Discovery(table: table)
      return .value(isCore ? discovery.coreVersions : discovery.groups)
    }
    let aggregated = AggregatedDiscovery(table: table, version: version)
    return .document(
      documents.document(.discovery(isCore: isCore, version: version), of: table) {
        ServedDocument(contentType: aggregated.mediaType, bytes: aggregated.list(ofCore: isCore).jsonBytes)
      })
  }

  private static let openID: JSONValue = [
    "issuer": .string(AccountUsers.issuer), "jwks_uri": .string("\(AccountUsers.issuer)/openid/v1/jwks"),
    "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["ES256"],
  ]
}

/// What the server says it is. Tools look at the minor version to know what they may ask for.
struct ServerVersion: Hashable, Sendable {
  var minor = 32
  var product: String

  var json: JSONValue {
    [
      "major": "1", "minor": .string(String(minor)), "gitVersion": .string("v1.\(minor).0+meltemi-\(product)"),
      "gitCommit": "", "gitTreeState": "clean", "buildDate": "1970-01-01T00:00:00Z", "goVersion": "none", "compiler": "swift",
      "platform": "linux/amd64",
    ]
  }
}
