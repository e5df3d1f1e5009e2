import KubernetesAPI
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
  @Test(
    "Values",
    arguments: [
      ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("12", 12), ("-7", -7),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", 1.5), ("1e2", 100), ("1E+2", 100.0), ("25e-2", 0.25),
      ("1.0", 1), (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u6f22""#, "é漢"),
      (#""\ud83d\ude00""#, "\u{1F600}"), (#""\ud83dx\ude00""#, "\u{FFFD}x\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
      ("[]", []), ("[1, [2],{}]", [1, [2], [:]]), ("{}", [:]),
      (#"{ "a" : {"b":null} , "c":[ ] }"#, ["a": ["b": .null], "c": []]),
    ] as [(String, JSONValue)])
  func values(text: String, value: JSONValue) throws {
    #expect(try JSONValue(text: text) == value)
  }

  @Test("Whole numbers stay whole, others float")
  func numbers() throws {
    guard case .integer(1) = try JSONValue(text: "1") else { return #expect(Bool(false)) }
    guard case .number(1) = try JSONValue(text: "1.0") else { return #expect(Bool(false)) }
    guard case .number(1e19) = try JSONValue(text: "10000000000000000000") else { return #expect(Bool(false)) }
  }

  @Test(
    "What is not JSON",
    arguments: [
      ("", 0), ("  ", 2), ("nul", 0), ("tru e", 0), ("1 2", 2), ("01", 1), ("-", 1), ("1.", 2), (".5", 0), ("1e", 2), ("+1", 0),
      ("1e999", 0), ("\"a", 2), ("\"\u{1}\"", 1), (#""\x""#, 2), (#""\u12g4""#, 5), ("[1,]", 3), ("[1 2]", 3), ("{,}", 1),
      (#"{"a"}"#, 4), (#"{"a":1,}"#, 7), ("{a:1}", 1), ("[1", 2), ("{\"a\":1", 6), ("// x", 0), ("NaN", 0), ("'a'", 0),
    ])
  func mistakes(text: String, offset: Int) {
    #expect { try JSONValue(text: text) } throws: { error in
      guard let error = error as? JSONError else { return false }
      return error.code == .syntax && error.offset == offset
    }
  }

  @Test("Only UTF-8 is text")
  func encoding() {
    for bytes in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]] as [[UInt8]] {
      #expect(throws: JSONError.self) { try JSONParser.parse([0x22] + bytes + [0x22]) }
      #expect(throws: JSONError.self) { try JSONParser.parse(Array("\"\\n".utf8) + bytes + [0x22]) }
    }
  }

  @Test("Depth and size have limits")
  func limits() throws {
    let limits = JSONLimits(bytes: 100, depth: 3)
    #expect(try JSONParser.parse(Array("[[[1]]]".utf8), limits: limits) == [[[1]]])
    #expect { try JSONParser.parse(Array("[[[[1]]]]".utf8), limits: limits) } throws: {
      ($0 as? JSONError)?.code == .tooDeep && ($0 as? JSONError)?.offset == 3
    }
    #expect { try JSONParser.parse(Array(repeating: 0x20, count: 101), limits: limits) } throws: {
      ($0 as? JSONError)?.code == .tooLarge
    }
    #expect(throws: JSONError.self) { try JSONParser.parse(Array(repeating: UInt8(ascii: "["), count: 1 << 20)) }
    #expect(throws: JSONError.self) {
      try JSONParser.parse(Array(String(repeating: "{\"a\":", count: 100_000).utf8))
    }
  }

  @Test("Duplicate members are told with their paths, and the last one counts")
  func duplicates() throws {
    let text = #"{"a":1,"b":[{"x.y":1},{"x.y":1,"x.y":{"c":1,"c":2}}],"a":3,"a":4}"#
    let parsed = try JSONParser.parseReporting(Array(text.utf8))
    #expect(parsed.value == ["a": 4, "b": [["x.y": 1], ["x.y": ["c": 2]]]])
    #expect(parsed.duplicates.map(\.description) == ["b[1][x.y].c", "b[1][x.y]", "a", "a"])
    let many = "{" + Array(repeating: "\"a\":1", count: 500).joined(separator: ",") + "}"
    #expect(try JSONParser.parseReporting(Array(many.utf8)).duplicates.count == 100)
  }

  @Test("What is written reads back the same, in the same bytes")
  func roundTrip() throws {
    var random = SeededRandom(seed: 0x1E)
    for round in 0..<2_000 {
      let value = random.json(depth: 5)
      let bytes = value.jsonBytes
      let again = try JSONParser.parse(bytes)
      #expect(again == value, "round \(round)")
      #expect(again.jsonBytes == bytes, "round \(round)")
    }
  }

  @Test("Mutated text never brings the reader down")
  func fuzz() {
    var random = SeededRandom(seed: 0xF022)
    for _ in 0..<5_000 {
      var bytes = random.json(depth: 4).jsonBytes
      for _ in 0..<(1 + random.below(4)) where !bytes.isEmpty {
        switch random.below(4) {
        case 0: bytes[random.below(bytes.count)] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: random.below(bytes.count))
        case 2: bytes.insert(random.pick(Array("{}[],:\"\\0-e.u".utf8)), at: random.below(bytes.count + 1))
        default: bytes.removeLast(random.below(bytes.count))
        }
      }
      guard let value = try? JSONParser.parse(bytes) else { continue }
      #expect((try? JSONParser.parse(value.jsonBytes)) == value)
    }
  }
}
