import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Paths of resources")
struct ResourcePathTests {
  struct Case: Sendable, CustomStringConvertible {
    var path: String
    /// Group version, resource, namespace, name, subresource.
    var expected: [String]?
    var description: String { path }
  }

  static let cases = [
    Case(path: "api/v1", expected: ["v1", "", "", "", ""]),
    Case(path: "api/v1/", expected: ["v1", "", "", "", ""]),
    Case(path: "api/v1/namespaces", expected: ["v1", "namespaces", "", "", ""]),
    Case(path: "api/v1/namespaces/shop", expected: ["v1", "namespaces", "", "shop", ""]),
    Case(path: "api/v1/namespaces/shop/status", expected: ["v1", "namespaces", "", "shop", "status"]),
    Case(path: "api/v1/namespaces/shop/finalize", expected: ["v1", "namespaces", "", "shop", "finalize"]),
    Case(path: "api/v1/namespaces/shop/pods", expected: ["v1", "pods", "shop", "", ""]),
    Case(path: "api/v1/namespaces/shop/pods/a/log/x", expected: ["v1", "pods", "shop", "a", "log/x"]),
    Case(path: "api/v1/nodes/n", expected: ["v1", "nodes", "", "n", ""]),
    Case(path: "apis/apps/v1/deployments", expected: ["apps/v1", "deployments", "", "", ""]),
    Case(
      path: "apis/networking.istio.io/v1/namespaces/a/virtualservices/b/status",
      expected: ["networking.istio.io/v1", "virtualservices", "a", "b", "status"]),
    Case(path: "apis/apps", expected: nil), Case(path: "api", expected: nil), Case(path: "version", expected: nil),
    Case(path: "apis//v1/things", expected: nil), Case(path: "api/v1//pods", expected: nil), Case(path: "", expected: nil),
  ]

  @Test("Paths are read as Kubernetes reads them", arguments: cases) func reads(_ example: Case) {
    let path = ResourcePath(example.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
    let parts = path.map { path in
      [path.groupVersion.description, path.resource ?? "", path.namespace ?? "", path.name ?? "", path.subresource ?? ""]
    }
    #expect(parts == example.expected)
  }
}
