import XDSResources

/// Numbers for layers, never used twice.
struct LayerIdentities {
  private var last: UInt64 = 0

  mutating func next() -> LayerIdentity {
    last += 1
    return LayerIdentity(rawValue: last)
  }
}
