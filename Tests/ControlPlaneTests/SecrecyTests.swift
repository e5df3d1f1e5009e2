import ControlPlane
import EnvoyAPI
import Foundation
import MeshIdentity
import MeshTestSupport
import MeshTransport
import SwiftProtobuf
import Testing
import XDSResources

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

  /// A header by which an authorizer knows the mesh goes to proxies, and nowhere else.
  @Test func headersForAuthorizersAreNotShown() async throws {
    let policy = """
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: ask, namespace: shop}
      spec: {action: CUSTOM, provider: {name: web}, rules: [{}]}

      """
    let provider = """
      extensionProviders:
      - name: web
        envoyExtAuthzHttp:
          service: cart.shop.svc.cluster.local
          port: 8080
          includeAdditionalHeadersInCheck: {x-api-key: \(Self.token)}

      """
    let files = ["platform.yaml": SmallMesh.platform, "policy.yaml": policy]
    try await withControlPlane(files, meshConfig: provider) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.listener, node: SmallMesh.client)
          let response = try #require(try await stream.next())
          #expect(response.names.contains("virtualInbound"))
          stream.acknowledge(response)
          let paths = try await running.get("/debug").json["faces"].items.compactMap(\.["path"].text)
          for path in paths.flatMap({ [$0, $0 + "?proxyID=client"] }) + ["/debug/configz?kind=AuthorizationPolicy", "/metrics"] {
            #expect(!(try await running.get(path).body.contains(Self.token)), "\(path)")
          }
          let dump = try await running.get("/debug/config_dump?proxyID=client").body
          #expect(dump.contains("x-api-key") && dump.contains("<redacted>"))
        }
      }
      #expect(!running.log.text.contains(Self.token))
    }
  }

  /// A shared secret in a rule is insecure enough without being shown.
  @Test func facesHoldNoSharedKeys() async throws {
    let tokens = """
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: tokens, namespace: shop}
      spec:
        jwtRules:
        - issuer: shared.test
          jwks: '{"keys": [{"kty": "oct", "kid": "shared-kid", "alg": "HS256", "k": "\(Self.token)"}]}'

      """
    try await withControlPlane(["platform.yaml": SmallMesh.platform, "tokens.yaml": tokens]) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.listener, node: SmallMesh.client)
          stream.acknowledge(try #require(try await stream.next()))
          let paths = try await running.get("/debug").json["faces"].items.compactMap(\.["path"].text)
          for path in paths.flatMap({ [$0, $0 + "?proxyID=client"] }) + ["/metrics"] {
            #expect(!(try await running.get(path).body.contains(Self.token)), "\(path)")
          }
          for path in ["/debug/configz?kind=RequestAuthentication", "/debug/config_dump?proxyID=client"] {
            let body = try await running.get(path).body
            #expect(!body.contains(Self.token), "\(path)")
            #expect(body.contains("shared-kid") && body.contains("<redacted>"), "\(path)")
          }
        }
      }
      #expect(!running.log.text.contains(Self.token))
    }
  }

  @Test func keysAndTokensStayWhereTheyBelong() async throws {
    try await withSecureControlPlane { site in
      let token = try await site.token()
      let signing = try SigningRequest()
      let chain = try await site.ask(.init(csr: signing.csrPEM), token: token)
      // Refusals are told of at length, so they are the likeliest place for a slip.
      _ = try await site.certificateError(.init(csr: signing.csrPEM), token: token)
      _ = try await site.certificateError(.init(csr: signing.privateKeyPEM.reveal()), token: try await site.token())
      _ = try await site.streamError(token: token)
      let identity = TLSIdentity(chainPEM: Array(chain.dropLast()), keyPEM: signing.privateKeyPEM)
      try await site.delta(identity, token: token) { stream in
        stream.subscribe(.cluster, node: SmallMesh.client, metadata: ["TOKEN": token])
        stream.acknowledge(try #require(try await stream.next()))
        let secrets = try Self.secrets(site.state) + Self.lines(ofKey: signing.privateKeyPEM.reveal()) + [token, Self.mac(token)]
        #expect(secrets.count > 5)
        var texts = ["the log": site.running.log.text, "the audit log": try site.running.folder.read("audit.log")]
        let paths = try await site.running.get("/debug").json["faces"].items.compactMap(\.["path"].text)
        for path in paths.flatMap({ [$0, $0 + "?proxyID=client"] }) + ["/metrics", "/ready", "/debug"] {
          texts[path] = try await site.running.get(path).body
        }
        var dumped = ""
        dump(identity, to: &dumped)
        dump(
          PeerCredentials(bearerToken: Redacted(token), certificateChainDER: [], isEncrypted: true, address: ""), to: &dumped)
        dump(BearerToken(token), to: &dumped)
        texts["dumps"] = dumped + "\(identity) \(BearerToken(token))"
        for (place, text) in texts {
          #expect(!text.isEmpty, "\(place)")
          for secret in secrets { #expect(!text.contains(secret), "\(place)") }
          #expect(!text.contains("PRIVATE KEY"), "\(place)")
        }
      }
    }
  }

  /// The lines of every key in the state directory, and tokens' key; the files are for their owner alone.
  private static func secrets(_ state: StateDirectory) throws -> [String] {
    var found: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: state.path) {
      let file = state.path + "/" + name
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      found += lines(ofKey: String(decoding: bytes, as: UTF8.self).replacing("\\n", with: "\n"))
    }
    #expect(!found.isEmpty)
    return found
  }

  /// The lines between the marks of PEM keys.
  private static func lines(ofKey text: String) -> [String] {
    var lines: [String] = []
    var isInside = false
    for line in text.split(separator: "\n") {
      if line.contains("BEGIN") {
        isInside = line.contains("PRIVATE KEY")
      } else if line.contains("END") {
        isInside = false
      } else if isInside {
        lines.append(String(line))
      }
    }
    return lines
  }

  /// What nobody can make up: the last part of a join token.
  private static func mac(_ token: String) -> String { token.split(separator: ".").last.map(String.init) ?? token }
}
