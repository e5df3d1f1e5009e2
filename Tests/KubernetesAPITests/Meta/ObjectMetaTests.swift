import KubernetesAPI
import Testing

@Suite("Metadata")
struct ObjectMetaTests {
  @Test("Fields are read by their types")
  func reading() throws {
    let object = try JSONValue(
      text: """
        {"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"reviews","namespace":"default",
        "generation":3,"creationTimestamp":"2026-03-01T12:00:00Z","labels":{"app":"x","bad":1},"finalizers":["a/b"],
        "ownerReferences":[{"apiVersion":"v1","kind":"Service","name":"s","uid":"u","controller":true},{"kind":"broken"}],
        "resourceVersion":"","managedFields":[{}],"selfLink":"kept"}}
        """)
    let metadata = object.metadata
    #expect(metadata.name == "reviews")
    #expect(metadata.namespace == "default")
    #expect(metadata.generation == 3)
    #expect(metadata.resourceVersion == nil)
    #expect(metadata.uid == nil)
    #expect(metadata.labels == ["app": "x"])
    #expect(metadata.finalizers == ["a/b"])
    #expect(metadata.managedFields == [[:]])
    #expect(
      metadata.ownerReferences == [OwnerReference(apiVersion: "v1", kind: "Service", name: "s", uid: "u", controller: true)])
    #expect(metadata.creationTimestamp?.text == "2026-03-01T12:00:00Z")
    #expect(
      GroupVersionKind(of: object)
        == GroupVersionKind(group: "networking.istio.io", version: "v1", kind: "VirtualService"))
  }

  @Test("Writing changes one field and leaves the others")
  func writing() {
    var object: JSONValue = ["kind": "X", "metadata": ["name": "a", "selfLink": "kept", "labels": ["a": "b"]]]
    object.metadata.name = "b"
    object.metadata.labels = [:]
    object.metadata.generation = 7
    object.metadata.deletionTimestamp = KubernetesTime(seconds: 0)
    #expect(
      object == [
        "kind": "X",
        "metadata": ["name": "b", "selfLink": "kept", "generation": 7, "deletionTimestamp": "1970-01-01T00:00:00Z"],
      ])
    object.metadata.finalizers = ["a/b"]
    object.metadata.annotations = ["x": "y"]
    object.metadata.managedFields = [[:]]
    object.metadata.ownerReferences = [OwnerReference(apiVersion: "v1", kind: "Pod", name: "p", uid: "u")]
    #expect(object["metadata"]?.object?.count == 8)
    object.metadata.finalizers = []
    object.metadata.annotations = [:]
    object.metadata.managedFields = []
    object.metadata.ownerReferences = []
    object.metadata.name = nil
    object.metadata.generation = nil
    object.metadata.deletionTimestamp = nil
    #expect(object == ["kind": "X", "metadata": ["selfLink": "kept"]])
    var bare: JSONValue = [:]
    bare.metadata.uid = "u"
    #expect(bare == ["metadata": ["uid": "u"]])
  }

  @Test("Groups and versions")
  func groups() {
    #expect(GroupVersion("v1") == GroupVersion(group: "", version: "v1"))
    #expect(GroupVersion("apps/v1")?.description == "apps/v1")
    #expect(GroupVersion("") == nil)
    #expect(GroupVersion("a/b/c") == nil)
    #expect(GroupVersion("a/") == nil)
    let resource = GroupVersion(group: "apps", version: "v1").resource("deployments")
    #expect(resource.groupResource == "deployments.apps")
    #expect(resource.groupVersion.kind("Deployment").groupKind == "Deployment.apps")
  }

  @Test(
    "Times are read and written as RFC 3339",
    arguments: [
      ("1970-01-01T00:00:00Z", 0, 0), ("2026-03-01T12:34:56Z", 1_772_368_496, 0),
      ("2000-02-29T23:59:59.5Z", 951_868_799, 500_000),
      ("2000-02-29T23:59:59.123456789+02:00", 951_861_599, 123_456), ("1969-12-31T23:59:59-00:30", 1_799, 0),
      ("0001-01-01T00:00:00Z", -62_135_596_800, 0), ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
    ])
  func times(text: String, seconds: Int64, microseconds: Int32) throws {
    let time = try #require(KubernetesTime(text))
    #expect(time == KubernetesTime(seconds: seconds, microseconds: microseconds))
    #expect(KubernetesTime(time.microText) == time)
    #expect(KubernetesTime(time.text)?.seconds == seconds)
  }

  @Test(
    "What is no time",
    arguments: [
      "", "2026-03-01", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T00:60:00Z",
      "2026-03-01T00:00:00", "2026-03-01T00:00:00.Z", "2026-03-01 00:00:00Z", "2026-03-01T00:00:00Zx",
      "0000-01-01T00:00:00+01:00",
      "٢٠٢٦-03-01T00:00:00Z",
    ])
  func notTimes(text: String) {
    #expect(KubernetesTime(text) == nil)
  }

  @Test("Every day of 800 years has its own text, and reads back")
  func calendar() {
    var last = KubernetesTime(seconds: -13_000_000_000)
    for _ in 0..<4_000 {
      let next = KubernetesTime(seconds: last.seconds + 86_400 * 73 + 1)
      #expect(last.text < next.text)
      #expect(KubernetesTime(next.text) == next)
      last = next
    }
  }

  @Test(
    "Quantities",
    arguments: [
      ("0", 0), ("100m", 0.1), ("1.5Gi", 1_610_612_736), ("2e3", 2_000), ("1k", 1_000), ("-3", -3), ("+1", 1), (".5", 0.5),
      ("1E", 1e18),
    ])
  func quantities(text: String, value: Double) {
    #expect(Quantity(text)?.value == value)
  }

  @Test("Quantities of one amount are equal, and other texts are none")
  func quantityRules() {
    #expect(Quantity("1000m") == Quantity("1"))
    #expect(Quantity("1Ki") == Quantity("1024"))
    for text in ["", "x", "1x", "1.2.3", "1e99", "99999999999999999999", "9Ei9", "-", "1e"] { #expect(Quantity(text) == nil) }
  }
}
