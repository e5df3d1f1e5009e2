import KubernetesAPI
import NIOHTTP1

/// One request to an API server.
struct APIRequest: Sendable {
  var method: HTTPMethod
  /// Below the server's URL, percent-encoded.
  var path: String
  var query: [(name: String, value: String)] = []
  var body: [UInt8]?
  var contentType = APIRequest.json
  var accept = APIRequest.json

  static let json = "application/json"

  init(_ method: HTTPMethod, _ path: String) {
    self.method = method
    self.path = path
  }

  /// The path with the query, sorted as it was written.
  var target: String {
    if query.isEmpty { return path }
    return path + "?" + query.map { "\(URLText.encode($0.name))=\(URLText.encode($0.value))" }.joined(separator: "&")
  }
}

/// Whether whole objects are wanted, or what they are called and labelled with.
package enum ObjectForm: Hashable, Sendable {
  case whole
  /// `PartialObjectMetadata`: `metadata` alone.
  case metadata

  var acceptObject: String { accept("PartialObjectMetadata") }
  var acceptList: String { accept("PartialObjectMetadataList") }

  private func accept(_ kind: String) -> String {
    switch self {
    case .whole: APIRequest.json
    // Servers that do not know it send whole objects; what they hold beside their metadata is dropped then.
    case .metadata: "application/json;as=\(kind);g=meta.k8s.io;v=v1,application/json"
    }
  }

  /// What is kept of an object.
  func reduce(_ object: JSONValue) -> JSONValue {
    guard self == .metadata, let members = object.object else { return object }
    return .object(members.filter { ["apiVersion", "kind", "metadata"].contains($0.key) })
  }
}

/// Which objects of a kind are meant.
package struct ObjectSelection: Hashable, Sendable {
  package var resource: KubernetesResource
  /// nil for all namespaces.
  package var namespace: String?
  /// As in `kubectl -l`; empty for all.
  package var labelSelector = ""
  /// As in `kubectl --field-selector`; empty for all.
  package var fieldSelector = ""
  package var form = ObjectForm.whole

  package init(_ resource: KubernetesResource, namespace: String? = nil, form: ObjectForm = .whole) {
    self.resource = resource
    self.namespace = namespace
    self.form = form
  }

  /// The one object of this name, as list and watch can select it.
  package init(_ resource: KubernetesResource, namespace: String?, name: String) {
    self.init(resource, namespace: namespace)
    fieldSelector = "metadata.name=\(name)"
  }

  var path: String { resource.path(namespace: namespace) }

  var query: [(name: String, value: String)] {
    var query: [(name: String, value: String)] = []
    if !labelSelector.isEmpty { query.append(("labelSelector", labelSelector)) }
    if !fieldSelector.isEmpty { query.append(("fieldSelector", fieldSelector)) }
    return query
  }
}
