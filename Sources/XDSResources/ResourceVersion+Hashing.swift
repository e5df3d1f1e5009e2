import Crypto

extension ResourceVersion {
  /// The first 128 bits of the SHA-256 of `bytes`: a user who can write rules must not be able to make two versions collide.
  public init(hashing bytes: [UInt8]) {
    self.init(SHA256.hash(data: bytes))
  }

  /// The version of a set: a hash over the names and versions of `resources`, which must be sorted by name. Equal sets have
  /// equal versions, whoever sends them and however often the sender was restarted.
  public init(hashingSet resources: some Sequence<Resource>) {
    var hasher = SHA256()
    var line: [UInt8] = []
    for resource in resources {
      line.removeAll(keepingCapacity: true)
      let name = resource.name.utf8
      line.append(bytes: UInt64(name.count))
      line.append(contentsOf: name)
      line.append(bytes: resource.version.high)
      line.append(bytes: resource.version.low)
      hasher.update(data: line)
    }
    self.init(hasher.finalize())
  }

  init(_ digest: some Sequence<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in digest.prefix(16).enumerated() {
      if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    self.init(high: words.0, low: words.1)
  }
}

extension [UInt8] {
  fileprivate mutating func append(bytes word: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
  }
}
