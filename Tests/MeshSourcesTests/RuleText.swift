/// YAML of small rules.
enum RuleText {
  static func virtualService(_ name: String, host: String, namespace: String = "shop") -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: \(namespace)}
    spec:
      hosts: [\(host)]
      http:
      - route:
        - destination: {host: \(host)}

    """
  }

  /// Readable, and refused: hosts are not a number.
  static func refused(_ name: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: shop}
    spec:
      hosts: 7

    """
  }

  /// Nobody can tell what is in here.
  static let unreadable = "kind: [VirtualService\n"

  static func documents(_ texts: String...) -> String { texts.joined(separator: "---\n") }
}
