import KubernetesAPI
import MeshAPI
import MeshResources
import Testing

struct PlatformDefinitionTests {
  @Test(arguments: ResourceDefinition.platform)
  func schemaIsStructural(definition: ResourceDefinition) {
    #expect(StructuralSchema.read(definition.schema, at: .root).errors == [])
    #expect(definition.versions.contains(definition.storageVersion))
  }

  /// Every kind that the mesh reads of a platform is served.
  @Test func coversWhatIsRead() {
    for kind in ObjectKind.allCases where !kind.isRule {
      let found = ResourceDefinition.platform.filter { $0.group == kind.group && $0.names.kind == kind.rawValue }
      #expect(found.count == 1 && found.first?.isNamespaced == !kind.isClusterScoped, "\(kind)")
    }
  }

  /// No two kinds of all that are served share a full name.
  @Test func tellsKindsApart() {
    let names = (ResourceDefinition.rules + ResourceDefinition.platform).map(\.fullName)
    #expect(Set(names).count == names.count)
    #expect(names.contains("gateways.gateway.networking.k8s.io") && names.contains("gateways.networking.istio.io"))
  }

  @Test func listsHaveKeysForPatches() throws {
    let pod = try #require(ResourceDefinition.platform.first { $0.names.kind == "Pod" })
    let containers = pod.schema["properties"]?["spec"]?["properties"]?["containers"]
    #expect(containers?["x-kubernetes-patch-merge-key"] == "name" && containers?["x-kubernetes-patch-strategy"] == "merge")
    let ports = containers?["items"]?["properties"]?["ports"]
    #expect(ports?["x-kubernetes-list-map-keys"] == ["containerPort", "protocol"])
    #expect(ports?["x-kubernetes-patch-merge-key"] == "containerPort")
    let service = try #require(ResourceDefinition.platform.first { $0.names.kind == "Service" })
    let servicePorts = service.schema["properties"]?["spec"]?["properties"]?["ports"]
    #expect(servicePorts?["x-kubernetes-list-map-keys"] == ["port", "protocol"])
  }
}
