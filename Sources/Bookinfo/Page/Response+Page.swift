import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// A page. It is made anew for each request and runs no script, and the browser is told so.
  static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
    var headers: HTTPFields = [
      .contentType: "text/html; charset=utf-8",
      .cacheControl: "no-store",
      .contentSecurityPolicy: contentSecurityPolicy,
    ]
    if let referrerPolicy = HTTPField.Name("referrer-policy") {
      headers[referrerPolicy] = "same-origin"
    }
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
  }

  /// Nothing may load but our own style sheet, which is named by its hash (CSP Level 3 §6.7.2), and the icon in the page.
  private static let contentSecurityPolicy: String = {
    let hash = Data(SHA256.hash(data: Data(PageStyle.css.text.utf8))).base64EncodedString()
    return "default-src 'none'; style-src 'sha256-\(hash)'; img-src data:; form-action 'self'; base-uri 'none'; "
      + "frame-ancestors 'self'"
  }()
}
