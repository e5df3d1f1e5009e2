package import KubernetesAPI
import NIOHTTP1

/// How an object is changed in place.
package enum ObjectPatch: Hashable, Sendable {
  /// RFC 6902.
  case json(JSONValue)
  /// RFC 7386.
  case merge(JSONValue)
  /// Server-side apply.
  /// - Parameter force: takes fields over from others who set them.
  case apply(JSONValue, manager: String, force: Bool)

  var contentType: String {
    switch self {
    case .json: "application/json-patch+json"
    case .merge: "application/merge-patch+json"
    // JSON is YAML.
    case .apply: "application/apply-patch+yaml"
    }
  }

  var body: JSONValue {
    switch self {
    case .json(let value), .merge(let value), .apply(let value, _, _): value
    }
  }

  var query: [(name: String, value: String)] {
    guard case .apply(_, let manager, let force) = self else { return [] }
    return [("fieldManager", manager)] + (force ? [("force", "true")] : [])
  }
}

/// All of these throw `KubernetesError` and `CancellationError`.
extension KubernetesClient {
  /// - Parameter namespace: nil for kinds outside of namespaces.
  package func get(
    _ resource: KubernetesResource, namespace: String? = nil, name: String, form: ObjectForm = .whole
  ) async throws -> JSONValue {
    var request = APIRequest(.GET, resource.path(namespace: namespace, name: name))
    request.accept = form.acceptObject
    return form.reduce(try await send(request))
  }

  /// - Parameter subresource: `token` of a service account, for example.
  /// - Returns: the object as the server has it now.
  package func create(
    _ resource: KubernetesResource, namespace: String? = nil, name: String? = nil, subresource: String? = nil, _ object: JSONValue
  ) async throws -> JSONValue {
    var request = APIRequest(.POST, resource.path(namespace: namespace, name: name, subresource: subresource))
    request.body = object.jsonBytes
    return try await send(request)
  }

  /// Replaces an object; where it holds a resource version, only if that is still the server's.
  package func update(
    _ resource: KubernetesResource, namespace: String? = nil, name: String, subresource: String? = nil, _ object: JSONValue
  ) async throws -> JSONValue {
    var request = APIRequest(.PUT, resource.path(namespace: namespace, name: name, subresource: subresource))
    request.body = object.jsonBytes
    return try await send(request)
  }

  /// - Parameter fieldManager: Under which name the server notes who set the fields, where the patch does not say it; nil for our own.
  package func patch(
    _ resource: KubernetesResource, namespace: String? = nil, name: String, subresource: String? = nil, _ patch: ObjectPatch,
    fieldManager: String? = nil
  ) async throws -> JSONValue {
    var request = APIRequest(.PATCH, resource.path(namespace: namespace, name: name, subresource: subresource))
    request.body = patch.body.jsonBytes
    request.contentType = patch.contentType
    request.query = patch.query
    if let fieldManager, !request.query.contains(where: { $0.name == "fieldManager" }) {
      request.query.append(("fieldManager", fieldManager))
    }
    return try await send(request)
  }

  /// - Parameter resourceVersion: deletes only what is still of this version.
  /// - Returns: the object, or a Status.
  package func delete(
    _ resource: KubernetesResource, namespace: String? = nil, name: String, resourceVersion: String? = nil
  ) async throws -> JSONValue {
    var request = APIRequest(.DELETE, resource.path(namespace: namespace, name: name))
    if let resourceVersion {
      let options: JSONValue = [
        "apiVersion": "v1", "kind": "DeleteOptions", "preconditions": ["resourceVersion": .string(resourceVersion)],
      ]
      request.body = options.jsonBytes
    }
    return try await send(request)
  }
}
