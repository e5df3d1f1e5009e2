import KubernetesAPI

/// What a webhook is asked.
///
/// Source: `admission.k8s.io/v1` AdmissionReview and AdmissionRequest.
struct AdmissionReview: Sendable {
  var uid: String
  var change: ObjectChange
  /// The version in which the webhook sees the objects.
  var version: String
  /// nil for a deletion.
  var object: JSONValue?
  /// nil for a creation.
  var old: JSONValue?

  static let apiVersion = "admission.k8s.io/v1"

  var json: JSONValue {
    let own = change.request
    let group = own.definition.group
    let seenKind = GroupVersionKind(group: group, version: version, kind: own.kind.kind)
    let seenResource = GroupVersionResource(group: group, version: version, resource: own.resource.resource)
    var request: JSONValue = [
      "uid": .string(uid), "kind": Self.json(seenKind), "resource": Self.json(seenResource), "requestKind": Self.json(own.kind),
      "requestResource": Self.json(own.resource), "operation": .string(change.admissionOperation), "userInfo": own.user.json,
      "dryRun": .bool(change.isDryRun), "options": options,
    ]
    if let name = own.name { request["name"] = .string(name) }
    // A namespace counts as being in itself.
    if let namespace = change.isAboutNamespace ? own.name : own.namespace { request["namespace"] = .string(namespace) }
    if let subresource = own.subresource {
      request["subResource"] = .string(subresource)
      request["requestSubResource"] = .string(subresource)
    }
    let apiVersion = GroupVersion(group: group, version: version).description
    request["object"] = Self.shown(object, apiVersion)
    request["oldObject"] = Self.shown(old, apiVersion)
    return ["apiVersion": .string(Self.apiVersion), "kind": "AdmissionReview", "request": request]
  }

  private static func shown(_ object: JSONValue?, _ apiVersion: String) -> JSONValue {
    guard var object else { return .null }
    object.apiVersion = apiVersion
    return object
  }

  /// Source: `meta.k8s.io/v1` CreateOptions, UpdateOptions, PatchOptions and DeleteOptions.
  private var options: JSONValue {
    let kind =
      switch change.operation {
      case .create: "CreateOptions"
      case .update: "UpdateOptions"
      case .apply: "PatchOptions"
      case .delete: "DeleteOptions"
      }
    var options: JSONValue = ["kind": .string(kind), "apiVersion": "meta.k8s.io/v1"]
    if change.isDryRun { options["dryRun"] = ["All"] }
    if change.operation != .delete {
      options["fieldManager"] = .string(change.fieldManager)
      options["fieldValidation"] = .string(change.fieldValidation.rawValue)
    }
    return options
  }

  private static func json(_ kind: GroupVersionKind) -> JSONValue {
    ["group": .string(kind.group), "version": .string(kind.version), "kind": .string(kind.kind)]
  }

  private static func json(_ resource: GroupVersionResource) -> JSONValue {
    ["group": .string(resource.group), "version": .string(resource.version), "resource": .string(resource.resource)]
  }
}

extension ObjectChange {
  /// As webhooks call it: server-side apply is a creation or an update to them.
  var admissionOperation: String {
    switch operation {
    case .delete: Operation.delete.rawValue
    case .create, .update, .apply: (old == nil ? Operation.create : .update).rawValue
    }
  }

  var isAboutNamespace: Bool { request.definition.groupResource == NamespaceRule.resource }
}

extension UserInfo {
  /// Source: `authentication.k8s.io/v1` UserInfo.
  fileprivate var json: JSONValue {
    var json: JSONValue = ["username": .string(name), "groups": .array(groups.map { .string($0) })]
    json["uid"] = uid.map { .string($0) }
    if !extra.isEmpty { json["extra"] = .object(extra.mapValues { .array($0.map { .string($0) }) }) }
    return json
  }
}
