import HashTreeCollections

/// All that one proxy should have at one moment: for each type, the layers whose union it gets.
///
/// Layers let proxies share what they have in common: the outbound side of a namespace is one layer for all its sidecars, a
/// workload's inbound side another. A name must occur in one layer only; where it occurs in several, the first layer wins.
public struct ResourceSnapshot: Sendable {
  /// One shared table, identified so that a reader can tell "the same layer, further on" from "another layer".
  public struct Layer: Sendable {
    public var identity: LayerIdentity
    public var table: ResourceTable

    public init(identity: LayerIdentity, table: ResourceTable) {
      self.identity = identity
      self.table = table
    }
  }

  /// Grows with each snapshot that is published for a proxy.
  public var generation: UInt64
  public var layers: [TypeURL: [Layer]]

  public init(generation: UInt64 = 0, layers: [TypeURL: [Layer]] = [:]) {
    self.generation = generation
    self.layers = layers
  }

  public func resource(_ type: TypeURL, _ name: String) -> Resource? {
    for layer in layers[type] ?? [] {
      if let found = layer.table[name] { return found }
    }
    return nil
  }

  /// Sorted by name.
  public func resources(_ type: TypeURL) -> [Resource] {
    var found: [String: Resource] = [:]
    for layer in (layers[type] ?? []).reversed() {
      for (name, resource) in layer.table.resources { found[name] = resource }
    }
    return found.values.sorted { $0.name < $1.name }
  }
}

/// Tells one shared table from another for as long as the process lives.
public struct LayerIdentity: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }
}
