import MeshAPI
import Testing

/// Expressions that the mesh itself matches with texts.
@Suite struct TextPatternTests {
  @Test(
    arguments: [
      (#"^1\.30"#, ["1.30.3", "1.30"], ["1.3", "11.30", "1x30"]),
      (#"1\.(29|30)\.\d+$"#, ["1.29.0", "x1.30.12"], ["1.31.0", "1.30.", "1.30.1-dev"]),
      (#"^1\.[2-4]\d.*"#, ["1.20.1", "1.49"], ["1.10", "1.5"]),
      (#"^(?i)MASTER"#, ["master", "Master-dev"], ["mast"]),
      (#"(?i:a)b"#, ["Ab", "ab"], ["aB"]),
      (#"^a{2,3}$"#, ["aa", "aaa"], ["a", "aaaa"]),
      (#"^[^.]+$"#, ["abc"], ["a.c", ""]),
      (#"^[[:alpha:]_-]+?$"#, ["a_b-c"], ["a1"]),
      (#"\bdev\b"#, ["1-dev", "dev.1"], ["1device"]),
      (#"^\Qa.b\E+$"#, ["a.bb"], ["axb"]),
      (#"a{"#, ["a{"], ["a"]),
      ("", ["", "x"], []),
    ])
  func matches(expression: String, fitting: [String], others: [String]) throws {
    let pattern = try #require(TextPattern(expression))
    for text in fitting { #expect(pattern.matches(text), "\(text)") }
    for text in others { #expect(!pattern.matches(text), "\(text)") }
  }

  @Test(arguments: [
    "(", "a**)", "[a", #"\p{Greek}"#, "a{1001}", "(((((a{99}){99}){99})))", "*a", #"\"#, "(?P<a)b", "(?<a)", "(?P<",
  ])
  func isNotUnderstood(expression: String) {
    #expect(TextPattern(expression) == nil)
  }

  /// Matching by trying would take longer than anybody waits.
  @Test(.timeLimit(.minutes(1)), arguments: ["^(a+)+$", "^(a|a)*$", "^(a?){30}a{30}$", "(((){1000}){1000}){1000}x"])
  func takesLinearTime(expression: String) throws {
    let pattern = try #require(TextPattern(expression))
    #expect(!pattern.matches(String(repeating: "a", count: 200) + "b"))
  }
}
