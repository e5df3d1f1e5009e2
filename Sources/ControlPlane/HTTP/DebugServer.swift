package import Hummingbird
package import Logging
import NIOCore
package import ServiceLifecycle
import XDSResources

/// The control plane's face for people and tools: debug faces, metrics and readiness over HTTP.
package struct DebugServer: Service {
  /// One debug face: where it is, what it shows, and how it answers.
  struct Face: Sendable {
    var path: String
    var summary: String
    /// Whether the face shows one proxy, which the query has to name.
    var needsProxy = false
    /// nil when the proxy is not connected.
    var answer: @Sendable (Query) async -> DebugJSON?
  }

  /// What a request asks for.
  struct Query: Sendable {
    /// `?proxyID=`: a node id, `workload.namespace`, or a workload's name.
    var proxyID: String?
    /// `?host=`: a service's host or name.
    var host: String?
  }

  private let host: String
  private let port: Int
  private let faces: [Face]
  private let metrics: @Sendable () async -> String
  private let readiness: Readiness
  private let logger: Logger
  private let onReady: @Sendable (BoundAddress) -> Void

  /// - Parameters:
  ///   - metrics: answers `/metrics`, in Prometheus' text format.
  ///   - port: 0 picks a free one, which `onReady` reports.
  init(
    host: String, port: Int, faces: [Face], metrics: @escaping @Sendable () async -> String, readiness: Readiness,
    logger: Logger, onReady: @escaping @Sendable (BoundAddress) -> Void
  ) {
    self.host = host
    self.port = port
    self.faces = faces
    self.metrics = metrics
    self.readiness = readiness
    self.logger = logger
    self.onReady = onReady
  }

  package func run() async throws {
    let onReady = self.onReady
    let host = self.host
    let application = Application(
      router: router(),
      configuration: .init(address: .hostname(host, port: port), serverName: "meltemi"),
      onServerRunning: { channel in onReady(BoundAddress(host: host, port: channel.localAddress?.port ?? 0)) },
      logger: logger)
    try await application.run()
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    let readiness = self.readiness
    let metrics = self.metrics
    router.get("/ready") { _, _ in
      let missing = readiness.missing
      return missing.isEmpty
        ? Self.text("ready\n") : Self.text("waiting for: \(missing.joined(separator: ", "))\n", status: .serviceUnavailable)
    }
    router.get("/metrics") { _, _ in Self.text(await metrics(), contentType: "text/plain; version=0.0.4; charset=utf-8") }
    let index = DebugJSON.object([
      "faces": .array(faces.map { ["path": .string($0.path), "summary": .string($0.summary)] }),
      "parameters": [
        "proxyID": "narrows to one proxy: its node id, WORKLOAD.NAMESPACE, or its workload's name",
        "host": "narrows registryz and endpointz to one service",
      ],
    ])
    router.get("/debug") { _, _ in Self.json(index) }
    for face in faces {
      router.get(RouterPath(face.path)) { request, _ in
        let parameters = request.uri.queryParameters
        let query = Query(
          proxyID: parameters["proxyID"].map(String.init), host: parameters["host"].map(String.init))
        if face.needsProxy, query.proxyID == nil {
          return Self.json(["error": "add ?proxyID= to name a proxy; /debug/syncz lists them"], status: .badRequest)
        }
        guard let answer = await face.answer(query) else {
          return Self.json(["error": "no such proxy is connected; /debug/syncz lists those that are"], status: .notFound)
        }
        return Self.json(answer)
      }
    }
    return router
  }

  private static func json(_ value: DebugJSON, status: HTTPResponse.Status = .ok) -> Response {
    respond(value.bytes, status: status, contentType: "application/json; charset=utf-8")
  }

  private static func text(
    _ value: String, status: HTTPResponse.Status = .ok, contentType: String = "text/plain; charset=utf-8"
  ) -> Response {
    respond(Array(value.utf8), status: status, contentType: contentType)
  }

  private static func respond(_ bytes: [UInt8], status: HTTPResponse.Status, contentType: String) -> Response {
    Response(
      status: status, headers: [.contentType: contentType, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// Where a server really listens.
package struct BoundAddress: Hashable, Sendable, CustomStringConvertible {
  package var host: String
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// `HOST:PORT`, with brackets around IPv6 addresses.
  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
