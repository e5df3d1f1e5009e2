extension APIVerb {
  /// What a request wants to do with a resource.
  /// - Returns: nil for methods that mean nothing here.
  init?(method: String, hasName: Bool, isWatch: Bool) {
    switch (method, hasName) {
    // Whoever may watch one object must not be shown its neighbours: as with Kubernetes, one that is named is not watched but got.
    case ("GET", true): self = .get
    case ("GET", false): self = isWatch ? .watch : .list
    case ("POST", _): self = .create
    case ("PUT", _): self = .update
    case ("PATCH", _): self = .patch
    case ("DELETE", true): self = .delete
    case ("DELETE", false): self = .deletecollection
    default: return nil
    }
  }
}
