import MeshModel
import Testing

@testable import MeshTranslation

struct RuleNamesTests {
  let names = RuleNames(namespace: "shop", domainSuffix: "cluster.local")

  @Test(arguments: [
    ("cart", "cart.shop.svc.cluster.local"),
    ("Cart", "cart.shop.svc.cluster.local"),
    ("cart.ops", "cart.ops"),
    ("cart.ops.svc.cluster.local", "cart.ops.svc.cluster.local"),
    ("*", "*"),
    ("*.example.com", "*.example.com"),
    ("10.0.0.1", "10.0.0.1"),
    ("::1", "::1"),
    ("", ""),
  ])
  func onlyNamesWithoutADotAreCompleted(written: String, full: String) {
    #expect(names.host(written).rawValue == full)
  }

  @Test(arguments: [
    ("mesh", "mesh"),
    ("edge", "shop/edge"),
    ("./edge", "shop/edge"),
    ("ops/edge", "ops/edge"),
    ("edge.ops", "ops/edge"),
    ("edge.ops.svc.cluster.local", "ops/edge"),
  ])
  func gatewaysAreNamedByNamespaceAndName(written: String, full: String) {
    #expect(names.gateway(written) == full)
  }
}
