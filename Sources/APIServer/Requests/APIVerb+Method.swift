extension APIVerb {
  /// What a request wants to do with a resource.
  /// - Returns: nil for methods that mean nothing here.
  init?(method: String, hasName: Bool, isWatch: Bool) {
    switch (method, hasName) {
    case ("GET", _) where isWatch, ("HEAD", _) where isWatch: self = .watch
    case ("GET", true), ("HEAD", true): self = .get
    case ("GET", false), ("HEAD", false): self = .list
    case ("POST", _): self = .create
    case ("PUT", _): self = .update
    case ("PATCH", _): self = .patch
    case ("DELETE", true): self = .delete
    case ("DELETE", false): self = .deletecollection
    default: return nil
    }
  }
}
