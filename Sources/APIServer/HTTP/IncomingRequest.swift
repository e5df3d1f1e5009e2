import MeshIdentity

/// A request, as much of it as decides what is done: no type of the HTTP library.
struct IncomingRequest: Sendable {
  var method: String
  /// The path's parts, percent-encoding undone; nil where it is not encoded properly.
  var parts: [String]?
  /// The path as it came, without the query.
  var path: String
  var query: QueryParameters
  var credentials: RequestCredentials
  /// As whom the request is to be made; nil: as who makes it.
  var impersonation: Impersonation?
  var accept: String?
  var contentType: String?
  /// The tags of content that the client has already (`If-None-Match`), with their quotes.
  var knownTags: [String] = []
  var userAgent: String?
  /// Where it came from, as `ADDRESS:PORT`.
  var remoteAddress: String

  /// Where it came from, without the port.
  var remoteHost: String { remoteAddress.lastIndex(of: ":").map { String(remoteAddress[..<$0]) } ?? remoteAddress }
}
