import Crypto

extension ResourceVersion {
  /// The first 128 bits of the SHA-256 of `bytes`: a user who can write rules must not be able to make two versions collide.
  public init(hashing bytes: [UInt8]) {
    self.init(SHA256.hash(data: bytes))
  }

  init(_ digest: some Sequence<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in digest.prefix(16).enumerated() {
      if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    self.init(high: words.0, low: words.1)
  }
}
