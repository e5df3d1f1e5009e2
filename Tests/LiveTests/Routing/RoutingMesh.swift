import Foundation
import MeshTestSupport
import Testing

/// A control plane and two real Envoys in plain text. The client's takes connections for the services of a test on an address for
/// each port; the server's stands before what answers on loopback.
final class RoutingMesh: Sendable {
  let folder: TestFolder
  let network: LoopbackNetwork

  init() throws {
    folder = try TestFolder()
    network = try LoopbackNetwork()
  }

  /// A port that the client's applications call, on an address of its own.
  struct Port: Sendable {
    /// The address's last part.
    var host: Int
    var number: Int
    var spoken: String
    /// What may be called there: a host, perhaps with a wildcard.
    var hosts: String
  }
  /// A port on which the server's proxy takes requests.
  struct Entrance: Sendable {
    var number: Int
    var spoken: String
    /// `127.0.0.1:PORT`, or the proxy's own address `0.0.0.0:PORT`.
    var target: String
  }

  /// The server's proxy shares the control plane's address.
  var serverAddress: String { network[1] }
  var controlPlanePort: Int { 15010 }

  /// Runs everything while `body` runs.
  func run(
    ports: [Port], entrances: [Entrance] = [], _ body: @Sendable @escaping () async throws -> Void
  ) async throws {
    try folder.write("config/proxies.yaml", sidecars(ports, entrances))
    let controlPlane = try MeltemiProcess.controlPlane(in: folder, on: network)
    var proxies = [try envoy("client", at: network[2])]
    if !entrances.isEmpty { proxies.append(try envoy("server", at: serverAddress)) }
    do {
      for proxy in proxies { try await eventually("Envoy is live") { try await proxy.isLive } }
      try await body()
    } catch {
      for log in [controlPlane.log] + proxies.map(\.log) { print("---\n\(log.suffix(4000))") }
      proxies.forEach { $0.stop() }
      await controlPlane.stop()
      throw error
    }
    proxies.forEach { $0.stop() }
    await controlPlane.stop()
  }

  private func envoy(_ name: String, at address: String) throws -> EnvoyProcess {
    try EnvoyProcess(
      name, labels: ["app": name], address: address, controlPlane: "\(network[1]):\(controlPlanePort)",
      secretsPort: nil, folder: folder)
  }

  // MARK: Files

  /// Replaces the rules.
  func write(_ rules: String...) throws { try folder.write("config/rules.yaml", rules.joined(separator: "---\n")) }

  /// - Parameter spec: in the short form of YAML.
  static func object(_ kind: String, _ name: String, _ spec: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: \(kind)
    metadata: {name: \(name), namespace: default}
    spec: \(spec)

    """
  }

  /// A service whose endpoints are ports of loopback, each with a version.
  static func service(_ host: String, port: Int, _ spoken: String, _ targets: [String: Int], at address: String? = nil) -> String
  {
    let endpoints = targets.sorted { $0.key < $1.key }.map {
      "{address: 127.0.0.1, ports: {p: \($0.value)}, labels: {version: \($0.key)}}"
    }
    return object(
      "ServiceEntry", host.replacing(".", with: "-"),
      """
      {hosts: [\(host)], \(address.map { "addresses: [\($0)], " } ?? "")ports: [{number: \(port), name: p, protocol: \(spoken)}],
        resolution: STATIC, location: MESH_INTERNAL, endpoints: [\(endpoints.joined(separator: ", "))]}
      """)
  }

  private func sidecars(_ ports: [Port], _ entrances: [Entrance]) -> String {
    let egress = ports.map {
      """
      {port: {number: \($0.number), name: p\($0.number), protocol: \($0.spoken)}, bind: \(network[$0.host]), captureMode: NONE,
        hosts: ["*/\($0.hosts)"]}
      """
    }
    let ingress = entrances.map {
      """
      {port: {number: \($0.number), name: p\($0.number), protocol: \($0.spoken)}, bind: \(serverAddress), captureMode: NONE,
        defaultEndpoint: "\($0.target)"}
      """
    }
    let client = Self.object(
      "Sidecar", "client",
      """
      {workloadSelector: {labels: {app: client}}, outboundTrafficPolicy: {mode: REGISTRY_ONLY},
        egress: [\(egress.joined(separator: ", "))]}
      """)
    let server = Self.object(
      "Sidecar", "server", "{workloadSelector: {labels: {app: server}}, ingress: [\(ingress.joined(separator: ", "))]}")
    return client + (ingress.isEmpty ? "" : "---\n" + server)
  }
}
