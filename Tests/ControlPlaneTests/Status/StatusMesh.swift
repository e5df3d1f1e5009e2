import ControlPlane
import Foundation
import KubernetesAPI
import KubernetesClient
import Logging
import MeshIdentity
import MeshTestSupport
import Testing

/// A control plane that reads rules from an API server, and a client of that server.
struct StatusMesh: Sendable {
  static let virtualServices = KubernetesResource(
    group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService")

  let running: RunningControlPlane
  let client: KubernetesClient

  /// Runs one with an API server inside.
  static func run(
    _ files: [String: String] = ["platform.yaml": SmallMesh.platform],
    configure: (inout ControlPlaneConfiguration) -> Void = { _ in }, _ body: (StatusMesh) async throws -> Void
  ) async throws {
    let folder = try TestFolder()
    try await withControlPlane(
      files, folder: folder,
      configure: { configuration in
        configuration.cluster = .embedded(embedded(in: folder))
        configure(&configuration)
      }
    ) { running in
      try await withClient(folder("kubeconfig")) { client in
        _ = try await client.create(.namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]])
        try await body(StatusMesh(running: running, client: client))
      }
    }
  }

  static func embedded(in folder: TestFolder) -> EmbeddedAPIServer.Configuration {
    var configuration = EmbeddedAPIServer.Configuration(
      storage: .sqlite(path: folder("objects.db")), stateDirectory: StateDirectory(path: folder("server")))
    configuration.port = 0
    configuration.kubeconfigPath = folder("kubeconfig")
    return configuration
  }

  static func connection(_ kubeconfig: String) throws -> ClusterConnection {
    try #require(try ClusterConnection.find(kubeconfig: kubeconfig, context: nil, environment: [:]))
  }

  static func withClient(_ kubeconfig: String, _ body: (KubernetesClient) async throws -> Void) async throws {
    try await eventually("the kubeconfig is written") { FileManager.default.fileExists(atPath: kubeconfig) }
    let client = try KubernetesClient(try connection(kubeconfig), logger: LogRecorder().logger)
    do {
      try await body(client)
    } catch {
      try? await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  // MARK: Rules

  static func rule(_ name: String = "cart", host: String = "cart", timeout: String = "3s") -> JSONValue {
    [
      "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
      "metadata": ["name": .string(name), "namespace": "shop"],
      "spec": [
        "hosts": [.string(host)],
        "http": [["timeout": .string(timeout), "route": [["destination": ["host": .string(host)]]]]],
      ],
    ]
  }

  func create(_ rule: JSONValue) async throws {
    _ = try await client.create(Self.virtualServices, namespace: "shop", rule)
  }

  func setTimeout(_ timeout: String, of name: String = "cart") async throws {
    let patch: JSONValue = [["op": "replace", "path": "/spec/http/0/timeout", "value": .string(timeout)]]
    _ = try await client.patch(Self.virtualServices, namespace: "shop", name: name, .json(patch))
  }

  /// A rule's condition, as `STATUS GENERATION REASON: MESSAGE`; empty where it has none.
  func condition(_ type: String = "Reconciled", of name: String = "cart") async throws -> String {
    let rule = try await client.get(Self.virtualServices, namespace: "shop", name: name)
    guard let condition = rule["status"]?["conditions"]?.array?.first(where: { $0["type"]?.string == type }) else { return "" }
    func text(_ field: String) -> String { condition[field]?.string ?? "?" }
    return "\(text("status")) \(condition["observedGeneration"]?.integer ?? -1) \(text("reason")): \(text("message"))"
  }

  func until(
    _ type: String = "Reconciled", of name: String = "cart", is wanted: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await eventually("\(name) is \(type) \(wanted)", sourceLocation: sourceLocation) {
      try await condition(type, of: name) == wanted
    }
  }

  func metric(_ line: String) async throws -> Double {
    let lines = try await running.get("/metrics").body.split(separator: "\n")
    return lines.first { $0.hasPrefix(line + " ") }.flatMap { Double($0.dropFirst(line.count + 1)) } ?? 0
  }
}
