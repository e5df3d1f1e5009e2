extension FieldContract {
  static let workloadEntry: [FieldContract] = {
    let selected = Standing.translated(shownBy: "WorkloadEntryTests.aServiceEntrySelectsWorkloadEntriesOfItsNamespace")
    var writer = ContractWriter("WorkloadEntry", spec: "{address: 192.0.2.1}", selected)
    writer.workload(
      address: "192.0.2.1",
      shownBy: [
        "labels": .translated(shownBy: "WorkloadEntryTests.labelsOfTheObjectComeBeforeThoseItWrites"),
        "ports": .translated(shownBy: "WorkloadEntryTests.aKubernetesServiceSelectsThemToo"),
        "serviceAccount": .translated(shownBy: "WorkloadEntryTests.anAccountMakesAPeer"),
      ])
    return writer.fields
  }()
}
