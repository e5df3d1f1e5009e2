package import MeshAPI
package import XDSResources

/// A rendered resource together with the objects to name when a proxy refuses it.
package final class BuiltResource: Sendable {
  package let resource: Resource
  private let ownOrigins: [ObjectKey]
  /// What it was put together from; seldom asked for, so their origins are not collected in advance.
  private let parts: [BuiltResource]

  package init(resource: Resource, origins: [ObjectKey]) {
    self.resource = resource
    ownOrigins = origins
    parts = []
  }

  /// A resource that was put together from others.
  init(resource: Resource, parts: [BuiltResource]) {
    self.resource = resource
    ownOrigins = []
    self.parts = parts
  }

  /// Most specific first.
  package var origins: [ObjectKey] { parts.isEmpty ? ownOrigins : Self.origins(of: parts) }

  static func origins(of parts: [BuiltResource]) -> [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return parts.flatMap(\.origins).filter { seen.insert($0).inserted }
  }
}
