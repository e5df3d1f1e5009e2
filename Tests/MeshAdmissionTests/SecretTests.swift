import Crypto
import Foundation
import MeshAPI
import SwiftASN1
import Testing
import X509

@testable import MeshAdmission

/// Secrets and ConfigMaps with certificates.
struct SecretTests {
  private struct Pair {
    var chain: String
    var key: String

    init() throws {
      let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
      let name = try DistinguishedName { CommonName("a") }
      chain = try Certificate(
        version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey, notValidBefore: Date() - 60,
        notValidAfter: Date() + 60, issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try Certificate.Extensions { BasicConstraints.isCertificateAuthority(maxPathLength: nil) },
        issuerPrivateKey: key
      ).serializeAsPEM().pemString
      self.key = try key.serializeAsPEM().pemString
    }
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private static func secret(_ data: [String: String], type: String = "Opaque", field: String = "data") -> String {
    let lines = data.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)\n" }.joined()
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: shop}\ntype: \(type)\n\(field):\n\(lines)"
  }

  private static func admitted(_ yaml: String) throws -> KubernetesSecret {
    let result = admit(yaml)
    guard case .secret(let object)? = result.objects.first?.object else {
      Issue.record("\(result.diagnostics)")
      throw CancellationError()
    }
    return object.spec
  }

  @Test(arguments: [("tls.crt", "tls.key", "ca.crt"), ("cert", "key", "cacert")])
  func readsBothFormats(chain: String, key: String, roots: String) throws {
    let pair = try Pair()
    let secret = try Self.admitted(
      Self.secret([chain: Self.base64(pair.chain), key: Self.base64(pair.key), roots: Self.base64(pair.chain), "other": "!"]))
    #expect(secret.keyPair?.chainPEM == Array(pair.chain.utf8))
    #expect(secret.keyPair?.keyPEM.reveal() == Array(pair.key.utf8))
    #expect(secret.roots?.certificatesPEM == Array(pair.chain.utf8))
  }

  @Test func readsPlainText() throws {
    let pair = try Pair()
    func block(_ text: String) -> String { "|\n" + text.split(separator: "\n").map { "      \($0)\n" }.joined() }
    let secret = try Self.admitted(
      Self.secret(["tls.crt": block(pair.chain), "tls.key": block(pair.key)], type: "kubernetes.io/tls", field: "stringData"))
    #expect(secret.keyPair != nil)
  }

  @Test func keepsNothingElse() throws {
    let secret = try Self.admitted(
      Self.secret(["password": Self.base64("hunter2"), "ca.crt": Self.base64("x")], type: "kubernetes.io/service-account-token"))
    #expect(secret == KubernetesSecret())
    #expect(try Self.admitted(Self.secret(["password": "12345"])) == KubernetesSecret())
  }

  /// A proxy would refuse all of these.
  @Test func refusesWhatProxiesRefuse() throws {
    let (pair, other) = (try Pair(), try Pair())
    let key = Self.base64(other.key)
    let rows: [([String: String], String, String)] = [
      (["tls.crt": Self.base64(pair.chain), "tls.key": key], "Opaque", "the key is not the certificate's"),
      (["tls.crt": Self.base64("nonsense"), "tls.key": key], "Opaque", "the certificates are not PEM"),
      (
        ["tls.crt": Self.base64(pair.chain), "tls.key": Self.base64("nonsense")], "Opaque", "the key is not a private key in PEM"
      ),
      (
        ["tls.crt": Self.base64(pair.chain)], "kubernetes.io/tls",
        "a Secret of the type kubernetes.io/tls holds tls.crt and tls.key"
      ),
      (["ca.crt": Self.base64(pair.key)], "Opaque", "the roots in ca.crt are not PEM"),
      (["tls.key": "'?'"], "Opaque", "the text is not base64"),
      (["tls.key": "77777"], "Opaque", "must be a text"),
    ]
    for (data, type, message) in rows {
      let result = admit(Self.secret(data, type: type))
      #expect(result.objects.isEmpty, "\(message)")
      #expect(result.diagnostics.map(\.diagnostic.message).contains(message), "\(result.diagnostics)")
      for text in result.diagnostics.map(\.description) {
        #expect(!text.contains(key.prefix(40)) && !text.contains("77777") && !text.contains("nonsense"))
      }
    }
  }

  @Test func keysAreNeverShown() throws {
    let pair = try Pair()
    let secret = try Self.admitted(Self.secret(["tls.crt": Self.base64(pair.chain), "tls.key": Self.base64(pair.key)]))
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("PRIVATE") && "\(secret)".contains("<redacted>"))
  }

  @Test func anotherKeyIsAnotherObject() throws {
    let pairs = [try Pair(), try Pair()]
    let digests = pairs.map { pair in
      admit(Self.secret(["tls.crt": Self.base64(pair.chain), "tls.key": Self.base64(pair.key)])).objects.first?.object.digest
    }
    #expect(digests[0] != nil && digests[0] != digests[1])
  }

  @Test func readsRootsOfConfigMaps() throws {
    let pair = try Pair()
    let block = pair.chain.split(separator: "\n").map { "    \($0)\n" }.joined()
    let yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\ndata:\n  ca.crt: |\n\(block)  other: x\n"
    guard case .configMap(let object)? = admit(yaml).objects.first?.object else {
      Issue.record("\(admit(yaml).diagnostics)")
      return
    }
    #expect(object.spec.roots?.certificatesPEM == Array("\(pair.chain)\n".utf8))
  }
}
