package import Foundation

/// The self-made roots, oldest first, and the dates by which they take turns: the content of `authority.json`.
///
/// What counts at a moment follows from the dates alone, so every process that reads the file at that moment comes to the same
/// answer, and a restart changes nothing.
struct RootLedger: Codable, Sendable, Hashable {
  struct Root: Sendable, Hashable {
    /// PEM.
    var certificate: String
    /// PEM (PKCS #8).
    var key: Redacted<String>
    /// The same name and key, certified by the root before: whoever has only that root gets from this one's leaves to it.
    var crossCertificate: String?
    /// From when on it signs, unless a newer one does.
    var signsFrom: Date
    /// Every certificate that it has signed has expired then; written down before a certificate that is good for longer leaves.
    var signedUntil: Date
  }

  var version = 1
  var roots: [Root]

  /// How far the clocks of a mesh may be apart: for so long after its last certificate has expired, a root stays in the bundle.
  static let clockSkew: TimeInterval = 10

  /// The root that signs: the newest whose time has come.
  func signingIndex(at now: Date) -> Int? {
    roots.lastIndex { $0.signsFrom <= now } ?? roots.indices.first
  }

  /// When a root leaves the bundle: once the next one signs, and what this one signed has expired. Nil for the newest.
  func leaving(_ index: Int) -> Date? {
    guard roots.indices.contains(index + 1) else { return nil }
    return max(roots[index].signedUntil, roots[index + 1].signsFrom).addingTimeInterval(Self.clockSkew)
  }

  /// The roots that count, oldest first.
  func trustedIndices(at now: Date) -> [Int] {
    roots.indices.filter { index in leaving(index).map { now < $0 } ?? true }
  }

  /// When the answers of the functions above change next, as far as the dates tell.
  func nextChange(after now: Date) -> Date? {
    let dates = roots.map(\.signsFrom) + roots.indices.compactMap(leaving)
    return dates.filter { $0 > now }.min()
  }

  /// What a rotation is doing.
  func rotation(at now: Date) -> RotationStatus {
    let trusted = trustedIndices(at: now)
    guard let signing = signingIndex(at: now), trusted.count > 1 else { return .steady }
    if signing < roots.count - 1 { return .announced(signsFrom: roots[roots.count - 1].signsFrom) }
    return .retiring(until: trusted.compactMap(leaving).max() ?? now)
  }

  /// Forgets the roots that have left, with their keys.
  mutating func prune(at now: Date) {
    let trusted = Set(trustedIndices(at: now))
    roots = roots.indices.filter(trusted.contains).map { roots[$0] }
  }
}

/// What a rotation of the root is doing.
package enum RotationStatus: Sendable, Hashable {
  /// There is one root.
  case steady
  /// A new root is in the bundle; the old one signs until then.
  case announced(signsFrom: Date)
  /// The new root signs; the old one stays in the bundle until then, because certificates that it signed are in use.
  case retiring(until: Date)
}

extension RootLedger.Root: Codable {
  private enum CodingKeys: String, CodingKey { case certificate, key, crossCertificate, signsFrom, signedUntil }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    certificate = try container.decode(String.self, forKey: .certificate)
    key = Redacted(try container.decode(String.self, forKey: .key))
    crossCertificate = try container.decodeIfPresent(String.self, forKey: .crossCertificate)
    signsFrom = try container.decode(Date.self, forKey: .signsFrom)
    signedUntil = try container.decode(Date.self, forKey: .signedUntil)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(certificate, forKey: .certificate)
    try container.encode(key.reveal(), forKey: .key)
    try container.encodeIfPresent(crossCertificate, forKey: .crossCertificate)
    try container.encode(signsFrom, forKey: .signsFrom)
    try container.encode(signedUntil, forKey: .signedUntil)
  }
}
