package import MeshAPI

/// What a Gateway or a VirtualService stands for that nobody wrote.
package struct IngressOrigin: Hashable, Sendable {
  /// Of several, the oldest.
  package var ingress: ObjectKey
  /// Whose path each route of a VirtualService is.
  package var routes: [ObjectKey]

  package init(ingress: ObjectKey, routes: [ObjectKey] = []) {
    self.ingress = ingress
    self.routes = routes
  }
}
