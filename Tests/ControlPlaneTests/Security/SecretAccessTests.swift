import ControlPlane
import Foundation
import MeshIdentity
import MeshTestSupport
import MeshTransport
import Testing
import XDSResources

/// The secrets that credentials name, from a file to a gateway that proved who it is, and to nobody else.
@Suite(.timeLimit(.minutes(2))) struct SecretAccessTests {
  private static let name = "kubernetes://edge"

  private static let gateway = """
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: shop}
    spec:
      servers:
      - port: {number: 443, name: https, protocol: HTTPS}
        hosts: [www.example.com]
        tls: {mode: SIMPLE, credentialName: edge}

    """

  private static func node(in namespace: String) -> String { "router~10.0.0.9~gw.\(namespace)~\(namespace).svc.cluster.local" }

  private static func secret(_ identity: TLSIdentity) -> String {
    func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    return """
      apiVersion: v1
      kind: Secret
      metadata: {name: edge, namespace: shop}
      type: kubernetes.io/tls
      data:
        tls.crt: \(encoded(identity.chainPEM.joined()))
        tls.key: \(encoded(identity.keyPEM.reveal()))

      """
  }

  /// What a proxy gets that asks for the secret.
  private static func answer(_ stream: ADSTestClient.Delta, in namespace: String) async throws -> (
    listeners: [String], secrets: [String]
  ) {
    stream.subscribe(.listener, node: node(in: namespace))
    let listeners = try #require(try await stream.next())
    stream.acknowledge(listeners)
    stream.subscribe(.secret, [name], node: node(in: namespace))
    let secrets = try #require(try await stream.next())
    stream.acknowledge(secrets)
    return (listeners.names, secrets.names)
  }

  @Test func onlyTheProvenGatewayOfTheNamespaceGetsIt() async throws {
    try await withSecureControlPlane(["platform.yaml": SmallMesh.platform, "gateway.yaml": Self.gateway]) { site in
      let pair = try TLSIdentity(of: "spiffe://cluster.local/ns/shop/sa/edge", by: try site.accomplice())
      try site.running.folder.write("config/secret.yaml", Self.secret(pair))
      _ = try await site.running.json(at: "/debug/configz?kind=Secret") { $0.items.count == 1 }
      let own = try await site.delta(try await site.certificate()) { try await Self.answer($0, in: "shop") }
      #expect(own.listeners == ["0.0.0.0_443"])
      #expect(own.secrets == [Self.name])
      // Another namespace's gateway is selected too, and gets the listener alone.
      let other = try await site.delta(try await site.certificate("ops", "client")) { try await Self.answer($0, in: "ops") }
      #expect(other.listeners == ["0.0.0.0_443"])
      #expect(other.secrets == [])
      // In plain text nothing can be proved.
      let plain = try await site.running.connect { client in
        try await client.delta { try await Self.answer($0, in: "shop") }
      }
      #expect(plain.secrets == [])
    }
  }

  @Test func noFaceShowsTheKey() async throws {
    try await withSecureControlPlane(["platform.yaml": SmallMesh.platform, "gateway.yaml": Self.gateway]) { site in
      let pair = try TLSIdentity(of: "spiffe://cluster.local/ns/shop/sa/edge", by: try site.accomplice())
      try site.running.folder.write("config/secret.yaml", Self.secret(pair))
      _ = try await site.running.json(at: "/debug/configz?kind=Secret") { $0.items.count == 1 }
      let lines = pair.keyPEM.reveal().split(separator: "\n").map(String.init).filter { !$0.hasPrefix("-") }
      #expect(!lines.isEmpty)
      try await site.delta(try await site.certificate()) { stream in
        _ = try await Self.answer(stream, in: "shop")
        let paths = try await site.running.get("/debug").json["faces"].items.compactMap(\.["path"].text)
        let faces = paths.flatMap { [$0, $0 + "?proxyID=gw", $0 + "?kind=Secret"] } + ["/metrics", "/ready"]
        for path in faces {
          let body = try await site.running.get(path).body
          for line in lines { #expect(!body.contains(line), "\(path)") }
          #expect(!body.contains("PRIVATE KEY"), "\(path)")
        }
        for line in lines { #expect(!site.running.log.text.contains(line)) }
      }
    }
  }
}
