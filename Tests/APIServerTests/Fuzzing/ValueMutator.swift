import KubernetesAPI
import MeshTestSupport

/// Changes JSON values so that they stay JSON and mean something else.
struct ValueMutator {
  var random: SeededGenerator
  /// Every scalar of every seed, and some that are seldom meant.
  private let scalars: [JSONValue]
  private let names: [String]
  private static let deepest = 300

  static let strange: [JSONValue] = [
    nil, true, false, 0, -1, 1.5, 65536, 2_147_483_648, .integer(.max), .integer(.min), .number(1e300), .number(-1e-300), "", "x",
    "*",
    "a/b", "../..", "/", "kube-system", "default", "\0", "\u{7F}", "é😀", "\u{202E}", "\u{FEFF}a", "A\u{300}", "-", ".", "..",
    "a..b",
    "1h1m", "-5s", "99999999999999999999s", "10.0.0.0/33", "::1", "999.1.1.1", "(a+)+$", "(?=a)", "[", "(a|b|ab)*c{1000}", "\\",
    "%s%n",
    "{{.}}", "$(id)", "system:masters", "cluster-admin", "foregroundDeletion", "orphan", "kubernetes", "Namespaced", "Cluster",
    "2025-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "9223372036854775808", "1e400", "Infinity", "100Mi", "1e9999", "v1", "v2", [],
    [:],
    [[]], [[:]], ["": ""], ["$ref": "#"], ["$patch": "delete"], ["$patch": "replace"], ["$retainKeys": ["a"]],
    ["$setElementOrder/containers": [["name": "z"]]], ["$deleteFromPrimitiveList/finalizers": ["a"]],
    .string(String(repeating: "a", count: 300)), .string(String(repeating: "a.", count: 200)),
    .string(String(repeating: "é", count: 70_000)),
  ]

  init(seed: UInt64, values: [JSONValue]) {
    random = SeededGenerator(seed: seed)
    var (scalars, names): ([JSONValue], Set<String>) = ([], [])
    func walk(_ value: JSONValue) {
      switch value {
      case .object(let members):
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
          names.insert(name)
          walk(member)
        }
      case .array(let values): for value in values { walk(value) }
      default: scalars.append(value)
      }
    }
    for value in values { walk(value) }
    self.scalars = scalars + Self.strange + Self.strange
    self.names = names.sorted() + ["", "apiVersion", "managedFields", "ownerReferences", "a.b/c", "$patch", "__proto__", "\u{0}"]
  }

  /// A value that differs from this one in some places.
  mutating func mutated(_ value: JSONValue) -> JSONValue {
    var result = value
    for _ in 0..<random.pick([1, 1, 1, 2, 3]) { result = change(result, depth: 0) }
    return result
  }

  mutating func scalar() -> JSONValue { random.pick(scalars) }

  mutating func name() -> String { random.pick(names) }

  private mutating func change(_ value: JSONValue, depth: Int) -> JSONValue {
    // Mostly somewhere inside; now and then here.
    guard random.chance(80) else { return replaced(value) }
    switch value {
    case .object(var members):
      guard let key = members.keys.sorted().randomElement(using: &random), random.chance(85) else { return replaced(value) }
      if depth > 0, random.chance(6) {
        members[key] = nil
      } else if random.chance(6) {
        members[name()] = members.removeValue(forKey: key)
      } else if random.chance(6) {
        members[name()] = scalar()
      } else if let member = members[key] {
        members[key] = change(member, depth: depth + 1)
      }
      return .object(members)
    case .array(var values):
      guard let index = values.indices.randomElement(using: &random), random.chance(85) else { return replaced(value) }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: values.remove(at: index)
      case 1: values += values
      case 2: values = Array(repeating: values[index], count: 2000)
      default: values[index] = change(values[index], depth: depth + 1)
      }
      return .array(values)
    default: return replaced(value)
    }
  }

  private mutating func replaced(_ value: JSONValue) -> JSONValue {
    switch Int.random(in: 0..<30, using: &random) {
    case 0: return nested(value, levels: random.pick([2, 50, 170, 190, Self.deepest]))
    case 1: return .array([value])
    case 2: return .array([value, value])
    case 3: return .object([name(): value])
    case 4: return .string(value.string.map { $0 + $0 } ?? "text")
    case 5: return .object(Dictionary(uniqueKeysWithValues: (0..<1000).map { ("k\($0)", value.object == nil ? value : nil) }))
    case 6: return random.pick(FuzzSeed.all).object
    default: return scalar()
    }
  }

  private mutating func nested(_ value: JSONValue, levels: Int) -> JSONValue {
    let key = name()
    let isList = random.chance(50)
    return (0..<levels).reduce(value) { value, _ in isList ? .array([value]) : .object([key: value]) }
  }
}
