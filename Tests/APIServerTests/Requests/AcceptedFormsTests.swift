import KubernetesAPI
import Testing

@testable import APIServer

@Suite("What clients accept")
struct AcceptedFormsTests {
  @Test(
    "The form that the client likes best is taken",
    arguments: [
      (nil, ResponseForm.whole), ("*/*", .whole), ("application/json", .whole),
      ("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", .table(version: "v1", rows: .metadata)),
      ("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", .whole),
      ("application/vnd.kubernetes.protobuf,application/json", .whole),
      ("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", .metadata(version: "v1")),
      ("application/json;q=0.5, application/json;as=Table;v=v1beta1;g=meta.k8s.io", .table(version: "v1beta1", rows: .metadata)),
    ] as [(String?, ResponseForm)])
  func forms(_ header: String?, _ form: ResponseForm) throws {
    #expect(try AcceptedForms(header).form(rows: .metadata) == form)
  }

  @Test("A form that is not served is refused with what is") func refuses() {
    let error = #expect(throws: Status.self) { try AcceptedForms("text/html").form(rows: .metadata) }
    #expect(error?.code == 406)
    #expect(error?.message.contains("application/json") == true)
  }

  @Test("Aggregated discovery is given to those who prefer it") func discovery() {
    let newer = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"
    #expect(AcceptedForms(newer).discoveryVersion() == "v2")
    #expect(AcceptedForms("application/json").discoveryVersion() == nil)
    #expect(AcceptedForms("application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList").discoveryVersion() == nil)
  }
}
