import APIServer
import AsyncHTTPClient
import Foundation
import Logging
import MeshIdentity
import MeshTestSupport
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Testing

@testable import ControlPlane

/// What the API server writes down of who did what.
@Suite(.timeLimit(.minutes(1))) struct APIServerAuditTests {
  @Test func writesAreNotedInAFileThatMayBeMovedAway() async throws {
    let folder = try TestFolder()
    var configuration = EmbeddedAPIServer.Configuration(
      storage: .sqlite(path: folder("objects.db")), stateDirectory: StateDirectory(path: folder("state")))
    configuration.port = 0
    configuration.isInsecure = true
    configuration.auditLogFile = folder("audit.log")
    let embedded = try EmbeddedAPIServer(configuration, logger: Logger(label: "apiserver"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for service in embedded.services { group.addTask { try await service.run() } }
      let url = "http://127.0.0.1:\(try await embedded.server.port)/api/v1/namespaces/default/configmaps"
      #expect(try await send(.POST, url, #"{"metadata": {"name": "first"}, "data": {"k": "a secret thought"}}"#) == 201)
      #expect(try await send(.GET, "\(url)/first") == 200)
      #expect(try await send(.POST, url, #"{"metadata": {"name": "first"}}"#) == 409)
      let lines = try lines(folder("audit.log"))
      #expect(lines.map { $0["verb"] as? String } == ["create", "create"])
      #expect(lines.map { $0["code"] as? Int } == [201, 409])
      #expect(lines.allSatisfy { ($0["source"] as? String)?.hasPrefix("127.0.0.1:") == true })
      #expect(!(try String(contentsOfFile: folder("audit.log"), encoding: .utf8)).contains("thought"))
      // As log rotation does.
      try FileManager.default.moveItem(atPath: folder("audit.log"), toPath: folder("audit.log.1"))
      #expect(try await send(.DELETE, "\(url)/first") == 200)
      #expect(try self.lines(folder("audit.log")).map { $0["verb"] as? String } == ["delete"])
      #expect(try self.lines(folder("audit.log.1")).count == 2)
      group.cancelAll()
    }
  }

  @Test func aFileThatCannotBeWrittenIsSaidAtOnce() throws {
    let folder = try TestFolder()
    var configuration = EmbeddedAPIServer.Configuration(
      storage: .sqlite(path: folder("objects.db")), stateDirectory: StateDirectory(path: folder("state")))
    configuration.auditLogFile = folder("missing/audit.log")
    let error = #expect(throws: ControlPlaneError.self) {
      try EmbeddedAPIServer(configuration, logger: Logger(label: "apiserver"))
    }
    #expect(error?.code == .auditLog)
  }

  private func send(_ method: HTTPMethod, _ url: String, _ body: String? = nil) async throws -> UInt {
    var request = HTTPClientRequest(url: url)
    request.method = method
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    _ = try await response.body.collect(upTo: 1 << 20)
    return response.status.code
  }

  private func lines(_ path: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
