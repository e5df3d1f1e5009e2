import Foundation

/// Which proxy the environment names for a server: `HTTPS_PROXY` or `HTTP_PROXY`, and `NO_PROXY` for those that are reached without;
/// in capitals or in small letters.
///
/// Source: Go's package `golang.org/x/net/http/httpproxy`, by which kubectl and client-go go.
struct ProxyEnvironment: Sendable {
  private let environment: [String: String]
  private let exceptions: [Exception]

  init(_ environment: [String: String]) {
    self.environment = environment
    exceptions = (Self.value("NO_PROXY", environment)?.value ?? "").split(separator: ",").compactMap { Exception($0) }
  }

  /// - Parameter server: A URL.
  /// - Returns: The proxy's URL; nil where the server is reached without. This machine always is.
  /// - Throws: `KubeconfigError` where what the environment names is no proxy that can be used.
  func proxy(for server: String) throws(KubeconfigError) -> String? {
    guard let parts = URLComponents(string: server), let scheme = parts.scheme?.lowercased(), let host = parts.host else {
      return nil
    }
    let name = scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY"
    guard let found = Self.value(name, environment),
      isProxied(host.lowercased(), port: parts.port ?? (scheme == "https" ? 443 : 80))
    else { return nil }
    let url = found.value.contains("://") ? found.value : "http://\(found.value)"
    guard ProxyAddress(url) != nil else {
      throw KubeconfigError(
        .init(
          file: nil, field: found.name, message: "what the environment variable says is not the address of a proxy",
          suggestion: "write http://HOST:PORT or socks5://HOST:PORT, or name \(host) in NO_PROXY"))
    }
    return url
  }

  private static func value(_ name: String, _ environment: [String: String]) -> (name: String, value: String)? {
    for name in [name, name.lowercased()] {
      if let value = environment[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }

  private func isProxied(_ host: String, port: Int) -> Bool {
    let address = IPBytes(host)
    if host == "localhost" || address?.isLoopback == true { return false }
    return !exceptions.contains { $0.matches(host, address, port: port) }
  }
}

extension ProxyEnvironment {
  /// An entry of `NO_PROXY`.
  private enum Exception: Sendable {
    case everything
    case network(IPBytes, bits: Int)
    case address(IPBytes, port: Int?)
    /// With its leading dot.
    case domain(String, port: Int?, withItself: Bool)

    /// - Returns: nil for what says nothing, as with Go.
    init?(_ text: Substring) {
      let entry = text.trimmingCharacters(in: .whitespaces).lowercased()
      if entry == "*" {
        self = .everything
        return
      }
      let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
      if parts.count == 2, let network = IPBytes(String(parts[0])), let bits = Int(parts[1]),
        (0...network.bytes.count * 8).contains(bits)
      {
        self = .network(network, bits: bits)
        return
      }
      var (host, port) = Self.split(entry)
      if let address = IPBytes(host) {
        self = .address(address, port: port)
        return
      }
      if host.hasPrefix("*.") { host.removeFirst() }
      guard !host.isEmpty else { return nil }
      let isOnlyBelow = host.hasPrefix(".")
      self = .domain(isOnlyBelow ? host : ".\(host)", port: port, withItself: !isOnlyBelow)
    }

    /// The host, and the port where one is named. An IPv6 address with a port has brackets.
    private static func split(_ entry: String) -> (host: String, port: Int?) {
      guard IPBytes(entry) == nil, let colon = entry.lastIndex(of: ":"), let port = Int(entry[entry.index(after: colon)...])
      else { return (entry, nil) }
      return (String(entry[..<colon]), port)
    }

    func matches(_ host: String, _ address: IPBytes?, port: Int) -> Bool {
      switch self {
      case .everything: true
      case .network(let network, let bits): address?.lies(in: network, bits: bits) ?? false
      case .address(let other, let wanted): address == other && (wanted ?? port) == port
      case .domain(let domain, let wanted, let withItself):
        (host.hasSuffix(domain) || withItself && host == domain.dropFirst()) && (wanted ?? port) == port
      }
    }
  }
}

/// An IP address as its bytes: 4 or 16.
private struct IPBytes: Hashable, Sendable {
  let bytes: [UInt8]

  /// - Parameter text: IPv4 or IPv6, the latter with or without brackets.
  init?(_ text: String) {
    let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    var (v4, v6) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, bare, &v4) == 1 {
      bytes = withUnsafeBytes(of: &v4) { Array($0) }
    } else if inet_pton(AF_INET6, bare, &v6) == 1 {
      bytes = withUnsafeBytes(of: &v6) { Array($0) }
    } else {
      return nil
    }
  }

  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  func lies(in network: IPBytes, bits: Int) -> Bool {
    guard bytes.count == network.bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      return bytes[bit / 8] & mask == network.bytes[bit / 8] & mask
    }
  }
}
