import MeshAPI
import MeshModel

extension Diagnostic {
  /// The finding as one about the Ingress that the object stands for, where nobody wrote the object itself.
  func placed(_ origins: [ObjectKey: IngressOrigin]) -> Diagnostic {
    guard !origins.isEmpty else { return self }
    var placed = self
    if let key = ObjectKey(object), let origin = origins[key] {
      placed.object =
        (route.flatMap { origin.routes.indices.contains($0) ? origin.routes[$0] : nil } ?? origin.ingress).description
      placed.path = key.kind == .virtualService ? "spec.rules" : path.hasPrefix("spec.servers") ? "spec.tls" : "spec"
    }
    guard message.contains(KubernetesIngress.generatedName) else { return placed }
    let words = message.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    placed.message = words.map { word in
      ObjectKey(word).flatMap { origins[$0] }?.ingress.description ?? word
    }.joined(separator: " ")
    return placed
  }

  /// The number of the HTTP route that the finding is about.
  private var route: Int? {
    let start = "spec.http["
    guard path.hasPrefix(start) else { return nil }
    return Int(path.dropFirst(start.count).prefix { $0 != "]" })
  }
}
