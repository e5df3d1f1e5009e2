import AsyncHTTPClient
import Foundation
import MeshIdentity
import NIOCore
import NIOHTTP1

/// Gets the keys of OIDC issuers over HTTPS: from where the configuration says, or from where the issuer says
/// (OpenID Connect Discovery 1.0, section 4).
struct IssuerKeySets: KeySetFetching {
  /// Why keys cannot be had.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// How long one answer may take.
  private static let patience = TimeAmount.seconds(5)
  /// The largest discovery document.
  private static let discoveryBytes = 256 << 10

  func fetchKeySet(of issuer: OIDCIssuer, limit: Int) async throws -> [UInt8] {
    if let uri = issuer.jwksURI { return try await get(uri, limit: limit) }
    return try await get(try await discover(issuer), limit: limit)
  }

  private func discover(_ issuer: OIDCIssuer) async throws -> String {
    struct Document: Decodable {
      var issuer: String
      var jwksURI: String
      enum CodingKeys: String, CodingKey {
        case issuer
        case jwksURI = "jwks_uri"
      }
    }
    let base = issuer.issuer.hasSuffix("/") ? String(issuer.issuer.dropLast()) : issuer.issuer
    let bytes = try await get(base + "/.well-known/openid-configuration", limit: Self.discoveryBytes)
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else {
      throw Failure(description: "\(base) does not answer with an OpenID configuration")
    }
    guard document.issuer == issuer.issuer else {
      throw Failure(description: "the OpenID configuration at \(base) is that of another issuer")
    }
    return document.jwksURI
  }

  private func get(_ address: String, limit: Int) async throws -> [UInt8] {
    guard IssuerAddress.isAcceptable(address) else { throw Failure(description: "\(address) is not https, nor on this machine") }
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: address), timeout: Self.patience)
    guard response.status == .ok else { throw Failure(description: "\(address) answers \(response.status.code)") }
    return Array(try await response.body.collect(upTo: limit).readableBytesView)
  }
}

/// Where keys may come from.
package enum IssuerAddress {
  /// Whether an address is safe against others on the way: https, or this machine itself.
  package static func isAcceptable(_ address: String) -> Bool {
    guard let url = URL(string: address), let host = url.host, !host.isEmpty else { return false }
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    return url.scheme == "https" || (url.scheme == "http" && PlaintextRule.isLoopback(bare))
  }
}
