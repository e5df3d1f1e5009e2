import KubernetesAPI
import Testing

@Suite("Rules for metadata")
struct ObjectMetaRuleTests {
  @Test(
    "Owners that clients write",
    arguments: [
      ("[{}]", []), (#"[{"manager":"m","operation":"Update","fieldsV1":{"f:a":{}}}]"#, []),
      (#"[{"operation":"Jump"}]"#, ["metadata.managedFields[0].operation"]),
      ("[{},1]", ["metadata.managedFields[0].operation", "metadata.managedFields[1]"]),
      (#"[{"operation":"Apply","fieldsV1":{"x":{}}}]"#, ["metadata.managedFields[0].fieldsV1"]),
      (#"[{"operation":"Apply","fieldsType":"FieldsV2"}]"#, ["metadata.managedFields[0].fieldsType"]),
    ] as [(String, [String])])
  func owners(entries: String, expected: [String]) throws {
    let metadata = ObjectMeta(json: ["managedFields": try JSONValue(text: entries)])
    #expect(metadata.managedFieldsErrors().map(\.path.description) == expected)
  }

  @Test("A manager's name has an end")
  func longNames() {
    let entry: JSONValue = ["manager": .string(String(repeating: "x", count: 129)), "operation": "Apply"]
    #expect(ObjectMeta(json: ["managedFields": [entry]]).managedFieldsErrors().first?.kind == .tooLong)
  }

  @Test("Unknown fields, nulls and wrong types")
  func coercion() throws {
    let metadata = ObjectMeta(
      json: try JSONValue(
        text: #"{"name":"a","creationTimestamp":null,"labels":{"a":null,"b":1},"odd":1,"managedFields":[{"manager":"m"}]}"#))
    let (coerced, unknown, errors) = metadata.coerced()
    #expect(try coerced.json == JSONValue(text: #"{"name":"a","labels":{"b":1},"managedFields":[{"manager":"m"}]}"#))
    #expect(unknown.map(\.description) == ["metadata.odd"])
    #expect(
      errors.map(\.description)
        == [#"metadata.labels.b: Invalid value: "integer": metadata.labels.b in body must be of type string: "integer""#])
  }
}
