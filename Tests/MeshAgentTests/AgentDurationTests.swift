import MeshAgent
import Testing

@Suite struct AgentDurationTests {
  @Test(arguments: [
    ("0", Duration.zero), ("45s", .seconds(45)), ("1m30s", .seconds(90)), ("500ms", .milliseconds(500)),
    ("1.5h", .seconds(5400)), (".5s", .milliseconds(500)), ("10us", .microseconds(10)), ("10µs", .microseconds(10)),
    ("7ns", .nanoseconds(7)), ("0s", .zero), ("1.0000000019s", .nanoseconds(1_000_000_001)),
  ])
  func reads(_ text: String, _ expected: Duration) {
    #expect(AgentDuration.parse(text) == expected)
  }

  @Test(arguments: ["", "45", "s", "-5s", "5 s", "5x", "1..5s", "1.2.3s", ".s", "9999999999h", "5s5", "٣s"])
  func refuses(_ text: String) {
    #expect(AgentDuration.parse(text) == nil)
  }

  @Test func writesProtobufText() {
    #expect(AgentDuration.protobufText(.seconds(45)) == "45s")
    #expect(AgentDuration.protobufText(.milliseconds(1050)) == "1.050s")
    #expect(AgentDuration.protobufText(.zero) == "0s")
  }

  @Test func roundsSecondsUp() {
    #expect(AgentDuration.wholeSeconds(.milliseconds(1)) == 1)
    #expect(AgentDuration.wholeSeconds(.seconds(2)) == 2)
    #expect(AgentDuration.wholeSeconds(.zero) == 0)
  }
}

@Suite struct NetworkEndpointTests {
  @Test(arguments: [
    ("127.0.0.1:15010", NetworkEndpoint.socket(host: "127.0.0.1", port: 15010)),
    ("istiod.istio-system.svc:15010", .socket(host: "istiod.istio-system.svc", port: 15010)),
    ("[::1]:0", .socket(host: "::1", port: 0)), ("unix:/run/xds", .unix(path: "/run/xds")),
  ])
  func readsAndWrites(_ text: String, _ expected: NetworkEndpoint) {
    #expect(NetworkEndpoint(parsing: text) == expected)
    #expect(expected.text == text)
  }

  @Test(arguments: ["", "host", ":80", "host:", "host:x", "host:65536", "::1:80", "[zz]:80", "unix:", "a b:80", "http://a:80"])
  func refuses(_ text: String) {
    #expect(NetworkEndpoint(parsing: text) == nil)
  }

  @Test func knowsLoopback() {
    #expect(IPAddress.isLoopback("127.3.4.5"))
    #expect(IPAddress.isLoopback("::1"))
    #expect(!IPAddress.isLoopback("0.0.0.0"))
    #expect(!IPAddress.isLoopback("127.example"))
  }
}
