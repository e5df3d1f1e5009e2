/// Made-up VirtualServices, about 1.4 kB each as they are stored.
enum SyntheticObject {
  static let collection = "/apis/networking.istio.io/v1/namespaces/default/virtualservices"

  static func path(_ index: Int) -> String { "\(collection)/\(name(index))" }

  private static func name(_ index: Int) -> String { "service-\(index)" }

  static func json(_ index: Int) -> String {
    let host = "\(name(index)).default.svc.cluster.local"
    let routes = (0..<3).map { route in
      """
      {"name":"route-\(route)","match":[{"uri":{"prefix":"/part-\(route)"},"headers":{"x-release":{"exact":"r\(route)"}}}],\
      "timeout":"\(route + 1)s","route":[{"destination":{"host":"\(host)","subset":"v1"},"weight":80},\
      {"destination":{"host":"\(host)","subset":"v2"},"weight":20}]}
      """
    }
    return """
      {"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"\(name(index))",\
      "labels":{"app":"\(name(index))","team":"team-\(index % 50)"}},\
      "spec":{"hosts":["\(host)"],"http":[\(routes.joined(separator: ","))]}}
      """
  }

  /// A merge patch that changes one annotation.
  static func patch(_ round: Int) -> String { #"{"metadata":{"annotations":{"benchmark/round":"\#(round)"}}}"# }
}
