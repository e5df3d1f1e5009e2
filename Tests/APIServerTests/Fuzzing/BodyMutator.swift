import KubernetesAPI
import MeshTestSupport

/// Spells values as bodies of requests, and spoils some.
struct BodyMutator {
  var random: SeededGenerator

  /// - Parameter type: nil for any that holds an object.
  mutating func body(_ value: JSONValue, type: String?) -> (bytes: [UInt8], type: String) {
    let type = type ?? random.pick(["application/json", "application/json", "application/json", "application/yaml", "protobuf"])
    var bytes: [UInt8]
    switch type {
    case "protobuf":
      bytes = protobuf(value)
      if random.chance(70) { spoil(&bytes) }
      return (bytes, "application/vnd.kubernetes.protobuf")
    case "application/yaml", "application/apply-patch+yaml":
      bytes = random.chance(85) ? Array(YAMLWriter.document(value).utf8) : oddYAML(value)
    default: bytes = random.chance(90) ? JSONWriter.bytes(value) : oddJSON(value)
    }
    if random.chance(6) { spoil(&bytes) }
    return (bytes, type)
  }

  /// Takes away, adds or changes some bytes.
  mutating func spoil(_ bytes: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: index)
      case 2: bytes.removeLast(bytes.count - index)
      case 3:
        bytes.insert(
          contentsOf: random.pick([[0xC0, 0xAF], [0xFF], [0], [0xED, 0xA0, 0x80], [0x80, 0x80, 0x80, 0x80, 0x80]]), at: index)
      default: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    }
  }

  // MARK: JSON

  private mutating func oddJSON(_ value: JSONValue) -> [UInt8] {
    let text = value.jsonText
    let inner = String(text.dropFirst().dropLast())
    return Array(
      random.pick([
        "{\(inner),\(inner)}", "{\(inner),\"metadata\":null}", "{\(inner),\"kind\":\"Secret\",\"kind\":\"Pod\"}",
        "{\(inner),\"a\":1e999}", "{\(inner),\"a\":-0}", "{\(inner),\"a\":123456789012345678901234567890}",
        "{\(inner),\"a\":\"\\ud800\"}", "{\(inner),\"a\":\"\\u0000\"}", "{\(inner),}", "[\(text)]", "\(text)\(text)",
        "\u{FEFF}\(text)",
        "/* a */\(text)", String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 50_000), "null", "0",
        "\"x\"", "",
        "   ", "NaN", "{\(inner),\"a\":0x10}", "{\"items\":[\(text)],\"kind\":\"List\",\"apiVersion\":\"v1\"}",
        String(repeating: " ", count: 200_000) + text, "{\(inner),\"a\":[" + String(repeating: "1,", count: 100_000) + "1]}",
      ]).utf8)
  }

  // MARK: YAML

  private mutating func oddYAML(_ value: JSONValue) -> [UInt8] {
    let text = YAMLWriter.document(value)
    let bomb =
      "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
      + (1...9).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ",") + "]\n" }
      .joined()
    return Array(
      random.pick([
        bomb + text, "a: &a [*a]\n", "a: &a\n  b: *a\n" + text, text + "---\n" + text, "---\n", "", "%YAML 9.9\n---\n" + text,
        "!!python/object/apply:os.system ['id']\n", "a: !!binary xx\n" + text, "<<: {kind: Pod}\n" + text, "? [a]\n: b\n" + text,
        "? {a: b}\n: c\n", "1: 2\ntrue: 3\nnull: 4\n" + text, text + "\tx: y\n", String(repeating: "- ", count: 5000) + "a\n",
        String(repeating: "[", count: 20_000), "a: 0o777\nb: 1_000\nc: .inf\nd: .nan\ne: 0x1F\nf: 12:30:45\n" + text,
        "a: 'x\n", "&a a: *a\n", "*b : c\n", "a: |999\n x\n", "\u{FEFF}" + text, "a: \"\\x00\\uD800\"\n" + text,
        "kind: y\n" + text,
      ]).utf8)
  }

  // MARK: Protobuf

  /// A ConfigMap or a Namespace in Kubernetes' envelope, whatever the value is.
  ///
  /// Source: `k8s.io/apimachinery` runtime.Unknown: the four bytes, TypeMeta as 1, the raw object as 2.
  private mutating func protobuf(_ value: JSONValue) -> [UInt8] {
    let kind = random.pick([value.kind ?? "Pod", "ConfigMap", "Namespace", "Secret", "DeleteOptions"])
    let metadata =
      Self.field(1, Array((value.metadata.name ?? "x").utf8)) + Self.field(11, Self.field(1, [97]) + Self.field(2, [98]))
    var raw = Self.field(1, metadata) + Self.field(2, Self.field(1, [97]) + Self.field(2, [98]))
    if random.chance(10) { raw = (0..<random.pick([5, 300])).reduce(raw) { raw, _ in Self.field(2, raw) } }
    if random.chance(10) { raw += [0xFA, 0xFF, 0xFF, 0xFF, 0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F] }
    let type = Self.field(1, Array((value.apiVersion ?? "v1").utf8)) + Self.field(2, Array(kind.utf8))
    return Array("k8s\0".utf8) + Self.field(1, type) + Self.field(2, raw)
  }

  private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] { varint(number << 3 | 2) + varint(bytes.count) + bytes }

  private static func varint(_ value: Int) -> [UInt8] {
    var (rest, bytes): (Int, [UInt8]) = (value, [])
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
