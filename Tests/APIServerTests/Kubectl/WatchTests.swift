import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl watches and waits", .enabled(if: Kubectl.isNew))
  struct WatchTests {
    @Test("A watch prints what is there, and each change, as a table", arguments: StoreChoice.all)
    func tables(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.settings("old", "labels: {seen: 'yes'}"))
      try await kubectl.follow("get cm -l seen=yes --watch --output-watch-events") { printed in
        try await eventually("what is there is printed") { try printed().lines.count == 2 }
        try await kubectl.does("create -f -", input: ClientObjects.settings("new", "labels: {seen: 'yes'}"))
        try await kubectl.does("create -f -", input: ClientObjects.settings("hidden"))
        try await kubectl.does(#"patch cm old -p {"data":{"c":"d"}}"#)
        // What is selected no longer is gone for the one who watches.
        try await kubectl.does("label cm new seen-")
        try await kubectl.does("delete cm old")
        try await eventually("all changes are printed") { try printed().lines.count == 6 }
        #expect(
          try printed().cells.map { $0.prefix(3) } == [
            ["EVENT", "NAME", "DATA"], ["ADDED", "old", "1"], ["ADDED", "new", "1"], ["MODIFIED", "old", "2"],
            ["DELETED", "new", "1"], ["DELETED", "old", "2"],
          ])
      }
    }

    @Test("A watch of one object, and one of changes alone", arguments: StoreChoice.all)
    func changes(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      let subset = "jsonpath={.spec.http[0].route[0].destination.subset}{'\\n'}"
      try await kubectl.follow("get vs reviews -w -o \(subset)") { printed in
        try await eventually("what is there is printed") { try printed().lines == ["v1"] }
        try await kubectl.follow("get vs --watch-only -o name") { later in
          for version in ["v2", "v3"] {
            try await kubectl.does("apply -f -", input: ClientObjects.reviews.replacing("v1}", with: "\(version)}"))
          }
          try await eventually("both changes are printed") { try printed().lines == ["v1", "v2", "v3"] }
          try await eventually("a watch of changes prints some") {
            try await kubectl.does("annotate vs reviews note=\(later().lines.count)-\(Int.random(in: 0...99_999)) --overwrite")
            return try !later().lines.isEmpty
          }
          #expect(try later().lines.allSatisfy { $0 == "virtualservice.networking.istio.io/reviews" })
        }
      }
    }

    @Test("Waiting ends when what is waited for holds", arguments: StoreChoice.all)
    func waits(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.settings("one", "finalizers: [example.com/hold]"))
      try await kubectl.does("create deployment web --image=web:1")
      #expect(try await kubectl.does("wait --for=jsonpath={.data.a}=b cm/one --timeout=30s") == "configmap/one condition met")
      #expect(try await kubectl.fails("wait --for=condition=Available deploy/web --timeout=0").contains("condition not met"))
      async let made = kubectl.does("wait --for=create cm/two --timeout=60s")
      async let ready = kubectl.does("wait --for=condition=Available deploy/web --timeout=60s")
      async let scaled = kubectl.does("wait --for=jsonpath={.status.readyReplicas}=1 deploy/web --timeout=60s")
      async let gone = kubectl.does("wait --for=delete cm/one --timeout=60s")
      try await kubectl.does("create -f -", input: ClientObjects.settings("two"))
      let status = #"{"status":{"readyReplicas":1,"conditions":[{"type":"Available","status":"True"}]}}"#
      try await kubectl.does("patch deploy web --subresource=status --type=merge -p \(status)")
      try await kubectl.does("delete cm one --wait=false")
      try await kubectl.does(#"patch cm one --type=merge -p {"metadata":{"finalizers":null}}"#)
      #expect(try await made == "configmap/two condition met")
      #expect(try await ready == "deployment.apps/web condition met")
      #expect(try await scaled == "deployment.apps/web condition met")
      // It may have been gone before the wait began.
      _ = try await gone
    }
  }
}
