import GRPCCore
import XDSResources

/// Puts a response together from the bytes that its resources already have: nothing is serialised twice, and what 100 proxies
/// get is kept once.
struct ResponseSerializer: MessageSerializer {
  /// Numbers of the fields in `envoy.service.discovery.v3`.
  private enum Field {
    static let version = 1
    static let resources = 2
    static let typeURL = 4
    static let nonce = 5
    static let removedResources = 6
    enum SotW { static let controlPlane = 6 }
    enum Delta { static let controlPlane = 7 }
    enum Resource {
      static let version = 1
      static let body = 2
      static let name = 3
    }
    enum AnyMessage {
      static let typeURL = 1
      static let value = 2
    }
    enum ControlPlane { static let identifier = 1 }
  }

  var isDelta: Bool
  /// Tells proxies whom they speak to.
  var identifier: String

  func serialize<Bytes: GRPCContiguousBytes>(_ response: StreamResponse) throws -> Bytes {
    let sizes = response.resources.map(contentSize)
    var bytes = Bytes(repeating: 0, count: size(of: response, sizes))
    let isComplete = bytes.withUnsafeMutableBytes { buffer in
      var writer = WireWriter(buffer)
      write(response, sizes, to: &writer)
      return writer.isComplete
    }
    guard isComplete else {
      throw RPCError(code: .internalError, message: "A response was not of the size it was measured to be.")
    }
    return bytes
  }

  private var controlPlaneField: Int { isDelta ? Field.Delta.controlPlane : Field.SotW.controlPlane }

  private var controlPlaneSize: Int { WireWriter.stringSize(Field.ControlPlane.identifier, identifier) }

  private func size(of response: StreamResponse, _ sizes: [Int]) -> Int {
    var size = WireWriter.stringSize(Field.version, response.version)
    for content in sizes { size += WireWriter.fieldSize(Field.resources, length: content) }
    size += WireWriter.stringSize(Field.typeURL, response.type.rawValue)
    size += WireWriter.stringSize(Field.nonce, response.nonce)
    for name in response.removed { size += WireWriter.fieldSize(Field.removedResources, length: name.utf8.count) }
    return size + (identifier.isEmpty ? 0 : WireWriter.fieldSize(controlPlaneField, length: controlPlaneSize))
  }

  private func write(_ response: StreamResponse, _ sizes: [Int], to writer: inout WireWriter) {
    writer.string(Field.version, response.version)
    for (resource, size) in zip(response.resources, sizes) {
      writer.header(Field.resources, length: size)
      if isDelta { writeNamed(resource, to: &writer) } else { writeAny(resource, to: &writer) }
    }
    writer.string(Field.typeURL, response.type.rawValue)
    writer.string(Field.nonce, response.nonce)
    for name in response.removed {
      writer.header(Field.removedResources, length: name.utf8.count)
      writer.raw(name)
    }
    if !identifier.isEmpty {
      writer.header(controlPlaneField, length: controlPlaneSize)
      writer.string(Field.ControlPlane.identifier, identifier)
    }
  }

  private func contentSize(_ resource: Resource) -> Int { isDelta ? namedSize(resource) : anySize(resource) }

  private func anySize(_ resource: Resource) -> Int {
    WireWriter.stringSize(Field.AnyMessage.typeURL, resource.type.rawValue)
      + WireWriter.bytesSize(Field.AnyMessage.value, resource.body)
  }

  private func namedSize(_ resource: Resource) -> Int {
    WireWriter.stringSize(Field.Resource.version, resource.version.description)
      + WireWriter.fieldSize(Field.Resource.body, length: anySize(resource))
      + WireWriter.stringSize(Field.Resource.name, resource.name)
  }

  private func writeAny(_ resource: Resource, to writer: inout WireWriter) {
    writer.string(Field.AnyMessage.typeURL, resource.type.rawValue)
    writer.bytes(Field.AnyMessage.value, resource.body)
  }

  private func writeNamed(_ resource: Resource, to writer: inout WireWriter) {
    writer.string(Field.Resource.version, resource.version.description)
    writer.header(Field.Resource.body, length: anySize(resource))
    writeAny(resource, to: &writer)
    writer.string(Field.Resource.name, resource.name)
  }
}
