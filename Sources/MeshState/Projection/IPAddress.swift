import Glibc

/// Reading of IP addresses as text.
enum IPAddress {
  /// Whether the text is one IPv4 or IPv6 address, without port, brackets or mask.
  static func isValid(_ text: String) -> Bool {
    var v4 = in_addr()
    var v6 = in6_addr()
    return inet_pton(AF_INET, text, &v4) == 1 || inet_pton(AF_INET6, text, &v6) == 1
  }
}
