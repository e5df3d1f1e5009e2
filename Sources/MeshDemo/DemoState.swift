import Foundation

/// Where everything is, for people and for tools.
struct DemoState: Codable, Sendable, Hashable {
  struct Proxy: Codable, Sendable, Hashable {
    var workload: String
    /// The URL of Envoy's admin interface.
    var admin: String
  }

  /// The URL of the ingress gateway.
  var ingress: String
  /// The directory that is watched for rules.
  var rulesDirectory: String
  /// The file by which kubectl finds the demo's API server.
  var kubeconfig: String
  /// The URL of the control plane's debug faces.
  var discovery: String
  var proxies: [Proxy]

  /// Writes the state as JSON; whoever waits for the file never sees half of it.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  var summary: String {
    let width = proxies.map(\.workload.count).max() ?? 0
    let lines = proxies.map { proxy in
      "    \(proxy.workload.padding(toLength: width, withPad: " ", startingAt: 0))  \(proxy.admin)"
    }
    return """

      Bookinfo is up.

        Page          \(ingress)/productpage   (sign in as jason, any password)
        Rules         \(rulesDirectory)   (drop Istio YAML here; the next request obeys it)
        kubectl       export KUBECONFIG=\(kubeconfig)   (apply, get and delete Istio's rules; the directory above comes first)
        Control plane \(discovery)/debug
        Envoys
      \(lines.joined(separator: "\n"))

      Ctrl-C ends everything.

      """
  }
}
