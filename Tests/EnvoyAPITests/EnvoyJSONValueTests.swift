import EnvoyAPI
import Testing

@Suite struct EnvoyJSONValueTests {
  private func parse(_ text: String) throws -> EnvoyJSONValue {
    try EnvoyJSONValue(parsing: text.utf8)
  }

  @Test func keepsOrderDuplicatesAndDigits() throws {
    let value = try parse(#" {"b": 18446744073709551615, "a": [-0.5e+3, 0], "b": null} "#)
    #expect(
      value
        == .object(["b": .number("18446744073709551615"), "a": .array([.number("-0.5e+3"), .number("0")]), "b": .null]))
  }

  @Test(arguments: [
    (#""\u00e9\ud83d\ude00\n\/\"""#, "é😀\n/\""), (#""é😀""#, "é😀"), (#""""#, ""),
  ])
  func readsStrings(text: String, expected: String) throws {
    #expect(try parse(text) == .string(expected))
    #expect(try parse(EnvoyJSONValue.string(expected).text()) == .string(expected))
  }

  @Test(arguments: [
    ("", "the text ends where a value is expected at byte 0"), ("{", "expected the name of a member in quotes at byte 1"),
    ("[1,]", "expected a value at byte 3"), ("{\"a\" 1}", "expected a colon at byte 5"),
    ("01", "more text follows the JSON value at byte 1"),
    ("[1 2]", "expected a comma or a closing bracket at byte 3"), ("\"a", "the text ends inside a string at byte 2"),
    ("-", "expected a value at byte 0"), ("1.", "expected a value at byte 0"), ("nul", "expected a value at byte 0"),
    ("\"\\ud83d\"", "half a surrogate pair in a string at byte 7"), ("\"\\x\"", "unknown escape in a string at byte 3"),
    ("\"\n\"", "a control character inside a string must be escaped at byte 2"), ("NaN", "expected a value at byte 0"),
  ])
  func refusesWhatIsNoJSON(text: String, message: String) {
    let error = #expect(throws: EnvoyJSONSyntaxError.self) { try parse(text) }
    #expect(error?.description == message)
  }

  @Test func refusesInvalidUTF8() {
    #expect(throws: EnvoyJSONSyntaxError.self) { try EnvoyJSONValue(parsing: [0x22, 0xff, 0x22]) }
  }
}
