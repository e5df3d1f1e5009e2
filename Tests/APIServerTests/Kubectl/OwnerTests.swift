import MeshTestSupport
import Testing

extension RealClients {
  @Suite("Objects and their owners", .enabled(if: Kubectl.isNew))
  struct OwnerTests {
    /// A reference to a ConfigMap.
    private static func reference(_ name: String, _ uid: String, blocks: Bool = false) -> String {
      "{apiVersion: v1, kind: ConfigMap, name: \(name), uid: \(uid), blockOwnerDeletion: \(blocks)}"
    }

    private static func make(_ kubectl: Kubectl, _ name: String, _ metadata: String = "") async throws -> String {
      try await kubectl.does("create -f -", input: ClientObjects.settings(name, metadata))
      return try await kubectl.does("get cm \(name) -o jsonpath={.metadata.uid}")
    }

    private static func deletePlainly(_ name: String, _ server: RunningAPIServer) async throws {
      try await server.kubectl(in: nil).does(
        "delete --raw /api/v1/namespaces/\(server.namespace ?? "")/configmaps/\(name)")
    }

    /// Returns when the collector has looked at all that was written before.
    private static func collectorCatchesUp(_ kubectl: Kubectl) async throws {
      let owners = "ownerReferences: [\(reference("none", "none"))]"
      try await kubectl.does("create -f -", input: ClientObjects.settings("probe", owners))
      try await kubectl.does("wait --for=delete cm/probe --timeout=60s")
    }

    @Test("What another owner keeps stays when one is deleted in the foreground", arguments: StoreChoice.all)
    func shared(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let a = try await Self.make(kubectl, "a")
      let b = try await Self.make(kubectl, "b")
      let owners = "ownerReferences: [\(Self.reference("a", a, blocks: true)), \(Self.reference("b", b, blocks: true))]"
      _ = try await Self.make(kubectl, "shared", owners)
      try await kubectl.does("delete cm a --cascade=foreground --timeout=60s")
      #expect(try await kubectl.does("get cm shared -o jsonpath={.metadata.ownerReferences[*].name}") == "b")
      #expect(try await kubectl.does("get cm shared -o jsonpath={.metadata.deletionTimestamp}") == "")
      try await kubectl.does("delete cm b --cascade=foreground --timeout=60s")
      #expect(try await kubectl.does("get cm -l !none -o name").contains("shared") == false)
    }

    @Test("An owner in a namespace cannot be told from here, so the object stays", arguments: StoreChoice.all)
    func clusterScoped(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let uid = try await Self.make(server.kubectl, "owner")
      let name = "owned-\(server.namespace ?? "")"
      let role = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: \(name), ownerReferences: [\(Self.reference("owner", uid))]}
        rules: []
        """
      try await server.kubectl.does("create -f -", input: role)
      try await Self.collectorCatchesUp(server.kubectl)
      try await server.kubectl.does("get clusterrole \(name)")
      try await server.kubectl.does("delete clusterrole \(name)")
    }

    @Test("A deletion that says nothing about what is owned goes by the finalizers", arguments: StoreChoice.all)
    func plainDeletion(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let uid = try await Self.make(kubectl, "owner", "finalizers: [orphan]")
      _ = try await Self.make(kubectl, "owned", "ownerReferences: [\(Self.reference("owner", uid))]")
      try await Self.deletePlainly("owner", server)
      try await kubectl.does("wait --for=delete cm/owner --timeout=60s")
      try await Self.collectorCatchesUp(kubectl)
      #expect(try await kubectl.does("get cm owned -o jsonpath={.metadata.ownerReferences}") == "")

      let second = try await Self.make(kubectl, "second")
      let held = "ownerReferences: [\(Self.reference("second", second, blocks: true))], finalizers: [example.com/hold]"
      _ = try await Self.make(kubectl, "held", held)
      try await kubectl.does("delete cm second --cascade=foreground --wait=false")
      try await Self.deletePlainly("second", server)
      #expect(try await kubectl.does("get cm second -o jsonpath={.metadata.finalizers}") == #"["foregroundDeletion"]"#)
      try await kubectl.does(#"patch cm held --type=merge -p {"metadata":{"finalizers":null}}"#)
      try await kubectl.does("wait --for=delete cm/second --timeout=60s")
    }

    @Test("Owners that an object gets or loses later count", arguments: StoreChoice.all)
    func changes(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let uid = try await Self.make(kubectl, "owner")
      _ = try await Self.make(kubectl, "adopted")
      func adopt(_ uid: String) -> String {
        #"{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"\#(uid)"}]}}"#
      }
      try await kubectl.does("patch cm adopted --type=merge -p \(adopt(uid))")
      try await kubectl.does("patch cm adopted --type=merge -p \(adopt("gone"))")
      try await kubectl.does("wait --for=delete cm/adopted --timeout=60s")

      let held = "ownerReferences: [\(Self.reference("owner", uid, blocks: true))], finalizers: [example.com/hold]"
      _ = try await Self.make(kubectl, "held", held)
      try await kubectl.does("delete cm owner --cascade=foreground --wait=false")
      try await eventually("what is owned is to go") {
        try await kubectl.does("get cm held -o jsonpath={.metadata.deletionTimestamp}") != ""
      }
      try await kubectl.does(#"patch cm held --type=merge -p {"metadata":{"ownerReferences":null}}"#)
      try await kubectl.does("wait --for=delete cm/owner --timeout=60s")
      try await kubectl.does(#"patch cm held --type=merge -p {"metadata":{"finalizers":null}}"#)
    }
  }
}
