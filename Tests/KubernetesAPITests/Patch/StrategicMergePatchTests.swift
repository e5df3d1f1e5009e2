import KubernetesAPI
import Testing

@Suite("Strategic merge patch")
struct StrategicMergePatchTests {
  private static let schema = MergeSchema(
    openAPI: [
      "properties": [
        "containers": [
          "x-kubernetes-patch-strategy": "merge", "x-kubernetes-patch-merge-key": "name",
          "items": [
            "properties": [
              "args": [:],
              "ports": [
                "x-kubernetes-patch-strategy": "merge", "x-kubernetes-patch-merge-key": "port", "items": [:],
              ],
            ]
          ],
        ],
        "finalizers": ["x-kubernetes-patch-strategy": "merge", "items": [:]],
        "strategy": ["x-kubernetes-patch-strategy": "retainKeys"],
        "whole": ["x-kubernetes-patch-strategy": "replace"],
        "byName": ["additionalProperties": ["properties": ["f": ["x-kubernetes-patch-strategy": "merge"]]]],
      ]
    ])

  @Test(
    "Patches",
    arguments: [
      // Mappings merge, null removes, plain lists are replaced.
      (#"{"a":{"b":1,"c":2}}"#, #"{"a":{"b":null,"d":3}}"#, #"{"a":{"c":2,"d":3}}"#),
      (#"{"list":[1,2]}"#, #"{"list":[3]}"#, #"{"list":[3]}"#), (#"{"list":[1]}"#, #"{"list":null}"#, "{}"),
      (#"{"whole":{"a":1}}"#, #"{"whole":{"b":2}}"#, #"{"whole":{"b":2}}"#),
      (#"{"a":1}"#, #"{"a":{"b":1,"c":null}}"#, #"{"a":{"b":1}}"#),
      // Lists by key.
      (
        #"{"containers":[{"name":"a","image":"1"},{"name":"b"}]}"#, #"{"containers":[{"name":"a","image":"2","args":["x"]}]}"#,
        #"{"containers":[{"name":"a","image":"2","args":["x"]},{"name":"b"}]}"#
      ),
      (
        #"{"containers":[{"name":"a"},{"name":"b"}]}"#, #"{"containers":[{"name":"c"}]}"#,
        #"{"containers":[{"name":"c"},{"name":"a"},{"name":"b"}]}"#
      ),
      (
        #"{"containers":[{"name":"a"},{"name":"b"}]}"#, #"{"containers":[{"$patch":"delete","name":"a"}]}"#,
        #"{"containers":[{"name":"b"}]}"#
      ),
      (#"{}"#, #"{"containers":[{"$patch":"delete","name":"a"},{"name":"b","x":null}]}"#, #"{"containers":[{"name":"b"}]}"#),
      (
        #"{"containers":[{"name":"a"},{"name":"b"}]}"#, #"{"containers":[{"name":"c"},{"$patch":"replace"}]}"#,
        #"{"containers":[{"name":"c"}]}"#
      ),
      (
        #"{"containers":[{"name":"a","image":"1"}]}"#, #"{"containers":[{"name":"a","$patch":"replace","x":1}]}"#,
        #"{"containers":[{"name":"a","x":1}]}"#
      ),
      (
        #"{"containers":[{"name":"a","ports":[{"port":1,"p":"x"},{"port":2}]}]}"#,
        #"{"containers":[{"name":"a","ports":[{"port":2,"p":"y"}]}]}"#,
        #"{"containers":[{"name":"a","ports":[{"port":1,"p":"x"},{"port":2,"p":"y"}]}]}"#
      ),
      // Order.
      (
        #"{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#,
        #"{"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],"containers":[{"name":"c","x":1}]}"#,
        #"{"containers":[{"name":"b"},{"name":"c","x":1},{"name":"a"}]}"#
      ),
      (
        #"{"finalizers":["a","b","c"]}"#,
        #"{"$setElementOrder/finalizers":["c","d"],"$deleteFromPrimitiveList/finalizers":["b"],"finalizers":["d"]}"#,
        #"{"finalizers":["a","c","d"]}"#
      ),
      // Lists of values.
      (#"{"finalizers":["a"]}"#, #"{"finalizers":["b","a"]}"#, #"{"finalizers":["b","a"]}"#),
      (#"{"finalizers":["a","b"]}"#, #"{"$deleteFromPrimitiveList/finalizers":["a"]}"#, #"{"finalizers":["b"]}"#),
      ("{}", #"{"$deleteFromPrimitiveList/finalizers":["a"]}"#, "{}"),
      (#"{"byName":{"x":{"f":[1]}}}"#, #"{"byName":{"x":{"f":[2]}}}"#, #"{"byName":{"x":{"f":[2,1]}}}"#),
      // Directives of mappings.
      (#"{"a":{"b":1}}"#, #"{"a":{"$patch":"replace","c":2}}"#, #"{"a":{"c":2}}"#),
      (#"{"a":{"b":1},"c":1}"#, #"{"a":{"$patch":"delete"}}"#, #"{"a":{},"c":1}"#),
      (#"{"c":1}"#, #"{"a":{"$patch":"delete"}}"#, #"{"c":1}"#),
      (#"{"a":{"b":1}}"#, #"{"a":{"$patch":"merge","c":2}}"#, #"{"a":{"b":1,"c":2}}"#),
      (
        #"{"strategy":{"type":"x","old":1}}"#, #"{"strategy":{"$retainKeys":["type","new"],"type":"y","new":2}}"#,
        #"{"strategy":{"type":"y","new":2}}"#
      ),
    ])
  func patches(value: String, patch: String, expected: String) throws {
    let result = try StrategicMergePatch.applied(JSONValue(text: patch), to: JSONValue(text: value), schema: Self.schema)
    #expect(try result == JSONValue(text: expected), "\(result.jsonText)")
  }

  @Test(
    "What is no strategic merge patch",
    arguments: [
      "[]", "1", #"{"$patch":"jump"}"#, #"{"containers":[1]}"#, #"{"containers":[{"image":"x"}]}"#,
      #"{"containers":[{"name":null}]}"#,
      #"{"$setElementOrder/containers":1}"#, #"{"$retainKeys":1}"#, #"{"$retainKeys":["a"],"b":1}"#,
    ])
  func malformed(patch: String) throws {
    let patch = try JSONValue(text: patch)
    #expect {
      try StrategicMergePatch.applied(patch, to: ["containers": [["name": "a"]]], schema: Self.schema)
    } throws: {
      ($0 as? PatchError)?.code == .malformed
    }
  }

  @Test("Without directives and nulls, a patch made twice is a patch made once; random ones never bring it down")
  func random() throws {
    var random = SeededRandom(seed: 0x57)
    for _ in 0..<2_000 {
      let value = random.workload(directives: false)
      let patch = random.workload(directives: false)
      let once = try StrategicMergePatch.applied(patch, to: value, schema: Self.schema)
      #expect(try StrategicMergePatch.applied(patch, to: once, schema: Self.schema) == once)
      _ = try? StrategicMergePatch.applied(random.workload(directives: true), to: value, schema: Self.schema)
    }
  }

  @Test("Long lists are merged in less than quadratic time")
  func longLists() throws {
    let elements: [JSONValue] = (0..<5_000).map { ["name": "\($0)"] }
    let value: JSONValue = ["containers": .array(elements), "finalizers": .array(elements.map { $0["name"] ?? .null })]
    let patch: JSONValue = [
      "containers": .array(elements.reversed()), "finalizers": .array((0..<5_000).map { .string("\($0 + 1)") }),
    ]
    let result = try StrategicMergePatch.applied(patch, to: value, schema: Self.schema)
    #expect(result["containers"]?.array?.count == 5_000)
    #expect(result["finalizers"]?.array?.count == 5_001)
  }
}

extension SeededRandom {
  fileprivate mutating func workload(directives: Bool) -> JSONValue {
    var value: JSONValue = [:]
    if chance(70) {
      var names = Array(["a", "b", "c", "d"].shuffled(using: &self).prefix(below(4)))
      if directives, chance(30) { names.append("a") }
      value["containers"] = .array(
        names.map { name in
          var element: JSONValue = ["name": .string(name), "image": .integer(Int64(below(3)))]
          if directives, chance(30) { element["$patch"] = .string(pick(["delete", "replace", "merge", "x"])) }
          return element
        })
    }
    if chance(50) {
      value["finalizers"] = .array(Array(["x", "y", "z"].shuffled(using: &self).prefix(below(4))).map(JSONValue.string))
    }
    if directives, chance(40) { value["$setElementOrder/finalizers"] = chance(80) ? ["z", "x"] : 1 }
    if directives, chance(40) { value["$deleteFromPrimitiveList/finalizers"] = ["y"] }
    if directives, chance(20) { value["$retainKeys"] = ["containers", "finalizers"] }
    return value
  }
}
