import KubernetesAPI
import Logging
import NIOCore
import ObjectStore

/// Finds out what a request asks for, whether its maker may, and has it done.
struct RequestRouter: Sendable {
  let service: ResourceService
  let access: AccessControl
  let pacing: RequestPacing
  let load: RequestLoad
  let reviews: ReviewService
  let tokens: TokenRequestService
  let information: InformationService
  let bodies: BodyReader
  let audit: AuditLog
  /// Waits until a definition that was written as a revision is served.
  let takeInDefinition: @Sendable (StoreRevision) async -> Void
  let health: @Sendable () -> [String]
  let clock: any Clock<Duration>

  /// Reads a request's body, and tells of each part how many bytes it has.
  typealias ReceiveBody =
    @Sendable (_ limit: Int, _ hold: (_ bytes: Int) throws(Status) -> Void) async throws(Status) -> [UInt8]
  typealias ReadBody = @Sendable (_ limit: Int) async throws(Status) -> [UInt8]

  /// Answers any request; what goes wrong is an answer, too.
  func answer(_ request: IncomingRequest, body: @escaping ReceiveBody) async -> Answer {
    var entry = AuditEntry(request)
    do throws(Status) {
      if let answer = openAnswer(request) { return answer }
      var user = try await access.user(of: request.credentials, from: request.remoteHost, entry: &entry)
      entry.user = user
      if let other = request.impersonation {
        user = try access.impersonate(other, by: user)
        entry.impersonated = user
      }
      try pacing.admit(user.name)
      let permit = try load.begin(user)
      let counted: ReadBody = { limit throws(Status) in try await body(limit) { bytes throws(Status) in try permit.hold(bytes) } }
      let answer = try await answer(request, user: user, body: counted, entry: &entry)
      audit.note(entry, code: answer.code)
      return noted(answer, entry, permit)
    } catch {
      entry.problem = AuditEntry.problem(error)
      audit.note(entry, code: error.code)
      return .status(error)
    }
  }

  /// What goes wrong in the middle of an answer cannot be told to the client any more.
  /// - Parameter permit: Lives as long as the answer is made.
  private func noted(_ answer: Answer, _ entry: AuditEntry, _ permit: RequestPermit) -> Answer {
    guard case .parts(let run) = answer.body else { return answer }
    var answer = answer
    answer.body = .parts { [audit] write in
      do {
        try await run(write)
        withExtendedLifetime(permit) {}
      } catch let status as Status {
        var failed = entry
        failed.problem = "the answer was cut off: \(AuditEntry.problem(status))"
        audit.note(failed, code: 500)
        throw status
      }
    }
    return answer
  }

  /// What everybody may ask: whether the server is well.
  private func openAnswer(_ request: IncomingRequest) -> Answer? {
    guard ["/livez", "/healthz", "/readyz"].contains(request.path), request.method == "GET" || request.method == "HEAD" else {
      return nil
    }
    let missing = request.path == "/livez" ? [] : health()
    return missing.isEmpty ? .text("ok") : .text("waiting for: \(missing.joined(separator: ", "))\n", code: 503)
  }

  private func answer(
    _ request: IncomingRequest, user: UserInfo, body: ReadBody, entry: inout AuditEntry
  ) async throws(Status) -> Answer {
    guard let parts = request.parts else { throw .badRequest("the path is not encoded properly") }
    // A selector that is passed over would select everything, a dry run would write.
    if let part = request.query.malformed { throw .badRequest("\(JSONWriter.quoted(part)) in the query is not encoded properly") }
    if let path = ResourcePath(parts), let plural = path.resource {
      return try await answer(request, path, plural: plural, user: user, body: body, entry: &entry)
    }
    try access.check(AccessRequest(verb: request.method.lowercased(), object: .path(request.path)), user, resource: nil, name: "")
    guard request.method == "GET" || request.method == "HEAD" else { throw .resourceNotFound() }
    return try information.answer(request, parts, table: service.table())
  }

  // MARK: Resources

  private func answer(
    _ request: IncomingRequest, _ path: ResourcePath, plural: String, user: UserInfo, body: ReadBody, entry: inout AuditEntry
  ) async throws(Status) -> Answer {
    let isWatch = try request.query.flag("watch") ?? false
    guard let verb = APIVerb(method: request.method, hasName: path.name != nil, isWatch: isWatch) else {
      throw Status(
        code: 405, reason: .methodNotAllowed, message: "the server does not allow this method on the requested resource")
    }
    let resource = path.groupVersion.resource(plural)
    entry.verb = verb.rawValue
    entry.resource = path
    // Lists and watches of one object by name are as good as that object: roles may name it.
    let selected = try Self.selectedName(request.query, verb)
    let question = AccessRequest(
      verb: verb.rawValue,
      object: .resource(
        GroupResource(group: path.groupVersion.group, resource: plural), subresource: path.subresource,
        namespace: path.grantingNamespace, name: path.name ?? selected))
    // Asked before it is said whether there is such a kind: who may not know learns nothing.
    try access.check(question, user, resource: resource, name: path.name ?? "")
    if let answer = try await reviews.answer(request, path, verb: verb, user: user, body: body, reader: bodies) { return answer }
    guard let (definition, version) = service.table().resource(path.groupVersion, plural: plural),
      definition.isNamespaced || path.namespace == nil
    else { throw .resourceNotFound() }
    if definition.isNamespaced, path.namespace == nil, path.name != nil || verb == .create { throw .resourceNotFound() }
    let resourceRequest = ResourceRequest(
      user: user, definition: definition, version: version, namespace: path.namespace, name: path.name,
      subresource: path.subresource, query: request.query, userAgent: request.userAgent)
    try checkSubresource(resourceRequest, verb)
    if resourceRequest.subresource == Subresource.token.name {
      let account = try service.value(try await service.stored(resourceRequest), resourceRequest)
      return .json(try tokens.answer(try await bodies.object(request, body).value, account: account), code: 201)
    }
    var answer = try await perform(verb, resourceRequest, request, body: body)
    if let warning = version.deprecationWarning { answer.warnings.append(warning) }
    return answer
  }

  /// The name of the only object that a list or a watch can be about.
  private static func selectedName(_ query: QueryParameters, _ verb: APIVerb) throws(Status) -> String? {
    guard [.list, .watch, .deletecollection].contains(verb), let text = query["fieldSelector"] else { return nil }
    do throws(SelectorError) {
      return try FieldSelector(text).exactValue(of: "metadata.name").flatMap { $0.isEmpty ? nil : $0 }
    } catch {
      throw .badRequest(error.description)
    }
  }

  private func checkSubresource(_ request: ResourceRequest, _ verb: APIVerb) throws(Status) {
    guard let name = request.subresource else {
      // What is made is named by the object, not by the path.
      guard verb != .create || request.name == nil else { throw .methodNotAllowed(request.resource, action: verb.rawValue) }
      return
    }
    guard let subresource = Subresource.all(of: request.definition, request.version).first(where: { $0.name == name }) else {
      guard request.definition.group.isEmpty, Subresource.ofNodes.contains(name) else { throw .resourceNotFound() }
      throw Status(
        code: 404, reason: .notFound,
        message: "\(request.definition.names.plural)/\(name) is not served: this API server keeps objects, and no node runs them")
    }
    guard subresource.verbs.contains(verb) else {
      throw .methodNotAllowed(request.resource, action: verb.rawValue)
    }
  }

  private func perform(
    _ verb: APIVerb, _ request: ResourceRequest, _ incoming: IncomingRequest, body: ReadBody
  ) async throws(Status) -> Answer {
    let rows = try self.rows(incoming.query)
    let form = try AcceptedForms(incoming.accept).form(rows: rows)
    let encoder = ObjectEncoder(request: request, form: form, clock: TableClock(now: service.now().seconds))
    switch verb {
    case .get: return try one(try await service.get(request), encoder)
    case .list: return try await list(try service.list(request, options: try listOptions(request)), encoder)
    case .watch: return try watch(request, form)
    case .create:
      let options = try WriteOptions(incoming.query, userAgent: incoming.userAgent)
      let object = try await bodies.object(incoming, body)
      return try await written(try await service.create(request, body: object, options: options), request, encoder)
    case .update:
      let options = try WriteOptions(incoming.query, userAgent: incoming.userAgent)
      let object = try await bodies.object(incoming, body)
      return try await written(try await service.update(request, body: object, options: options), request, encoder)
    case .patch: return try await patch(request, incoming, encoder, body: body)
    case .delete:
      let options = try DeleteOptions(incoming.query, body: try await bodies.optional(incoming, body))
      return try one(try await service.delete(request, options: options), encoder)
    case .deletecollection:
      let options = try DeleteOptions(incoming.query, body: try await bodies.optional(incoming, body))
      return try await list(
        try await service.deleteCollection(request, list: try ListOptions(incoming.query), delete: options), encoder)
    }
  }

  /// Changes an object, or makes it, which takes the permission for that.
  private func patch(
    _ request: ResourceRequest, _ incoming: IncomingRequest, _ encoder: ObjectEncoder, body: ReadBody
  ) async throws(Status) -> Answer {
    let options = try WriteOptions(incoming.query, userAgent: incoming.userAgent)
    let patch = try await bodies.patch(incoming, body)
    let creation = AccessRequest(
      verb: APIVerb.create.rawValue,
      object: .resource(
        request.definition.groupResource, subresource: request.subresource, namespace: request.grantingNamespace,
        name: request.name))
    let answer = try await service.patch(request, patch, options: options) { () throws(Status) in
      try access.check(creation, request.user, resource: request.resource, name: request.name ?? "")
    }
    return try await written(answer, request, encoder)
  }

  private func rows(_ query: QueryParameters) throws(Status) -> ResponseForm.RowObject {
    guard let text = query["includeObject"] else { return .metadata }
    guard let rows = ResponseForm.RowObject(rawValue: text) else {
      throw .badRequest("includeObject must be None, Metadata or Object, not \"\(text)\"")
    }
    return rows
  }

  /// Who has written a definition finds its kind served.
  private func written(
    _ answer: ObjectAnswer, _ request: ResourceRequest, _ encoder: ObjectEncoder
  ) async throws(Status) -> Answer {
    if request.definition.groupResource == CustomResource.resource, case .stored(let object) = answer.content {
      await takeInDefinition(object.revision)
    }
    return try one(answer, encoder)
  }

  private func one(_ answer: ObjectAnswer, _ encoder: ObjectEncoder) throws(Status) -> Answer {
    var bytes: [UInt8] = []
    switch answer.content {
    case .stored(let object): try encoder.append(object, to: &bytes)
    case .value(let value): encoder.append(value, to: &bytes)
    case .status(let status): JSONWriter.append(status.json, to: &bytes)
    }
    return Answer(code: answer.code, body: .bytes(bytes), warnings: answer.warnings)
  }

  private func listOptions(_ request: ResourceRequest) throws(Status) -> ListOptions {
    var options = try ListOptions(request.query)
    if options.sendsInitialEvents != nil { throw .badRequest("sendInitialEvents is for watches alone") }
    options.isWatch = false
    return options
  }

  /// A short list goes as a whole, a long one while it is read.
  private func list(_ reader: ListReader, _ encoder: ObjectEncoder) async throws(Status) -> Answer {
    var list = ListEncoder(reader, encoder)
    let start = try await list.next()
    guard !list.isDone else { return Answer(code: 200, body: .bytes(start)) }
    return Answer(
      code: 200,
      body: .parts { [begun = list] write in
        var list = begun
        try await write(ByteBuffer(bytes: start))
        while !list.isDone { try await write(ByteBuffer(bytes: try await list.next())) }
      })
  }

  private func watch(_ request: ResourceRequest, _ form: ResponseForm) throws(Status) -> Answer {
    let options = try ListOptions(request.query)
    let permit = try pacing.beginWatch(request.user.name)
    let session = WatchSession(service: service, request: request, options: options, form: form, clock: clock)
    return Answer(
      code: 200,
      body: .stream { write in
        try await session.run(write)
        withExtendedLifetime(permit) {}
      })
  }
}
