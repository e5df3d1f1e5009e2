/// What somebody wants to do: the question that roles answer.
struct AccessRequest: Hashable, Sendable {
  enum Object: Hashable, Sendable {
    case resource(GroupResource, subresource: String?, namespace: String?, name: String?)
    /// Any other path.
    case path(String)
  }
  /// As in `APIVerb`, or any other word that a role may name (`bind`, `escalate`).
  var verb: String
  var object: Object

  /// As in the sentences of answers.
  var summary: String {
    switch object {
    case .path(let path): return "cannot \(verb) path \"\(path)\""
    case .resource(let resource, let subresource, let namespace, _):
      let what = subresource.map { "\(resource.resource)/\($0)" } ?? resource.resource
      let place = namespace.map { " in the namespace \"\($0)\"" } ?? " at the cluster scope"
      return "cannot \(verb) resource \"\(what)\" in API group \"\(resource.group)\"\(place)"
    }
  }
}
