import KubernetesAPI
import Synchronization

/// Answers requests about objects.
struct FakeObjectRoutes {
  let exchange: FakeExchange
  let request: FakeAPIServer.Request
  let kind: FakeKind
  let namespace: String?

  private var server: FakeAPIServer { exchange.server }
  private var resource: GroupVersionResource {
    GroupVersionResource(group: kind.group, version: kind.version, resource: kind.plural)
  }

  // MARK: Collections

  func answerCollection() async throws {
    switch request.method {
    case "GET": try await list()
    case "POST": try await create()
    default: try await exchange.send(Status.badRequest("not here").json, code: 405)
    }
  }

  private enum Page: Sendable {
    case items([JSONValue], revision: Int, next: String?)
    case expired
  }

  private func list() async throws {
    let limit = request.query["limit"].flatMap { Int($0) } ?? Int.max
    let token = request.query["continue"].map { $0.split(separator: ".").compactMap { Int($0) } }
    let selection = FakeSelection(request)
    let asked = "\(request.path) \(request.query["labelSelector"] ?? "") \(request.query["fieldSelector"] ?? "")"
    let page = server.state.withLock { state -> Page in
      let items: [JSONValue]
      let (revision, start): (Int, Int)
      if let token, token.count == 2 {
        guard let snapshot = state.objects.snapshot(token[0], for: asked) else { return .expired }
        (items, revision, start) = (snapshot, token[0], token[1])
      } else {
        items = state.objects.list(kind, namespace: namespace).filter(selection.holds)
        (revision, start) = (state.objects.revision, 0)
      }
      let end = min(items.count, start.addingReportingOverflow(limit).overflow ? Int.max : start + limit)
      guard end < items.count else { return .items(Array(items[start...]), revision: revision, next: nil) }
      if token == nil { state.objects.keep(items, for: asked) }
      return .items(Array(items[start..<end]), revision: revision, next: "\(revision).\(end)")
    }
    guard case .items(let items, let revision, let next) = page else {
      return try await exchange.send(Status(code: 410, reason: .expired, message: "the list is forgotten").json, code: 410)
    }
    var metadata: JSONValue = ["resourceVersion": .string("\(revision)")]
    metadata["continue"] = next.map { .string($0) }
    try await exchange.send([
      "kind": .string("\(kind.kind)List"), "apiVersion": .string(kind.apiVersion), "metadata": metadata,
      // As real servers do: what a list says of its items is not said again.
      "items": .array(
        items.map { item in
          var item = item
          item["kind"] = nil
          item["apiVersion"] = nil
          return item
        }),
    ])
  }

  private func create() async throws {
    guard var object = request.body, let name = object["metadata"]?["name"]?.string else {
      return try await exchange.send(Status.badRequest("a name is needed").json, code: 400)
    }
    if let namespace, var metadata = object["metadata"] {
      metadata["namespace"] = .string(namespace)
      object["metadata"] = metadata
    }
    let stored = server.change { [kind, object] objects -> JSONValue? in
      if objects.objects[Self.name(kind, namespace, name)] != nil { return nil }
      return objects.put(object, kind: kind)
    }
    guard let stored else { return try await exchange.send(Status.alreadyExists(resource, name).json, code: 409) }
    try await exchange.send(stored, code: 201)
  }

  // MARK: Objects

  func answerObject(_ name: String) async throws {
    let known = Self.name(kind, namespace, name)
    guard let object = server.state.withLock({ $0.objects.objects[known] }) else {
      return try await exchange.send(Status.notFound(resource, name).json, code: 404)
    }
    switch request.method {
    case "GET": try await exchange.send(object)
    case "PUT": try await replace(known)
    case "PATCH": try await merge(known)
    case "DELETE":
      let gone = server.change { $0.delete(known) }
      try await exchange.send(gone ?? .null)
    default: try await exchange.send(Status.badRequest("not here").json, code: 405)
    }
  }

  private func replace(_ name: FakeName) async throws {
    guard let object = request.body else { return try await exchange.send(Status.badRequest("no object").json, code: 400) }
    let stored = server.change { [kind] objects -> JSONValue? in
      let version = object["metadata"]?["resourceVersion"]?.string
      guard version == nil || objects.objects[name]?["metadata"]?["resourceVersion"]?.string == version else { return nil }
      return objects.put(object, kind: kind)
    }
    guard let stored else { return try await exchange.send(Status.modified(resource, name.name).json, code: 409) }
    try await exchange.send(stored)
  }

  /// Members of the patch's first two levels replace those of the object, whichever patch it is.
  private func merge(_ name: FakeName) async throws {
    guard let patch = request.body?.object else { return try await exchange.send(Status.badRequest("no patch").json, code: 400) }
    let stored = server.change { [kind] objects -> JSONValue? in
      guard var object = objects.objects[name] else { return nil }
      for (key, value) in patch {
        guard let members = value.object, var inner = object[key], inner.object != nil else {
          object[key] = value
          continue
        }
        for (member, content) in members { inner[member] = content }
        object[key] = inner
      }
      return objects.put(object, kind: kind)
    }
    try await exchange.send(stored ?? .null)
  }

  private static func name(_ kind: FakeKind, _ namespace: String?, _ name: String) -> FakeName {
    FakeName(kind: FakeObjects.key(kind), namespace: kind.isNamespaced ? namespace ?? "default" : "", name: name)
  }
}

/// Label and field selectors of a request: `key=value` and `key!=value`, with commas.
struct FakeSelection: Sendable {
  private var labels: [(key: String, isEqual: Bool, value: String)]
  private var fields: [(key: String, isEqual: Bool, value: String)]

  init(_ request: FakeAPIServer.Request) {
    labels = Self.parse(request.query["labelSelector"] ?? "")
    fields = Self.parse(request.query["fieldSelector"] ?? "")
  }

  private static func parse(_ text: String) -> [(key: String, isEqual: Bool, value: String)] {
    text.split(separator: ",").map { term in
      let isEqual = !term.contains("!=")
      let sides = term.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (isEqual ? sides[0] : String(sides[0].dropLast()), isEqual, sides.count == 2 ? sides[1] : "")
    }
  }

  func holds(_ object: JSONValue) -> Bool {
    labels.allSatisfy { (object["metadata"]?["labels"]?[$0.key]?.string == $0.value) == $0.isEqual }
      && fields.allSatisfy { field in
        let value = field.key.split(separator: ".").reduce(Optional(object)) { $0?[String($1)] }
        return ((value?.string ?? "") == field.value) == field.isEqual
      }
  }
}
