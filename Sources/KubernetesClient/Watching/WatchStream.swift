import AsyncHTTPClient
package import KubernetesAPI
import NIOCore

/// The events of one watch, as they come. Ends when the server ends it; dropping it ends it too.
package struct WatchStream: AsyncSequence, Sendable {
  private let body: HTTPClientResponse.Body
  private let limit: Int
  private let form: ObjectForm

  init(body: HTTPClientResponse.Body, limit: Int, form: ObjectForm) {
    self.body = body
    self.limit = limit
    self.form = form
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(body: body.makeAsyncIterator(), framer: LineFramer(limit: limit), limit: limit, form: form)
  }

  package struct Iterator: AsyncIteratorProtocol {
    var body: HTTPClientResponse.Body.AsyncIterator
    var framer: LineFramer
    let limit: Int
    let form: ObjectForm

    /// - Throws: `KubernetesError` when the connection breaks or an event cannot be read, `CancellationError`.
    package mutating func next() async throws -> WatchEvent? {
      while true {
        if let line = try framer.next() { return try event(line) }
        let bytes: ByteBuffer?
        do {
          bytes = try await body.next()
        } catch {
          throw try KubernetesClient.transportError(error)
        }
        try Task.checkCancellation()
        guard let bytes else { return try end() }
        framer.append(bytes)
      }
    }

    private func event(_ line: [UInt8]) throws(KubernetesError) -> WatchEvent {
      guard let json = try? JSONParser.parse(line, limits: JSONLimits(bytes: limit)), var event = WatchEvent(json: json) else {
        throw KubernetesError(.malformed, message: "a line of the watch is not an event")
      }
      if event.kind == .added || event.kind == .modified { event.object = form.reduce(event.object) }
      return event
    }

    private func end() throws(KubernetesError) -> WatchEvent? {
      guard !framer.isMidLine else {
        throw KubernetesError(.unreachable, message: "the watch ended in the middle of an event")
      }
      return nil
    }
  }
}
