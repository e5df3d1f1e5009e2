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

  @Test("The slices of a namespace are read piece by piece") func pieces() async throws {
    try await ServiceWorld.run { world in
      let storage = world.service.storage
      var service: JSONValue = ["spec": ["clusterIP": "10.1.1.1", "ports": Self.ports]]
      service.metadata.name = "guard"
      let services = GroupResource(group: "", resource: "services")
      _ = try await storage.create(service, at: KeyLayout.key(services, namespace: "guards", name: "guard"))
      let slices = GroupResource(group: "discovery.k8s.io", resource: "endpointslices")
      let filler = JSONValue.string(String(repeating: "x", count: 100 << 10))
      for (name, owner) in [("a", "other"), ("b", "other"), ("c", "other"), ("d", "guard")] {
        var slice = Self.slice(ready: true, service: .string(owner))
        slice.metadata.name = name
        slice["filler"] = filler
        _ = try await storage.create(slice, at: KeyLayout.key(slices, namespace: "guards", name: name))
      }
      let address = try await StoredServices(storage: storage).address(of: Self.reference)
      #expect(address == ServiceAddress(host: "10.0.0.9", port: 8443))
      #expect(world.store.pieces > 1)
    }
  }
}
