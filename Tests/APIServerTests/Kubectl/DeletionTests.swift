import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl deletes", .enabled(if: Kubectl.isNew))
  struct DeletionTests {
    @Test("By name, by label, by file and all", arguments: StoreChoice.all)
    func selects(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let objects = (0..<6).map { ClientObjects.settings("c\($0)", "labels: {odd: '\($0 % 2)'}") }.joined()
      try await kubectl.does("create -f -", input: objects)
      #expect(try await kubectl.does("delete cm c0 c2") == "configmap \"c0\" deleted\nconfigmap \"c2\" deleted")
      #expect(try await kubectl.does("delete cm -l odd=1,odd!=0 --field-selector metadata.name!=c5").contains("c3"))
      #expect(try await kubectl.does("get cm -o name") == "configmap/c4\nconfigmap/c5")
      #expect(try await kubectl.fails("delete -f -", input: objects).contains(#"configmaps "c0" not found"#))
      try await kubectl.does("apply -f -", input: objects)
      try await kubectl.does("delete -f - --ignore-not-found", input: objects)
      try await kubectl.does("create -f -", input: objects)
      #expect(try await kubectl.does("delete cm --all -o name").split(separator: "\n").count == 6)
      #expect(try await kubectl.does("delete cm --all") == "No resources found")
      #expect(try await kubectl.fails("delete cm none") == #"Error from server (NotFound): configmaps "none" not found"#)
    }

    @Test("What waits for somebody stays until he is done", arguments: StoreChoice.all)
    func finalizers(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.settings("held", "finalizers: [example.com/hold]"))
      try await kubectl.does("delete cm held --wait=false")
      #expect(try await kubectl.fails("delete cm held --timeout=1s").contains("timed out"))
      #expect(try await kubectl.does("get cm held -o jsonpath={.metadata.deletionTimestamp}") != "")
      #expect(
        try await kubectl.fails(
          #"patch cm held --type=merge -p {"metadata":{"finalizers":["example.com/hold","example.com/new"]}}"#
        )
        .contains("no new finalizers can be added if the object is being deleted"))
      try await kubectl.does(#"patch cm held --type=merge -p {"metadata":{"finalizers":null}}"#)
      #expect(try await kubectl.fails("get cm held").contains("not found"))
    }

    @Test("What is owned goes before its owner, after it, or stays", arguments: StoreChoice.all)
    func cascades(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      for cascade in ["foreground", "background", "orphan"] {
        try await kubectl.does("create -f -", input: ClientObjects.settings("owner"))
        let uid = try await kubectl.does("get cm owner -o jsonpath={.metadata.uid}")
        let owner = "ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: \(uid), blockOwnerDeletion: true}]"
        try await kubectl.does("create -f -", input: ClientObjects.settings("owned", owner))
        try await kubectl.does("delete cm owner --cascade=\(cascade) --timeout=60s")
        #expect(try await kubectl("get", "cm", "owner").isSuccess == false)
        switch cascade {
        case "foreground": #expect(try await kubectl("get", "cm", "owned").isSuccess == false)
        case "background": try await eventually("what was owned goes") { try await !kubectl("get", "cm", "owned").isSuccess }
        default:
          #expect(try await kubectl.does("get cm owned -o jsonpath={.metadata.ownerReferences}") == "")
          try await kubectl.does("delete cm owned")
        }
      }
    }

    @Test("A namespace goes with all it holds, and waits for what is held", arguments: StoreChoice.all)
    func namespaces(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let cluster = server.kubectl(in: nil)
      let name = try #require(server.namespace)
      try await kubectl.does("create deployment web --image=web:1")
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      try await kubectl.does("create -f -", input: ClientObjects.settings("held", "finalizers: [example.com/hold]"))
      try await cluster.does("delete namespace \(name) --wait=false")
      #expect(try await cluster.does("get ns \(name) --no-headers").contains("Terminating"))
      #expect(
        try await kubectl.fails("create -f -", input: ClientObjects.settings("late"))
          .contains("because it is being terminated"))
      try await eventually("all but what is held goes") { try await kubectl.does("get cm,vs,deploy -o name") == "configmap/held" }
      try await kubectl.does(#"patch cm held --type=merge -p {"metadata":{"finalizers":null}}"#)
      try await cluster.does("wait --for=delete ns/\(name) --timeout=60s")
      try await cluster.does("create namespace \(name)")
      #expect(try await kubectl.does("get all,cm,vs -o name") == "")
    }
  }
}
