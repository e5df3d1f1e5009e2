import ArgumentParser
import Glibc

/// `HOST:PORT` on the command line; IPv6 hosts stand in brackets. Port 0 picks a free one.
struct OptionAddress: CustomStringConvertible {
  /// An IP address: names are looked up when they are read.
  var host: String
  var port: Int

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  // The ports are Istio's and Kubernetes' own.
  static let xds = OptionAddress(host: "127.0.0.1", port: 15010)
  static let secureXDS = OptionAddress(host: "127.0.0.1", port: 15012)
  static let http = OptionAddress(host: "127.0.0.1", port: 15014)
  static let apiServer = OptionAddress(host: "127.0.0.1", port: 6443)

  /// Reads what was written behind the option.
  /// - Throws: `ValidationError` with the reason.
  static func parse(_ text: String) throws -> OptionAddress {
    guard let colon = text.lastIndex(of: ":") else {
      throw ValidationError("write HOST:PORT, for example 127.0.0.1:\(Int(text) == nil ? "15010" : text)")
    }
    let number = text[text.index(after: colon)...]
    guard let port = Int(number), (0...65535).contains(port) else {
      throw ValidationError("the port must be a number from 0 to 65535, not \"\(number)\"")
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw ValidationError("write IPv6 addresses in brackets: [\(host)]:\(port)")
    }
    guard !host.isEmpty else {
      throw ValidationError("the host is missing; write 127.0.0.1:\(port), or 0.0.0.0:\(port) for all addresses of the machine")
    }
    guard let address = address(of: String(host)) else {
      throw ValidationError("no address is known for the host \"\(host)\"; write an IP address")
    }
    return OptionAddress(host: address, port: port)
  }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The IP address of a host, of IPv4 where it has one; nil for names that nobody knows.
  private static func address(of host: String) -> String? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return nil }
    defer { freeaddrinfo(list) }
    var found: [(family: Int32, text: String)] = []
    for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
      guard let entry = entry?.pointee else { continue }
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let result = getnameinfo(
        entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, Int32(NI_NUMERICHOST))
      guard result == 0 else { continue }
      found.append((entry.ai_family, String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)))
    }
    return (found.first { $0.family == AF_INET } ?? found.first)?.text
  }
}
