import MeshAPI

extension HeaderOperationsPlan {
  /// Puts operations in order: what overwrites comes before what appends, each by name. Nobody can add or remove `Host` and
  /// pseudo-headers this way: setting the authority is a rewrite (`Headers.Operations.authority`).
  init(_ operations: Headers.Operations) {
    self.init()
    add = Self.headers(operations.set, overwrites: true) + Self.headers(operations.add, overwrites: false)
    remove = operations.remove.filter { !Self.isProtected($0) }
  }

  /// This one first, then the other.
  func followed(by other: HeaderOperationsPlan) -> HeaderOperationsPlan {
    var merged = self
    merged.add += other.add
    merged.remove += other.remove
    return merged
  }

  private static func headers(_ values: [String: String], overwrites: Bool) -> [Header] {
    values.filter { !isProtected($0.key) }.sorted { $0.key < $1.key }
      .map { Header(name: $0.key, value: $0.value, overwrites: overwrites) }
  }

  private static func isProtected(_ name: String) -> Bool { name.hasPrefix(":") || name.lowercased() == "host" }
}

extension Headers.Operations {
  /// What the operations make of the authority; `set` beats `add`. nil where they leave it alone.
  var authority: String? {
    for values in [set, add] {
      let found = values.filter { $0.key.lowercased() == "host" || $0.key.lowercased() == ":authority" }
      if let first = found.min(by: { $0.key < $1.key }) { return first.value }
    }
    return nil
  }
}
