#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where something listens: a host (name or address) and port, or a unix socket.
package enum NetworkEndpoint: Sendable, Hashable {
  /// A DNS name or IP address (IPv6 without brackets) and a port, 0...65535.
  case socket(host: String, port: Int)
  /// The path of a unix domain socket.
  case unix(path: String)

  /// Reads `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`; `nil` for anything else.
  package init?(parsing text: String) {
    if text.hasPrefix("unix:") {
      let path = text.dropFirst("unix:".count)
      guard !path.isEmpty else { return nil }
      self = .unix(path: String(path))
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits), (0...65535).contains(port) else {
      return nil
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard IPAddress.isIPv6(String(host)) else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else { return nil }
    self = .socket(host: String(host), port: port)
  }

  /// Whether a name has to be resolved before anybody can connect.
  var hasName: Bool {
    guard case .socket(let host, _) = self else { return false }
    return !IPAddress.isAddress(host)
  }

  /// The text that `init(parsing:)` reads.
  package var text: String {
    switch self {
    case .socket(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}

/// Questions about the text of an IP address; the platform's parser answers them.
package enum IPAddress {
  /// Whether the text is an IPv4 address in dotted form.
  package static func isIPv4(_ text: String) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1
  }

  /// Whether the text is an IPv6 address, without brackets or zone.
  package static func isIPv6(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1
  }

  /// Whether the text is an IP address of either family.
  package static func isAddress(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

  /// Whether only this machine can reach the address.
  package static func isLoopback(_ text: String) -> Bool {
    (isIPv4(text) && text.hasPrefix("127.")) || text == "::1"
  }
}
