import APIServer
import Crypto
import KubernetesAPI
import MeshIdentity
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import Testing

@testable import APIServer

@Suite("Reviews of tokens and permissions", .timeLimit(.minutes(2)))
struct ReviewTests {
  private static let reviews = "/apis/authentication.k8s.io/v1/tokenreviews"
  private static let fileToken = "0123456789abcdef"

  private func review(_ token: String, for audiences: [String], _ client: RawClient) async throws -> JSONValue {
    var spec: JSONValue = ["token": .string(token)]
    if !audiences.isEmpty { spec["audiences"] = .array(audiences.map(JSONValue.string)) }
    let answer = try await client("POST", Self.reviews, ["spec": spec])
    #expect(answer.code == 201, "\(answer.text)")
    return answer.json?["status"] ?? .null
  }

  @Test("A review vouches for those audiences alone that the token is for") func audiences() async throws {
    try await RunningAPIServer.run(tokens: "\(Self.fileToken),ada,1") { server in
      let boss = try await RawClient.administrator(server)
      let accounts = "/api/v1/namespaces/default/serviceaccounts"
      #expect(try await boss("POST", accounts, ["metadata": ["name": "worker"]]).code == 201)
      let request: JSONValue = ["spec": ["audiences": ["b", "c"]]]
      let made = try await boss("POST", "\(accounts)/worker/token", request)
      let token = try #require(made.json?["status"]?["token"]?.string, "\(made.text)")
      #expect(try await review(token, for: ["a", "b"], boss)["audiences"] == ["b"])
      #expect(try await review(token, for: ["c", "b"], boss)["audiences"] == ["c", "b"])
      #expect(try await review(token, for: ["a"], boss)["authenticated"] == false)
      #expect(try await review(token, for: [], boss)["authenticated"] == false)

      let own = AccountUsers.ownAudience
      for audiences in [[], [own], ["istio-ca", own]] {
        let status = try await review(Self.fileToken, for: audiences, boss)
        #expect(status["audiences"] == [.string(own)] && status["user"]?["username"] == "ada", "\(audiences)")
      }
      #expect(try await review(Self.fileToken, for: ["istio-ca"], boss)["authenticated"] == false)
      let nobody = try await RawClient(server, user: nil)
      #expect(try await nobody("GET", "/version", headers: [("Authorization", "Bearer \(Self.fileToken)")]).code == 200)
      #expect(try await nobody("GET", "/version", headers: [("Authorization", "Bearer \(token)")]).code == 401)
    }
  }

  @Test("A role in one namespace is not good for reviews of the whole cluster") func scopes() async throws {
    try await RunningAPIServer.run { server in
      let boss = try await RawClient.administrator(server)
      let group = "/apis/rbac.authorization.k8s.io/v1/namespaces/default"
      let all: JSONValue = ["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]]
      #expect(try await boss("POST", "\(group)/roles", ["metadata": ["name": "all"], "rules": [all]]).code == 201)
      let binding: JSONValue = [
        "metadata": ["name": "all"], "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "all"],
        "subjects": [["kind": "User", "name": "user"]],
      ]
      #expect(try await boss("POST", "\(group)/rolebindings", binding).code == 201)
      let client = try await RawClient(server, user: "user")
      try await eventually("the role is known") { try await client("GET", "\(group)/roles").code == 200 }
      let body: JSONValue = ["spec": ["token": "x", "user": "a", "resourceAttributes": ["namespace": "default"]]]
      for kind in ReviewService.kinds {
        let (inside, outside) = (
          "/apis/\(kind.group)/v1/namespaces/default/\(kind.plural)", "/apis/\(kind.group)/v1/\(kind.plural)"
        )
        let codes = (try await client("POST", inside, body).code, try await boss("POST", outside, body).code)
        #expect(codes == (kind.isNamespaced ? (201, 404) : (404, 201)), "\(kind.plural)")
      }
    }
  }

  @Test("A store that does not answer makes no token a bad one") func storeFailure() async throws {
    try await ServiceWorld.run { world in
      let signer = TokenSigner(key: P256.Signing.PrivateKey())
      let token = AccountToken(
        issuer: AccountUsers.issuer, audiences: [AccountUsers.ownAudience], namespace: "default", account: "a", uid: "1",
        issued: WallClock.now().seconds, expires: WallClock.now().seconds + 600, id: "t")
      let credentials = RequestCredentials(bearerToken: try signer.sign(token.json))
      let users = AccountUsers(signer: signer, storage: world.service.storage, now: WallClock.now)
      let unknown = await #expect(throws: RefusedCredentials.self) { try await users.user(of: credentials) }
      #expect(unknown?.answer.code == 401)
      world.store.base.close()
      let failed = await #expect(throws: RefusedCredentials.self) { try await users.user(of: credentials) }
      #expect(failed?.answer.code == 503, "\(failed?.reason ?? "")")
      var entry = AuditEntry(
        IncomingRequest(
          method: "GET", parts: [], path: "/", query: QueryParameters(), credentials: credentials, remoteAddress: "127.0.0.1:1"))
      let access = AccessControl(
        authenticator: AuthenticatorList(authenticators: [users]), anonymous: nil,
        refusals: RequestPacing(limits: ClientLimits(), clock: ContinuousClock()), roles: { RoleBook() })
      let answer = await #expect(throws: Status.self) { try await access.user(of: credentials, from: "127.0.0.1", entry: &entry) }
      #expect(answer?.code == 503)
    }
  }
}
