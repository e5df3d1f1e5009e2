import KubernetesAPI
import Testing

@Suite("Patterns")
struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    var steps = 1_000_000
    let isMatch = try Pattern(pattern).matches(text, steps: &steps)
    return try #require(isMatch as Bool?)
  }

  @Test(
    "Matches",
    arguments: [
      ("", "", true), ("a", "xay", true), ("^a$", "a", true), ("^a$", "ab", false), ("^a*$", "", true), ("^a+$", "", false),
      ("^a?b$", "b", true), ("a|b", "c", false), ("^(a|bc)+$", "abca", true), ("^(?:ab){2}$", "abab", true),
      ("^a{2,3}$", "aaaa", false), ("^a{2,}$", "aaaa", true), ("^a{0,2}$", "", true), ("^[a-c0-9_-]+$", "a-9_", true),
      ("^[^a]$", "a", false), ("^[]a]$", "]", true), ("^[a-]$", "-", true), (#"^\d+\.\w\s$"#, "12.x ", true),
      (#"^\D\W\S$"#, "a-b", true),
      (#"^[\d\-.]+$"#, "1-2.3", true), ("^.$", "\n", false), ("(?s)^.$", "\n", true), ("(?i)^AbC$", "aBc", true),
      ("(?i:a)b", "AB", false),
      ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false), (#"\bfoo\b"#, "a foo.", true), (#"\bfoo\b"#, "afoo", false),
      (#"^\Bb"#, "b", false),
      (#"\Aab\z"#, "ab", true), (#"^\x41\x{1F600}$"#, "A\u{1F600}", true), (#"^\Qa.b\E$"#, "a.b", true), ("^é$", "é", true),
      ("^[[:alpha:]]+$", "aZ", true), ("^[[:^digit:]]$", "1", false), ("^(?P<name>a)(?<other>b)$", "ab", true),
      ("a{,2}", "a{,2}", true),
      ("a{x}", "a{x}", true), ("^(a*)*$", "aaa", true), ("^(|a)+$", "aa", true), ("x*?y", "xxy", true),
      (#"^\/\-\_$"#, "/-_", true),
      (#"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#, "a-b.c-d.e", true),
      (#"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#, "a-.c", false), ("^(?i)a(?-i)b$", "Ab", true),
    ])
  func matching(pattern: String, text: String, expected: Bool) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(
    "What is no pattern",
    arguments: [
      "(", ")", "a)", "[a", "[]", "*", "a**", "+a", "a{2}{3}", "[b-a]", "\\", #"\8"#, #"\p{Greek}"#, "(?=a)", "(?<!a)", #"(a)\1"#,
      "a{1001}", "a{3,2}", "(?P<>a)", #"\x{110000}"#, "{2}", "[[:nope:]]", String(repeating: "(", count: 200),
      "((a{1000}){1000}){1000}", "(?i", #"\x4"#,
    ])
  func mistakes(pattern: String) {
    #expect(throws: FieldError.self) { try Pattern(pattern) }
  }

  @Test("No expression takes more than its share of time")
  func bounded() throws {
    let text = String(repeating: "a", count: 500) + "b"
    for pattern in ["^(a+)+$", "^(a|a)*$", "^(a*)*c$", "(x+x+)+y", "^(a|aa)+$", "a{1,500}c"] {
      var steps = 5_000_000
      #expect(try Pattern(pattern).matches(text, steps: &steps) == false, "\(pattern)")
    }
    var steps = 10_000
    #expect(try Pattern("(a?){1000}c").matches(text, steps: &steps) == nil)
    #expect(steps <= 0)
    #expect(throws: Never.self) { try Pattern(String(repeating: "(){1000}", count: 1_000) + "(?:(?:){1000}){1000}") }
  }

  @Test("Mutated patterns never bring it down")
  func fuzz() {
    var random = SeededRandom(seed: 0xE2)
    let parts = [
      "a", "b", "[", "]", "(", ")", "?", "*", "+", "{", "}", "2", ",", "-", "^", "$", "|", "\\", "d", "b", ":", "i", "é", ".",
    ]
    for _ in 0..<5_000 {
      let text = (0..<random.below(14)).map { _ in random.pick(parts) }.joined()
      guard let pattern = try? Pattern(text) else { continue }
      var steps = 100_000
      _ = pattern.matches("ab-2é\n", steps: &steps)
    }
  }
}
