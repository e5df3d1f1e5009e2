import AsyncHTTPClient
import Foundation

/// A proxy between a client and its API server.
struct ProxyAddress: Hashable, Sendable {
  let proxy: HTTPClient.Configuration.Proxy

  /// nil for anything but `http://HOST:PORT` and `socks5://HOST:PORT`; an HTTP proxy may have a user with a password.
  init?(_ text: String) {
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.query == nil,
      parts.fragment == nil,
      ["", "/"].contains(parts.path)
    else { return nil }
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    switch parts.scheme?.lowercased() {
    case "http":
      let authorization = parts.user.map { HTTPClient.Authorization.basic(username: $0, password: parts.password ?? "") }
      proxy = .server(host: bare, port: parts.port ?? 80, authorization: authorization)
    case "socks5", "socks5h":
      guard parts.user == nil else { return nil }
      proxy = .socksServer(host: bare, port: parts.port ?? 1080)
    default: return nil
    }
  }
}
