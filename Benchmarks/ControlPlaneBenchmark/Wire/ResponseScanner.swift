import EnvoyAPI
import GRPCCore

/// What a simulated proxy takes from a delta response: names and versions, not the resources themselves.
struct ScannedResponse: Sendable {
  struct Item: Sendable {
    var resource: ResourceID
    var version: VersionID
    /// What a proxy that holds it asks for next.
    var needs: [ResourceID]
  }

  var kind: ResourceKind
  var nonce: String
  var items: [Item]
  var removed: [ResourceID]
  /// Of the whole message.
  var bytes: Int
}

/// Reads a `DeltaDiscoveryResponse` just as far as needed: the clients share the machine with the control plane that is measured.
struct ResponseScanner: MessageDeserializer {
  /// Numbers of the fields in `envoy.service.discovery.v3`.
  private enum Field {
    static let resources = 2
    static let typeURL = 4
    static let nonce = 5
    static let removed = 6
    enum Resource {
      static let version = 1
      static let body = 2
      static let name = 3
    }
    static let anyValue = 2
  }

  let catalog: ResourceCatalog

  func deserialize<Bytes: GRPCContiguousBytes>(_ message: Bytes) throws -> ScannedResponse {
    try message.withUnsafeBytes { bytes in
      var reader = WireReader(bytes)
      var resources: [UnsafeRawBufferPointer] = []
      var removed: [UnsafeRawBufferPointer] = []
      var (kind, nonce): (ResourceKind?, String) = (nil, "")
      while let (field, value) = reader.next() {
        guard case .bytes(let content) = value else { continue }
        switch field {
        case Field.resources: resources.append(content)
        case Field.removed: removed.append(content)
        case Field.typeURL: kind = ResourceKind(typeURL: content)
        case Field.nonce: nonce = String(decoding: content, as: UTF8.self)
        default: break
        }
      }
      guard let kind, !reader.isBroken else {
        throw RPCError(code: .internalError, message: "A response of a type that nobody asked for, or a broken one.")
      }
      let named = resources.map(Self.named)
      return ScannedResponse(
        kind: kind, nonce: nonce, items: catalog.take(named, kind: kind), removed: catalog.identify(removed, kind: kind),
        bytes: bytes.count)
    }
  }

  /// A resource as it stands in a response.
  struct Named {
    var name = UnsafeRawBufferPointer(start: nil, count: 0)
    var version = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The resource's own message.
    var body = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private static func named(_ resource: UnsafeRawBufferPointer) -> Named {
    var reader = WireReader(resource)
    var named = Named()
    while let (field, value) = reader.next() {
      guard case .bytes(let content) = value else { continue }
      switch field {
      case Field.Resource.name: named.name = content
      case Field.Resource.version: named.version = content
      case Field.Resource.body:
        var packed = WireReader(content)
        while let (field, value) = packed.next() {
          if field == Field.anyValue, case .bytes(let body) = value { named.body = body }
        }
      default: break
      }
    }
    return named
  }
}
