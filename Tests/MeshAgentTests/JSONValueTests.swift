import Foundation
import MeshAgent
import Testing

@Suite struct JSONValueTests {
  @Test func writesSortedAndEscaped() {
    let value: JSONValue = [
      "b": [1, -2, .number(0.5), true, .null], "a": "quote \" slash \\ / line \n tab \t bell \u{7} é", "é": [:], "c": [],
    ]
    #expect(
      value.prettyText == """
        {
          "a": "quote \\" slash \\\\ / line \\n tab \\t bell \\u0007 é",
          "b": [
            1,
            -2,
            0.5,
            true,
            null
          ],
          "c": [],
          "é": {}
        }

        """)
  }

  @Test func readsWhatItWrites() throws {
    let value: JSONValue = [
      "numbers": [1, .number(1.5), .integer(.max)], "flags": [true, false], "text": "\u{1}\"", "none": .null,
    ]
    let read = try JSONDecoder().decode(JSONValue.self, from: Data(value.prettyText.utf8))
    #expect(read == value)
  }

  @Test func leavesOutWhatIsNil() {
    #expect(JSONValue.fields(["a": nil, "b": 1]) == ["b": 1])
  }
}
