#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The seed of a random test: that of `MELTEMI_SEED`, or a new one. Whoever takes one prints it.
package enum TestSeed {
  package static func next() -> UInt64 {
    if let text = getenv("MELTEMI_SEED"), let seed = UInt64(String(cString: text)) { return seed }
    return UInt64.random(in: 0...UInt64.max)
  }
}
