import KubernetesAPI
import Testing

@Suite("Server-side apply")
struct FieldManagerTests {
  private let fields = FieldManager(SchemaFixture.schema)

  private func writer(_ name: String, at second: Int64 = 0, subresource: String = "") -> FieldManager.Writer {
    FieldManager.Writer(
      manager: name, apiVersion: "a/v1", subresource: subresource, time: KubernetesTime(seconds: 1_000_000_000 + second))
  }

  private func object(_ spec: String, _ metadata: String = "{}") throws -> JSONValue {
    [
      "apiVersion": "a/v1", "kind": "K", "metadata": try JSONValue(text: metadata), "spec": try JSONValue(text: spec),
    ]
  }

  private func apply(
    _ spec: String, to live: JSONValue?, by name: String, force: Bool = false, at second: Int64 = 0
  ) throws -> JSONValue {
    try fields.applied(try object(spec), to: live, by: writer(name, at: second), force: force)
  }

  /// Owners and what they own, in short.
  private func owners(_ object: JSONValue) -> [String] {
    object.metadata.managedFields.map { entry in
      let fields = FieldSet(json: entry["fieldsV1"] ?? .null)
      let paths = (fields?.paths ?? []).map { $0.fieldPathText.replacing(".spec", with: "") }.joined(separator: " ")
      return "\(entry["manager"]?.string ?? "") \(entry["operation"]?.string ?? ""): \(paths)"
    }
  }

  @Test("What is applied is set and owned; what is not applied any more goes")
  func basics() throws {
    let first = try apply(#"{"replicas":1,"name":"x","labels":{"a":"1"}}"#, to: nil, by: "kubectl")
    #expect(owners(first) == ["kubectl Apply: .labels.a .name .replicas"])
    let second = try apply(#"{"replicas":2}"#, to: first, by: "kubectl", at: 5)
    #expect(try second["spec"] == JSONValue(text: #"{"replicas":2}"#))
    #expect(owners(second) == ["kubectl Apply: .replicas"])
    #expect(
      second.metadata.managedFields == [
        [
          "manager": "kubectl", "operation": "Apply", "apiVersion": "a/v1", "time": "2001-09-09T01:46:45Z",
          "fieldsType": "FieldsV1",
          "fieldsV1": ["f:spec": ["f:replicas": [:]]],
        ]
      ])
  }

  @Test("Applying the same again changes nothing, not even the time")
  func idempotence() throws {
    let first = try apply(#"{"replicas":1,"hosts":["a"],"http":[{"name":"n","weight":1}]}"#, to: nil, by: "kubectl")
    #expect(
      try apply(#"{"replicas":1,"hosts":["a"],"http":[{"name":"n","weight":1}]}"#, to: first, by: "kubectl", at: 99) == first)
  }

  @Test("Fields of others are conflicts, in Kubernetes' words; force takes them")
  func conflicts() throws {
    let live = try fields.updated(object(#"{"replicas":1,"name":"x"}"#), from: nil, by: writer("edit"))
    #expect(owners(live) == ["edit Update:  .name .replicas"])
    #expect {
      _ = try apply(#"{"replicas":2}"#, to: live, by: "kubectl")
    } throws: { error in
      guard let status = (error as? FieldManager.Failure)?.status else { return false }
      return status.message == #"Apply failed with 1 conflict: conflict with "edit" using a/v1: .spec.replicas"#
        && status.code == 409
        && status.details?.causes == [
          Status.Cause(
            reason: "FieldManagerConflict", message: #"conflict with "edit" using a/v1"#, field: ".spec.replicas")
        ]
    }
    let forced = try apply(#"{"replicas":2}"#, to: live, by: "kubectl", force: true)
    #expect(owners(forced) == ["kubectl Apply: .replicas", "edit Update:  .name"])
    #expect(forced["spec"]?["replicas"] == 2)
    #expect {
      _ = try apply(#"{"replicas":3,"name":"y"}"#, to: forced, by: "other")
    } throws: { error in
      (error as? FieldManager.Failure)?.status.message
        == "Apply failed with 2 conflicts: conflicts with \"edit\" using a/v1:\n- .spec.name\n"
        + "conflicts with \"kubectl\":\n- .spec.replicas"
    }
  }

  @Test("The same value is owned by both, and stays until both give it up")
  func sharing() throws {
    let first = try apply(#"{"replicas":2,"name":"x"}"#, to: nil, by: "a")
    let both = try apply(#"{"replicas":2}"#, to: first, by: "b")
    #expect(owners(both) == ["a Apply: .name .replicas", "b Apply: .replicas"])
    let one = try apply("{}", to: both, by: "a")
    #expect(try one["spec"] == JSONValue(text: #"{"replicas":2}"#))
    #expect(owners(one) == ["a Apply: ", "b Apply: .replicas"])
    let none = try apply("{}", to: one, by: "b")
    #expect(none["spec"] == [:])
    // An empty mapping that is applied is a field itself.
    #expect(none.metadata.managedFields.map { $0["fieldsV1"] } == [["f:spec": [:]], ["f:spec": [:]]])
  }

  @Test("Lists by key: elements are owned one by one, and stay where others own a part")
  func lists() throws {
    let first = try apply(#"{"http":[{"name":"a","weight":1},{"name":"b"}]}"#, to: nil, by: "one")
    #expect(
      owners(first) == [
        #"one Apply: .http[name="a"] .http[name="a"].name .http[name="a"].weight .http[name="b"] .http[name="b"].name"#
      ])
    let second = try apply(#"{"http":[{"name":"c"},{"name":"a","route":{"host":"h"}}]}"#, to: first, by: "two")
    #expect(
      try second["spec"]
        == JSONValue(text: #"{"http":[{"name":"c"},{"name":"a","weight":1,"route":{"host":"h"}},{"name":"b"}]}"#))
    let third = try apply(#"{"http":[]}"#, to: second, by: "one")
    #expect(try third["spec"] == JSONValue(text: #"{"http":[{"name":"c"},{"name":"a","route":{"host":"h"}}]}"#))
    let edited = try fields.updated(
      object(#"{"http":[{"name":"c","weight":5},{"name":"a","route":{"host":"h"}}]}"#, third.metadata.json.jsonText), from: third,
      by: writer("edit"))
    let fourth = try apply(#"{"http":[{"name":"a"}]}"#, to: edited, by: "two")
    #expect(try fourth["spec"] == JSONValue(text: #"{"http":[{"name":"c","weight":5},{"name":"a"}]}"#))
  }

  @Test("Sets, atomic mappings and metadata")
  func shapes() throws {
    var config = try object(#"{"hosts":["b"],"whole":{"x":1}}"#, #"{"name":"n","labels":{"l":"1"},"finalizers":["f/x"]}"#)
    let first = try fields.applied(config, to: nil, by: writer("one"), force: false)
    #expect(
      owners(first) == [#"one Apply: .metadata.finalizers[="f/x"] .metadata.labels.l .hosts[="b"] .whole"#])
    let second = try apply(#"{"hosts":["a","b"]}"#, to: first, by: "two")
    #expect(second["spec"]?["hosts"] == ["a", "b"])
    #expect(throws: FieldManager.Failure.self) { try apply(#"{"whole":{"y":2}}"#, to: second, by: "two") }
    config["spec"] = [:]
    config.metadata.labels = [:]
    let third = try fields.applied(config, to: second, by: writer("one"), force: false)
    #expect(third["spec"] == ["hosts": ["a", "b"]])
    #expect(third.metadata.labels == [:])
    #expect(third.metadata.finalizers == ["f/x"])
  }

  @Test("Updates: who changes a field owns it; who has nothing left is dropped")
  func updates() throws {
    let created = try fields.updated(object(#"{"replicas":1,"labels":{"a":"1"}}"#), from: nil, by: writer("make"))
    #expect(owners(created) == ["make Update:  .labels .labels.a .replicas"])
    var change = created
    change["spec"]?["replicas"] = 2
    let changed = fields.updated(change, from: created, by: writer("edit", at: 3))
    #expect(owners(changed) == ["make Update:  .labels .labels.a", "edit Update: .replicas"])
    #expect(fields.updated(changed, from: changed, by: writer("edit", at: 9)) == changed)
    var smaller = changed
    smaller["spec"] = ["replicas": 2]
    let shrunk = fields.updated(smaller, from: changed, by: writer("edit", at: 4))
    #expect(owners(shrunk) == ["make Update: ", "edit Update: .replicas"])
    var status = shrunk
    status["status"] = ["ready": true]
    let reported = fields.updated(status, from: shrunk, by: writer("edit", at: 5, subresource: "status"))
    #expect(owners(reported).last == "edit Update: .status .status.ready")
    #expect(reported.metadata.managedFields.last?["subresource"] == "status")
    var applied = try apply(#"{"replicas":7}"#, to: nil, by: "kubectl")
    applied["spec"]?["replicas"] = 8
    let taken = fields.updated(applied, from: try apply(#"{"replicas":7}"#, to: nil, by: "kubectl"), by: writer("edit"))
    #expect(owners(taken) == ["edit Update: .replicas"])
  }

  @Test("Owners can be reset and replaced; what nobody tracked belongs to before the first apply")
  func resetting() throws {
    let live = try apply(#"{"replicas":1}"#, to: nil, by: "kubectl")
    var reset = live
    reset.metadata.managedFields = [[:]]
    let untracked = fields.updated(reset, from: live, by: writer("edit"))
    #expect(untracked.metadata.json["managedFields"] == nil)
    var change = untracked
    change["spec"]?["name"] = "x"
    #expect(fields.updated(change, from: untracked, by: writer("edit")) == change)
    // Without a word on owners, those of the live object stay.
    var silent = live
    silent.metadata.managedFields = []
    #expect(fields.updated(silent, from: live, by: writer("edit")) == live)
    #expect {
      _ = try apply(#"{"replicas":2}"#, to: untracked, by: "kubectl")
    } throws: {
      ($0 as? FieldManager.Failure)?.status.message.contains("\"before-first-apply\" using a/v1: .spec.replicas") == true
    }
    let again = try apply(#"{"replicas":1}"#, to: untracked, by: "kubectl")
    #expect(owners(again) == ["kubectl Apply: .replicas", "before-first-apply Update:  .replicas"])
  }

  @Test("The status is applied by its subresource, and nothing else is")
  func status() throws {
    let manager = FieldManager(SchemaFixture.schema, hasStatus: true)
    var config = try object(#"{"replicas":1}"#, #"{"name":"n","labels":{"a":"1"}}"#)
    config["status"] = ["ready": true]
    let live = try manager.applied(config, to: nil, by: writer("a"), force: false)
    #expect(live["status"] == nil)
    #expect(owners(live) == ["a Apply: .metadata.labels.a .replicas"])
    config["spec"]?["replicas"] = 2
    let reported = try manager.applied(config, to: live, by: writer("b", subresource: "status"), force: false)
    #expect(reported["status"] == ["ready": true])
    #expect(reported["spec"] == ["replicas": 1])
    #expect(owners(reported) == ["a Apply: .metadata.labels.a .replicas", "b Apply: .status.ready"])
  }

  @Test("What kubectl applied from the client, it takes over without a conflict, unless somebody changed it")
  func clientApply() throws {
    let annotation = "kubectl.kubernetes.io/last-applied-configuration"
    let first = try object(#"{"replicas":1,"name":"x"}"#, #"{"name":"n"}"#)
    var live = first
    live.metadata.annotations = [annotation: first.jsonText]
    live = fields.updated(live, from: nil, by: writer("kubectl-client-side-apply"))
    let taken = try fields.applied(
      object(#"{"replicas":2}"#, #"{"name":"n"}"#), to: live, by: writer("kubectl"), force: false)
    #expect(taken["spec"] == ["replicas": 2, "name": "x"])
    let kept = try JSONValue(text: taken.metadata.annotations[annotation] ?? "")
    #expect(kept["spec"] == ["replicas": 2])
    #expect(
      try fields.applied(object(#"{"replicas":2}"#, #"{"name":"n"}"#), to: taken, by: writer("kubectl", at: 7), force: false)
        == taken)
    #expect(throws: FieldManager.Failure.self) { try apply(#"{"replicas":2}"#, to: live, by: "other") }
    var changed = live
    changed["spec"]?["replicas"] = 5
    changed = fields.updated(changed, from: live, by: writer("edit"))
    #expect(throws: FieldManager.Failure.self) { try apply(#"{"replicas":2}"#, to: changed, by: "kubectl") }
  }

  @Test("Configurations that cannot be applied")
  func mistakes() throws {
    for spec in [#"{"http":[{"name":"a"},{"name":"a"}]}"#, #"{"http":[1]}"#, #"{"hosts":["a","a"]}"#] {
      #expect {
        _ = try apply(spec, to: nil, by: "x")
      } throws: {
        ($0 as? FieldManager.Failure)?.status.code == 400
      }
    }
    var config = try object("{}")
    config.metadata.managedFields = [["manager": "x"]]
    #expect(throws: FieldManager.Failure.self) { try fields.applied(config, to: nil, by: writer("x"), force: true) }
  }

  @Test("The deepest object that is taken can be read with its owners, in a list")
  func depth() throws {
    let levels = JSONLimits.objectDepth - 1
    let text = String(repeating: "{\"a\":", count: levels) + "{}" + String(repeating: "}", count: levels)
    let object = try JSONParser.parse(Array(text.utf8), limits: .request)
    let untyped = FieldManager(nil)
    let applied = try untyped.applied(object, to: nil, by: writer("one"), force: false)
    let changed = untyped.updated(
      ["b": applied["a"] ?? .null, "metadata": applied.metadata.json], from: applied, by: writer("two"))
    #expect(try JSONParser.parse(JSONValue.array([["object": changed]]).jsonBytes).array?.count == 1)
    #expect(throws: JSONError.self) { try JSONParser.parse(Array("[\(text)]".utf8), limits: .request) }
  }

  @Test("Many updaters are joined, the oldest first")
  func manyUpdaters() throws {
    var live = try fields.updated(object("{}"), from: nil, by: writer("first"))
    for number in 0..<30 {
      var next = live
      next["spec"]?["anything"] = .object(["f\(number)": 1].merging(live["spec"]?["anything"]?.object ?? [:]) { old, _ in old })
      live = fields.updated(next, from: live, by: writer("w\(number)", at: Int64(number)))
    }
    #expect(live.metadata.managedFields.count <= 11)
    #expect(live.metadata.managedFields.contains { $0["manager"] == "ancient-changes" })
  }
}
