import Foundation
import MeshAPI
import MeshAdmission
import MeshModel
import MeshPush
import MeshTestSupport
import Testing
import XDSResources

/// What proxies of Bookinfo get of each of Istio's sample rules, one file at a time beside the services and subsets.
///
/// The samples may lie in `shared/data` beside the checkout; without them there is nothing to check.
@Suite struct SampleRuleTests {
  private static let folder: URL? = {
    let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    let checkout = tests.deletingLastPathComponent().deletingLastPathComponent()
    let data = checkout.deletingLastPathComponent().appending(path: "shared/data/bookinfo")
    return FileManager.default.fileExists(atPath: data.path) ? data : nil
  }()

  /// A file, and pieces of one resource in the order in which they must come.
  struct Row: Sendable, CustomTestStringConvertible {
    var file: String
    var type: TypeURL
    var name: String
    var pieces: [String]
    var proxy: Proxy
    var testDescription: String { file }

    static func row(_ file: String, _ type: TypeURL, _ name: String, by proxy: Proxy = .page, _ pieces: String...) -> Row {
      Row(file: file, type: type, name: name, pieces: pieces, proxy: proxy)
    }

    /// How requests for `reviews` or `ratings` are routed.
    static func routes(_ file: String, _ pieces: String...) -> Row {
      Row(file: file, type: .route, name: "9080", pieces: pieces, proxy: .page)
    }
  }

  private static func cluster(_ service: String, _ subset: String) -> String {
    "\"outbound|9080|\(subset)|\(service).default.svc.cluster.local\""
  }

  private static let rows: [Row] = [
    .row(
      "bookinfo-gateway", .route, "http.8080", by: .gateway, "\"path\":\"/productpage\"", cluster("productpage", ""),
      "\"prefix\":\"/static\"", "\"path\":\"/login\"", "\"path\":\"/logout\"", "/api/v1/products"),
    .row(
      "certmanager-gateway", .route, "http.80", by: .gateway, "\"prefix\":\"/.well-known/acme-challenge/\"",
      "\"outbound|8089||cert-manager-resolver.istio-system.svc.cluster.local\""),
    .row("destination-rule-all", .cluster, "outbound|9080|v2-mysql-vm|ratings.default.svc.cluster.local", "\"EDS\""),
    .row(
      "destination-rule-all-mtls", .cluster, "outbound|9080|v3|reviews.default.svc.cluster.local",
      "\"transport_socket\"", "UpstreamTlsContext", "\"sni\":\"outbound_.9080_.v3_.reviews.default.svc.cluster.local\""),
    .row("destination-rule-reviews", .cluster, "outbound|9080|v2|reviews.default.svc.cluster.local", "\"RANDOM\""),
    .row("egress-rule-google-apis", .route, "80", "www.googleapis.com", "\"cluster\":\"outbound|443||www.googleapis.com\""),
    .row("egress-rule-google-apis", .cluster, "outbound|443||www.googleapis.com", "UpstreamTlsContext", "\"auto_sni\":true"),
    .routes("fault-injection-details-v1", cluster("details", "v1"), "\"abort\"", "\"http_status\":555", "\"numerator\":1000000"),
    .routes(
      "virtual-service-all-v1", cluster("details", "v1"), cluster("productpage", "v1"), cluster("ratings", "v1"),
      cluster("reviews", "v1")),
    .routes("virtual-service-details-v2", cluster("details", "v2")),
    .routes("virtual-service-ratings-db", cluster("ratings", "v2"), cluster("reviews", "v3")),
    .routes("virtual-service-ratings-mysql", cluster("ratings", "v2-mysql"), cluster("reviews", "v3")),
    .routes("virtual-service-ratings-mysql-vm", cluster("ratings", "v2-mysql-vm"), cluster("reviews", "v3")),
    .routes(
      "virtual-service-ratings-test-abort", "\"exact\":\"jason\"", cluster("ratings", "v1"), "\"http_status\":500",
      cluster("ratings", "v1")),
    .routes(
      "virtual-service-ratings-test-delay", "\"exact\":\"jason\"", cluster("ratings", "v1"), "\"fixed_delay\":\"7s\"",
      cluster("ratings", "v1")),
    .routes(
      "virtual-service-reviews-50-v3", cluster("reviews", "v1"), "\"weight\":50", cluster("reviews", "v3"), "\"weight\":50"),
    .routes(
      "virtual-service-reviews-80-20", cluster("reviews", "v1"), "\"weight\":80", cluster("reviews", "v2"), "\"weight\":20"),
    .routes(
      "virtual-service-reviews-90-10", cluster("reviews", "v1"), "\"weight\":90", cluster("reviews", "v2"), "\"weight\":10"),
    .routes("virtual-service-reviews-jason-v2-v3", "\"exact\":\"jason\"", cluster("reviews", "v2"), cluster("reviews", "v3")),
    .routes("virtual-service-reviews-test-v2", "\"exact\":\"jason\"", cluster("reviews", "v2"), cluster("reviews", "v1")),
    .routes(
      "virtual-service-reviews-v2-v3", cluster("reviews", "v2"), "\"weight\":50", cluster("reviews", "v3"), "\"weight\":50"),
    .routes("virtual-service-reviews-v3", cluster("reviews", "v3")),
  ]

  private static func objects(of file: String) throws -> [MeshObject] {
    let text = try Data(contentsOf: try #require(folder).appending(path: file))
    let admitted = Admission(options: AdmissionOptions(strict: true)).admit(Array(text), file: file)
    #expect(admitted.diagnostics.filter { $0.diagnostic.severity != .note }.map(\.description) == [])
    return admitted.objects.map(\.object)
  }

  @Test(.enabled(if: folder != nil), arguments: rows) func proxiesFollow(_ row: Row) async throws {
    var mesh = TestMesh()
    await mesh.apply(try Self.objects(of: "platform/bookinfo.yaml") + Self.objects(of: "networking/destination-rule-all.yaml"))
    await mesh.apply(try Self.objects(of: "networking/\(row.file).yaml"))
    let connection = await mesh.connect(row.proxy)
    let snapshot = try #require(await mesh.engine.resources(of: connection))
    let resource = try #require(snapshot.resources(row.type).first { $0.name == row.name })
    var rest = try EnvoyGolden.text(of: [resource]).filter { !$0.isWhitespace }[...]
    for piece in row.pieces {
      let place = try #require(rest.firstRange(of: piece), "\(row.file): no \(piece) here: \(rest)")
      rest = rest[place.upperBound...]
    }
  }

  @Test(.enabled(if: folder != nil)) func everyFileIsTried() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: try #require(Self.folder).path + "/networking")
    #expect(Set(files.filter { $0.hasSuffix(".yaml") }) == Set(Self.rows.map { $0.file + ".yaml" }))
  }
}

extension Proxy {
  fileprivate static let page = sidecar("productpage", in: "default", ip: "10.0.0.1", labels: ["app": "productpage"])
  fileprivate static let gateway = router(
    "istio-ingressgateway", in: "istio-system", ip: "10.0.0.9", labels: ["istio": "ingressgateway"])
}
