import ControlPlane
import Foundation
import GRPCCore
import KubernetesAPI
import KubernetesClient
import MeshIdentity
import MeshTestSupport
import Testing
import XDSResources

/// Tokens of service accounts of the API server that is read open the TLS port.
@Suite(.timeLimit(.minutes(1))) struct TokenReviewAccessTests {
  @Test func tokensOfServiceAccountsProveWhoSomebodyIs() async throws {
    let folder = try TestFolder()
    try await withSecureControlPlane(
      ["platform.yaml": SmallMesh.platform], configure: { $0.cluster = .embedded(StatusMesh.embedded(in: folder)) }
    ) { secure in
      try await StatusMesh.withClient(folder("kubeconfig")) { client in
        let good = try await Self.token(of: "client", in: "shop", for: "istio-ca", client)
        let chain = try await secure.ask(SecureControlPlane.Request(csr: try SigningRequest().csrPEM), token: good)
        #expect(chain.count == 2)
        try await secure.delta(token: good) { stream in
          stream.subscribe(.cluster, node: SmallMesh.client, metadata: ["NAMESPACE": "shop"])
          _ = try #require(try await stream.next())
        }
        // It is no proof of being somebody else, and a token for others is none at all.
        let other = try await secure.streamError(token: good, node: SmallMesh.other, metadata: ["NAMESPACE": "ops"])
        #expect(other?.code == .permissionDenied)
        let foreign = try await Self.token(of: "client", in: "shop", for: "somebody", client)
        let refused = try await secure.certificateError(
          SecureControlPlane.Request(csr: try SigningRequest().csrPEM), token: foreign)
        #expect(refused?.code == .unauthenticated)
        let log = secure.running.log.text
        #expect(!log.contains(good) && !log.contains(foreign))
      }
    }
  }

  /// As `kubectl create token` does it; makes the account first where there is none.
  private static func token(
    of account: String, in namespace: String, for audience: String, _ client: KubernetesClient
  ) async throws -> String {
    for (kind, object) in [
      (KubernetesResource.namespaces, ["metadata": ["name": .string(namespace)]] as JSONValue),
      (.serviceAccounts, ["metadata": ["name": .string(account), "namespace": .string(namespace)]]),
    ] {
      do {
        _ = try await client.create(kind, namespace: namespace, object)
      } catch let error as KubernetesError where error.code == .alreadyExists {}
    }
    let answer = try await client.create(
      .serviceAccounts, namespace: namespace, name: account, subresource: "token",
      [
        "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
        "spec": ["audiences": [.string(audience)], "expirationSeconds": 3600],
      ])
    return try #require(answer["status"]?["token"]?.string)
  }
}
