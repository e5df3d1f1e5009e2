import KubernetesAPI
import Testing

@Suite("Server-side apply of random configurations")
struct RandomApplyTests {
  private let fields = FieldManager(SchemaFixture.schema)

  private func writer(_ name: String, _ second: Int) -> FieldManager.Writer {
    FieldManager.Writer(manager: name, apiVersion: "a/v1", time: KubernetesTime(seconds: Int64(second)))
  }

  @Test(
    "Owners own what is there; applying twice is applying once; force leaves what was applied",
    arguments: [1, 2, 3, 4] as [UInt64])
  func worlds(seed: UInt64) throws {
    var random = SeededRandom(seed: 0x55A0 + seed)
    for world in 0..<30 {
      var live: JSONValue?
      for step in 0..<12 {
        let name = random.pick(["a", "b", "c"])
        let context: Comment = "seed \(seed), world \(world), step \(step)"
        if random.chance(35), let before = live {
          var next = random.config()
          next.metadata = before.metadata
          live = fields.updated(next, from: before, by: writer(name, step))
        } else {
          let config = random.config()
          guard let applied = try? fields.applied(config, to: live, by: writer(name, step), force: random.chance(60)) else {
            continue
          }
          let again = try fields.applied(config, to: applied, by: writer(name, step + 100), force: false)
          #expect(again == applied, "\(again.jsonText)\n\(applied.jsonText)\n\(config.jsonText)\n\(context)")
          expectContains(applied, config, context)
          live = applied
        }
        if let live { expectConsistent(live, context) }
      }
    }
  }

  /// Every field that somebody owns is there.
  private func expectConsistent(_ object: JSONValue, _ context: Comment) {
    var bare = object
    bare.metadata.managedFields = []
    for json in object.metadata.managedFields {
      guard let entry = try? ManagedFieldsEntry(json: json, at: .root) else {
        Issue.record("no entry: \(json.jsonText), \(context)")
        continue
      }
      #expect(!entry.fields.isEmpty, context)
      #expect(entry.json == json, context)
      for path in entry.fields.paths {
        #expect(bare.holds(path[...]), "\(entry.manager) owns \(path.fieldPathText) of \(bare.jsonText), \(context)")
      }
    }
  }

  /// What was applied is there.
  private func expectContains(_ object: JSONValue, _ config: JSONValue, _ context: Comment) {
    let schema = ObjectSchema(SchemaFixture.schema)
    let missing = FieldSet(of: config, schema).subtracting(FieldSet(of: object, schema))
    // A mapping that was applied empty may hold members of others.
    let absent = missing.paths.filter { !object.holds($0[...]) }
    #expect(absent.map(\.fieldPathText) == [], context)
    for name in ["replicas", "name", "whole"] {
      if let wanted = config["spec"]?[name] { #expect(object["spec"]?[name] == wanted, context) }
    }
  }
}

extension JSONValue {
  /// Whether there is something at a path of a set of fields.
  fileprivate func holds(_ path: ArraySlice<PathElement>) -> Bool {
    guard let first = path.first else { return true }
    let rest = path.dropFirst()
    return switch first {
    case .field(let name): self[name]?.holds(rest) ?? false
    case .value(let value): array?.contains(value) ?? false
    case .index(let index): array.map { index < $0.count } ?? false
    case .key(let keys):
      array?.contains { element in
        (keys.object ?? [:]).allSatisfy { element[$0.key] == $0.value || element[$0.key] == nil } && element.holds(rest)
      } ?? false
    }
  }
}

extension SeededRandom {
  /// A configuration of the fixture's kind, of few names, so that configurations meet.
  fileprivate mutating func config() -> JSONValue {
    var spec: JSONValue = [:]
    // Something always: who owns nothing is not tracked.
    spec["ratio"] = 1
    if chance(70) { spec["replicas"] = .integer(Int64(below(3))) }
    if chance(50) { spec["name"] = pick(["x", "y"]) }
    if chance(50) { spec["hosts"] = .array(subset(["p", "q", "r"])) }
    if chance(40) { spec["whole"] = .object(["x": .integer(Int64(below(2)))]) }
    if chance(40) { spec["labels"] = .object(["a": "1", "b": pick(["1", "2"])].filter { _ in chance(60) }) }
    if chance(60) {
      spec["http"] = .array(
        subset(["m", "n", "o"]).map { name in
          var element: JSONValue = ["name": name]
          if chance(50) { element["weight"] = .integer(Int64(below(3))) }
          if chance(30) { element["route"] = chance(50) ? [:] : ["host": "h"] }
          return element
        })
    }
    if chance(30) { spec["anything"] = pick([["a": ["b": 1]], ["a": 1], ["a": [:]], [1], "text", ["c": [1, 2]]]) }
    var object: JSONValue = ["apiVersion": "a/v1", "kind": "K", "metadata": ["name": "n"], "spec": spec]
    if chance(40) { object.metadata.labels = ["app": pick(["x", "y"])] }
    return object
  }

  private mutating func subset(_ names: [String]) -> [JSONValue] {
    names.shuffled(using: &self).prefix(below(names.count + 1)).map(JSONValue.string)
  }
}
