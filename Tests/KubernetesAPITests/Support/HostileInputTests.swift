import KubernetesAPI
import Testing

/// Whatever comes, nothing here may bring a server down: these tests pass by ending.
@Suite("Hostile input")
struct HostileInputTests {
  private static let texts = [
    "a", "b", "=", "!", "in", "notin", "(", ")", ",", " ", "<", ">", "\\", "é", "/", ".", "-", "1", "0", "T", "Z", ":", "+", "m",
    "Ki", "e",
  ]

  @Test("Texts of selectors, times, quantities, names and pointers")
  func texts() {
    var random = SeededRandom(seed: 0x4051)
    for _ in 0..<10_000 {
      let text = (0..<random.below(12)).map { _ in random.pick(Self.texts) }.joined()
      if let selector = try? LabelSelector(text) { #expect((try? LabelSelector(selector.description)) == selector, "\(text)") }
      if let selector = try? FieldSelector(text) { #expect((try? FieldSelector(selector.description)) == selector, "\(text)") }
      if let pointer = JSONPointer(text) { #expect(pointer.description == text) }
      if let time = KubernetesTime(text) { #expect(KubernetesTime(time.microText) == time) }
      _ = Quantity(text)?.value
      _ = NameRules.qualifiedName(text) + NameRules.dns1123Subdomain(text) + NameRules.labelValue(text)
      _ = PathElement(name: text)?.description
    }
  }

  @Test("Values where objects, patches, schemas and owners are expected")
  func values() throws {
    var random = SeededRandom(seed: 0x4052)
    let writer = FieldManager.Writer(manager: "w", apiVersion: "v1", time: KubernetesTime(seconds: 0))
    for _ in 0..<2_000 {
      let (value, other) = (random.object(), random.object())
      _ = Status(json: value)?.json
      _ = WatchEvent(json: value)?.json
      _ = try? LabelSelector(json: value)
      _ = value.metadata.coerced()
      _ = value.metadata.managedFieldsErrors()
      _ = OwnerReference(json: value)
      let schema = MergeSchema(openAPI: other)
      if let patched = try? StrategicMergePatch.applied(value, to: other, schema: schema) {
        #expect(JSONMeasure(of: patched).depth <= JSONLimits.objectDepth)
      }
      for structure in [nil, SchemaFixture.schema, StructuralSchema(trusted: other)] {
        let manager = FieldManager(structure)
        let updated = manager.updated(value, from: random.chance(50) ? other : nil, by: writer)
        guard let applied = try? manager.applied(other, to: updated, by: writer, force: true) else { continue }
        _ = manager.updated(value, from: applied, by: writer)
        if let structure { _ = structure.validate(structure.defaulted(structure.pruned(applied).value)) }
      }
    }
  }
}

extension SeededRandom {
  /// A value that looks like an object in places.
  fileprivate mutating func object() -> JSONValue {
    guard chance(90) else { return json(depth: 3) }
    var object = json(depth: 3)
    if chance(80) { object["spec"] = chance(50) ? spec() : json(depth: 4) }
    if chance(60) { object["metadata"] = chance(70) ? metadata() : json(depth: 3) }
    for name in ["type", "object", "kind", "matchLabels", "matchExpressions", "properties", "items", "$patch", "$retainKeys"]
    where chance(20) {
      object[name] = chance(50) ? .string(pick(["object", "array", "Status", "ADDED", "delete", "replace"])) : json(depth: 2)
    }
    return object
  }

  private mutating func metadata() -> JSONValue {
    var metadata: JSONValue = [:]
    for name in ["name", "labels", "finalizers", "ownerReferences", "creationTimestamp", "odd"] where chance(30) {
      metadata[name] = json(depth: 2)
    }
    guard chance(60) else { return metadata }
    let entries = (0..<below(3)).map { _ -> JSONValue in
      guard chance(80) else { return json(depth: 2) }
      return [
        "manager": .string(pick(["w", "x", ""])), "operation": .string(pick(["Apply", "Update", "Jump"])), "apiVersion": "v1",
        "fieldsV1": pick([
          ["f:spec": [".": [:], "f:hosts": ["v:\"a\"": [:]], "f:http": ["k:{\"name\":\"x\"}": [".": [:]]]]], ["f:metadata": [:]],
          ["i:9": [:]], ["f:spec": [:]], ["k:[]": [:]], 1,
        ]),
      ]
    }
    metadata["managedFields"] = .array(entries)
    return metadata
  }
}
