import Glibc
import SwiftASN1
import X509

extension GeneralName {
  /// A host name or an IP address, as a server's certificate holds it; nil for anything else.
  init?(hostNameOrAddress text: String) {
    if let bytes = Self.address(text, family: AF_INET, length: 4) ?? Self.address(text, family: AF_INET6, length: 16) {
      self = .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
      return
    }
    let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard text.utf8.count <= 253, labels.allSatisfy(Self.isLabel) else { return nil }
    self = .dnsName(text.lowercased())
  }

  private static func address(_ text: String, family: Int32, length: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: length)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
      && label.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
