import KubernetesAPI
import Testing

@Suite("JSON Patch")
struct JSONPatchTests {
  private func applied(_ patch: String, to value: String, limits: PatchLimits = PatchLimits()) throws -> JSONValue {
    let patch = try JSONPatch(json: JSONValue(text: patch), limits: limits)
    return try patch.applied(to: JSONValue(text: value), limits: limits)
  }

  @Test(
    "Operations",
    arguments: [
      (#"{"kind":"a"}"#, #"[{"op":"add","path":"/spec","value":1}]"#, #"{"kind":"a","spec":1}"#),
      (#"{"hosts":["a","c"]}"#, #"[{"op":"add","path":"/hosts/1","value":"b"}]"#, #"{"hosts":["a","b","c"]}"#),
      (#"{"hosts":["a"]}"#, #"[{"op":"add","path":"/hosts/-","value":["b"]}]"#, #"{"hosts":["a",["b"]]}"#),
      (#"{"hosts":[]}"#, #"[{"op":"add","path":"/hosts/0","value":null}]"#, #"{"hosts":[null]}"#),
      (#"{"a":1}"#, #"[{"op":"add","path":"/a","value":{"b":2}}]"#, #"{"a":{"b":2}}"#),
      (#"{"a":1}"#, #"[{"op":"add","path":"","value":[1]}]"#, "[1]"),
      (#"{"a":1}"#, #"[{"op":"add","path":"/","value":2}]"#, #"{"a":1,"":2}"#),
      (#"{"a":1,"b":2}"#, #"[{"op":"remove","path":"/b"}]"#, #"{"a":1}"#),
      (#"{"a":[1,2,3]}"#, #"[{"op":"remove","path":"/a/1"}]"#, #"{"a":[1,3]}"#),
      (#"{"a":1,"b":2}"#, #"[{"op":"replace","path":"/b","value":[3]}]"#, #"{"a":1,"b":[3]}"#),
      (#"{"a":[{"b":1}]}"#, #"[{"op":"replace","path":"/a/0/b","value":2}]"#, #"{"a":[{"b":2}]}"#),
      (#"{"a":1}"#, #"[{"op":"replace","path":"","value":2}]"#, "2"),
      (#"{"a":{"b":1},"c":{}}"#, #"[{"op":"move","from":"/a/b","path":"/c/d"}]"#, #"{"a":{},"c":{"d":1}}"#),
      (#"{"a":[1,2,3]}"#, #"[{"op":"move","from":"/a/0","path":"/a/2"}]"#, #"{"a":[2,3,1]}"#),
      (#"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
      (#"{"a":{"b":1}}"#, #"[{"op":"copy","from":"/a","path":"/a/c"}]"#, #"{"a":{"b":1,"c":{"b":1}}}"#),
      (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0},{"op":"remove","path":"/a"}]"#, "{}"),
      (#"{"a":{"b":[1,{}]}}"#, #"[{"op":"test","path":"/a","value":{"b":[1,{}]}}]"#, #"{"a":{"b":[1,{}]}}"#),
      (#"{"x/y":{"~z":1}}"#, #"[{"op":"replace","path":"/x~1y/~0z","value":2}]"#, #"{"x/y":{"~z":2}}"#),
      (#"{"~1":1}"#, #"[{"op":"remove","path":"/~01"}]"#, "{}"),
      (#"{"a":1}"#, #"[{"op":"add","path":"/b","value":2,"note":"ignored"}]"#, #"{"a":1,"b":2}"#),
      (#"{"a":1}"#, "[]", #"{"a":1}"#),
    ])
  func operations(value: String, patch: String, expected: String) throws {
    let result = try applied(patch, to: value)
    #expect(try result == JSONValue(text: expected))
  }

  @Test(
    "Patches that do not fit change nothing",
    arguments: [
      (#"{"a":1}"#, #"[{"op":"add","path":"/b/c","value":1}]"#), (#"{"a":1}"#, #"[{"op":"add","path":"/a/b","value":1}]"#),
      (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/2","value":1}]"#), (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/01","value":1}]"#),
      (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/x","value":1}]"#), (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/-1","value":1}]"#),
      (#"{"a":[1]}"#, #"[{"op":"remove","path":"/a/1"}]"#), (#"{"a":[1]}"#, #"[{"op":"remove","path":"/a/-"}]"#),
      (#"{"a":1}"#, #"[{"op":"remove","path":"/b"}]"#), (#"{"a":1}"#, #"[{"op":"replace","path":"/b","value":1}]"#),
      (#"{"a":{"b":{}}}"#, #"[{"op":"move","from":"/a","path":"/a/b/c"}]"#),
      (#"{"a":1}"#, #"[{"op":"copy","from":"/b","path":"/c"}]"#),
      (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":"1"}]"#), (#"{"a":1}"#, #"[{"op":"test","path":"/b","value":null}]"#),
      (#"{"a":1}"#, #"[{"op":"remove","path":"/a"},{"op":"test","path":"/a","value":1}]"#),
      (#"{"a":[1]}"#, #"[{"op":"remove","path":"/a/99999999999999999999"}]"#),
    ])
  func misfits(value: String, patch: String) throws {
    #expect {
      _ = try applied(patch, to: value)
    } throws: {
      ($0 as? PatchError)?.code == .doesNotFit && ($0 as? PatchError)?.status.code == 422
    }
  }

  @Test(
    "What is no patch",
    arguments: [
      "{}", "1", "[1]", "[{}]", #"[{"op":"add","path":"/a"}]"#, #"[{"op":"add","value":1}]"#, #"[{"op":"jump","path":""}]"#,
      #"[{"op":"remove","path":"a"}]"#, #"[{"op":"remove","path":"/~2"}]"#, #"[{"op":"remove","path":"/~"}]"#,
      #"[{"op":"move","path":"/a"}]"#, #"[{"op":"copy","from":1,"path":"/a"}]"#, #"[{"op":1,"path":"/a"}]"#,
    ])
  func malformed(patch: String) {
    #expect {
      _ = try applied(patch, to: "{}")
    } throws: {
      ($0 as? PatchError)?.code == .malformed && ($0 as? PatchError)?.status.code == 400
    }
  }

  @Test("Operations, copies, depth and work have limits")
  func limits() throws {
    func expectTooLarge(_ patch: JSONValue, _ value: JSONValue, _ limits: PatchLimits = PatchLimits()) {
      #expect {
        _ = try JSONPatch(json: patch, limits: limits).applied(to: value, limits: limits)
      } throws: {
        ($0 as? PatchError)?.code == .tooLarge && ($0 as? PatchError)?.status.code == 413
      }
    }
    expectTooLarge(.array(Array(repeating: ["op": "remove", "path": "/a"], count: 10_001)), [:])
    // Each copy doubles the object.
    let doubling: [JSONValue] = (0..<40).map { ["op": "copy", "from": "", "path": "/c\($0)"] }
    expectTooLarge(.array(doubling), ["a": .string(String(repeating: "x", count: 100))])
    // Each copy doubles the depth.
    let nesting: [JSONValue] = (0..<12).map { _ in ["op": "copy", "from": "", "path": "/a"] }
    let deeper: [JSONValue] = (0..<300).map { level in
      ["op": "add", "path": .string(String(repeating: "/a", count: level + 1)), "value": [:]]
    }
    expectTooLarge(.array(deeper), [:])
    #expect(throws: Never.self) { try JSONPatch(json: .array(nesting)).applied(to: ["a": [:]]) }
    // Each insertion moves the whole list.
    let list = JSONValue.array(Array(repeating: 0, count: 2_000))
    let inserting = JSONValue.array(Array(repeating: ["op": "add", "path": "/0", "value": 1], count: 1_000))
    expectTooLarge(inserting, list, PatchLimits(steps: 100_000))
  }

  @Test("Pointers spell what they read")
  func pointers() {
    for text in ["", "/", "/a/b", "/a~1b/~0~01", "//"] { #expect(JSONPointer(text)?.description == text) }
  }

  @Test("Random patches either fail or leave a value that can be written")
  func random() {
    var random = SeededRandom(seed: 0x6902)
    for _ in 0..<3_000 {
      let value = random.json(depth: 4)
      let patch = JSONValue.array((0..<random.below(6)).map { _ in random.operation() })
      guard let result = try? JSONPatch(json: patch).applied(to: value) else { continue }
      #expect((try? JSONParser.parse(result.jsonBytes)) == result)
    }
  }
}

extension SeededRandom {
  fileprivate mutating func pointer() -> JSONValue {
    .string((0..<below(4)).map { _ in "/" + pick(["0", "1", "-", "a", "b", "c", "", "~1", "~0", "x"]) }.joined())
  }

  fileprivate mutating func operation() -> JSONValue {
    [
      "op": .string(pick(["add", "remove", "replace", "move", "copy", "test"])), "path": pointer(), "from": pointer(),
      "value": json(depth: 2),
    ]
  }
}
