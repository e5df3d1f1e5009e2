import MeshAPI
import MeshAdmission
import Testing

@Suite struct IngressDecodingTests {
  private static func told(_ spec: String) -> [String] {
    let yaml = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: shop}\nspec:\n  \(spec)\n"
    return Admission().admit(Array(yaml.utf8), file: "i.yaml").diagnostics.map(\.description)
  }

  /// Envoy refuses a listener for a server name that is none.
  @Test(arguments: ["j.*n", "*", "a b", "*.*.com", "*-a.example.com", ""])
  func hostsOfCertificatesAreServerNames(host: String) {
    let told = Self.told("tls: [{hosts: [\"\(host)\", shop.example.com], secretName: edge}]")
    #expect(told.contains { $0.contains("error: Ingress/shop/a: spec.tls[0].hosts[0]:") }, "\(told)")
  }

  @Test func goodHostsAreTaken() {
    #expect(Self.told("tls: [{hosts: [shop.example.com, '*.example.com'], secretName: edge}]") == [])
  }

  @Test func keysDoNotComeFromConfigMaps() {
    let told = Self.told("tls: [{hosts: [a.com], secretName: 'configmap://a'}]")
    #expect(told.count == 1 && told.allSatisfy { $0.contains("holds roots, but no key") }, "\(told)")
    #expect(Self.told("tls: [{hosts: [a.com], secretName: a-cacert}]").count == 1)
  }
}
