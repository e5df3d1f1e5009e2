extension ContractWriter {
  /// What describes a workload: the fields of a WorkloadEntry, of an endpoint of a ServiceEntry, and of a WorkloadGroup's template.
  ///
  /// - Parameters:
  ///   - address: The address that stands beside the field in question; nil where none is needed.
  ///   - shownBy: The test that shows what is not said otherwise here.
  mutating func workload(address: String?, shownBy: [String: FieldContract.Standing]) {
    let rest = address.map { "address: \($0), " } ?? ""
    scalar("address", "{address: @}", address ?? "192.0.2.1", shownBy["address"])
    container("labels", "{\(rest)labels: @}", "{app: a}", shownBy["labels"])
    scalar("labels{}", "{\(rest)labels: {app: @}}", "a", shownBy["labels"])
    scalar("locality", "{\(rest)locality: @}", "east/a/r1", shownBy["locality"])
    scalar("network", "{\(rest)network: @}", "dc", shownBy["network"])
    container("ports", "{\(rest)ports: @}", "{http: 8080}", shownBy["ports"])
    scalar("ports{}", "{\(rest)ports: {http: @}}", "8080", shownBy["ports"], key: "http")
    scalar("serviceAccount", "{\(rest)serviceAccount: @}", "vm", shownBy["serviceAccount"])
    scalar("weight", "{\(rest)weight: @}", "3", shownBy["weight"])
  }
}
