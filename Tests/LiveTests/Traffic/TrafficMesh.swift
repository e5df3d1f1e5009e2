import AsyncHTTPClient
import Foundation
import MeshTestSupport
import NIOCore
import NIOHTTP1
import Testing

/// A control plane, the real Envoy of one client, and the endpoints `a`, `b` and `c` of the service `server`, in this process.
///
/// The client and `a` are in the region `eu`, `b` is in `us` and `c` in `asia`. Nobody has certificates of the mesh.
final class TrafficMesh: Sendable {
  let folder: TestFolder
  let network: LoopbackNetwork
  let servers: [TrafficServer]
  private static let regions = ["eu", "us", "asia"]

  init() throws {
    folder = try TestFolder()
    network = try LoopbackNetwork()
    let network = self.network
    servers = ["a", "b", "c"].enumerated().map { TrafficServer($1, address: network[10 + $0], port: 9080) }
    try folder.write("config/platform.yaml", platform)
  }

  /// Runs everything while `body` runs, and ends it afterwards.
  func run(_ body: @Sendable @escaping (EnvoyProcess) async throws -> Void) async throws {
    let controlPlane = try MeltemiProcess.controlPlane(in: folder, on: network)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for server in servers { group.addTask { try await server.run() } }
        for server in servers { await server.ready.wait { !$0.isEmpty } }
        let client = try EnvoyProcess(
          "client", labels: ["app": "client", "istio-locality": "eu.1"], address: network[2],
          controlPlane: "\(network[1]):15010", secretsPort: nil, folder: folder)
        defer { client.stop() }
        do {
          try await eventually("Envoy is live") { try await client.isLive }
          try await eventually("requests are answered") { try await self.ask().status == 200 }
          try await body(client)
        } catch {
          print("--- client\n\(client.log.suffix(4000))")
          throw error
        }
        // Whoever still waits for an answer gets it, so that the servers can end.
        for server in servers { server.release.append(()) }
        group.cancelAll()
        while (try? await group.next()) != nil {}
      }
    } catch {
      print("--- discovery\n\(controlPlane.log.suffix(4000))")
      await controlPlane.stop()
      throw error
    }
    await controlPlane.stop()
  }

  // MARK: Asking

  struct Answer: Sendable {
    var status: UInt
    var server: String
    var headers: HTTPHeaders
  }

  /// Through the client's proxy.
  func ask(_ path: String = "", of host: String = "server", headers: HTTPHeaders = [:]) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://\(network[3]):8080/\(path)")
    request.headers = headers
    request.headers.replaceOrAdd(name: "host", value: "\(host):8080")
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    return Answer(
      status: response.status.code, server: String(buffer: try await response.body.collect(upTo: 1 << 16)),
      headers: response.headers)
  }

  /// The answers to some requests, one after the other: names of servers, or the status of failures.
  func askOften(_ count: Int = 12) async throws -> Set<String> {
    var answers: Set<String> = []
    for _ in 0..<count {
      let answer = try await ask()
      answers.insert(answer.status == 200 ? answer.server : "\(answer.status)")
    }
    return answers
  }

  // MARK: Files

  /// Replaces all rules.
  /// - Parameter policy: the traffic policy for the server, in the short form of YAML.
  func write(policy: String) throws {
    try folder.write(
      "config/rules.yaml",
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: server, namespace: default}
      spec: {host: server, trafficPolicy: {\(policy)}}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: server, namespace: default}
      spec: {hosts: [server], http: [{retries: {attempts: 0}, route: [{destination: {host: server}}]}]}

      """)
  }

  private var platform: String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: server, namespace: default}
    spec: {selector: {app: server}, ports: [{name: http, port: 8080}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: client, namespace: default}
    spec:
      workloadSelector: {labels: {app: client}}
      egress:
      - {port: {number: 8080, protocol: HTTP, name: http}, bind: \(network[3]), captureMode: NONE, hosts: ["./*"]}

    """ + zip(servers, Self.regions).map(endpoint).joined()
  }

  private func endpoint(_ server: TrafficServer, in region: String) -> String {
    """
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: \(region), labels: {topology.kubernetes.io/region: \(region), topology.kubernetes.io/zone: "1"}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: \(server.name), namespace: default, labels: {app: server}}
    spec: {nodeName: \(region)}
    status: {phase: Running, podIP: \(server.address), conditions: [{type: Ready, status: "True"}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: \(server.name), namespace: default, labels: {kubernetes.io/service-name: server}}
    addressType: IPv4
    ports: [{name: http, port: \(server.port), protocol: TCP}]
    endpoints:
    - addresses: ["\(server.address)"]
      nodeName: \(region)
      conditions: {ready: true}
      targetRef: {kind: Pod, namespace: default, name: \(server.name)}

    """
  }
}
