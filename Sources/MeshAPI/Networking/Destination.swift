/// Where traffic is sent (Istio `Destination`).
package struct Destination: Hashable, Sendable {
  /// As written: a short name, `name.namespace`, or a full host. Short names are resolved against the rule's namespace.
  package var host: String
  package var subset: String?
  /// 1...65535; nil means the service's only port, or the port that the request came in on.
  package var port: Int?

  package init(host: String, subset: String? = nil, port: Int? = nil) {
    self.host = host
    self.subset = subset
    self.port = port
  }
}
