import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// What fetching key sets may cost.
package struct KeySetLimits: Hashable, Sendable {
  /// The largest answer, in bytes.
  package var bytes = 256 << 10
  /// How long one fetch may take, redirects included, where a rule says nothing.
  package var timeout = Duration.seconds(5)
  /// The longest time that a rule can ask for.
  package var longestTimeout = Duration.seconds(30)
  package var redirects = 3
  /// How many URLs are fetched at all, and how many at once.
  package var urls = 256
  package var fetchesAtOnce = 8
  /// How long the control plane's proxies wait at its start until every set was asked for.
  package var startPatience = Duration.seconds(10)
  /// How long a set counts as fresh. Moved by up to a tenth in both directions, so that not all of a mesh ask at once.
  package var refreshInterval = Duration.seconds(20 * 60)
  /// The first pause after a failure; it doubles from one failure to the next.
  package var firstRetry = Duration.seconds(1)
  package var longestRetry = Duration.seconds(5 * 60)

  package init() {}
}

/// Fetches one key set.
struct KeySetFetcher: Sendable {
  let client: HTTPClient
  let limits: KeySetLimits

  /// - Parameter url: of a key set, or of a discovery document that names one.
  /// - Returns: the key set as JSON.
  /// - Throws: `KeySetError`.
  func fetch(_ url: String, timeout: Duration) async throws(KeySetError) -> String {
    let nanoseconds = min(timeout, limits.longestTimeout) / .nanoseconds(1)
    let deadline = NIODeadline.now() + .nanoseconds(Int64(nanoseconds))
    var next = try Self.address(url, after: nil)
    var hasPointed = false
    for _ in 0...limits.redirects + 1 {
      switch try await ask(next, deadline: deadline) {
      case .elsewhere(let location): next = try Self.address(location, after: next)
      case .document(.keys(let json)): return json
      case .document(.pointer(let location)):
        guard !hasPointed else { throw KeySetError("the discovery document names another discovery document") }
        hasPointed = true
        next = try Self.address(location, after: next)
      }
    }
    throw KeySetError("there were more than \(limits.redirects) redirects")
  }

  private enum Answer {
    case document(KeySetDocument)
    case elsewhere(String)
  }

  private func ask(_ url: URL, deadline: NIODeadline) async throws(KeySetError) -> Answer {
    var request = HTTPClientRequest(url: url.absoluteString)
    request.headers.add(name: "accept", value: "application/json")
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await client.execute(request, deadline: deadline)
      if (300..<400).contains(response.status.code), let location = response.headers.first(name: "location") {
        return .elsewhere(location)
      }
      guard response.status == .ok else { throw KeySetError("the answer was \(response.status.code)") }
      body = try await response.body.collect(upTo: limits.bytes)
    } catch let error as KeySetError {
      throw error
    } catch is NIOTooManyBytesError {
      throw KeySetError("the answer is larger than \(limits.bytes) bytes")
    } catch let error as HTTPClientError where error == .deadlineExceeded || error == .connectTimeout {
      throw KeySetError("the answer took too long")
    } catch {
      throw KeySetError("the server could not be asked: \(type(of: error))")
    }
    return .document(try KeySetDocument(parsing: Array(body.readableBytesView)))
  }

  /// Keys that came over TLS are not looked for in plain text afterwards.
  private static func address(_ text: String, after previous: URL?) throws(KeySetError) -> URL {
    guard let url = URL(string: text, relativeTo: previous)?.absoluteURL, let scheme = url.scheme?.lowercased(),
      scheme == "https" || scheme == "http", let host = url.host, !host.isEmpty
    else { throw KeySetError("the server points to something that is no HTTP URL") }
    if scheme == "http", previous?.scheme?.lowercased() == "https" {
      throw KeySetError("the server points from https to http")
    }
    return url
  }
}
