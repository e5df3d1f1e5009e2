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

  /// How long one answer may take, redirects included.
  private static let patience = Duration.seconds(5)
  private static let redirects = 3
  /// The largest discovery document.
  private static let discoveryBytes = 256 << 10

  private let clients: IssuerClients

  init(clients: IssuerClients = IssuerClients()) { self.clients = clients }

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
    // Issuers are asked for keys so rarely that no connection is worth keeping.
    let client = clients.make(connectTimeout: Self.patience)
    do {
      let bytes = try await get(address, limit: limit, with: client)
      try? await client.shutdown()
      return bytes
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  private func get(_ address: String, limit: Int, with client: HTTPClient) async throws -> [UInt8] {
    let deadline = NIODeadline.now() + .nanoseconds(Int64(Self.patience / .nanoseconds(1)))
    var next = address
    for _ in 0...Self.redirects {
      guard IssuerAddress.isAcceptable(next) else { throw Failure(description: "\(next) is not https, nor on this machine") }
      let response = try await client.execute(HTTPClientRequest(url: next), deadline: deadline)
      if (300..<400).contains(response.status.code), let location = response.headers.first(name: "location"),
        let target = URL(string: location, relativeTo: URL(string: next))
      {
        // Keys that were to come over TLS are not taken in plain text, not even from this machine.
        guard target.scheme == "https" || !next.hasPrefix("https:") else {
          throw Failure(description: "\(next) leads from https to http")
        }
        next = target.absoluteString
        continue
      }
      guard response.status == .ok else { throw Failure(description: "\(next) answers \(response.status.code)") }
      return Array(try await response.body.collect(upTo: limit).readableBytesView)
    }
    throw Failure(description: "\(address) leads to more than \(Self.redirects) redirects")
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
