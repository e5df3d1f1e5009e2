import ControlPlane
import EnvoyAPI
import Foundation
import MeshTestSupport
import SwiftProtobuf
import Testing

/// No secret leaves by accident: what a folder or a proxy holds beside its rules is in no face and in no log.
@Suite(.timeLimit(.minutes(1))) struct SecrecyTests {
  private static let token = "c2VjcmV0LW9mLXRoZS1tZXNo"

  private static let files = [
    "platform.yaml": SmallMesh.platform,
    "secret.yaml": """
    apiVersion: v1
    kind: Secret
    metadata: {name: key, namespace: shop}
    data: {tls.key: \(token)}

    """,
    "broken.yaml": """
    apiVersion: v1
    kind: Secret
    metadata: {name: key, namespace: shop}
    data: {tls.key: \(token)

    """,
  ]

  @Test func facesAndLogsHoldNoSecret() async throws {
    try await withControlPlane(Self.files) { running in
      try await running.connect { client in
        try await client.delta { stream in
          var node = Envoy_Config_Core_V3_Node.testNode(SmallMesh.client)
          node.metadata.fields["TOKEN"] = .init(stringValue: Self.token)
          var request = Envoy_Service_Discovery_V3_DeltaDiscoveryRequest()
          request.node = node
          request.typeURL = "type.googleapis.com/envoy.config.cluster.v3.Cluster"
          stream.send(request)
          stream.acknowledge(try #require(try await stream.next()))
          let paths = try await running.get("/debug").json["faces"].items.compactMap(\.["path"].text)
          for path in paths.flatMap({ [$0, $0 + "?proxyID=client"] }) + ["/metrics", "/ready", "/debug"] {
            #expect(!(try await running.get(path).body.contains(Self.token)), "\(path)")
          }
        }
      }
      // The broken file is told of, but not with what it holds.
      #expect(running.log.text.contains("broken.yaml"))
      #expect(!running.log.text.contains(Self.token))
    }
  }
}
