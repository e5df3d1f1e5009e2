import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// An answer in JSON. Keys are sorted, so that equal values are equal bytes.
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return json(body: ByteBuffer(bytes: try encoder.encode(value)), status: status)
  }

  /// An answer whose JSON text is at hand.
  static func json(body: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
  }

  /// An error in the shape that all services of the application share: `{"error": "..."}`.
  static func failure(_ message: String, status: HTTPResponse.Status) throws -> Response {
    try json(ErrorReply(error: message), status: status)
  }

  /// A short answer for machines and people alike.
  static func text(_ text: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/plain; charset=utf-8"], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

/// `{"error": "..."}`
struct ErrorReply: Codable, Hashable {
  var error: String
}

/// `{"status": "..."}`: what the services behind the page answer on `/health`.
struct HealthReply: Codable, Hashable {
  var status: String
}
