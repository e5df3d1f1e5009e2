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
  private static let serviceLabel = "kubernetes.io/service-name"

  func address(of service: Webhook.ServiceReference) async throws(WebhookFailure) -> ServiceAddress {
    let object: JSONValue?
    var slices: [JSONValue] = []
    do throws(StoreError) {
      object = try await storage.object(at: KeyLayout.key(Self.services, namespace: service.namespace, name: service.name))?
        .value(apiVersion: "v1")
      slices = try await self.slices(of: service)
    } catch {
      throw WebhookFailure("the service cannot be looked up: \(error.message)")
    }
    return try Self.address(of: service, object, slices: slices)
  }

  /// The EndpointSlices of a Service, sorted by name. Those of others are not kept, nor read beyond their metadata.
  private func slices(of service: Webhook.ServiceReference) async throws(StoreError) -> [JSONValue] {
    var slices: [JSONValue] = []
    var range = StoreRange(prefix: KeyLayout.prefix(Self.slices, namespace: service.namespace))
    while true {
      let piece = try await storage.store.piece(of: range, within: PieceBounds(), at: nil)
      for value in piece.values {
        let slice = try storage.opened(value)
        guard try slice.envelope.labels[Self.serviceLabel] == service.name else { continue }
        slices.append(try slice.value(apiVersion: "discovery.k8s.io/v1"))
      }
      guard !piece.isLast, let last = piece.values.last else { return slices }
      range.start = last.key
    }
  }

  /// - Parameter slices: Of the Service or others, sorted by name.
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
    let own = slices.filter { $0.metadata.labels[Self.serviceLabel] == service.name }
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
