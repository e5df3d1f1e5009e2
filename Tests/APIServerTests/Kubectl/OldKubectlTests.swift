import Foundation
import Testing

extension RealClients {
  /// kubectl of the time before OpenAPI v3, as Debian has it (1.20). `MELTEMI_OLD_KUBECTL` names it.
  @Suite("An old kubectl", .enabled(if: Kubectl.old != nil))
  struct OldKubectlTests {
    private static let objects = """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: reviews}
      spec:
        hosts: [reviews]
        http: [{timeout: 3s, route: [{destination: {host: reviews}}]}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1", tty: true}, {name: side, image: "side:1"}]}
      """

    @Test("It explains, validates and applies by OpenAPI 2.0", arguments: StoreChoice.all)
    func applies(_ store: StoreChoice) async throws {
      let program = try #require(Kubectl.old)
      let server = try await RunningAPIServer.shared(store)
      var kubectl = server.kubectl
      kubectl.program = program
      #expect(try await kubectl("explain", "virtualservice.spec.http.timeout").text.contains("timeout <string>"))
      let first = try await kubectl("apply", "-f", "-", input: Self.objects)
      #expect(first.isSuccess && first.complaint.isEmpty, "\(first)")
      let mistake = try await kubectl("apply", "-f", "-", input: Self.objects.replacing("timeout", with: "timeoutt"))
      #expect(mistake.complaint.contains(#"unknown field "timeoutt""#), "\(mistake)")
      // One container goes, the other changes: lists are merged by what kubectl knows of them.
      let fewer = Self.objects.replacing(#", {name: side, image: "side:1"}"#, with: "").replacing("web:1", with: "web:2")
      let second = try await kubectl("apply", "-f", "-", input: fewer)
      #expect(second.isSuccess && second.complaint.isEmpty, "\(second)")
      let images = "jsonpath={.spec.template.spec.containers[*].image}"
      #expect(try await kubectl("get", "deploy", "web", "-o", images).line == "web:2")
      let dry = try await kubectl("apply", "--dry-run=server", "-f", "-", input: Self.objects)
      #expect(dry.text.contains("deployment.apps/web configured (server dry run)"), "\(dry)")
      #expect(try await kubectl("create", "namespace", "old-shop").isSuccess)
      #expect(try await kubectl("create", "configmap", "settings", "--from-literal=a=b").isSuccess)
    }

    @Test("It scales, prunes, edits and waits", arguments: StoreChoice.all)
    func handles(_ store: StoreChoice) async throws {
      let program = try #require(Kubectl.old)
      var kubectl = try await RunningAPIServer.shared(store).kubectl
      kubectl.program = program
      try await kubectl.does("create deployment web --image=web:1")
      try await kubectl.does("scale deployment web --replicas=3")
      #expect(try await kubectl.does("get deployment web -o jsonpath={.spec.replicas}") == "3")
      try await kubectl.does("autoscale deployment web --max=5 --cpu-percent=70")
      #expect(try await kubectl.does("get hpa web -o jsonpath={.spec.metrics[0].resource.target.averageUtilization}") == "70")
      let one = ClientObjects.settings("one", "labels: {set: x}")
      try await kubectl.does("apply -f -", input: one + ClientObjects.settings("two", "labels: {set: x}"))
      // Without a list of kinds, this kubectl looks for kinds that Kubernetes has given up, here as there.
      #expect(
        try await kubectl.does("apply --prune -l set=x --prune-whitelist=core/v1/ConfigMap -f -", input: one)
          == "configmap/one unchanged\nconfigmap/two pruned")
      #expect(try await kubectl.does("diff -f -", input: one) == "")
      kubectl.variables["KUBE_EDITOR"] = "sed -i 's/a: b/a: c/'"
      #expect(try await kubectl.does("edit cm one") == "configmap/one edited")
      #expect(try await kubectl.fails("wait --for=condition=Available deploy/web --timeout=0").contains("timed out"))
      #expect(
        try await kubectl("get", "deploy", "-o", "wide").row(0).prefix(4) == ["NAME", "READY", "UP-TO-DATE", "AVAILABLE"])
      try await kubectl.does("describe deployment web")
      try await kubectl.does("rollout restart deployment web")
      try await kubectl.does("label cm one x=y")
      try await kubectl.does("replace -f -", input: ClientObjects.settings("one"))
      try await kubectl.does("apply --server-side --force-conflicts -f -", input: ClientObjects.settings("one", data: "{a: d}"))
      #expect(try await kubectl.does("get cm one -o jsonpath={.data.a}") == "d")
      try await kubectl.does("delete cm one")
    }
  }
}
