import Foundation
import Testing

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

  @Test("It explains, validates and applies by OpenAPI 2.0") func applies() async throws {
    let program = try #require(Kubectl.old)
    try await RunningAPIServer.run { server in
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
      #expect(try await kubectl("create", "namespace", "shop").isSuccess)
      #expect(try await kubectl("create", "configmap", "settings", "--from-literal=a=b").isSuccess)
    }
  }
}
