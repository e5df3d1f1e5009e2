package import XDSResources

/// How much was built and shared, counted: what a test can hold exactly where a time would waver.
package struct BuildCounts: Sendable, Hashable {
  /// Resources rendered, by type; a resource taken from the memo does not count.
  package var built: [TypeURL: Int] = [:]
  /// Bytes of the resources rendered, by type.
  package var builtBytes: [TypeURL: Int] = [:]
  /// Lookups answered by the memo, by type.
  package var reused: [TypeURL: Int] = [:]
  /// Names of what was built, by type, in order; kept only where asked for (tests and explanations).
  package var names: [TypeURL: [String]]?
  /// Resources that could not be rendered.
  package var failures: [BuildFailure] = []

  package init(keepingNames: Bool = false) { names = keepingNames ? [:] : nil }

  mutating func countBuilt(_ resource: Resource) {
    built[resource.type, default: 0] += 1
    builtBytes[resource.type, default: 0] += resource.body.count
    names?[resource.type, default: []].append(resource.name)
  }

  mutating func countReused(_ type: TypeURL) { reused[type, default: 0] += 1 }

  package var totalBuilt: Int { built.values.reduce(0, +) }
}
