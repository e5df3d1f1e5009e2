import Crypto
import Foundation
import KubernetesAPI
import ObjectStore

/// Encrypts Secrets and the server's own keys in the store, with AES-256-GCM. The key under which a value lies is authenticated with it, so that nobody who
/// can write to the store can put one Secret in another's place.
///
/// Sealed layout: a byte that names the format (2), eight bytes of the key's fingerprint, then nonce, ciphertext and tag.
struct ObjectSeal: Sendable {
  private static let format: UInt8 = 2
  private static let fingerprintSize = 8

  /// The objects that are sealed: Secrets.
  private static let sealedResources: Set<GroupResource> = [GroupResource(group: "", resource: "secrets")]

  /// The first seals; all open.
  private let keys: [(fingerprint: [UInt8], key: SymmetricKey)]

  /// - Parameter keys: 32 bytes each. The first is used for writing; the others still open what they sealed.
  /// - Throws: `ObjectSealError` where there is none, or one has another length.
  init(keys: [[UInt8]]) throws {
    guard !keys.isEmpty else { throw ObjectSealError.noKey }
    guard keys.allSatisfy({ $0.count == 32 }) else { throw ObjectSealError.wrongLength }
    self.keys = keys.map { bytes in
      (Array(SHA256.hash(data: bytes).prefix(Self.fingerprintSize)), SymmetricKey(data: bytes))
    }
  }

  static func isSealed(_ bytes: [UInt8]) -> Bool { bytes.first == format }

  func sealed(_ bytes: [UInt8], at key: StoreKey) throws(StoreError) -> [UInt8] {
    let isObject = KeyLayout.parse(key).map { Self.sealedResources.contains($0.resource) } ?? false
    guard isObject || key == ServerKeys.key else { return bytes }
    let (fingerprint, secret) = keys[0]
    do {
      let box = try AES.GCM.seal(bytes, using: secret, authenticating: Array(key.path.utf8))
      guard let combined = box.combined else { throw StoreError(.unavailable, "The object at \(key) cannot be encrypted.") }
      return [Self.format] + fingerprint + combined
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(.unavailable, "The object at \(key) cannot be encrypted.")
    }
  }

  func opened(_ bytes: [UInt8], at key: StoreKey) throws(StoreError) -> [UInt8] {
    let fingerprint = Array(bytes.dropFirst().prefix(Self.fingerprintSize))
    guard let secret = keys.first(where: { $0.fingerprint == fingerprint })?.key else {
      throw StoreError(.unauthorized, "The object at \(key) is encrypted with a key that was not given.")
    }
    do {
      let box = try AES.GCM.SealedBox(combined: bytes.dropFirst(1 + Self.fingerprintSize))
      return Array(try AES.GCM.open(box, using: secret, authenticating: Array(key.path.utf8)))
    } catch {
      throw StoreError(.corrupt, "The encrypted object at \(key) was changed in the store.")
    }
  }
}

/// Why keys for encryption cannot be used.
enum ObjectSealError: Error, Hashable, CustomStringConvertible {
  case noKey
  case wrongLength

  var description: String {
    switch self {
    case .noKey: "there is no key"
    case .wrongLength: "a key must have 32 bytes (256 bits)"
    }
  }
}
