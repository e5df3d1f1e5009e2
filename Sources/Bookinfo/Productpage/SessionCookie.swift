import Foundation
import HTTPTypes
import Hummingbird

/// Who is signed in, as a signed cookie: `session=v1.NAME.SIGNATURE`, both parts in base64url (RFC 4648 §5). Nothing is kept
/// on the server, so a cookie is as good as the key that signed it.
struct SessionCookie: Sendable {
  private static let name = "session"
  private static let version = "v1"
  private let key: SessionKey

  init(key: SessionKey) {
    self.key = key
  }

  /// The user that the request's cookie names, or nil when there is no cookie or it was not signed with our key.
  func user(of headers: HTTPFields) -> UserName? {
    guard let cookie = Cookies(from: headers[values: .cookie])[Self.name] else { return nil }
    let parts = cookie.value.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.version,
      let signature = Data(base64URL: parts[2]), key.isValid(signature, of: signedText(parts[1])),
      let name = Data(base64URL: parts[1])
    else { return nil }
    return String(data: name, encoding: .utf8).flatMap(UserName.init)
  }

  /// The `Set-Cookie` value that signs a user in.
  ///
  /// - Parameter secure: whether the browser came over TLS, so that the cookie never leaves in plain text.
  func signIn(_ user: UserName, secure: Bool) -> String {
    let name = Data(user.text.utf8).base64URL
    let signature = key.signature(of: signedText(name)).base64URL
    return Self.attributes("\(Self.version).\(name).\(signature)", secure: secure)
  }

  /// The `Set-Cookie` value that makes a browser forget who was signed in.
  func signOut(secure: Bool) -> String {
    Self.attributes("", secure: secure) + "; Max-Age=0"
  }

  private func signedText(_ name: some StringProtocol) -> String {
    "bookinfo-session.\(Self.version).\(name)"
  }

  private static func attributes(_ value: String, secure: Bool) -> String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "")
  }
}

extension Data {
  /// The bytes in base64url without padding.
  fileprivate var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  fileprivate init?(base64URL text: some StringProtocol) {
    guard text.utf8.count <= 1024, !text.contains(where: { "+/=".contains($0) }) else { return nil }
    let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    self.init(base64Encoded: standard + padding)
  }
}
