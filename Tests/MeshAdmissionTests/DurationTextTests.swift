import Testing

@testable import MeshAdmission

struct DurationTextTests {
  @Test(
    arguments: [
      ("0", .zero), ("0s", .zero), ("1s", .seconds(1)), ("1.5s", .milliseconds(1500)), ("100ms", .milliseconds(100)),
      ("1h2m3s", .seconds(3723)), ("1.5h", .seconds(5400)), (".5m", .seconds(30)), ("1us", .microseconds(1)),
      ("1µs", .microseconds(1)), ("7ns", .nanoseconds(7)), ("-1s", .seconds(-1)), ("+2s", .seconds(2)),
      ("0.000000001s", .nanoseconds(1)), ("3.s", .seconds(3)), ("1s1s", .seconds(2)), ("1.0005s", .nanoseconds(1_000_500_000)),
    ] as [(String, Duration)])
  func parses(text: String, expected: Duration) {
    #expect(DurationText.parse(text) == expected)
  }

  @Test(arguments: [
    "", "1", "s", ".s", "1.5", "1 s", "1d", "1sec", "--1s", "1s-", "9999999999h", "99999999999999999999s", "1h1", "١s",
  ])
  func refuses(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test func describes() {
    #expect(DurationText.describe(.seconds(90)) == "90s")
    #expect(DurationText.describe(.seconds(7200)) == "2h")
    #expect(DurationText.describe(.milliseconds(1)) == "1ms")
  }
}
