import Hummingbird
import KubernetesAPI
import NIOCore

/// What goes back to a client, before it is an HTTP response.
struct Answer: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// Written part by part. Where the closure throws, the client gets a body that is cut off.
    case parts(Writing)
    /// Written as it happens, until the closure ends or the client goes.
    case stream(Writing)
  }

  /// `write` returns when the client can take more.
  typealias Writing = @Sendable (_ write: (ByteBuffer) async throws -> Void) async throws -> Void

  var code: Int
  var contentType = "application/json"
  var body: Body
  var warnings: [String] = []
  var headers: [(name: String, value: String)] = []

  static func json(_ value: JSONValue, code: Int = 200) -> Answer {
    Answer(code: code, body: .bytes(value.jsonBytes))
  }

  static func text(_ text: String, code: Int = 200) -> Answer {
    Answer(code: code, contentType: "text/plain; charset=utf-8", body: .bytes(Array(text.utf8)))
  }

  static func status(_ status: Status) -> Answer {
    var answer = json(status.json, code: status.code)
    if let seconds = status.retryAfterSeconds { answer.headers.append(("Retry-After", String(seconds))) }
    if status.code == 401 { answer.headers.append(("WWW-Authenticate", "Bearer realm=\"meltemi\"")) }
    return answer
  }
}
