package import MeshAPI
package import XDSResources

/// A resource that could not be rendered; its last good form stays in force.
package struct BuildFailure: Error, Hashable, Sendable {
  package var type: TypeURL
  package var name: String
  /// The objects that the resource comes from.
  package var origins: [ObjectKey]
  package var message: String

  package init(type: TypeURL, name: String, origins: [ObjectKey], message: String) {
    self.type = type
    self.name = name
    self.origins = origins
    self.message = message
  }
}
