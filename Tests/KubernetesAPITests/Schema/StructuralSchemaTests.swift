import KubernetesAPI
import Testing

@Suite("Schemas of CustomResourceDefinitions")
struct StructuralSchemaTests {
  private let path = FieldPath("spec", "validation", "openAPIV3Schema")

  private func errors(_ schema: String) throws -> [String] {
    StructuralSchema.read(try JSONValue(text: schema), at: FieldPath("s")).errors.map(\.description)
  }

  @Test("A schema of everything is read")
  func reading() throws {
    let (schema, errors) = StructuralSchema.read(SchemaFixture.json, at: path)
    #expect(errors == [])
    let spec = try #require(schema?.properties["spec"])
    #expect(spec.type == .object)
    #expect(spec.properties["hosts"]?.listType == .set)
    #expect(spec.properties["http"]?.listMapKeys == ["name"])
    #expect(spec.properties["replicas"]?.defaultValue == 1)
    #expect(spec.properties["port"]?.isIntOrString == true)
    #expect(schema?.celRulePaths().map(\.description) == ["properties[spec]"])
  }

  @Test(
    "What is not structural is told in Kubernetes' words",
    arguments: [
      ("{}", ["s.type: Required value: must not be empty at the root"]),
      (#"{"type":"string"}"#, [#"s.type: Invalid value: "string": must be object at the root"#]),
      (
        #"{"type":"object","properties":{"a":{}}}"#,
        ["s.properties[a].type: Required value: must not be empty for specified object fields"]
      ),
      (#"{"type":"object","properties":{"a":{"type":"array"}}}"#, ["s.properties[a].items: Required value: must be specified"]),
      (
        #"{"type":"object","properties":{"a":{"type":"array","items":{}}}}"#,
        ["s.properties[a].items.type: Required value: must not be empty for specified array items"]
      ),
      (
        #"{"type":"object","additionalProperties":{"type":"string"}}"#,
        ["s.additionalProperties: Forbidden: must not be used at the root"]
      ),
      (
        #"{"type":"object","properties":{"a":{"type":"string","allOf":[{"type":"string","nullable":true,"description":"d"}]}}}"#,
        [
          "s.properties[a].allOf[0].type: Forbidden: must be empty to be structural",
          "s.properties[a].allOf[0].description: Forbidden: must be empty to be structural",
          "s.properties[a].allOf[0].nullable: Forbidden: must be false to be structural",
        ]
      ),
      (
        #"{"type":"object","not":{"properties":{"metadata":{}}}}"#,
        ["s.not.properties[metadata]: Forbidden: must not be specified in a nested context"]
      ),
      (
        #"{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}"#,
        [
          "s.properties[metadata]: Forbidden: must not specify anything other than name and generateName, "
            + "but metadata is implicitly specified"
        ]
      ),
      (
        #"{"type":"object","properties":{"kind":{"type":"integer"}}}"#,
        [#"s.properties[kind].type: Invalid value: "integer": must be string"#]
      ),
      (
        #"{"type":"object","properties":{"a":{"type":"string","pattern":"("}}}"#,
        [
          #"s.properties[a].pattern: Invalid value: "(": must be a valid regular expression, but isn't: "#
            + "error parsing regexp: missing closing )"
        ]
      ),
      (
        #"{"type":"thing"}"#,
        [#"s.type: Unsupported value: "thing": supported values: "array", "boolean", "integer", "number", "object", "string""#]
      ),
      (
        #"{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","items":{"type":"object"}}}}"#,
        ["s.properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map"]
      ),
      (
        #"{"type":"object","properties":{"a":{"type":"integer","default":"x"}}}"#,
        [
          #"s.properties[a].default: Invalid value: "string": s.properties[a].default in body must be of type integer: "string""#
        ]
      ),
      (
        #"{"type":"object","properties":{"a":{"type":"object","default":{"b":1}}}}"#,
        [#"s.properties[a].default: Invalid value: {"b":1}: must not have unknown fields, but has b"#]
      ),
    ])
  func notStructural(schema: String, expected: [String]) throws {
    #expect(try errors(schema) == expected)
  }

  @Test(
    "More that a schema may not say",
    arguments: [
      "1", "[]", #"{"type":1}"#, #"{"type":"object","properties":[]}"#, #"{"type":"object","required":"a"}"#,
      #"{"type":"object","$ref":"x"}"#,
      #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"},"uniqueItems":true}}}"#,
      #"{"type":"object","properties":{"a":{"type":"object","additionalProperties":false}}}"#,
      #"{"type":"object","properties":{"a":{"type":"object","additionalProperties":true,"properties":{"b":{"type":"string"}}}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string","x-kubernetes-int-or-string":true}}}"#,
      #"{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"x-kubernetes-preserve-unknown-fields":true}}}"#,
      #"{"type":"object","properties":{"a":{"type":"object","x-kubernetes-embedded-resource":true}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string","x-kubernetes-embedded-resource":true}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string","x-kubernetes-list-type":"set"}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string","x-kubernetes-map-type":"atomic"}}}"#,
      #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"},"x-kubernetes-list-type":"set"}}}"#,
      #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"n":{"type":"string"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n"]}}}"#,
      #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"},"x-kubernetes-list-map-keys":["n"]}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string","minLength":-1}}}"#, #"{"type":"object","default":{}}"#,
    ])
  func mistakes(schema: String) throws {
    #expect(try !errors(schema).isEmpty)
  }

  @Test("A number or a text may be spelled out, and embedded objects are allowed")
  func exceptions() throws {
    #expect(
      try errors(
        """
        {"type":"object","properties":{
        "a":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]},
        "b":{"x-kubernetes-int-or-string":true,"allOf":[{"anyOf":[{"type":"integer"},{"type":"string"}]},{"minimum":1}]},
        "c":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true},
        "d":{"x-kubernetes-preserve-unknown-fields":true},"metadata":{"type":"object","properties":{"name":{"type":"string"}}}}}
        """) == [])
  }

  @Test("Formats that nobody knows are worth a warning")
  func warnings() {
    let schema = StructuralSchema(
      trusted: ["properties": ["a": ["type": "string", "format": "odd"], "b": ["type": "string", "format": "ipv4"]]])
    #expect(schema.warnings(at: FieldPath("s")) == [#"s.properties[a].format: unrecognized format "odd""#])
  }

  @Test("Mutated schemas never bring it down")
  func fuzz() {
    var random = SeededRandom(seed: 0x5C)
    for _ in 0..<500 {
      var bytes = SchemaFixture.json.jsonBytes
      for _ in 0..<(1 + random.below(3)) {
        bytes[random.below(bytes.count)] = random.pick(Array("{}[],:\"0atrue-".utf8))
      }
      guard let json = try? JSONParser.parse(bytes) else { continue }
      let schema = StructuralSchema.read(json, at: path).schema ?? StructuralSchema(trusted: json)
      let value = random.json(depth: 4)
      _ = schema.validate(schema.defaulted(schema.pruned(value).value))
    }
  }
}
