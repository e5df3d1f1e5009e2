import KubernetesAPI
import Testing

@Suite("Values under a schema")
struct SchemaValueTests {
  private func errors(_ spec: String) throws -> [String] {
    SchemaFixture.schema.validate(["spec": try JSONValue(text: spec)]).map(\.description)
  }

  @Test(
    "What is allowed",
    arguments: [
      #"{"hosts":["a"]}"#, #"{"hosts":[],"replicas":10,"ratio":0.5,"port":"http","mode":"","name":"abc","flag":null}"#,
      #"{"hosts":[],"port":80,"since":"2026-03-01T00:00:00Z","labels":{"a":"b"},"anything":{"x":[1]},"replicas":3.0}"#,
      #"{"hosts":[],"choice":{"a":"x"},"limits":10,"http":[{"name":"a"},{"name":"b"}],"unknown":1,"partly":{"x":null}}"#,
    ])
  func valid(spec: String) throws {
    #expect(try errors(spec) == [])
  }

  @Test(
    "What is not, in Kubernetes' words",
    arguments: [
      ("{}", ["spec.hosts: Required value"]),
      (#""x""#, [#"spec: Invalid value: "string": spec in body must be of type object: "string""#]),
      (
        #"{"hosts":[],"replicas":"abc"}"#,
        [#"spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string""#]
      ),
      (
        #"{"hosts":[],"replicas":1.5}"#,
        [#"spec.replicas: Invalid value: "number": spec.replicas in body must be of type integer: "number""#]
      ),
      (
        #"{"hosts":[],"replicas":null}"#,
        [#"spec.replicas: Invalid value: "null": spec.replicas in body must be of type integer: "null""#]
      ),
      (
        #"{"hosts":[],"replicas":-1}"#,
        ["spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0"]
      ),
      (
        #"{"hosts":[],"replicas":11}"#,
        ["spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10"]
      ),
      (#"{"hosts":[],"ratio":0}"#, ["spec.ratio: Invalid value: 0: spec.ratio in body should be greater than 0"]),
      (#"{"hosts":[],"ratio":0.3}"#, ["spec.ratio: Invalid value: 0.3: spec.ratio in body should be a multiple of 0.25"]),
      (
        #"{"hosts":[],"port":true}"#,
        [#"spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean""#]
      ),
      (#"{"hosts":[],"mode":"x"}"#, [#"spec.mode: Unsupported value: "x": supported values: "Fast", "Slow", """#]),
      (#"{"hosts":[],"name":"A1"}"#, [#"spec.name: Invalid value: "A1": spec.name in body should match '^[a-z]+$'"#]),
      (#"{"hosts":[],"name":"abcdef"}"#, ["spec.name: Too long: may not be more than 5 bytes"]),
      (
        #"{"hosts":["",  "a", "a", "b"]}"#,
        [
          "spec.hosts: Too many: 4: must have at most 3 items", #"spec.hosts[2]: Duplicate value: "a""#,
          #"spec.hosts[0]: Invalid value: "": spec.hosts[0] in body should be at least 1 chars long"#,
        ]
      ),
      (
        #"{"hosts":[],"since":"today"}"#,
        [#"spec.since: Invalid value: "today": spec.since in body must be of type date-time: "today""#]
      ),
      (#"{"hosts":[],"labels":{}}"#, ["spec.labels: Invalid value: 0: spec.labels in body should have at least 1 properties"]),
      (
        #"{"hosts":[],"labels":{"a":"","b":"","x.y/z":1}}"#,
        [
          "spec.labels: Too many: 3: must have at most 2 items",
          #"spec.labels[x.y/z]: Invalid value: "integer": spec.labels[x.y/z] in body must be of type string: "integer""#,
        ]
      ),
      (#"{"hosts":[],"http":[{"name":"a"},{"name":"a"}]}"#, [#"spec.http[1]: Duplicate value: {"name":"a"}"#]),
      (
        #"{"hosts":[],"choice":{}}"#,
        [
          #"<nil>: Invalid value: "": "spec.choice" must validate one and only one schema (oneOf). Found none valid"#,
          "spec.choice.a: Required value",
        ]
      ),
      (
        #"{"hosts":[],"choice":{"a":"","b":""}}"#,
        [#"<nil>: Invalid value: "": "spec.choice" must validate one and only one schema (oneOf). Found 2 valid alternatives"#]
      ),
      (
        #"{"hosts":[],"choice":{"a":"","c":""}}"#,
        [#"<nil>: Invalid value: "": "spec.choice" must not validate the schema (not)"#]
      ),
      (
        #"{"hosts":[],"limits":7}"#,
        [
          "spec.limits: Invalid value: 7: spec.limits in body should be a multiple of 5",
          #"<nil>: Invalid value: "": "spec.limits" must validate all the schemas (allOf). None validated"#,
          #"<nil>: Invalid value: "": "spec.limits" must validate at least one schema (anyOf)"#,
          "spec.limits: Invalid value: 7: spec.limits in body should be less than or equal to 5",
        ]
      ),
    ])
  func invalid(spec: String, expected: [String]) throws {
    #expect(try errors(spec) == expected)
  }

  @Test("Unknown fields are pruned and told")
  func pruning() throws {
    let object = try JSONValue(
      text: """
        {"apiVersion":"a/v1","kind":"K","metadata":{"name":"x","odd":1},"extra":{"deep":1},"spec":{"hosts":["a"],"foo":1,
        "http":[{"name":"a","bad":{},"route":{"host":"h","x":1}}],"labels":{"any":"x"},"anything":{"a":{"b":1}},
        "partly":{"free":{"x":1},"known":{"a":"1","b":2}},"template":{"apiVersion":"v1","kind":"P","metadata":{},"other":1}},
        "status":{"free":1}}
        """)
    let (value, unknown) = SchemaFixture.schema.pruned(object)
    #expect(
      StructuralSchema.unknownFieldMessages(unknown) == [
        #"unknown field "extra""#, #"unknown field "spec.foo""#, #"unknown field "spec.http[0].bad""#,
        #"unknown field "spec.http[0].route.x""#, #"unknown field "spec.partly.known.b""#,
        #"unknown field "spec.template.other""#,
      ])
    #expect(
      try value
        == JSONValue(
          text: """
            {"apiVersion":"a/v1","kind":"K","metadata":{"name":"x","odd":1},"spec":{"hosts":["a"],
            "http":[{"name":"a","route":{"host":"h"}}],"labels":{"any":"x"},"anything":{"a":{"b":1}},
            "partly":{"free":{"x":1},"known":{"a":"1"}},"template":{"apiVersion":"v1","kind":"P","metadata":{}}},
            "status":{"free":1}}
            """))
    #expect(SchemaFixture.schema.pruned(value).value == value)
  }

  @Test("A list that preserves what is not known does so for its elements, and not below their members")
  func preservingLists() {
    let element: JSONValue = [
      "type": "object", "properties": ["a": ["type": "object", "properties": ["b": ["type": "string"]]]],
    ]
    let schema = StructuralSchema(
      trusted: [
        "type": "object", "properties": ["l": ["type": "array", "x-kubernetes-preserve-unknown-fields": true, "items": element]],
      ])
    let (value, unknown) = schema.pruned(["l": [["x": 1, "a": ["b": "1", "c": 2]]]])
    #expect(value == ["l": [["x": 1, "a": ["b": "1"]]]])
    #expect(unknown.map(\.description) == ["l[0].a.c"])
  }

  @Test("Defaults stand in for what is absent, and for nulls that are not allowed")
  func defaulting() throws {
    let spec = try JSONValue(
      text: #"{"replicas":null,"flag":null,"name":null,"anything":null,"labels":{"a":null,"b":"c"},"http":[{},{"weight":5}]}"#)
    #expect(
      try SchemaFixture.schema.defaulted(["spec": spec])["spec"]
        == JSONValue(
          text: """
            {"replicas":1,"flag":null,"anything":null,"labels":{"b":"c"},"http":[{"name":"main","weight":100},
            {"name":"main","weight":5}]}
            """))
    #expect(SchemaFixture.schema.defaulted([:]) == [:])
    #expect(SchemaFixture.schema.defaulted(["spec": [:]]) == ["spec": ["replicas": 1]])
  }

  @Test(
    "Formats",
    arguments: [
      ("ipv4", ["1.2.3.4"], ["1.2.3", "1.2.3.256", "01.2.3.4", "a"]),
      ("ipv6", ["::", "::1", "1:2:3:4:5:6:7:8", "::1.2.3.4"], ["1", ":::", "1::2::3", "g::"]),
      ("cidr", ["10.0.0.0/8", "::/0"], ["10.0.0.0", "10.0.0.0/33", "x/8"]),
      ("date", ["2026-02-28"], ["2026-02-29", "2026-2-28"]),
      ("byte", ["", "YWI="], ["YWI", "Y===", "a b="]), ("duration", ["1h30m", "-1.5s", "0"], ["1", "h", "1.2.3s", ""]),
      ("uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567", "x23e4567-e89b-12d3-a456-426614174000"]),
      ("mac", ["01:23:45:67:89:ab"], ["01:23"]), ("hostname", ["a.b"], ["-a"]), ("anything", ["x"], []),
    ])
  func formats(format: String, good: [String], bad: [String]) {
    let schema = StructuralSchema(trusted: ["type": "string", "format": .string(format)])
    for text in good { #expect(schema.validate(.string(text)) == [], "\(text)") }
    for text in bad { #expect(schema.validate(.string(text)) != [], "\(text)") }
  }

  @Test("Work and errors are bounded")
  func bounds() {
    let many = JSONValue.array(Array(repeating: 1, count: 5_000))
    let schema = StructuralSchema(trusted: ["type": "array", "items": ["type": "string"]])
    let errors = schema.validate(many)
    #expect(errors.count == 101)
    #expect(errors.last?.detail == "4900 more errors are not told")
    let branches = JSONValue.array(Array(repeating: ["properties": ["a": ["minLength": 5]]], count: 100))
    let wide = StructuralSchema(trusted: ["type": "array", "items": ["anyOf": branches]])
    let value = JSONValue.array(Array(repeating: ["a": "x"], count: 200))
    #expect(wide.validate(value, steps: 20_000).last?.detail == "the validation takes more work than is allowed")
  }

  @Test("Random values: what is pruned and defaulted stays so")
  func random() {
    var random = SeededRandom(seed: 0xDEF)
    for _ in 0..<1_000 {
      let value = JSONValue.object(["spec": random.spec()])
      let once = SchemaFixture.schema.defaulted(SchemaFixture.schema.pruned(value).value)
      #expect(SchemaFixture.schema.pruned(once).value == once)
      #expect(SchemaFixture.schema.defaulted(once) == once)
      _ = SchemaFixture.schema.validate(once)
    }
  }
}

extension SeededRandom {
  /// Members of the fixture's spec, with good values and bad.
  mutating func spec() -> JSONValue {
    var spec: JSONValue = [:]
    for name in ["hosts", "replicas", "port", "labels", "http", "choice", "anything", "partly", "template", "flag", "odd"]
    where chance(40) {
      spec[name] =
        chance(30) ? json(depth: 3) : pick([["a"], 3, ["a": "b"], [["name": "x"], [:]], .null, ["known": ["a": "b", "c": 1]]])
    }
    return spec
  }
}
