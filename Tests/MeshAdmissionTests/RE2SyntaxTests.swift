import Testing

@testable import MeshAdmission

/// What Envoy's RE2 takes and refuses. `RE2EnvoyTests` asks the real Envoy the same.
struct RE2SyntaxTests {
  static let accepted = [
    "", "a", "abc", "/api/v[0-9]+/.*", "a|b|", "|", "(|a)", "()", "(?:)", "^/users/[^/]+$", ".*", "a?b+c*",
    "a??", "a+?", "a*?", "a{2}", "a{2,}", "a{2,3}", "a{2}?", "a{0}", "a{1000}", "a{1000,}",
    "a{,5}", "a{1", "a{1,", "a{01}", "{", "a{", "a{x}", "a{99999999999}", "^*", "$*", "\\b*", "(?:)*", "()*",
    "a(?i)*", "a*(?i)*", "(a{10}){100}", "((a{10}){10}){10}", "(a*){1000}", "(a{1000}){0}", "(a{1000}){1,}",
    "(?i)abc", "(?i:abc)", "(?-i)a", "(?i-s:a)", "(?imsU)a", "(?)", "(?sss)a", "(?P<name>a)", "(?<name>a)",
    "(?P<1a>x)", "(?P<ê>x)", "(?P<a>x)|(?P<a>y)", "\\d\\D\\s\\S\\w\\W", "\\A\\z\\b\\B", "\\C", "\\Qa.b*c\\E+", "\\Q*",
    "\\Q(", "\\a\\f\\n\\r\\t\\v", "\\x41\\x{ff}\\x{00000041}", "\\0\\07\\12\\377", "\\.\\-\\/\\\"\\ \\_", "\\pN\\PN",
    "\\p{Greek}", "\\P{Lu}", "\\p{^Latin}", "\\P{^Han}", "\\p{Any}", "[a-z]", "[^a-z]", "[]a]", "[^]a]", "[-]", "[a-]",
    "[--a]", "[\\w-]", "[\\d-z]", "[a-b-c]", "[.*+?]", "[[:alpha:]_]", "[[:^digit:]]", "[[:alpha]]", "[[:]", "[\\pZ\\d]",
    "[\\p{Greek}-z]", "[\\x{80}-\\x{ff}]", "[^\\x00-\\x{ff}]", "[[.a.]]", "é", "[é-ü]", "(?i)ß", "a{1,a}", "(((a)))", "a\nb",
    "é*", "日本", "\\QÉ\\E", "\\pN{1000}", "(?:\\pL{500})", "[\\pL]{900}",
    String(repeating: ".{1000}", count: 8),
  ]

  @Test(arguments: accepted)
  func accepts(expression: String) throws {
    _ = try RE2Syntax.check(expression)
  }

  /// Expression, position (from 1) and reason.
  static let refused: [(String, Int, String)] = [
    ("(?=a)", 1, "RE2 has no lookahead"),
    ("a(?!b)", 2, "RE2 has no lookahead"),
    ("(?<=a)b", 1, "RE2 has no lookbehind"),
    ("(?<!a)b", 1, "RE2 has no lookbehind"),
    ("(a)\\1", 4, "RE2 has no backreferences such as \\1"),
    ("\\18", 1, "RE2 has no backreferences such as \\1"),
    ("(?P=name)", 1, "RE2 has no references to groups"),
    ("(?P>name)", 1, "RE2 has no references to groups"),
    ("(?>a)", 1, "RE2 has no atomic groups"),
    ("(?|a)", 1, "RE2 has no branch reset"),
    ("(?#note)", 1, "RE2 has no comments in expressions"),
    ("(?R)", 1, "RE2 has no recursion"),
    ("(?(1)a|b)", 1, "RE2 has no conditions"),
    ("a++", 2, "RE2 has no possessive repetition"),
    ("a*+", 2, "RE2 has no possessive repetition"),
    ("a**", 2, "* repeats a repetition"),
    ("a?{2}", 2, "{2} repeats a repetition"),
    ("a{2}{3}", 2, "{3} repeats a repetition"),
    ("a{2}*", 2, "* repeats a repetition"),
    ("a{2}??", 2, "? repeats a repetition"),
    ("*a", 1, "* has nothing to repeat"),
    ("(+a)", 2, "+ has nothing to repeat"),
    ("a|*", 3, "* has nothing to repeat"),
    ("{1}", 1, "{1} has nothing to repeat"),
    ("(?i)*", 5, "* has nothing to repeat"),
    ("\\Q\\E*", 5, "* has nothing to repeat"),
    ("a{1001}", 2, "{1001} repeats more than 1000 times"),
    ("a{1001,}", 2, "{1001,} repeats more than 1000 times"),
    ("a{2,1001}", 2, "{2,1001} repeats more than 1000 times"),
    ("a{3,2}", 2, "{3,2} ends below its start"),
    ("(a{10}){101}", 8, "nested repetitions multiply to more than 1000"),
    ("((a{10}){10}){11}", 14, "nested repetitions multiply to more than 1000"),
    ("(a{2,}){501}", 8, "nested repetitions multiply to more than 1000"),
    ("(a", 1, "the parenthesis is never closed"),
    ("((a)", 1, "the parenthesis is never closed"),
    ("(?:", 1, "the parenthesis is never closed"),
    ("(?P<n>", 1, "the parenthesis is never closed"),
    ("a)", 2, "the parenthesis was never opened"),
    (")", 1, "the parenthesis was never opened"),
    ("[a", 1, "the bracket is never closed"),
    ("[]", 1, "the bracket is never closed"),
    ("[^]", 1, "the bracket is never closed"),
    ("x[[:alpha:", 2, "the bracket is never closed"),
    ("[z-a]", 2, "the range z-a ends before its start"),
    ("[a-\\d]", 4, "\\d means nothing in RE2"),
    ("[[:foo:]]", 2, "[:foo:] is not a class of characters"),
    ("[\\b]", 2, "\\b means nothing in RE2"),
    ("[\\Qa]", 2, "\\Q means nothing in RE2"),
    ("a\\", 2, "a single backslash ends the expression"),
    ("\\Z", 1, "\\Z means nothing in RE2"),
    ("\\8", 1, "\\8 means nothing in RE2"),
    ("\\e", 1, "\\e means nothing in RE2"),
    ("\\h", 1, "\\h means nothing in RE2"),
    ("\\u00e9", 1, "\\u means nothing in RE2"),
    ("\\é", 1, "\\é means nothing in RE2"),
    ("\\x4", 1, "\\x needs two hexadecimal digits"),
    ("\\xzz", 1, "\\x needs two hexadecimal digits"),
    ("\\x{}", 1, "\\x{ needs hexadecimal digits and }"),
    ("\\x{41", 1, "\\x{ needs hexadecimal digits and }"),
    ("\\x{100}", 1, "\\x{100} is beyond \\x{ff}: Envoy matches bytes"),
    ("é\\x{d800}", 2, "\\x{d800} is beyond \\x{ff}: Envoy matches bytes"),
    ("\\x{10FFFF}", 1, "\\x{10FFFF} is beyond \\x{ff}: Envoy matches bytes"),
    ("[^\\x00-\\x{10FFFF}]", 8, "\\x{10FFFF} is beyond \\x{ff}: Envoy matches bytes"),
    ("[\\x{100}-\\x{200}]", 2, "\\x{100} is beyond \\x{ff}: Envoy matches bytes"),
    ("\\777", 1, "\\777 is beyond \\x{ff}: Envoy matches bytes"),
    ("[é-a]", 2, "the range é-a ends before its start"),
    ("(?P<é>a)", 5, "\"é\" is not a valid group name"),
    ("(?P<日本>x)", 5, "\"日本\" is not a valid group name"),
    ("\\p", 1, "\\p is not followed by a class of characters"),
    ("\\p{Greek", 1, "the brace behind \\p is never closed"),
    ("\\p{Greak}", 1, "\"Greak\" is not a Unicode category or script"),
    ("\\pX", 1, "\"X\" is not a Unicode category or script"),
    ("\\p{}", 1, "\"\" is not a Unicode category or script"),
    ("[\\p{Foo}]", 2, "\"Foo\" is not a Unicode category or script"),
    ("(?z)", 1, "(? is not followed by a flag, a colon or a name"),
    ("(?i", 1, "(? is not followed by a flag, a colon or a name"),
    ("(?-)", 1, "(? is not followed by a flag, a colon or a name"),
    ("(?--i)", 1, "(? is not followed by a flag, a colon or a name"),
    ("(?x)a", 1, "(? is not followed by a flag, a colon or a name"),
    ("(?P<a-b>x)", 5, "\"a-b\" is not a valid group name"),
    ("(?<>x)", 4, "\"\" is not a valid group name"),
    ("(?P<a", 1, "the group's name is never closed"),
  ]

  @Test(arguments: refused)
  func refuses(expression: String, position: Int, reason: String) {
    do {
      _ = try RE2Syntax.check(expression)
      Issue.record("\(expression) was accepted")
    } catch {
      #expect(error.message == reason)
      #expect(error.position + 1 == position)
    }
  }

  @Test func countsGroups() throws {
    #expect(try RE2Syntax.check("(a)(?:b)(?P<n>c)((d)|e)").captures == 4)
    #expect(try RE2Syntax.check("\\(a\\)[(]").captures == 0)
  }

  /// Expressions and how many instructions Envoy says they compile to.
  static let measured: [(String, Int)] = [
    ("abc", 7), ("a{100}", 104), ("(a|bc|def){100}", 804), (".{10}", 24), ("\\pL", 11), ("/api/v[0-9]+/.*", 15), ("[^/]+", 7),
    ("((\\p{L}{10}){10}){10}", 7224), ("é{3}ß", 10), ("(?i)straße{50}", 60), ("[[:^alpha:]]{50}", 154), ("\\PN{100}", 504),
    ("(?i)[\\P{Lu}\\d]{20}", 104), ("\\pN{1000}", 4004),
  ]

  /// The estimate may be off by a quarter, and never by much less than the truth.
  @Test(arguments: measured)
  func estimatesTheProgram(expression: String, measured: Int) throws {
    let size = try RE2Syntax.check(expression).programSize
    #expect(size >= measured * 8 / 10)
    #expect(size <= measured * 13 / 10)
  }

  /// What matches other bytes than its author sees.
  @Test(arguments: [
    ("[é-ü]", 2, "Envoy matches bytes: in brackets, each byte of é stands for itself"),
    ("日é*", 3, "Envoy matches bytes: * repeats only the last byte of é"),
    ("é{2}", 2, "Envoy matches bytes: {2} repeats only the last byte of é"),
    ("a\\p{Greek}", 2, "Envoy matches bytes, and no character of Greek is a single byte: \\p{Greek} does not find it"),
  ])
  func warnsOfBytes(expression: String, position: Int, message: String) throws {
    let warnings = try RE2Syntax.check(expression).warnings
    #expect(warnings.map(\.message) == [message])
    #expect(warnings.map { $0.position + 1 } == [position])
  }

  @Test(arguments: ["é", "日本.*", "(?:é)*", "(é)+", "\\pL+", "[a-z]{2}", "\\x{ff}*"])
  func isSilent(expression: String) throws {
    #expect(try RE2Syntax.check(expression).warnings.isEmpty)
  }

  @Test func survivesDeepNesting() throws {
    let depth = 100_000
    let expression = String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
    #expect(try RE2Syntax.check(expression).captures == depth)
    #expect(throws: RE2Syntax.Problem.self) { try RE2Syntax.check(String(repeating: "(", count: depth)) }
    #expect(throws: RE2Syntax.Problem.self) { try RE2Syntax.check(String(repeating: "[", count: depth)) }
  }

  @Test func neverOverflows() throws {
    let expression = String(repeating: "((((a{1000}))))|", count: 50) + "((\\pL{31}){32})"
    #expect(try RE2Syntax.check(expression).programSize > 50_000)
  }
}
