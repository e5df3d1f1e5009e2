import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl scales", .enabled(if: Kubectl.isNew))
  struct ScaleTests {
    private static func workload(_ kind: String, _ apiVersion: String, selector: String) -> String {
      """
      apiVersion: \(apiVersion)
      kind: \(kind)
      metadata: {name: web}
      spec:
        selector: \(selector)
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      ---

      """
    }

    private static let workloads =
      ["Deployment", "ReplicaSet", "StatefulSet"].map { workload($0, "apps/v1", selector: "{matchLabels: {app: web}}") }.joined()
      + workload("ReplicationController", "v1", selector: "{app: web}")

    @Test("Workloads, with what is there taken into account", arguments: StoreChoice.all)
    func workloads(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: Self.workloads)
      for kind in ["deployment", "replicaset", "statefulset", "replicationcontroller"] {
        #expect(try await kubectl.does("get \(kind) web -o jsonpath={.spec.replicas}") == "1")
        #expect(try await kubectl.does("scale \(kind) web --replicas=3").hasSuffix("/web scaled"))
        #expect(try await kubectl.does("get \(kind) web -o jsonpath={.spec.replicas}") == "3")
        let scale = "jsonpath={.kind} {.spec.replicas} {.status.replicas} {.status.selector}"
        #expect(try await kubectl("get", kind, "web", "--subresource=scale", "-o", scale).line == "Scale 3 0 app=web")
        #expect(
          try await kubectl("get", kind, "web", "--subresource=scale").cells.map { $0.prefix(3) }
            == [["NAME", "DESIRED", "AVAILABLE"], ["web", "3", "0"]])
      }
      #expect(try await kubectl.does("get deploy web -o jsonpath={.metadata.generation}") == "2")
      #expect(
        try await kubectl.does("get deploy web --show-managed-fields -o jsonpath={.metadata.managedFields[*].subresource}")
          == "scale")
      #expect(
        try await kubectl.fails("scale deploy web --current-replicas=2 --replicas=5").contains("Expected replicas to be 2, was 3")
      )
      #expect(try await kubectl.does("scale deploy --all --replicas=0") == "deployment.apps/web scaled")
      #expect(try await kubectl.does("scale deploy web --replicas=4 --dry-run=server").hasSuffix("(server dry run)"))
      #expect(try await kubectl.does("get deploy web -o jsonpath={.spec.replicas}") == "0")
      try await kubectl.does(#"patch deploy web --subresource=scale --type=merge -p {"spec":{"replicas":6}}"#)
      try await kubectl.does(#"patch deploy web --subresource=scale -p {"spec":{"replicas":7}}"#)
      #expect(try await kubectl.does("get deploy web -o jsonpath={.spec.replicas}") == "7")
      #expect(
        try await kubectl.fails(#"patch deploy web --subresource=scale --type=merge -p {"spec":{"replicas":-1}}"#)
          .contains(#"The Scale "web" is invalid: spec.replicas: Invalid value: -1"#))
      #expect(
        try await kubectl.fails("scale deploy none --replicas=1")
          == #"error: no objects passed to scale deployments.apps "none" not found"#)
      #expect(try await kubectl.fails("get cm web --subresource=scale").contains("(NotFound)"))
    }

    @Test("Rollouts are followed by the status that somebody writes", arguments: StoreChoice.all)
    func rollouts(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create deployment web --image=web:1")
      let status =
        #"{"status":{"observedGeneration":9,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1}}"#
      async let rolled = kubectl.does("rollout status deploy/web --timeout=60s")
      try await kubectl.does("patch deploy web --subresource=status --type=merge -p \(status)")
      #expect(try await rolled.hasSuffix(#"deployment "web" successfully rolled out"#))
      #expect(
        try await kubectl("get", "deploy", "web", "-o", "wide").cells.map { $0.prefix(4) } == [
          ["NAME", "READY", "UP-TO-DATE", "AVAILABLE"], ["web", "1/1", "1", "1"],
        ])
      #expect(try await kubectl.does("rollout restart deploy/web") == "deployment.apps/web restarted")
      try await kubectl.does("rollout pause deploy/web")
      #expect(try await kubectl.fails("rollout restart deploy/web").contains("paused"))
      try await kubectl.does("rollout resume deploy/web")
      try await kubectl.does("rollout history deploy/web")
      try await kubectl.does("create -f -", input: Self.workload("StatefulSet", "apps/v1", selector: "{matchLabels: {app: web}}"))
      try await kubectl.does("rollout history statefulset/web")
    }

    @Test("Autoscalers say the same in both versions", arguments: StoreChoice.all)
    func autoscalers(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create deployment web --image=web:1")
      #expect(try await kubectl.does("autoscale deployment web --min=2 --max=5 --cpu-percent=80").hasSuffix("/web autoscaled"))
      let second = "jsonpath={.apiVersion} {.spec.metrics[0].resource.name} {.spec.metrics[0].resource.target.averageUtilization}"
      #expect(try await kubectl("get", "hpa", "web", "-o", second).line == "autoscaling/v2 cpu 80")
      #expect(
        try await kubectl("get", "hpa").cells.map { $0.prefix(5) }
          == [
            ["NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS"], ["web", "Deployment/web", "cpu: <unknown>/80%", "2", "5"],
          ])
      let patch =
        #"{"spec":{"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}]}}"#
      try await kubectl.does("patch hpa web --type=merge -p \(patch)")
      let first = "jsonpath={.apiVersion} {.spec.targetCPUUtilizationPercentage}"
      #expect(try await kubectl("get", "horizontalpodautoscalers.v1.autoscaling", "web", "-o", first).line == "autoscaling/v1 60")
      try await kubectl.does(
        #"patch horizontalpodautoscalers.v1.autoscaling web --type=merge -p {"spec":{"targetCPUUtilizationPercentage":null}}"#)
      #expect(try await kubectl.does("get hpa web -o jsonpath={.spec.metrics}") == "")
      try await kubectl.does("describe hpa web")
    }

    @Test("Kinds of users' own, by the paths that they name", arguments: StoreChoice.all)
    func customKinds(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: fleets.boats.example.org}
        spec:
          group: boats.example.org
          scope: Namespaced
          names: {plural: fleets, singular: fleet, kind: Fleet}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}, scale: {specReplicasPath: .spec.crew.boats, statusReplicasPath: .status.boats, labelSelectorPath: .status.selector}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  status: {type: object, x-kubernetes-preserve-unknown-fields: true}

        """
      #expect(
        try await kubectl.fails("create -f -", input: definition.replacing(".spec.crew.boats", with: ".metadata.boats"))
          .contains("spec.versions[0].subresources.scale.specReplicasPath: Invalid value"))
      try await kubectl.does("create -f -", input: definition)
      try await kubectl.does("wait --for=condition=Established crd/fleets.boats.example.org")
      try await eventually("fleets are served") { try await kubectl("get", "fleets").isSuccess }
      let fleet = "apiVersion: boats.example.org/v1\nkind: Fleet\nmetadata: {name: north}\nspec: {crew: {boats: 2}}\n"
      try await kubectl.does("apply -f -", input: fleet)
      try await kubectl.does(
        #"patch fleet north --subresource=status --type=merge -p {"status":{"boats":1,"selector":"sea=north"}}"#)
      try await kubectl.does("scale fleet north --replicas=5")
      #expect(
        try await kubectl(
          "get", "fleet", "north", "--subresource=scale", "-o", "jsonpath={.spec.replicas} {.status.replicas} {.status.selector}"
        ).line
          == "5 1 sea=north")
      #expect(try await kubectl.does("get fleet north -o jsonpath={.spec.crew.boats}") == "5")
      try await kubectl.does("create -f -", input: fleet.replacing("north", with: "empty").replacing("{boats: 2}", with: "{}"))
      #expect(try await kubectl.fails("scale fleet empty --replicas=1").contains(".spec.crew.boats"))
      try await kubectl.does("delete crd fleets.boats.example.org")
    }
  }
}
