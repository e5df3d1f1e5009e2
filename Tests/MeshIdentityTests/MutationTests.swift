import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import MeshIdentity

/// Requests and tokens that were good once, with bytes changed at random: none of them may crash anything, and none may count
/// that does not say what the good one said. The same bytes change in each run, unless `MELTEMI_SEED` says otherwise.
@Suite struct MutationTests {
  /// SplitMix64: small, and the same on every machine.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private static func mutate(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0 where !bytes.isEmpty: bytes.remove(at: place)
      case 1: bytes.insert(.random(in: .min ... .max, using: &random), at: place)
      case 2: bytes.removeLast(min(bytes.count, Int.random(in: 1...32, using: &random)))
      case 3 where !bytes.isEmpty: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
      case 4 where !bytes.isEmpty:
        bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 16)], at: place)
      case 5 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      default: if !bytes.isEmpty { bytes[place] = .random(in: .min ... .max, using: &random) }
      }
    }
    return bytes
  }

  private static func seed(_ what: String) -> Random {
    let seed = ProcessInfo.processInfo.environment["MELTEMI_SEED"].flatMap(UInt64.init) ?? 2026
    print("\(what): MELTEMI_SEED=\(seed)")
    return Random(state: seed)
  }

  @Test func mutatedRequests() throws {
    var random = Self.seed("mutated requests")
    let world = try TestWorld()
    let cart = try WorkloadIdentity.of("shop", "cart")
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let request = try TestRequest.request(key: key, names: [TestRequest.uri(cart.spiffeID)])
    let good = try [request.serializeAsPEM().derBytes, Array(request.serializeAsPEM().pemString.utf8)]
    for round in 0..<25_000 {
      let bytes = Self.mutate(good[round % 4 == 0 ? 1 : 0], &random)
      guard let issued = try? world.authority.issue(csr: bytes, for: cart) else { continue }
      let leaf = try issued.leaf
      #expect(leaf.publicKey == key.publicKey)
      #expect(try leaf.workloadIdentity == cart)
    }
  }

  @Test func mutatedTokens() async throws {
    var random = Self.seed("mutated tokens")
    let folder = try TestFolder()
    let clock = TestClock()
    let store = JoinTokenStore(directory: folder.state, now: clock.read)
    let authenticator = JoinTokenAuthenticator(store: store, trustDomain: .clusterLocal)
    let token = try await store.create(namespace: "shop", serviceAccount: "cart", lifetime: .seconds(60)).token
    for _ in 0..<25_000 {
      let bytes = Self.mutate(Array(token.reveal().utf8), &random)
      let text = String(decoding: bytes, as: UTF8.self)
      guard text != token.reveal() else { continue }
      let outcome = await authenticator.authenticate(
        PeerCredentials(bearerToken: Redacted(text), isEncrypted: true, address: ""), for: .certificate)
      if case .authenticated = outcome { Issue.record("a mutated token counts") }
    }
    #expect(try await store.consume(token).used == 1)
  }

  @Test func mutatedIssuerTokens() async throws {
    var random = Self.seed("mutated tokens of issuers")
    let issuer = TestIssuer()
    let clock = TestClock()
    let authenticator = OIDCAuthenticator(
      issuers: [OIDCIssuer(issuer: "https://issuer.example.org", audiences: ["meltemi"])], fetcher: issuer,
      trustDomain: .clusterLocal, now: clock.read)
    let cart = try WorkloadIdentity.of("shop", "cart")
    let token = try await issuer.token([
      "iss": "https://issuer.example.org", "sub": "system:serviceaccount:shop:cart", "aud": "meltemi",
      "exp": clock.now.timeIntervalSince1970 + 60,
    ])
    func outcome(_ text: String) async -> AuthenticationOutcome {
      await authenticator.authenticate(
        PeerCredentials(bearerToken: Redacted(text), isEncrypted: true, address: ""), for: .certificate)
    }
    let good = await outcome(token.reveal())
    guard case .authenticated = good else {
      Issue.record("\(good)")
      return
    }
    // A third of the changes is made to what the encoding hides: header, payload or signature, which is then encoded anew.
    for round in 0..<15_000 {
      let parts = token.reveal().split(separator: ".")
      var text = ""
      if round % 3 == 0, let bytes = Base64URL.decode(parts[round / 3 % 3]) {
        var changed = parts.map(String.init)
        changed[round / 3 % 3] = Base64URL.encode(Self.mutate(bytes, &random))
        text = changed.joined(separator: ".")
      } else {
        text = String(decoding: Self.mutate(Array(token.reveal().utf8), &random), as: UTF8.self)
      }
      // Only what the signature does not cover may differ (unused bits of the last letter), and not even that changes who it is.
      if case .authenticated(let workload) = await outcome(text) { #expect(workload.identity == cart) }
    }
  }

  @Test func mutatedCertificates() async throws {
    var random = Self.seed("mutated certificates")
    let world = try TestWorld()
    let cart = try WorkloadIdentity.of("shop", "cart")
    let good = try world.authority.issue(csr: try TestRequest.pem(), for: cart).leaf.derBytes
    let authenticator = world.certificates
    for _ in 0..<5_000 {
      let bytes = Self.mutate(good, &random)
      guard bytes != good else { continue }
      if let identity = try? await authenticator.identity(of: [bytes]) {
        // Only what the signature does not cover may differ, and not even that changes who it is.
        #expect(identity == cart)
      }
    }
  }
}
