/// Where a member of an etcd cluster takes calls of clients.
package struct EtcdEndpoint: Hashable, Sendable, CustomStringConvertible {
  package var isSecure: Bool
  /// An IP address or a DNS name.
  package var host: String
  package var port: Int

  package init(host: String, port: Int = 2379, isSecure: Bool = false) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
  }

  /// Reads `http://HOST:PORT`, `https://HOST:PORT` or `HOST:PORT` (plain text); the port may be left out, an IPv6 address stands in
  /// brackets. nil where it is none of these.
  package init?(_ text: String) {
    var rest = Substring(text)
    isSecure = false
    for (scheme, secure) in [("http://", false), ("https://", true)] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      isSecure = secure
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      host = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
      guard host.contains(":") else { return nil }
    } else {
      let end = rest.firstIndex(of: ":") ?? rest.endIndex
      host = String(rest[..<end])
      rest = rest[end...]
    }
    port = 2379
    if rest.hasPrefix(":") {
      guard let number = UInt16(rest.dropFirst()), number > 0 else { return nil }
      port = Int(number)
    } else if !rest.isEmpty {
      return nil
    }
    guard !host.isEmpty, !host.contains(where: { "/?#@ ,".contains($0) }) else { return nil }
  }

  package var description: String {
    "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}
