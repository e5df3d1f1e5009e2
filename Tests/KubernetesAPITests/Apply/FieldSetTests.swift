import KubernetesAPI
import Testing

@Suite("Sets of fields")
struct FieldSetTests {
  private func set(_ text: String) throws -> FieldSet { try #require(FieldSet(json: JSONValue(text: text))) }

  @Test("FieldsV1 reads and writes the same")
  func json() throws {
    let text =
      #"{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:http":{"k:{\"name\":\"a\"}":{".":{},"f:weight":{}}},"#
      + #""f:list":{"i:3":{},"v:\"x\"":{},"v:1":{}},"f:odd.name/x":{}}}"#
    let fields = try set(text)
    #expect(fields.json.jsonText == text)
    #expect(
      fields.paths.map(\.fieldPathText) == [
        ".metadata.labels", ".metadata.labels.app", #".spec.http[name="a"]"#, #".spec.http[name="a"].weight"#, ".spec.list[3]",
        #".spec.list[="x"]"#, ".spec.list[=1]", ".spec.odd.name/x",
      ])
    #expect(fields.contains([.field("spec"), .field("list"), .index(3)][...]))
    #expect(!fields.contains([.field("spec")][...]))
  }

  @Test(
    "What is no set",
    arguments: [
      "1", "[]", #"{"x":{}}"#, #"{"f:a":1}"#, #"{"k:x":{}}"#, #"{"k:{}":{}}"#, #"{"v:":{}}"#, #"{"i:x":{}}"#, #"{"":{}}"#,
      #"{"z:a":{}}"#,
    ])
  func mistakes(text: String) throws {
    #expect(try FieldSet(json: JSONValue(text: text)) == nil)
  }

  @Test("Sets add, meet and differ")
  func algebra() throws {
    let left = try set(#"{"f:a":{},"f:b":{".":{},"f:c":{},"f:d":{}}}"#)
    let right = try set(#"{"f:b":{"f:d":{}},"f:e":{}}"#)
    #expect(try left.union(right) == set(#"{"f:a":{},"f:b":{".":{},"f:c":{},"f:d":{}},"f:e":{}}"#))
    #expect(try left.intersection(right) == set(#"{"f:b":{"f:d":{}}}"#))
    #expect(try left.subtracting(right) == set(#"{"f:a":{},"f:b":{".":{},"f:c":{}}}"#))
    let whole = try set(#"{"f:b":{}}"#)
    #expect(try left.subtracting(whole) == set(#"{"f:a":{},"f:b":{"f:c":{},"f:d":{}}}"#))
    #expect(try left.subtractingDeep(whole) == set(#"{"f:a":{}}"#))
    #expect(left.subtracting(left).isEmpty)
  }

  @Test("Laws of random sets")
  func laws() throws {
    var random = SeededRandom(seed: 0x5E7)
    for _ in 0..<500 {
      let (a, b, c) = (random.fields(3), random.fields(3), random.fields(3))
      #expect(a.union(b) == b.union(a))
      #expect(a.intersection(b) == b.intersection(a))
      #expect(a.union(b).union(c) == a.union(b.union(c)))
      #expect(a.subtracting(b).intersection(b).isEmpty)
      #expect(a.subtracting(b).union(a.intersection(b)) == a)
      #expect(a.subtractingDeep(b).union(a.subtracting(b)) == a.subtracting(b))
      #expect(FieldSet(json: a.json) == a)
      var copy = FieldSet()
      for path in a.paths { copy.insert(path[...]) }
      #expect(copy == a)
      for path in a.paths { copy.remove(path[...]) }
      #expect(copy.isEmpty)
    }
  }

  @Test("The fields of an object follow its schema")
  func objects() throws {
    let object = try JSONValue(
      text: """
        {"apiVersion":"a/v1","metadata":{"labels":{"app":"x"},"finalizers":["f"],"annotations":{}},
        "spec":{"hosts":["a","b"],"http":[{"name":"n","tags":["t"],"route":{"host":"h"}},{"weight":2}],"whole":{"x":1},
        "labels":{},"anything":{"deep":{"er":[1]}}},"status":{"free":{"a":1}}}
        """)
    #expect(
      try FieldSet(of: object, ObjectSchema(SchemaFixture.schema)).json
        == JSONValue(
          text: #"""
            {"f:apiVersion":{},"f:metadata":{"f:labels":{"f:app":{}},"f:finalizers":{"v:\"f\"":{}},"f:annotations":{}},
            "f:spec":{"f:hosts":{"v:\"a\"":{},"v:\"b\"":{}},"f:whole":{},"f:labels":{},
            "f:http":{"k:{\"name\":\"n\"}":{".":{},"f:name":{},"f:tags":{},"f:route":{"f:host":{}}},
            "k:{\"name\":\"main\"}":{".":{},"f:weight":{}}},
            "f:anything":{"f:deep":{".":{},"f:er":{}}}},"f:status":{"f:free":{".":{},"f:a":{}}}}
            """#))
    #expect(
      FieldSet(of: ["spec": ["a": [1], "b": ["c": 1]]], ObjectSchema(nil)).json
        == ["f:spec": [".": [:], "f:a": [:], "f:b": [".": [:], "f:c": [:]]]])
  }
}

extension SeededRandom {
  mutating func fields(_ depth: Int) -> FieldSet {
    var set = FieldSet()
    for _ in 0..<below(8) {
      let path: [PathElement] = (0...below(depth)).map { _ in
        pick([.field("a"), .field("b"), .field("."), .key(["n": 1]), .value("x"), .index(2)])
      }
      set.insert(path[...])
    }
    return set
  }
}
