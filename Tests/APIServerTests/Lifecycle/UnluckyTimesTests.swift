import KubernetesAPI
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore
import Synchronization
import Testing

@testable import APIServer

@Suite("Deletions at unlucky times", .enabled(if: Kubectl.isNew), .timeLimit(.minutes(2)))
struct UnluckyTimesTests {
  @Test("A server that starts empties a namespace of kinds that it does not know yet") func restart() async throws {
    let folder = try TestFolder()
    let store = try HookedStore(in: folder)
    defer { store.base.close() }
    try await RunningAPIServer.run(over: store, in: folder) { server in
      try await server.kubectl.does("create namespace shop")
      try await server.kubectl.does("create -n shop -f -", input: ClientObjects.reviews + "---\n" + ClientObjects.settings("a"))
    }
    // As a server leaves it that ends right after the namespace was deleted.
    let storage = ObjectStorage(store: store)
    let key = KeyLayout.key(NamespaceKeeper.resource, namespace: nil, name: "shop")
    let stored = try #require(try await storage.object(at: key))
    var namespace = try stored.value(apiVersion: "v1")
    namespace.metadata.deletionTimestamp = KubernetesTime(seconds: 1_700_000_000)
    _ = try await storage.update(namespace, at: key, since: stored.revision)
    let definitions = KeyLayout.prefix(CustomResource.resource)
    store.set { hooks in
      // What would not wait for the definitions is done by then.
      hooks.read = { range in if range.prefix == definitions { try? await Task.sleep(for: .seconds(2)) } }
    }
    _ = try await RunningAPIServer.run(over: store, in: folder) { server in
      try await server.kubectl.does("wait --for=delete namespace/shop --timeout=60s")
    }
    let left = KeyLayout.prefix(GroupResource(group: "networking.istio.io", resource: "virtualservices"), namespace: "shop")
    #expect(try await store.values(in: StoreRange(prefix: left), limit: nil, at: nil).values.isEmpty)
    let unbounded = store.unboundedReads.filter { $0 != left && ($0.hasSuffix("/shop/") || $0 == KeyLayout.root) }
    #expect(unbounded.isEmpty, "\(unbounded)")
  }

  @Test("What is written while its owner lets go of it stays") func orphans() async throws {
    let folder = try TestFolder()
    let store = try HookedStore(in: folder)
    defer { store.base.close() }
    try await RunningAPIServer.run(over: store, in: folder) { server in
      let kubectl = server.kubectl
      try await kubectl.does("create -f -", input: ClientObjects.settings("owner"))
      let uid = try await kubectl.does("get cm owner -o jsonpath={.metadata.uid}")
      let owner = "ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: \(uid)}]"
      try await kubectl.does("create -f -", input: ClientObjects.settings("owned", owner))
      let key = KeyLayout.key(GroupResource(group: "", resource: "configmaps"), namespace: "default", name: "owned")
      let meddler = Meddler(store: store, key: key, times: 3)
      store.set { $0.write = { write in await meddler.meddle(before: write) } }
      try await kubectl.does("delete cm owner --cascade=orphan --timeout=60s")
      #expect(meddler.isDone)
      // The collector has looked at everything up to here when it deletes this one.
      let gone = "ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: \(uid)}]"
      try await kubectl.does("create -f -", input: ClientObjects.settings("late", gone))
      try await kubectl.does("wait --for=delete cm/late --timeout=60s")
      #expect(try await kubectl.does("get cm owned -o jsonpath={.metadata.ownerReferences}") == "")
    }
  }

  @Test("What is made in a namespace while that goes does not stay") func creation() async throws {
    let folder = try TestFolder()
    let store = try HookedStore(in: folder)
    defer { store.base.close() }
    try await RunningAPIServer.run(over: store, in: folder) { server in
      let kubectl = server.kubectl
      try await kubectl.does("create namespace shop")
      let key = KeyLayout.key(GroupResource(group: "", resource: "configmaps"), namespace: "shop", name: "late")
      store.set { hooks in
        hooks.write = { write in
          // All rules have let it pass by now.
          if write.key == key, case .put = write.change {
            _ = try? await kubectl("delete", "namespace", "shop", "--timeout=60s")
          }
        }
      }
      let refusal = try await kubectl.fails("create configmap late -n shop")
      #expect(refusal.contains(#"namespaces "shop" not found"#))
      #expect(try await store.value(at: key) == nil)
    }
  }

  /// Writes an object once more before somebody else does.
  private final class Meddler: Sendable {
    private let store: HookedStore
    private let key: StoreKey
    private let left: Mutex<Int>

    init(store: HookedStore, key: StoreKey, times: Int) {
      (self.store, self.key) = (store, key)
      left = Mutex(times)
    }

    var isDone: Bool { left.withLock { $0 == 0 } }

    func meddle(before write: StoreWrite) async {
      guard write.key == key, left.withLock({ $0 > 0 }), let value = try? await store.base.value(at: key) else { return }
      left.withLock { $0 -= 1 }
      _ = try? await store.base.apply(StoreWrite(.put(value.bytes), at: key, if: .isUnchanged(since: value.modified)))
    }
  }
}
