/// One named xDS resource in its final form: serialised once, sent as it is to every proxy that wants it.
///
/// Two resources are equal when type, name and content hash are.
public final class Resource: Hashable, Sendable {
  public let type: TypeURL
  public let name: String
  /// The serialised message (without the surrounding `Any`), in deterministic form.
  public let body: [UInt8]
  /// A hash of `body`.
  public let version: ResourceVersion

  /// Hashes `body`.
  public convenience init(type: TypeURL, name: String, body: [UInt8]) {
    self.init(type: type, name: name, body: body, version: ResourceVersion(hashing: body))
  }

  public init(type: TypeURL, name: String, body: [UInt8], version: ResourceVersion) {
    self.type = type
    self.name = name
    self.body = body
    self.version = version
  }

  public static func == (left: Resource, right: Resource) -> Bool {
    left === right || (left.version == right.version && left.name == right.name && left.type == right.type)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(version)
    hasher.combine(name)
  }
}
