import Crypto
import Foundation
import KubernetesAPI
package import MeshIdentity
import ObjectStore

/// Where an API server keeps the keys that it vouches with.
package enum ServerKeySource: Sendable, Hashable {
  /// In files of a directory: for one server.
  case directory(StateDirectory)
  /// In the store: all servers on one store vouch with the same keys.
  case store
}

/// The authority of an API, and the key that signs its tokens.
struct ServerKeys: Sendable {
  /// Where they lie in the store: beside the objects, so that no request reads, changes or deletes them, whatever its maker may do.
  static let key = StoreKey("/server/keys")
  /// Where earlier versions kept them: a Secret, which whoever may read Secrets there could read.
  private static let formerKey = KeyLayout.key(
    GroupResource(group: "", resource: "secrets"), namespace: "kube-system", name: "meltemi-apiserver-keys")
  private static let formerType = "meltemi.io/apiserver-keys"

  let authority: ServerAuthority
  let signer: TokenSigner

  /// The keys that were made before, or new ones.
  /// - Throws: `APIServerError` where they cannot be read or kept, `StoreError` where the store cannot be used now.
  static func load(_ source: ServerKeySource, storage: ObjectStorage, now: KubernetesTime) async throws -> ServerKeys {
    switch source {
    case .directory(let directory):
      return ServerKeys(authority: try ServerAuthority(in: directory), signer: try TokenSigner(in: directory))
    case .store:
      do {
        return try await load(from: storage, now: now)
      } catch let error as StoreError where error.code != .unavailable && error.code != .unanswered {
        throw APIServerError("cannot use the keys in its store: \(error)")
      }
    }
  }

  private static func load(from storage: ObjectStorage, now: KubernetesTime) async throws -> ServerKeys {
    let former = try await formerKeys(in: storage)
    if let stored = try await storage.object(at: key) {
      let keys = try stored.value(apiVersion: "v1")
      // A server that was killed while it moved them left them there.
      if let former, former.value["data"] == keys["data"] { try await remove(former.stored, from: storage) }
      return try ServerKeys(keys)
    }
    let keys = try await kept(former.map { ["data": $0.value["data"] ?? [:]] } ?? made(now: now), in: storage)
    if let former { try await remove(former.stored, from: storage) }
    return keys
  }

  /// New keys.
  private static func made(now: KubernetesTime) throws -> JSONValue {
    let authority = try ServerAuthority.make(now: Date(timeIntervalSince1970: TimeInterval(now.seconds)))
    return [
      "data": [
        "ca.crt": base64(authority.certificatePEM), "ca.key": base64(authority.keyPEM.reveal()),
        "sa.key": base64(P256.Signing.PrivateKey().pemRepresentation),
      ]
    ]
  }

  /// Puts keys into the store.
  /// - Returns: These, or those of another server that was faster.
  private static func kept(_ keys: JSONValue, in storage: ObjectStorage) async throws -> ServerKeys {
    // What cannot be used is not kept.
    let read = try ServerKeys(keys)
    do throws(StoreError) {
      _ = try await storage.create(keys, at: key)
      return read
    } catch  where error.code == .conflict {
      guard let stored = try await storage.object(at: key) else { throw error }
      return try ServerKeys(try stored.value(apiVersion: "v1"))
    }
  }

  // MARK: Earlier versions

  private static func formerKeys(in storage: ObjectStorage) async throws -> (stored: StoredObject, value: JSONValue)? {
    guard let stored = try await storage.object(at: formerKey) else { return nil }
    let value = try stored.value(apiVersion: "v1")
    return value["type"]?.string == formerType ? (stored, value) : nil
  }

  private static func remove(_ former: StoredObject, from storage: ObjectStorage) async throws(StoreError) {
    do throws(StoreError) {
      _ = try await storage.delete(at: former.key, since: former.revision)
    } catch  where error.code == .conflict {
      // Another server moves them, too.
    }
  }

  private init(authority: ServerAuthority, signer: TokenSigner) {
    self.authority = authority
    self.signer = signer
  }

  private init(_ stored: JSONValue) throws {
    func text(_ name: String) throws -> String {
      guard let data = stored["data"]?[name]?.string.flatMap({ Data(base64Encoded: $0) }) else {
        throw APIServerError("finds no \(name) among the keys in its store")
      }
      return String(decoding: data, as: UTF8.self)
    }
    authority = try ServerAuthority(certificate: try text("ca.crt"), key: try text("ca.key"))
    guard let key = try? P256.Signing.PrivateKey(pemRepresentation: try text("sa.key")) else {
      throw APIServerError("cannot read sa.key among the keys in its store")
    }
    signer = TokenSigner(key: key)
  }

  private static func base64(_ text: String) -> JSONValue { .string(Data(text.utf8).base64EncodedString()) }
}
