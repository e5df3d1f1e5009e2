import MeshModel

/// The DNS domain of a class of proxies, taken apart once: it decides how its applications may shorten host names.
struct ClientDomain {
  private var text: String
  /// `.svc.SUFFIX`; nil where the domain is not a platform's.
  private var suffix: String?
  /// `.NAMESPACE`.
  private var namespace = ""

  /// - Parameter text: `NAMESPACE.svc.SUFFIX`, or any other domain.
  init(_ text: String) {
    self.text = text
    guard let marker = text.firstRange(of: ".svc.") else { return }
    suffix = String(text[marker.lowerBound...])
    namespace = "." + text[..<marker.lowerBound]
  }

  func shortening(of host: Hostname) -> ServiceDomains.Shortening {
    guard let suffix else { return .shared(dnsDomain: text) }
    guard host.rawValue.hasSuffix(suffix) else { return .none }
    let qualified = host.rawValue.dropLast(suffix.utf8.count)
    guard let dot = qualified.utf8.firstIndex(of: UInt8(ascii: ".")) else { return .none }
    return qualified[dot...] == namespace ? .sameNamespace : .otherNamespace
  }
}
