import Crypto
import Foundation
import KubernetesAPI
package import MeshIdentity
import ObjectStore

/// Where an API server keeps the keys that it vouches with.
package enum ServerKeySource: Sendable, Hashable {
  /// In files of a directory: for one server.
  case directory(StateDirectory)
  /// In a Secret in the store: all servers on one store vouch with the same keys.
  case store
}

/// The authority of an API, and the key that signs its tokens.
struct ServerKeys: Sendable {
  /// Where the Secret lies.
  static let key = KeyLayout.key(
    GroupResource(group: "", resource: "secrets"), namespace: "kube-system", name: "meltemi-apiserver-keys")

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
    if let stored = try await storage.object(at: key) { return try ServerKeys(try stored.value(apiVersion: "v1")) }
    let authority = try ServerAuthority.make(now: Date())
    var secret: JSONValue = [
      "kind": "Secret", "type": "meltemi.io/apiserver-keys",
      "data": [
        "ca.crt": base64(authority.certificatePEM), "ca.key": base64(authority.keyPEM.reveal()),
        "sa.key": base64(P256.Signing.PrivateKey().pemRepresentation),
      ],
    ]
    secret.metadata.name = "meltemi-apiserver-keys"
    secret.metadata.namespace = "kube-system"
    secret.metadata.uid = ObjectIdentity.uid()
    secret.metadata.creationTimestamp = now
    do {
      return try ServerKeys(try await storage.create(secret, at: key).value(apiVersion: "v1"))
    } catch let error as StoreError where error.code == .conflict {
      // Another server was faster; its keys count.
      guard let stored = try await storage.object(at: key) else { throw error }
      return try ServerKeys(try stored.value(apiVersion: "v1"))
    }
  }

  private init(authority: ServerAuthority, signer: TokenSigner) {
    self.authority = authority
    self.signer = signer
  }

  private init(_ secret: JSONValue) throws {
    func text(_ name: String) throws -> String {
      guard let data = secret["data"]?[name]?.string.flatMap({ Data(base64Encoded: $0) }) else {
        throw APIServerError("finds no \(name) in the Secret kube-system/meltemi-apiserver-keys")
      }
      return String(decoding: data, as: UTF8.self)
    }
    authority = try ServerAuthority(certificate: try text("ca.crt"), key: try text("ca.key"))
    guard let key = try? P256.Signing.PrivateKey(pemRepresentation: try text("sa.key")) else {
      throw APIServerError("cannot read sa.key in the Secret kube-system/meltemi-apiserver-keys")
    }
    signer = TokenSigner(key: key)
  }

  private static func base64(_ text: String) -> JSONValue { .string(Data(text.utf8).base64EncodedString()) }
}
