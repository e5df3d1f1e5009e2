import MeshTestSupport

/// Changes documents at random: mostly so that they stay YAML and hold something else, sometimes anyhow.
struct FuzzMutator {
  var random: SeededGenerator
  private let documents: [[String]]
  /// Every scalar of every document, and some that are seldom meant.
  private let scalars: [String]
  private static let strange = [
    "0", "-1", "65535", "65536", "4294967295", "9223372036854775807", "1e308", ".nan", "0.0001", "true", "null", "~", "''",
    "\"*\"", "\"*.*\"", "\"*/*\"", "\"~/*\"", ".", "a.b", "localhost", "\"::1\"", "\"[::]:80\"", "0.0.0.0/0", "\"::/0\"",
    "256.1.1.1", "unix:///x", "1h1m1s1ms", "0s", "-5s", "876000h", "\"(a+)+$\"", "\"[\"", "\"\\\\1\"", "\"%\"", "\"%%\"",
    "\"%REQ(a)%\"", "\"{a}\"", "[]", "{}", "[[]]", "{a: b}", "\"\\0\"", "\"\\n\"", "\"é😀\"", "/", "//", "/../", "\"?\"", "\"#\"",
    "PASSTHROUGH", "ISTIO_MUTUAL", "NONE", "DNS", "TCP", "UDP", "HTTP2", "GRPC", "MONGO", "ANY", "REMOVE", "REPLACE", "ADD",
  ]

  init(seed: UInt64, documents: [String]) {
    random = SeededGenerator(seed: seed)
    self.documents = documents.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    scalars =
      documents.flatMap { $0.split(whereSeparator: { " \n,{}[]".contains($0) }).map(String.init) }
      .filter { !$0.hasSuffix(":") } + Self.strange
  }

  mutating func document() -> String {
    var lines = random.pick(documents)
    // Few changes leave much that is accepted, and only that goes down the whole way.
    for _ in 0..<random.pick([1, 1, 1, 2, 4]) { mutate(&lines) }
    var text = lines.joined(separator: "\n") + "\n"
    if random.chance(10) { mangle(&text) }
    if random.chance(10) { text += "---\n" + random.pick(documents).joined(separator: "\n") + "\n" }
    return text
  }

  private mutating func mutate(_ lines: inout [String]) {
    guard lines.count > 4 else { return }
    let index = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0: lines.remove(at: index)
    case 1: lines.insert(lines[index], at: index)
    case 2:
      // Lines of something else, moved to where they may fit.
      let other = random.pick(documents)
      let start = Int.random(in: 0..<other.count, using: &random)
      lines.insert(contentsOf: other[start..<min(other.count, start + Int.random(in: 1...4, using: &random))], at: index)
    case 3: lines[index] = "  " + lines[index]
    default: lines[index] = replacingScalar(in: lines[index])
    }
  }

  private mutating func replacingScalar(in line: String) -> String {
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let places = words.indices.filter { !words[$0].isEmpty && !words[$0].hasSuffix(":") && words[$0] != "-" }
    guard let place = places.randomElement(using: &random) else { return line }
    let ending = String(words[place].reversed().prefix { "]},".contains($0) }.reversed())
    let opening = String(words[place].prefix { "[{".contains($0) })
    words[place] = opening + random.pick(scalars) + ending
    return words.joined(separator: " ")
  }

  private mutating func mangle(_ text: inout String) {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      if random.chance(50) { bytes[index] = UInt8.random(in: 0...255, using: &random) } else { bytes.remove(at: index) }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}
