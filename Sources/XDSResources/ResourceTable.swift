public import HashTreeCollections

/// The resources of one type that a group of proxies shares, with a journal of what changed.
///
/// A value: copies share structure. Every `apply` makes a new generation; a reader that knows an older generation asks
/// `changes(since:)` for the names to look at instead of comparing everything.
public struct ResourceTable: Sendable {
  /// How many names the journal keeps before it forgets its oldest steps.
  static let journalLimit = 4096

  public private(set) var resources: TreeDictionary<String, Resource> = [:]
  /// Grows with each `apply` that changed something. Generations of different tables have nothing to do with each other.
  public private(set) var generation: UInt64 = 0
  private var journal = ChangeJournal()
  /// The names that have a namespace (`ROUTE/VHOST`), by namespace.
  private var namespaces: TreeDictionary<String, TreeSet<String>> = [:]

  public init() {}

  public subscript(name: String) -> Resource? { resources[name] }
  public var count: Int { resources.count }

  /// Sets and removes resources; those that are equal to what is there do not count as a change.
  /// - Returns: the names that really changed, sorted.
  @discardableResult
  public mutating func apply(setting updates: [Resource], removing removals: [String] = []) -> [String] {
    var changed: [String] = []
    for resource in updates where resources[resource.name] != resource {
      if resources.updateValue(resource, forKey: resource.name) == nil { index(resource.name) }
      changed.append(resource.name)
    }
    for name in removals where resources.removeValue(forKey: name) != nil {
      unindex(name)
      changed.append(name)
    }
    guard !changed.isEmpty else { return [] }
    changed.sort()
    generation += 1
    journal.append(changed, generation: generation)
    journal.forget(beyond: Self.journalLimit)
    return changed
  }

  /// The names that changed after `known`, or nil when the journal does not reach back that far (compare everything then).
  public func changes(since known: UInt64) -> Set<String>? {
    known <= generation ? journal.names(after: known) : nil
  }

  /// The names of the form `namespace/...`, where the namespace is all before the last slash (as Envoy cuts names for VHDS).
  public func names(inNamespace namespace: String) -> TreeSet<String> { namespaces[namespace] ?? [] }

  /// What stands before the last slash of `name`; nil where there is none.
  public static func namespace(of name: String) -> String? {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return String(name[..<slash])
  }

  private mutating func index(_ name: String) {
    guard let namespace = Self.namespace(of: name) else { return }
    namespaces[namespace, default: []].insert(name)
  }

  private mutating func unindex(_ name: String) {
    guard let namespace = Self.namespace(of: name) else { return }
    namespaces[namespace]?.remove(name)
    if namespaces[namespace]?.isEmpty == true { namespaces[namespace] = nil }
  }
}
