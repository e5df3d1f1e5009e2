import APIServer
import Foundation
import KubernetesAPI
import Logging
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import Testing

@testable import APIServer

@Suite("The keys of several servers", .timeLimit(.minutes(1)))
struct ServerKeysTests {
  @Test("No request reads them, and a server that starts again has them", arguments: StoreChoice.all)
  func hidden(_ choice: StoreChoice) async throws {
    let folder = try TestFolder()
    func authority() async throws -> String? {
      try await RunningAPIServer.run(on: choice, in: folder, configure: { $0.keys = .store }) { server in
        let boss = try await RawClient.administrator(server)
        #expect(try await boss("GET", "/api/v1/secrets").json?["items"] == [])
        for path in ["server", "server/keys", "secrets/meltemi-apiserver-keys"] {
          #expect(try await boss("GET", "/api/v1/namespaces/kube-system/\(path)").code == 404)
        }
        return try await server.server.kubeconfig().authorityPEM
      }
    }
    let first = try await authority()
    // An etcd is new each time.
    if choice == .sqlite { #expect(try await authority() == first) }
    #expect(first != nil)
  }

  @Test("Keys that an earlier version put into a Secret are moved out of it, and sealed") func moved() async throws {
    let folder = try TestFolder()
    let store = try SQLiteObjectStore(SQLiteStoreOptions(path: folder("objects.db")), logger: Logger(label: "store"))
    defer { store.close() }
    let storage = ObjectStorage(store: store, seal: try ObjectSeal(keys: [Array(repeating: 7, count: 32)]))
    func load() async throws -> String {
      try await ServerKeys.load(.store, storage: storage, now: WallClock.now()).authority.certificatePEM
    }
    let made = try await load()
    let (object, value) = (try await storage.object(at: ServerKeys.key), try await store.value(at: ServerKeys.key))
    let kept = try #require(object)
    #expect(value.map { ObjectSeal.isSealed($0.bytes) } == true)

    // As it was before.
    let former = StoreKey("/registry/core/secrets/kube-system/meltemi-apiserver-keys")
    var secret = try kept.value(apiVersion: "v1")
    secret["kind"] = "Secret"
    secret["type"] = "meltemi.io/apiserver-keys"
    secret.metadata.name = "meltemi-apiserver-keys"
    _ = try await storage.create(secret, at: former)
    _ = try await storage.delete(at: kept.key, since: kept.revision)
    #expect(try await load() == made)
    #expect(try await storage.object(at: former) == nil)
    #expect(try await storage.object(at: ServerKeys.key) != nil)

    // A server was killed in between; and one that somebody else wrote counts for nothing.
    _ = try await storage.create(secret, at: former)
    #expect(try await load() == made)
    #expect(try await storage.object(at: former) == nil)
    secret["data"] = ["ca.crt": "eA=="]
    _ = try await storage.create(secret, at: former)
    #expect(try await load() == made)
  }
}
