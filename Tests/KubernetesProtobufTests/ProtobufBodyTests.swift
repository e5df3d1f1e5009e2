import KubernetesAPI
import Testing

@testable import KubernetesProtobuf

@Suite("Objects in Kubernetes' protobuf form")
struct ProtobufBodyTests {
  @Test("What kubectl sends reads as what it prints", arguments: RecordedBody.all)
  func recorded(_ record: RecordedBody) throws {
    let value = try ProtobufBody.decode(record.body)
    if let object = record.object { #expect(value == object, "\(value.jsonText)\nis not\n\(object.jsonText)") }
    #expect(record.accept.contains("application/json"))
  }

  @Test("Questions of kubectl read as they are asked") func questions() throws {
    #expect(RecordedBody.all.count == 26)
    func spec(_ name: String) throws -> JSONValue? {
      let record = try #require(RecordedBody.all.first { $0.name == name })
      return try ProtobufBody.decode(record.body)["spec"]
    }
    #expect(
      try spec("can-i") == [
        "resourceAttributes": ["namespace": "shop", "verb": "get", "resource": "pods", "name": "web"]
      ])
    #expect(try spec("can-i-path") == ["nonResourceAttributes": ["path": "/metrics", "verb": "get"]])
    #expect(try spec("can-i-list") == ["namespace": "shop"])
    #expect(try spec("token") == ["audiences": ["a"], "expirationSeconds": 1200])
  }

  @Test("The tables are whole") func tables() {
    #expect(MessageTable.shared.problems == [])
    #expect(MessageTable.shared.messages.count == 331)
  }

  private func pod(_ raw: [UInt8]) throws -> JSONValue { try ProtobufBody.decode(WireBytes.body("v1", "Pod", raw)) }

  @Test("0 is told from nothing where Kubernetes does") func presence() throws {
    // A termination grace period of 0 means something, a priority class of no name nothing.
    let spec = WireBytes.whole(4, 0) + WireBytes.text(24, "") + WireBytes.whole(11, 0)
    #expect(try pod(WireBytes.bytes(2, spec))["spec"] == ["terminationGracePeriodSeconds": 0])
    #expect(try pod(WireBytes.bytes(2, WireBytes.whole(21, 0)))["spec"] == ["automountServiceAccountToken": false])
    #expect(try pod(WireBytes.bytes(2, []))["spec"] == [:])
  }

  @Test("Messages that come in parts are joined, mappings and packed numbers read") func parts() throws {
    let first = WireBytes.bytes(
      1, WireBytes.text(1, "web") + WireBytes.bytes(11, WireBytes.text(1, "a") + WireBytes.text(2, "1")))
    let second = WireBytes.bytes(1, WireBytes.text(3, "shop") + WireBytes.bytes(11, WireBytes.text(1, "b")))
    #expect(try pod(first + second)["metadata"] == ["name": "web", "namespace": "shop", "labels": ["a": "1", "b": ""]])
    let groups = WireBytes.whole(4, 7) + WireBytes.bytes(4, WireBytes.varint(300) + WireBytes.varint(0))
    let spec = WireBytes.bytes(2, WireBytes.bytes(14, groups))
    #expect(try pod(spec)["spec"] == ["securityContext": ["supplementalGroups": [7, 300, 0]]])
  }

  @Test("Times, quantities, numbers or texts, and JSON within") func scalars() throws {
    let meta =
      WireBytes.bytes(8, WireBytes.whole(1, 1_772_366_400)) + WireBytes.bytes(9, [])
      + WireBytes.bytes(17, WireBytes.bytes(7, WireBytes.text(1, #"{"f:spec":{}}"#)))
    #expect(
      try pod(WireBytes.bytes(1, meta))["metadata"] == [
        "creationTimestamp": "2026-03-01T12:00:00Z", "deletionTimestamp": .null,
        "managedFields": [["fieldsV1": ["f:spec": [:]]]],
      ])
    let spec =
      WireBytes.bytes(3, WireBytes.whole(1, 1_772_366_400) + WireBytes.whole(2, 1_500_000)) + WireBytes.bytes(4, [])
      + WireBytes.whole(5, 0)
    #expect(
      try ProtobufBody.decode(WireBytes.body("coordination.k8s.io/v1", "Lease", WireBytes.bytes(2, spec)))["spec"] == [
        "acquireTime": "2026-03-01T12:00:00.001500Z", "renewTime": .null, "leaseTransitions": 0,
      ])
    let limits = WireBytes.bytes(1, WireBytes.text(1, "cpu") + WireBytes.bytes(2, WireBytes.text(1, "500m")))
    let get = WireBytes.bytes(2, WireBytes.bytes(2, WireBytes.whole(1, 1) + WireBytes.text(3, "http")))
    let container = WireBytes.text(1, "web") + WireBytes.bytes(8, limits) + WireBytes.bytes(10, WireBytes.bytes(1, get))
    #expect(
      try pod(WireBytes.bytes(2, WireBytes.bytes(2, container)))["spec"]?["containers"] == [
        [
          "name": "web", "resources": ["limits": ["cpu": "500m"]], "livenessProbe": ["httpGet": ["port": "http"]],
        ]
      ])
  }

  @Test("Options are read in any group version") func options() throws {
    let raw = WireBytes.whole(1, 0) + WireBytes.bytes(2, WireBytes.text(1, "uid")) + WireBytes.text(4, "Foreground")
    for version in ["v1", "apps/v1", "meta.k8s.io/v1"] {
      let value = try ProtobufBody.decode(WireBytes.body(version, "DeleteOptions", raw))
      #expect(
        value == [
          "apiVersion": .string(version), "kind": "DeleteOptions", "gracePeriodSeconds": 0, "preconditions": ["uid": "uid"],
          "propagationPolicy": "Foreground",
        ])
    }
  }

  @Test("What is not known is refused, and said") func unknown() throws {
    func problem(_ bytes: [UInt8]) -> ProtobufError? {
      do throws(ProtobufError) {
        _ = try ProtobufBody.decode(bytes)
        return nil
      } catch { return error }
    }
    let field = problem(WireBytes.body("v1", "Pod", WireBytes.bytes(2, WireBytes.text(999, "x"))))
    #expect(field?.code == .unknownField)
    #expect(field?.problem.hasPrefix("field 999 of PodSpec is not known") == true)
    #expect(problem(WireBytes.body("example.com/v1", "Sail", []))?.code == .unknownKind)
    #expect(problem(WireBytes.body("v1", "PodSpec", []))?.code == .unknownKind)
    #expect(problem(Array("{}".utf8))?.code == .malformed)
    #expect(problem([])?.code == .malformed)
    #expect(problem(WireBytes.body("v1", "Pod", WireBytes.whole(2, 1)))?.problem == "spec: the value is of another type")
    #expect(problem(WireBytes.body("v1", "Pod", [0x12, 0x7F]))?.code == .malformed)
    let far = WireBytes.bytes(1, WireBytes.bytes(8, WireBytes.whole(1, UInt64(Int64.max))))
    #expect(problem(WireBytes.body("v1", "Pod", far))?.code == .malformed)
    let many = Array(repeating: WireBytes.bytes(2, []), count: 500_001).flatMap { $0 }
    #expect(problem(WireBytes.body("v1", "Pod", WireBytes.bytes(2, many)))?.code == .tooLarge)
  }
}
