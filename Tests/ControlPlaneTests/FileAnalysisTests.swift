import ControlPlane
import MeshAPI
import MeshTestSupport
import Testing

/// `meltemi analyze` as a library: what Istio's analysis would say, in its codes.
@Suite struct FileAnalysisTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write("mesh/platform.yaml", SmallMesh.platform)
    try folder.write("mesh/rule.yaml", SmallMesh.virtualService(timeout: "3s"))
    try folder.write("mesh/second.yaml", second())
  }

  /// Names a gateway that does not exist, and has an unknown field.
  private func second(annotations: String = "{}") -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: second, namespace: shop, annotations: \(annotations)}
    spec:
      hosts: [second.test]
      gateways: [nope]
      nonsense: 1
      http:
      - directResponse: {status: 200}

    """
  }

  private func codes(_ suppressions: String...) -> [String] {
    var analysis = FileAnalysis()
    analysis.suppressions = suppressions.compactMap { FileAnalysis.Suppression($0) }
    return analysis.analyze([folder("mesh")]).findings.map { "\($0.message.level.rawValue) \($0.message.code) \($0.origin)" }
  }

  private let missing = "Error IST0101 VirtualService second.shop"
  private let unknown = "Warning IST0133 VirtualService second.shop"

  @Test func speaksInIstiosCodes() {
    #expect(codes() == [missing, unknown])
    let report = FileAnalysis().analyze([folder("mesh")])
    #expect(report.reaches(.error) && report.reaches(.info))
    #expect(
      report.text.hasPrefix("Error [IST0101] (VirtualService second.shop \(folder("mesh/second.yaml")):6) spec.gateways[0]: "))
    let first = DebugJSON(parsing: report.json)?[0]
    #expect(first?["code"] == "IST0101")
    #expect(first?["level"] == "Error")
    #expect(first?["origin"] == "VirtualService second.shop")
    #expect(first?["reference"].text == "\(folder("mesh/second.yaml")):6")
    #expect(first?["meltemiCode"] == "unknown-gateway")
  }

  @Test func aSuppressionNamesCodeAndObject() {
    #expect(codes("IST0101=VirtualService second.shop") == [unknown])
    #expect(codes("IST0101=VirtualService *.shop", "IST0133=*") == [])
    #expect(codes("IST0101=VirtualService other.shop", "IST0102=*") == [missing, unknown])
    #expect(FileAnalysis.Suppression("IST0101") == nil)
  }

  @Test func anObjectSuppressesCodesOfItsOwn() throws {
    try folder.write("mesh/second.yaml", second(annotations: "{galley.istio.io/analyze-suppress: 'IST0101, IST0109'}"))
    #expect(codes() == [unknown])
    try folder.write("mesh/second.yaml", second(annotations: "{galley.istio.io/analyze-suppress: '*'}"))
    #expect(codes() == [])
    #expect(FileAnalysis().analyze([folder("mesh")]).text == "No issues were found.\n")
  }

  /// Only where the order of objects matters to what a patch finds.
  @Test func patchesThatDependOnOthersWantAPriority() throws {
    func filter(_ operation: String, priority: Int) throws -> [String] {
      try folder.write(
        "filters/filter.yaml",
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: filter, namespace: shop}
        spec:
          priority: \(priority)
          configPatches:
          - applyTo: HTTP_FILTER
            match: {listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager, subFilter: {name: a}}}}}
            patch:
              operation: \(operation)
              value:
                name: b
                typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer, max_request_bytes: 1}
        """)
      return FileAnalysis().analyze([folder("filters")]).findings.map { "\($0.message.code) \($0.located.diagnostic.path)" }
    }
    let relative = ["IST0151 spec.configPatches[0].patch.operation"]
    #expect(try filter("INSERT_BEFORE", priority: 0) == relative)
    #expect(try filter("REPLACE", priority: 0) == relative)
    #expect(try filter("INSERT_BEFORE", priority: 1) == [])
    #expect(try filter("INSERT_FIRST", priority: 0) == [])
  }

  @Test func objectsWithoutNamespaceAreInTheOneThatIsAskedFor() throws {
    try folder.write("bare/rule.yaml", second().replacing(", namespace: shop", with: ""))
    var analysis = FileAnalysis()
    #expect(analysis.analyze([folder("bare")]).findings.first?.origin == "VirtualService second.default")
    analysis.namespace = "ops"
    #expect(analysis.analyze([folder("bare")]).findings.first?.origin == "VirtualService second.ops")
  }

  @Test func whatIsRefusedIsASchemaError() throws {
    try folder.write("mesh/second.yaml", SmallMesh.virtualService(timeout: "often"))
    #expect(codes().contains("Error IST0106 VirtualService cart.shop"))
  }

  @Test func aMeshConfigIsReadWhereOneIsNamed() throws {
    try folder.write("mesh.yaml", "rootNamespace: 7\n")
    var analysis = FileAnalysis()
    analysis.meshConfigFile = folder("mesh.yaml")
    #expect(analysis.analyze([folder("mesh/platform.yaml")]).findings.map(\.message.code) == ["IST0106"])
    analysis.meshConfigFile = folder("nothing.yaml")
    #expect(analysis.analyze([folder("mesh/platform.yaml")]).findings.map(\.message.code) == ["IST0106"])
  }

  // MARK: Other forms

  @Test func yamlSaysTheSame() {
    let lines = FileAnalysis().analyze([folder("mesh")]).yaml.split(separator: "\n")
    #expect(lines.first == "- code: IST0101")
    #expect(lines.contains("- code: IST0133"))
    #expect(FileValidation().validate([folder("mesh/platform.yaml")]).yaml.hasPrefix("diagnostics: []\nerrors: 0\n"))
  }

  @Test func buildServersReadItAsTests() {
    let report = FileAnalysis().analyze([folder("mesh")]).junit
    #expect(report.contains("<testsuite name=\"meltemi analyze\" tests=\"2\" failures=\"1\">"))
    #expect(report.contains("<failure type=\"IST0101\" message=\"no Gateway shop/nope exists; "))
    #expect(report.contains("unknown field &quot;nonsense&quot;"))
    let good = FileValidation().validate([folder("mesh/platform.yaml")]).junit
    #expect(good.contains("<testcase classname=\"meltemi validate\" name=\"no findings\"/>"))
    #expect(FileValidation(isStrict: true).validate([folder("mesh")]).junit.contains("<failure type=\"unknown-field\""))
  }
}
