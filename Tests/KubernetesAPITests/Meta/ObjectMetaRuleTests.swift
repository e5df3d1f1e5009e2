import KubernetesAPI
import Testing

@Suite("Rules for metadata")
struct ObjectMetaRuleTests {
  private func problems(_ metadata: String, isNamespaced: Bool = false) throws -> [String] {
    ObjectMeta(json: try JSONValue(text: metadata)).problems(isNamespaced: isNamespaced).map {
      String($0.description.prefix { $0 != ";" }.prefix(90))
    }
  }

  @Test(
    "Good metadata",
    arguments: [
      #"{"name":"a.b"}"#, #"{"generateName":"a-"}"#,
      #"{"name":"a","labels":{"x.y/z":"1","e":""},"annotations":{"A":"any text"}}"#,
      #"{"name":"a","finalizers":["x.y/z"],"managedFields":[{}]}"#,
      #"{"name":"a","managedFields":[{"manager":"m","operation":"Update","fieldsV1":{"f:a":{}}}]}"#,
      #"{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"K","name":"n","uid":"u","controller":true}]}"#,
    ])
  func good(metadata: String) throws {
    #expect(try problems(metadata) == [])
  }

  @Test("What is wrong is told")
  func bad() throws {
    #expect(try problems("{}") == ["metadata.name: Required value: name or generateName is required"])
    #expect(try problems(#"{"name":"a"}"#, isNamespaced: true) == ["metadata.namespace: Required value"])
    #expect(try problems(#"{"name":"a","namespace":"n"}"#) == ["metadata.namespace: Forbidden: not allowed on this type"])
    #expect(
      try problems(#"{"name":"A"}"#).first?.hasPrefix(#"metadata.name: Invalid value: "A": a lowercase RFC 1123 sub"#) == true)
    for bad in [
      #"{"name":"a","labels":{"-":"x"}}"#, #"{"name":"a","labels":{"x":"-"}}"#, #"{"name":"a","annotations":{"a b":""}}"#,
      #"{"name":"a","finalizers":["a b"]}"#, #"{"name":"a","ownerReferences":[{"kind":"K","name":"n","uid":"u"}]}"#,
      #"{"name":"a","managedFields":[{"operation":"Jump"}]}"#, #"{"name":"a","managedFields":[1]}"#,
      #"{"name":"a","managedFields":[{"operation":"Apply","fieldsV1":{"x":{}}}]}"#,
      #"{"name":"a","managedFields":[{"operation":"Apply","fieldsType":"FieldsV2"}]}"#, #"{"generateName":"A-"}"#,
    ] {
      #expect(try problems(bad).count == 1, "\(bad)")
    }
    let owner: JSONValue = ["apiVersion": "v1", "kind": "K", "name": "n", "uid": "u", "controller": true]
    #expect(ObjectMeta(json: ["name": "a", "ownerReferences": [owner, owner]]).problems(isNamespaced: false).count == 1)
    let long = ObjectMeta(json: ["name": "a", "annotations": ["a": .string(String(repeating: "x", count: 300_000))]])
    #expect(
      long.problems(isNamespaced: false).map(\.description)
        == ["metadata.annotations: Too long: may not be more than 262144 bytes"])
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
        == [#"metadata.labels.b: Invalid value: "integer": labels.b in body must be of type string: "integer""#])
  }
}
