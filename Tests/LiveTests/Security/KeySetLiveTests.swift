import ControlPlane
import Foundation
import HTTPTypes
import Logging
import MeshTestSupport
import ServiceLifecycle
import Testing

/// The keys of a `jwksUri`, on their whole way: from the issuer's server through the control plane to an Envoy that judges tokens by
/// them.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(2))) struct KeySetLiveTests {
  @Test("Fetched keys reach Envoy, and so do those that take their place", arguments: ["HTTP", "HTTPS", "discovery"])
  func fetchedKeys(how: String) async throws {
    _ = try TestEnvoy.require()
    let folder = try TestFolder()
    let network = try LoopbackNetwork()
    let (first, second) = (TestTokens(keyID: "first"), TestTokens(keyID: "second"))
    let certificates = try TestCertificates()
    try folder.write("issuer-roots.pem", certificates.rootPEM)
    let shown = try certificates.issue(server: "localhost")
    let server = KeyServer(
      ["/keys": .init(body: first.keySet)],
      certificate: how == "HTTPS" ? .init(chainPEM: shown.chainPEM, keyPEM: shown.keyPEM) : nil)
    try await withRunning([server]) {
      let url = await server.url
      server["/.well-known/openid-configuration"] = .init(body: #"{"issuer":"\#(url)","jwks_uri":"\#(url)/keys"}"#)
      try folder.write("config/rules.yaml", Self.rules(issuer: url, keys: how == "discovery" ? nil : url + "/keys", network))
      let controlPlane = try Self.controlPlane(folder)
      try await withRunning(controlPlane.services) {
        let agent = try Self.agent(folder, network, try await controlPlane.addresses.xds)
        try await Self.judge(network, issuer: url) { status in
          try await eventually("the first keys") { try await status(first) == 200 }
          #expect(try await status(nil) == 403)
          #expect(try await status(second) == 401)
          // The issuer exchanges its keys; nobody tells the control plane.
          server["/keys"] = .init(body: second.keySet)
          try await eventually("the second keys") { try await status(second) == 200 }
          #expect(try await status(first) == 401)
          // A server that fails takes nothing away.
          let asked = server.requests.elements.count
          server["/keys"] = .init(status: .internalServerError)
          await server.requests.wait { $0.dropFirst(asked).count { $0 == "/keys" } >= 2 }
          #expect(try await status(second) == 200)
        }
        await agent.stop()
      }
    }
  }

  private static func judge(
    _ network: LoopbackNetwork, issuer: String, _ body: (_ status: (TestTokens?) async throws -> UInt) async throws -> Void
  ) async throws {
    try await body { tokens in
      let token = try tokens?.token(["iss": issuer, "sub": "somebody"])
      return try await LiveMesh.get("http://\(network[3]):8080/" + (token.map { "?access_token=\($0)" } ?? "")).status
    }
  }

  private static func controlPlane(_ folder: TestFolder) throws -> ControlPlane {
    var configuration = ControlPlaneConfiguration(directories: [folder("config")])
    (configuration.xdsPort, configuration.httpPort) = (0, 0)
    configuration.issuerRootsFile = folder("issuer-roots.pem")
    configuration.keySetLimits.refreshInterval = .milliseconds(100)
    configuration.keySetLimits.longestRetry = .milliseconds(100)
    var logger = Logger(label: "control-plane")
    logger.logLevel = .critical
    return try ControlPlane(configuration: configuration, logger: logger)
  }

  private static func agent(_ folder: TestFolder, _ network: LoopbackNetwork, _ address: BoundAddress) throws -> MeltemiProcess {
    try MeltemiProcess(
      [
        "agent", "--configPath", folder("gateway"), "--proxy-type", "router", "--proxyAdminPort", "0", "--ip", network[2],
        "--name", "gateway", "--namespace", "shop", "--label", "app=gateway", "--concurrency", "1",
        "--discoveryAddress", "\(address)", "--controlPlaneAuthPolicy", "NONE", "--termination-drain-duration", "0",
      ], logFile: folder("gateway.log"))
  }

  private static func rules(issuer: String, keys: String?, _ network: LoopbackNetwork) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: gateway, namespace: shop}
    spec:
      selector: {app: gateway}
      servers: [{port: {number: 8080, protocol: HTTP, name: http}, bind: \(network[3]), hosts: ["*"]}]
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: gateway, namespace: shop}
    spec: {hosts: ["*"], gateways: [gateway], http: [{directResponse: {status: 200}}]}
    ---
    apiVersion: security.istio.io/v1
    kind: RequestAuthentication
    metadata: {name: tokens, namespace: shop}
    spec: {jwtRules: [{issuer: "\(issuer)"\(keys.map { ", jwksUri: \"\($0)\"" } ?? "")}]}
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: tokens, namespace: shop}
    spec: {rules: [{from: [{source: {requestPrincipals: ["\(issuer)/somebody"]}}]}]}

    """
  }
}

/// Runs services in a group while `body` runs; then shuts them down gracefully.
private func withRunning(_ services: [any Service], _ body: () async throws -> Void) async throws {
  var logger = Logger(label: "services")
  logger.logLevel = .critical
  let group = ServiceGroup(services: services, logger: logger)
  async let running: Void = group.run()
  do {
    try await body()
  } catch {
    await group.triggerGracefulShutdown()
    try? await running
    throw error
  }
  await group.triggerGracefulShutdown()
  try await running
}
