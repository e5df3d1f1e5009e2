import MeshAPI
import MeshAdmission
import Testing

/// The addresses that a ServiceEntry's status gives to its hosts.
struct GivenAddressTests {
  private func admitted(_ status: String) -> AdmissionResult {
    admit(
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: out, namespace: shop}
      spec: {hosts: [a.example.com], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}
      status: \(status)
      """)
  }

  private func given(_ status: String) -> [ServiceEntry.GivenAddress]? {
    guard case .serviceEntry(let object)? = admitted(status).objects.first?.object else { return nil }
    return object.spec.givenAddresses
  }

  @Test func theStatusIsRead() {
    let status = """
      {observedGeneration: "3", conditions: [{type: Ready}], addresses: [{host: a.example.com, value: 240.240.0.1},
        {host: a.example.com, value: "2001:2::1"}]}
      """
    #expect(
      given(status) == [.init(host: "a.example.com", address: "240.240.0.1"), .init(host: "a.example.com", address: "2001:2::1")])
    #expect(admitted(status).diagnostics.isEmpty)
    #expect(given("{}") == [])
  }

  @Test(arguments: ["240.240.0.0/16", "", "somewhere", "2001:2::1::2"]) func whatIsNoAddressIsLeftOut(_ value: String) {
    let result = admitted("{addresses: [{host: a.example.com, value: \"\(value)\"}, {host: a.example.com, value: 240.240.0.2}]}")
    #expect(given("{addresses: [{host: a.example.com, value: \"\(value)\"}]}") == [])
    #expect(result.objects.count == 1)
    #expect(result.diagnostics.map(\.diagnostic.code) == [.invalidValue])
    #expect(result.diagnostics.map(\.diagnostic.path) == ["status.addresses[0].value"])
  }

  @Test func anotherAddressIsAnotherVersion() {
    let digests = ["240.240.0.1", "240.240.0.2"].map { value in
      admitted("{addresses: [{host: a.example.com, value: \(value)}]}").objects.first?.object.digest
    }
    #expect(digests[0] != digests[1])
    #expect(admitted("{observedGeneration: 1}").objects.first?.object.digest == admitted("{}").objects.first?.object.digest)
  }
}
