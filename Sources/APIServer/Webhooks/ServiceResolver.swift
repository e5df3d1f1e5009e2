import KubernetesAPI
import ObjectStore

/// Where a Service can be reached.
struct ServiceAddress: Hashable, Sendable {
  /// An IP address, or a name for the system's resolver.
  var host: String
  var port: Int
}

/// Finds the Services behind which webhooks stand: there is no cluster's DNS to ask.
protocol ServiceResolver: Sendable {
  /// - Throws: why it cannot be reached.
  func address(of service: Webhook.ServiceReference) async throws(WebhookFailure) -> ServiceAddress
}

/// Finds Services among the stored objects: a ready endpoint of their EndpointSlices first, then their cluster IP; an ExternalName
/// where they are one.
struct StoredServices: ServiceResolver {
  let storage: ObjectStorage

  private static let services = GroupResource(group: "", resource: "services")
  private static let slices = GroupResource(group: "discovery.k8s.io", resource: "endpointslices")

  func address(of service: Webhook.ServiceReference) async throws(WebhookFailure) -> ServiceAddress {
    let object: JSONValue?
    var slices: [JSONValue] = []
    do throws(StoreError) {
      object = try await storage.object(at: KeyLayout.key(Self.services, namespace: service.namespace, name: service.name))?
        .value(apiVersion: "v1")
      let prefix = KeyLayout.prefix(Self.slices, namespace: service.namespace)
      for slice in try await storage.objects(in: StoreRange(prefix: prefix), limit: nil, at: nil).objects {
        slices.append(try slice.value(apiVersion: "discovery.k8s.io/v1"))
      }
    } catch {
      throw WebhookFailure("the service cannot be looked up: \(error.message)")
    }
    return try Self.address(of: service, object, slices: slices)
  }

  /// - Parameter slices: All of the namespace, sorted by name.
  static func address(
    of service: Webhook.ServiceReference, _ object: JSONValue?, slices: [JSONValue]
  ) throws(WebhookFailure) -> ServiceAddress {
    let name = "the service \(service.namespace)/\(service.name)"
    guard let object, let spec = object["spec"] else { throw WebhookFailure("\(name) does not exist") }
    if spec["type"]?.string == "ExternalName" {
      guard let host = spec["externalName"]?.string, !host.isEmpty else { throw WebhookFailure("\(name) has no externalName") }
      return ServiceAddress(host: host, port: service.port)
    }
    guard let port = spec["ports"]?.array?.first(where: { $0["port"]?.integer == Int64(service.port) }) else {
      throw WebhookFailure("\(name) has no port \(service.port)")
    }
    let own = slices.filter { $0.metadata.labels["kubernetes.io/service-name"] == service.name }
    for slice in own {
      if let address = endpoint(of: slice, port: port["name"]?.string ?? "") { return address }
    }
    if let address = spec["clusterIP"]?.string, !address.isEmpty, address != "None" {
      return ServiceAddress(host: address, port: service.port)
    }
    throw WebhookFailure("\(name) has neither a ready endpoint nor a cluster IP")
  }

  private static func endpoint(of slice: JSONValue, port name: String) -> ServiceAddress? {
    let ports = slice["ports"]?.array ?? []
    guard let port = ports.first(where: { ($0["name"]?.string ?? "") == name })?["port"]?.integer,
      let number = UInt16(exactly: port), number > 0
    else { return nil }
    for endpoint in slice["endpoints"]?.array ?? [] where endpoint["conditions"]?["ready"]?.bool != false {
      if let host = endpoint["addresses"]?.array?.first?.string { return ServiceAddress(host: host, port: Int(number)) }
    }
    return nil
  }
}
