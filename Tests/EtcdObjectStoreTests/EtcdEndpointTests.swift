import EtcdObjectStore
import ObjectStore
import Testing

@Suite("Endpoints of etcd")
struct EtcdEndpointTests {
  @Test(arguments: [
    ("http://127.0.0.1:2379", EtcdEndpoint(host: "127.0.0.1", port: 2379)),
    ("https://etcd-0.etcd.svc:12379", EtcdEndpoint(host: "etcd-0.etcd.svc", port: 12379, isSecure: true)),
    ("etcd", EtcdEndpoint(host: "etcd")),
    ("10.0.0.1:1", EtcdEndpoint(host: "10.0.0.1", port: 1)),
    ("https://[::1]:2379/", EtcdEndpoint(host: "::1", isSecure: true)),
    ("http://[fd00::7]", EtcdEndpoint(host: "fd00::7")),
  ])
  func areRead(_ text: String, _ endpoint: EtcdEndpoint) {
    #expect(EtcdEndpoint(text) == endpoint)
    #expect(EtcdEndpoint(endpoint.description) == endpoint)
  }

  @Test(arguments: [
    "", "http://", "ftp://host:1", "host:", "host:0", "host:65536", "host:x", "::1", "[::1", "[host]:1", "a b", "a,b:1",
    "http://user@host:1", "http://host:1/path",
  ])
  func areRefused(_ text: String) {
    #expect(EtcdEndpoint(text) == nil)
  }

  @Test func areReadFromLists() throws {
    #expect(
      try EtcdEndpoint.list("http://a:1,https://b,c:3") == [
        EtcdEndpoint(host: "a", port: 1), EtcdEndpoint(host: "b", isSecure: true), EtcdEndpoint(host: "c", port: 3),
      ])
    for text in ["", "http://a:1,", "a,,b", "a:1,http://a:1", (0..<40).map { "h\($0)" }.joined(separator: ",")] {
      let error = #expect(throws: StoreError.self) { try EtcdEndpoint.list(text) }
      #expect(error?.code == .unavailable)
    }
  }
}
