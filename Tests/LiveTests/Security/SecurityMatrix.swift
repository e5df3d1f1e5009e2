import EnvoyAPI
import Foundation
import MeshAPI
import MeshAdmission
import MeshModel
import MeshPush
import MeshSources
import MeshState
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources

/// Many workloads behind one real Envoy, each with its own policies, and another Envoy through which clients of several identities
/// ask them.
///
/// The rules go the whole way: files, admission, fold, plan, rendering. Only the last step differs from a mesh: the listeners come in
/// Envoy's bootstrap, with certificates beside them, so that all workloads can share a proxy.
struct SecurityMatrix: Sendable {
  let cases: [SecurityCase]
  let network: LoopbackNetwork
  let folder: TestFolder
  let certificates: TestCertificates
  /// The key sets that were fetched, by URL.
  let keySets: [String: String]

  init(cases: [SecurityCase], network: LoopbackNetwork, keySets: [String: String] = [:]) throws {
    self.cases = cases
    self.network = network
    self.keySets = keySets
    folder = try TestFolder()
    certificates = try TestCertificates()
  }

  // MARK: Where things are

  /// The workloads' address, the clients' and those of the authorizers.
  var serverAddress: String { network[10] }
  func address(of client: SecurityCase.Client) -> String { network[client == .far ? 21 : 20] }
  var clientAddress: String { network[20] }
  var authorizerAddress: String { network[30] }
  /// Where a client of an identity finds TCP services, at the port of each.
  func tcpAddress(for client: SecurityCase.Client) -> String {
    network[40 + (SecurityCase.Client.allCases.firstIndex(of: client) ?? 0)]
  }
  static let clientPort = 8080
  static let adminPort = 15000
  static let httpAuthorizerPort = 8000
  static let grpcAuthorizerPort = 9000
  func port(of index: Int) -> Int { 20000 + index }
  var socket: String { folder("echo.sock") }

  // MARK: What Envoy gets

  /// The listeners and clusters of all workloads.
  func resources() async throws -> (listeners: [Envoy_Config_Listener_V3_Listener], clusters: [Envoy_Config_Cluster_V3_Cluster]) {
    let engine = PushEngine()
    let mesh = try snapshot()
    await engine.update(to: mesh, changes: ChangeSet(from: MeshSnapshot(), to: mesh))
    var listeners: [Envoy_Config_Listener_V3_Listener] = []
    var clusters: [Envoy_Config_Cluster_V3_Cluster] = []
    for index in cases.indices {
      let connection = await engine.connect(proxy(of: index), node: ProxyNode(id: "c\(index)", isDelta: true))
      let snapshot = try #require(await engine.resources(of: connection))
      let routes = try snapshot.resources(.route).map {
        try Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: $0.body)
      }
      let name = "\(serverAddress)_\(port(of: index))"
      let rendered = try #require(snapshot.resources(.listener).first { $0.name == name }, "\(cases[index].name) has no listener")
      listeners.append(
        try Envoy_Config_Listener_V3_Listener(serializedBytes: rendered.body).made(ofStatic: routes))
      for cluster in snapshot.resources(.cluster) where cluster.name.hasPrefix("inbound|") {
        clusters.append(try Envoy_Config_Cluster_V3_Cluster(serializedBytes: cluster.body))
      }
    }
    return (listeners, clusters)
  }

  private func proxy(of index: Int) -> Proxy {
    let kind = cases[index].routes == nil ? Proxy.Kind.sidecar : .router
    return Proxy(
      id: "\(kind)~10.0.0.\(1 + index % 250)~c\(index).shop~shop.svc.cluster.local", kind: kind,
      addresses: ["10.0.\(index / 250).\(1 + index % 250)"], workloadName: "c\(index)", namespace: "shop",
      dnsDomain: "shop.svc.cluster.local", labels: ["case": "c\(index)"], interceptionMode: .none)
  }

  private func snapshot() throws -> MeshSnapshot {
    let admission = Admission(options: AdmissionOptions(strict: true))
    try folder.write("rules.yaml", cases.indices.map(objects).joined() + authorizerService)
    let loaded = DirectoryLoader(admission: admission).load([folder("rules.yaml")])
    for diagnostic in loaded.diagnostics where diagnostic.diagnostic.severity == .error { Issue.record("\(diagnostic)") }
    let (config, problems) = admission.meshConfig(Array(meshConfig.utf8), file: "mesh.yaml")
    for diagnostic in problems where diagnostic.diagnostic.severity == .error { Issue.record("\(diagnostic)") }
    var store = FactStore(sources: [])
    var batch = loaded.batch
    batch.meshConfig = config
    batch.keySets = Dictionary(
      uniqueKeysWithValues: keySets.map { ($0.key, Shared(KeySet(url: $0.key, json: $0.value))) })
    return FoldedMesh(folding: store.apply(batch)).snapshot
  }
}

extension SecurityMatrix {
  // MARK: What users would write

  private func objects(of index: Int) -> String {
    let entry = cases[index]
    let selector = "selector: {matchLabels: {case: c\(index)}}"
    let policies = entry.policies.enumerated().map { number, spec in
      """
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: c\(index)-\(number), namespace: shop, annotations: {\(entry.annotations)}}
      spec: {\(selector), \(spec)}
      ---

      """
    }
    let authentications = entry.authentications.enumerated().map { number, spec in
      """
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: c\(index)-\(number), namespace: shop}
      spec: {\(selector), \(spec)}
      ---

      """
    }
    return workload(index, entry) + policies.joined() + authentications.joined()
  }

  private func workload(_ index: Int, _ entry: SecurityCase) -> String {
    guard let routes = entry.routes else {
      return """
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: c\(index), namespace: shop}
        spec:
          workloadSelector: {labels: {case: c\(index)}}
          ingress:
          - port: {number: \(port(of: index)), protocol: \(entry.traffic.rawValue), name: main}
            bind: \(serverAddress)
            captureMode: NONE
            defaultEndpoint: unix://\(socket)
          egress: [{hosts: ["./*"]}]
        ---

        """
    }
    return """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: c\(index), namespace: shop}
      spec:
        selector: {case: c\(index)}
        servers: [{port: {number: \(port(of: index)), protocol: HTTP, name: main}, bind: \(serverAddress), hosts: ["*"]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: c\(index), namespace: shop}
      spec: {hosts: ["*"], gateways: [c\(index)], http: \(routes)}
      ---

      """
  }

  private var authorizerService: String {
    """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: authz, namespace: shop}
    spec:
      hosts: [authz.test]
      ports:
      - {number: \(Self.httpAuthorizerPort), protocol: HTTP, name: http}
      - {number: \(Self.grpcAuthorizerPort), protocol: GRPC, name: grpc}
      resolution: STATIC
      endpoints: [{address: \(authorizerAddress)}]

    """
  }

  private var meshConfig: String {
    """
    trustDomain: cluster.local
    trustDomainAliases: [old.test]
    extensionProviders:
    - name: web
      envoyExtAuthzHttp:
        service: authz.test
        port: \(Self.httpAuthorizerPort)
        timeout: 5s
        pathPrefix: /check
        includeRequestHeadersInCheck: [x-ext-authz]
        includeAdditionalHeadersInCheck: {x-extra: extra}
        headersToUpstreamOnAllow: [x-user, x-extra-seen]
        headersToDownstreamOnDeny: [x-reason]
    - name: grpc
      envoyExtAuthzGrpc: {service: authz.test, port: \(Self.grpcAuthorizerPort), timeout: 5s}
    - name: closed
      envoyExtAuthzHttp: {service: authz.test, port: 1, statusOnError: "503"}
    - name: open
      envoyExtAuthzHttp: {service: authz.test, port: 1, failOpen: true}

    """
  }
}
