import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Services behind webhooks")
struct ServiceResolverTests {
  private static let reference = Webhook.ServiceReference(namespace: "guards", name: "guard", port: 443, path: "/")
  private static let ports: JSONValue = [["name": "https", "port": 443, "targetPort": 8443]]

  private static func slice(ready: JSONValue, service: JSONValue = "guard") -> JSONValue {
    [
      "metadata": ["name": "guard-1", "labels": ["kubernetes.io/service-name": service]],
      "ports": [["name": "other", "port": 1], ["name": "https", "port": 8443]],
      "endpoints": [["addresses": ["10.0.0.9"], "conditions": ["ready": ready]]],
    ]
  }

  private static func address(_ spec: JSONValue?, _ slices: JSONValue...) throws -> ServiceAddress {
    try StoredServices.address(of: reference, spec.map { ["spec": $0] }, slices: slices)
  }

  @Test("A ready endpoint, else the cluster IP, else the external name") func found() throws {
    let spec: JSONValue = ["clusterIP": "10.1.1.1", "ports": Self.ports]
    #expect(try Self.address(spec, Self.slice(ready: true)) == ServiceAddress(host: "10.0.0.9", port: 8443))
    #expect(try Self.address(spec, Self.slice(ready: nil)) == ServiceAddress(host: "10.0.0.9", port: 8443))
    #expect(try Self.address(spec, Self.slice(ready: false)) == ServiceAddress(host: "10.1.1.1", port: 443))
    #expect(try Self.address(spec, Self.slice(ready: true, service: "x")) == ServiceAddress(host: "10.1.1.1", port: 443))
    #expect(
      try Self.address(["type": "ExternalName", "externalName": "guard.example.com"])
        == ServiceAddress(host: "guard.example.com", port: 443))
  }

  static let unreachable: [(JSONValue?, String)] = [
    (nil, "the service guards/guard does not exist"), (["ports": []], "has no port 443"),
    (["clusterIP": "None", "ports": ports], "has neither a ready endpoint nor a cluster IP"),
    (["type": "ExternalName"], "has no externalName"),
  ]

  @Test("What cannot be reached says why", arguments: unreachable) func missing(_ spec: JSONValue?, _ text: String) {
    let failure = #expect(throws: WebhookFailure.self) { try Self.address(spec) }
    #expect(failure?.description.contains(text) == true, "\(String(describing: failure))")
  }
}
