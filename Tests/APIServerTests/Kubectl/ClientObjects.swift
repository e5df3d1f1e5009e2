/// What several tests of real clients write.
enum ClientObjects {
  static let reviews = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: reviews, labels: {app: bookinfo}}
    spec:
      hosts: [reviews]
      http:
      - route: [{destination: {host: reviews, subset: v1}}]

    """

  /// A ConfigMap as YAML, with the line that begins the next document.
  static func settings(_ name: String, _ metadata: String = "", data: String = "{a: b}") -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name)\(metadata.isEmpty ? "" : ", " + metadata)}\ndata: \(data)\n---\n"
  }
}
