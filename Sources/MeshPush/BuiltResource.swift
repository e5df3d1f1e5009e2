package import MeshAPI
package import XDSResources

/// A rendered resource together with the objects to name when a proxy refuses it.
package final class BuiltResource: Sendable {
  package let resource: Resource
  package let origins: [ObjectKey]

  package init(resource: Resource, origins: [ObjectKey]) {
    self.resource = resource
    self.origins = origins
  }
}
