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
  /// - Returns: The proxy's URL, which may hold a password; nil where the server is reached without. This machine always is.
  /// - Throws: `KubeconfigError` where what the environment names is no proxy that can be used.
  func proxy(for server: String) throws(KubeconfigError) -> ConcealedText? {
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
    return ConcealedText(url)
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
