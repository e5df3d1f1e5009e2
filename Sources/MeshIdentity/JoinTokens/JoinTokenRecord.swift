package import Foundation

/// What is kept of a join token.
package struct JoinTokenRecord: Codable, Sendable, Hashable {
  package enum State: String, Sendable {
    case active, expired, revoked
    case usedUp = "used-up"
  }

  /// Names the token; it is no secret.
  package var id: String
  package var namespace: String
  package var serviceAccount: String
  package var created: Date
  package var expires: Date
  /// How often the token may be used in all.
  package var uses: Int
  /// How often it has been used.
  package var used: Int
  package var lastUsed: Date?
  /// When it was revoked.
  package var revoked: Date?

  package func state(at now: Date) -> State {
    if revoked != nil { return .revoked }
    if expires <= now { return .expired }
    return used >= uses ? .usedUp : .active
  }
}

/// A record, and the hash by which the token is known again: a line of the file.
struct JoinTokenEntry: Codable, Sendable, Hashable {
  var record: JoinTokenRecord
  /// SHA-256 of the token's text, in hexadecimal.
  var hash: String

  private enum CodingKeys: CodingKey { case hash }

  init(record: JoinTokenRecord, hash: String) { (self.record, self.hash) = (record, hash) }

  init(from decoder: any Decoder) throws {
    record = try JoinTokenRecord(from: decoder)
    hash = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .hash)
  }

  func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(hash, forKey: .hash)
  }
}
