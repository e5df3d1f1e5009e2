/// A value that can be checked: `KEY COUNT ` and as many copies of the count's last digit as the count says.
package struct WrittenValue {
  package let key: String
  package let count: Int

  package init(key: String, count: Int) {
    self.key = key
    self.count = count
  }

  /// nil where the bytes are not, to the last one, what a writer writes.
  package init?(_ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, let count = Int(parts[1]) else { return nil }
    self.init(key: String(parts[0]), count: count)
    guard self.bytes == bytes else { return nil }
  }

  package var bytes: [UInt8] {
    Array("\(key) \(count) ".utf8) + [UInt8](repeating: UInt8(48 + count % 10), count: count * 37 % 5000)
  }
}
