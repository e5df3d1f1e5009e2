import Foundation
import KubernetesAPI
import MeshAPI
import MeshAdmission
import MeshResources
import Testing

struct RuleDefinitionTests {
  @Test func coversIstiosKinds() {
    #expect(
      ResourceDefinition.rules.map(\.names.kind).sorted() == ObjectKind.allCases.filter(\.isRule).map(\.rawValue).sorted())
    #expect(ResourceDefinition.rule(.pod) == nil)
  }

  /// No two kinds answer to one name.
  @Test func tellsKindsApart() {
    for definition in ResourceDefinition.rules {
      let names = [definition.names.kind, definition.names.plural, definition.fullName] + definition.names.shortNames
      for name in names { #expect(ResourceDefinition.rules.filter { $0.isCalled(name) } == [definition], "\(name)") }
    }
  }

  /// What a server serves, files may say, too.
  @Test(arguments: ResourceDefinition.rules)
  func versionsAreRead(definition: ResourceDefinition) {
    #expect(definition.versions.contains(definition.storageVersion))
    for version in definition.versions {
      let yaml = """
        apiVersion: \(definition.group)/\(version)
        kind: \(definition.names.kind)
        metadata: {name: a, namespace: shop}
        spec: 7
        """
      let codes = Admission().admit(Array(yaml.utf8), file: "test.yaml").diagnostics.map(\.diagnostic.code)
      #expect(!codes.contains(.unknownKind), "\(version)")
    }
  }

  // MARK: Structure

  @Test(arguments: ResourceDefinition.rules)
  func schemasAreStructural(definition: ResourceDefinition) {
    for version in definition.customResourceDefinition["spec"]?["versions"]?.array ?? [] {
      let (schema, errors) = StructuralSchema.read(version["schema"]?["openAPIV3Schema"] ?? .null, at: .root)
      #expect(errors == [] && schema != nil)
    }
  }

  @Test func definitionHasItsParts() throws {
    let definition = try #require(ResourceDefinition.rule(.virtualService)).customResourceDefinition
    #expect(definition["metadata"]?["name"] == "virtualservices.networking.istio.io")
    let names = definition["spec"]?["names"]
    #expect(names?["shortNames"] == ["vs"] && names?["listKind"] == "VirtualServiceList")
    #expect(names?["categories"] == ["istio-io", "networking-istio-io"])
    let versions = try #require(definition["spec"]?["versions"]?.array)
    #expect(versions.map { $0["name"]?.string } == ["v1", "v1beta1", "v1alpha3"])
    #expect(versions.map { $0["storage"]?.bool } == [true, false, false])
    for version in versions {
      #expect(version["served"] == true && version["subresources"]?["status"] == [:])
      #expect(
        version["additionalPrinterColumns"]?.array?.map { $0["jsonPath"]?.string }
          == [".spec.gateways", ".spec.hosts", ".metadata.creationTimestamp"])
      #expect(version["schema"]?["openAPIV3Schema"]?["required"] == ["spec"])
    }
  }

  @Test func listsHaveKeysWhereIstioSaysSo() throws {
    let schema = try #require(ResourceDefinition.rule(.wasmPlugin)).schema["properties"]?["spec"]?["properties"]
    let environment = schema?["vmConfig"]?["properties"]?["env"]
    #expect(environment?["x-kubernetes-list-type"] == "map" && environment?["x-kubernetes-list-map-keys"] == ["name"])
    let ports = schema?["match"]?["items"]?["properties"]?["ports"]
    #expect(ports?["x-kubernetes-list-map-keys"] == ["number"])
  }

  // MARK: Text

  /// The whole output; `MELTEMI_RECORD=1` writes it anew and fails.
  @Test func golden() throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/crds.yaml")
    let text = ResourceManifest.yaml(ResourceDefinition.rules)
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent)")
      return
    }
    let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
    #expect(text.split(separator: "\n") == expected.split(separator: "\n"))
  }

  @Test func jsonIsOneList() throws {
    let json = ResourceManifest.json(ResourceDefinition.rules)
    let list = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((list["items"] as? [Any])?.count == ResourceDefinition.rules.count)
    #expect(json.split(separator: "\n").count == 1)
  }
}
