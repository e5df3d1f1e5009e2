import KubernetesAPI
import ObjectStore
import Testing

@testable import APIServer

@Suite("Objects as the store holds them")
struct ObjectEnvelopeTests {
  private static let object: JSONValue = [
    "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "resourceVersion": "7", "labels": ["x": "y"]],
    "data": ["k": "resourceVersion"], "ABC": 1,
  ]

  @Test("An object comes back with the version that was asked for", arguments: ["v1", "example.com/v1beta1"])
  func readsBack(_ apiVersion: String) throws {
    var expected = Self.object
    expected.apiVersion = apiVersion
    expected.metadata.resourceVersion = "12"
    let envelope = try ObjectEnvelope(stored: ObjectEnvelope(Self.object).stored)
    var bytes: [UInt8] = []
    envelope.write(apiVersion: apiVersion, revision: StoreRevision(12), into: &bytes)
    #expect(try JSONParser.parse(bytes) == expected)
    #expect(try envelope.value(apiVersion: apiVersion, revision: StoreRevision(12)) == expected)
  }

  @Test(
    "An object of nothing but metadata, and one without",
    arguments: [["metadata": ["name": "a"]], ["metadata": [:]], [:]] as [JSONValue])
  func small(_ object: JSONValue) throws {
    let envelope = try ObjectEnvelope(stored: ObjectEnvelope(object).stored)
    var bytes: [UInt8] = []
    envelope.write(apiVersion: "v1", revision: StoreRevision(3), into: &bytes)
    var expected = object
    expected.apiVersion = "v1"
    expected.metadata.resourceVersion = "3"
    #expect(try JSONParser.parse(bytes) == expected)
  }

  @Test(
    "The metadata comes without the rest",
    arguments: [
      ["name": "a", "labels": ["x": "y"]], [:], ["name": "}\"{\\", "labels": ["}": "{"], "finalizers": ["\\\""]],
    ] as [JSONValue])
  func metadata(_ metadata: JSONValue) throws {
    for object: JSONValue in [["metadata": metadata, "spec": ["}": "{"]], ["metadata": metadata]] {
      let envelope = try ObjectEnvelope(stored: ObjectEnvelope(object).stored)
      var bytes: [UInt8] = []
      try envelope.writeMetadata(version: "v1", revision: StoreRevision(3), into: &bytes)
      var expected: JSONValue = ["metadata": metadata, "apiVersion": "meta.k8s.io/v1", "kind": "PartialObjectMetadata"]
      expected.metadata.resourceVersion = "3"
      #expect(try JSONParser.parse(bytes) == expected)
      #expect(try envelope.labels == object.metadata.labels)
    }
  }

  @Test("Metadata that does not end is found out")
  func brokenMetadata() throws {
    var stored = ObjectEnvelope(["metadata": ["name": "a"]]).stored
    stored.removeLast(2)
    let envelope = try ObjectEnvelope(stored: stored)
    var bytes: [UInt8] = []
    let error = #expect(throws: StoreError.self) {
      try envelope.writeMetadata(version: "v1", revision: StoreRevision(3), into: &bytes)
    }
    #expect(error?.code == .corrupt)
    #expect(throws: StoreError.self) { try envelope.labels }
  }

  @Test(
    "What is no envelope is refused",
    arguments: [[], [1], [1, 0, 0, 0, 0, 1, 0, 0, 0, 200, 1, 2, 3], [9] + [UInt8](repeating: 0, count: 40)] as [[UInt8]])
  func refuses(_ bytes: [UInt8]) {
    let error = #expect(throws: StoreError.self) { try ObjectEnvelope(stored: bytes) }
    #expect(error?.code == .corrupt)
  }

  // MARK: Sealing

  private static let secrets = StoreKey("/registry/core/secrets/default/a")

  @Test("Secrets are sealed for their place, and opened with older keys") func seals() throws {
    let (old, new) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
    let text = Array("the content of a secret".utf8)
    let sealed = try ObjectSeal(keys: [old]).sealed(text, at: Self.secrets)
    #expect(ObjectSeal.isSealed(sealed))
    #expect(!String(decoding: sealed, as: UTF8.self).contains("secret"))
    let rotated = try ObjectSeal(keys: [new, old])
    #expect(try rotated.opened(sealed, at: Self.secrets) == text)
    #expect(try rotated.sealed(text, at: Self.secrets) != sealed)
    let moved = #expect(throws: StoreError.self) { try rotated.opened(sealed, at: StoreKey("/registry/core/secrets/default/b")) }
    #expect(moved?.code == .corrupt)
    let stranger = #expect(throws: StoreError.self) { try ObjectSeal(keys: [new]).opened(sealed, at: Self.secrets) }
    #expect(stranger?.code == .unauthorized)
  }

  @Test("Other kinds lie as they are; keys of another length are refused") func limits() throws {
    let seal = try ObjectSeal(keys: [[UInt8](repeating: 1, count: 32)])
    #expect(try seal.sealed([1, 2], at: StoreKey("/registry/core/configmaps/default/a")) == [1, 2])
    #expect(throws: ObjectSealError.wrongLength) { try ObjectSeal(keys: [[1]]) }
    #expect(throws: ObjectSealError.noKey) { try ObjectSeal(keys: []) }
  }
}
