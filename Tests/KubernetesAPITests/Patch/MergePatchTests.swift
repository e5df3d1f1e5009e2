import KubernetesAPI
import Testing

@Suite("JSON Merge Patch")
struct MergePatchTests {
  @Test(
    "Patches",
    arguments: [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
      (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
      (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
      (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
      (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
      ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#), (#"{"a":1}"#, #"{"a":{"b":null,"c":2}}"#, #"{"a":{"c":2}}"#),
    ])
  func patches(value: String, patch: String, expected: String) throws {
    let result = MergePatch.applied(try JSONValue(text: patch), to: try JSONValue(text: value))
    #expect(try result == JSONValue(text: expected))
  }

  @Test("A patch made of two values leads from one to the other, and twice is once")
  func laws() throws {
    var random = SeededRandom(seed: 0x7386)
    for _ in 0..<2_000 {
      let old = random.json(depth: 4).withoutNulls
      let new = random.json(depth: 4).withoutNulls
      let patch = MergePatch.difference(from: old, to: new)
      let once = MergePatch.applied(patch, to: old)
      #expect(once == new)
      #expect(MergePatch.applied(patch, to: once) == once)
      #expect(MergePatch.applied([:], to: .object(random.members(depth: 1))).object != nil)
    }
  }
}

extension JSONValue {
  fileprivate var withoutNulls: JSONValue {
    switch self {
    case .null: 0
    case .array(let values): .array(values.map(\.withoutNulls))
    case .object(let members): .object(members.mapValues(\.withoutNulls))
    default: self
    }
  }
}
