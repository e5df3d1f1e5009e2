import Testing

@testable import MeshAdmission

/// Plain words mean here what they mean to Kubernetes' tools.
struct ScalarResolutionTests {
  private func kind(_ text: String) -> String {
    switch ScalarResolution.plain(text) {
    case .null: "null"
    case .bool(let value, _): "\(value)"
    case .integer(let value, _): "int \(value)"
    case .number(let value, _): "number \(value)"
    case .string(let value): "text \(value)"
    case .list, .mapping: "collection"
    }
  }

  @Test(arguments: [
    ("", "null"), ("~", "null"), ("null", "null"), ("Null", "null"), ("nULL", "text nULL"),
    ("yes", "true"), ("On", "true"), ("y", "true"), ("TRUE", "true"), ("no", "false"), ("OFF", "false"), ("n", "false"),
    ("yEs", "text yEs"), ("0", "int 0"), ("-7", "int -7"), ("+7", "int 7"), ("1_000", "int 1000"), ("010", "int 8"),
    ("0o17", "int 15"), ("0x1F", "int 31"), ("-0x10", "int -16"), ("0b101", "int 5"), ("08", "number 8.0"), ("1.5", "number 1.5"),
    (".5", "number 0.5"), ("1.", "number 1.0"), ("1e3", "number 1000.0"), ("-1.5E-1", "number -0.15"), ("1e", "text 1e"),
    ("9223372036854775808", "number 9.223372036854776e+18"), (".inf", "number inf"), ("-.INF", "number -inf"),
    ("1.2.3", "text 1.2.3"), ("2026-01-31", "text 2026-01-31"), ("12:30:45", "text 12:30:45"), ("-", "text -"), ("+", "text +"),
    (".", "text ."), ("0x", "text 0x"), ("0xg", "text 0xg"), ("5s", "text 5s"), ("1,000", "text 1,000"), ("v1", "text v1"),
  ])
  func resolves(text: String, expected: String) {
    #expect(kind(text) == expected)
  }

  @Test func readsNotANumber() {
    #expect(kind(".NaN") == "number nan")
  }
}
