import ControlPlane
import Foundation
import MeshIdentity

/// What the demo's proxies prove who they are with: a join token for each, and the roots that they believe the control plane by.
struct DemoIdentities: Sendable {
  /// The service account of the ingress gateway.
  static let gatewayAccount = "istio-ingressgateway"

  /// The file with the roots of the mesh.
  let rootFile: String
  private let tokens: [String: Redacted<String>]

  /// Makes the tokens, each good for one use, and writes the roots.
  /// - Throws: when the control plane's state or the folder cannot be written.
  init(layout: DemoLayout, security: SecurityConfiguration, roots: TrustBundle?) async throws {
    let store = JoinTokenStore(directory: security.stateDirectory)
    var tokens: [String: Redacted<String>] = [:]
    for account in Set(layout.workloads.map(\.serviceAccount)).union([Self.gatewayAccount]).sorted() {
      // Versions of a service share its account; an hour is enough for the slowest start.
      let uses = max(1, layout.workloads.count { $0.serviceAccount == account })
      tokens[account] = try await store.create(
        namespace: "default", serviceAccount: account, lifetime: .seconds(3600), uses: uses
      ).token
    }
    self.tokens = tokens
    rootFile = layout.folder + "/root-cert.pem"
    try Data((roots?.pem ?? "").utf8).write(to: URL(fileURLWithPath: rootFile), options: .atomic)
  }

  /// The token of a service account.
  func token(_ account: String) -> Redacted<String>? { tokens[account] }
}
