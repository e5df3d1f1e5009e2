import Foundation
import Hummingbird
import Logging
import MeshDraining
import NIOCore
import ServiceLifecycle

/// The control plane's face for people and tools: debug faces, metrics and readiness over HTTP.
package struct DebugServer: Service {
  /// One debug face: where it is, what it shows, and how it answers.
  struct Face: Sendable {
    var path: String
    var summary: String
    /// The names that its query may hold.
    var parameters: [Parameter] = []
    /// Whether the face shows one proxy, which the query has to name.
    var needsProxy = false
    /// nil when the proxy is not connected.
    var answer: @Sendable (Query) async -> DebugJSON?
  }

  /// What a face can be narrowed by.
  enum Parameter: String, CaseIterable, Sendable {
    case proxyID, host, kind, name, namespace

    var summary: String {
      switch self {
      case .proxyID: "one proxy: its node id, WORKLOAD.NAMESPACE, or its workload's name"
      case .host: "one service: its host or its name"
      case .kind: "objects of one kind, such as VirtualService"
      case .name: "objects of one name"
      case .namespace: "objects of one namespace"
      }
    }
  }

  /// What a request asks for.
  struct Query: Sendable {
    private var values: [Parameter: String] = [:]

    init(_ values: [Parameter: String] = [:]) { self.values = values }

    /// A node id, `workload.namespace`, or a workload's name.
    var proxyID: String? { values[.proxyID] }
    /// A service's host or name.
    var host: String? { values[.host] }
    var kind: String? { values[.kind] }
    var name: String? { values[.name] }
    var namespace: String? { values[.namespace] }
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

  /// - Throws: `CannotListen` when the address is taken, or none of this machine's.
  package func run() async throws {
    let onReady = self.onReady
    let host = self.host
    let application = Application(
      router: router(),
      configuration: .init(address: .hostname(host, port: port), serverName: "meltemi"),
      onServerRunning: { channel in onReady(BoundAddress(host: host, port: channel.localAddress?.port ?? 0)) },
      logger: quiet)
    do {
      try await DrainedService(application).run()
    } catch let error as IOError {
      throw CannotListen(address: BoundAddress(host: host, port: port), errnoCode: error.errnoCode)
    }
  }

  /// What goes wrong is thrown or answered. Beyond that, the server reports as errors what is only the end of its being stopped.
  private var quiet: Logger {
    var logger = logger
    logger.logLevel = .critical
    return logger
  }

  private func router() -> Router<BasicRequestContext> {
    // Load balancers and scripts like to ask with HEAD.
    let router = Router(options: .autoGenerateHeadEndpoints)
    let readiness = self.readiness
    let metrics = self.metrics
    router.get("/ready") { _, _ in
      let missing = readiness.missing
      return missing.isEmpty
        ? Self.text("ready\n") : Self.text("waiting for: \(missing.joined(separator: ", "))\n", status: .serviceUnavailable)
    }
    router.get("/metrics") { _, _ in Self.text(await metrics(), contentType: "text/plain; version=0.0.4; charset=utf-8") }
    let index = self.index
    router.get("/debug") { _, _ in Self.json(index) }
    for face in faces {
      router.get(RouterPath(face.path)) { request, _ in await Self.answer(request, face) }
    }
    return router
  }

  private var index: DebugJSON {
    let faces = faces.map { face -> DebugJSON in
      [
        "path": .string(face.path), "summary": .string(face.summary), "parameters": .strings(face.parameters.map(\.rawValue)),
      ]
    }
    let parameters = Parameter.allCases.map { ($0.rawValue, DebugJSON.string("narrows to \($0.summary)")) }
    return ["faces": .array(faces), "parameters": .object(Dictionary(parameters) { first, _ in first })]
  }

  private static func answer(_ request: Request, _ face: Face) async -> Response {
    var values: [Parameter: String] = [:]
    for (key, value) in request.uri.queryParameters {
      guard let parameter = Parameter(rawValue: String(key)), face.parameters.contains(parameter) else {
        // A mistyped name must not pass for an answer about everything.
        let known = face.parameters.map { "?\($0.rawValue)=" }.joined(separator: ", ")
        let advice = known.isEmpty ? "it takes no parameters" : "it takes \(known)"
        return json(["error": .string("\(face.path) does not know ?\(key)=; \(advice)")], status: .badRequest)
      }
      values[parameter] = String(value)
    }
    let query = Query(values)
    if face.needsProxy, query.proxyID == nil {
      return json(["error": "add ?proxyID= to name a proxy; /debug/syncz lists them"], status: .badRequest)
    }
    guard let answer = await face.answer(query) else {
      return json(["error": "no such proxy is connected; /debug/syncz lists those that are"], status: .notFound)
    }
    return json(answer)
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

/// The server for people and tools could not be started.
package struct CannotListen: Error, Hashable, Sendable, CustomStringConvertible {
  package var address: BoundAddress
  package var errnoCode: Int32

  package var description: String {
    "the HTTP server cannot listen on \(address): \(String(cString: strerror(errnoCode))); choose another with --http-address"
  }
}
