import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// The cost of a change follows the change, in work and in bytes: counted, never timed.
@Suite(.timeLimit(.minutes(2))) struct CostOfChangeTests {
  @Test("One VirtualService costs the routes that name it, once per class, and one virtual host per distinct input")
  func oneVirtualService() async throws {
    var large = await LargeMesh()
    let report = await large.mesh.apply([LargeMesh.virtualService(timeout: .seconds(2))])
    let names = try #require(report.counts.names)
    #expect(report.outboundClasses == 10)
    // Ten classes see the rule; each has a route `8005`, and `80`, where a host without a service is listed.
    #expect(names[.route]?.sorted() == Array(repeating: "80", count: 10) + Array(repeating: "8005", count: 10))
    // The service is called by its short name in its own namespace, which makes another virtual host there.
    let service = "svc-5.ns-2.svc.cluster.local"
    #expect(
      names[.virtualHost]?.sorted()
        == ["elsewhere.test:80", "elsewhere.test:8005", "\(service):80", "\(service):8005", "\(service):8005"])
    #expect(Set(names.keys) == [.route, .virtualHost])
    #expect(report.proxies == 200)
    let sent = await large.deliver()
    #expect(sent.count == 200)
    #expect(sent.allSatisfy { $0 == [.init(type: .route, names: ["80", "8005"], removed: [])] })
  }

  @Test("Where virtual hosts are resources of their own, one VirtualService costs no route at all")
  func oneVirtualServiceApart() async throws {
    var large = await LargeMesh(takesVirtualHosts: true)
    let report = await large.mesh.apply([LargeMesh.virtualService(timeout: .seconds(2))])
    let service = "svc-5.ns-2.svc.cluster.local"
    let hosts = ["80/elsewhere.test:80", "80/\(service):80", "8005/elsewhere.test:8005", "8005/\(service):8005"]
    #expect(Set((report.counts.names ?? [:]).keys) == [.virtualHost])
    // The last of them is another one in the service's own namespace.
    #expect(report.counts.names?[.virtualHost]?.sorted() == hosts + [hosts[3]])
    let sent = await large.deliver()
    #expect(sent.count == 200)
    #expect(sent.allSatisfy { $0 == [.init(type: .virtualHost, names: hosts, removed: [])] })
  }

  @Test("A VirtualService that one namespace sees costs that namespace's class alone")
  func oneVirtualServiceOfOneNamespace() async throws {
    var large = await LargeMesh()
    await large.mesh.apply([LargeMesh.virtualService(timeout: .seconds(1), exportTo: ["."])])
    _ = await large.deliver()
    let report = await large.mesh.apply([LargeMesh.virtualService(timeout: .seconds(2), exportTo: ["."])])
    let names = try #require(report.counts.names)
    #expect(names[.route]?.sorted() == ["80", "8005"])
    #expect(names[.virtualHost]?.count == 4)
    #expect(Set(names.keys) == [.route, .virtualHost])
    #expect(report.proxies == 20)
    let sent = await large.deliver()
    for (connection, sent) in zip(large.connections, sent) {
      let expected: [SubscribedProxy.Sent] =
        connection.proxy.namespace == "ns-2" ? [.init(type: .route, names: ["80", "8005"], removed: [])] : []
      #expect(sent == expected)
    }
    // Another sidecar of a class finds everything built.
    let before = large.mesh.reports.all.count
    _ = await large.mesh.connect(.sidecar("late", in: "ns-1", ip: "10.200.1.99", locality: .init(region: "east", zone: "e1")))
    let joined = try #require(large.mesh.reports.all.dropFirst(before).first)
    #expect(joined.counts.totalBuilt == 0)
    #expect(joined.proxies == 1)
  }

  @Test("One endpoint costs the load assignments of its service's ports and subsets, once per locality view")
  func oneEndpoint() async throws {
    var large = await LargeMesh()
    let report = await large.mesh.apply([LargeMesh.specialPod(5), LargeMesh.specialSlice(1...5)])
    let names = try #require(report.counts.names)
    let expected = ["8007", "9090"].flatMap { port in
      ["", "v1", "v2"].map { "outbound|\(port)|\($0)|svc-7.ns-3.svc.cluster.local" }
    }.sorted()
    #expect(Set(names.keys) == [.endpoint])
    #expect(names[.endpoint]?.sorted() == expected.flatMap { [$0, $0] })
    let sent = await large.deliver()
    // The new endpoint is of version v2: what is in the other subset did not change, so it is not sent.
    let changed = expected.filter { !$0.contains("|v1|") }.sorted()
    #expect(sent.count == 200)
    #expect(sent.allSatisfy { $0 == [.init(type: .endpoint, names: changed, removed: [])] })

    // Where the place of a proxy does not matter, all of them share one load assignment.
    let plain = await large.mesh.apply([LargeMesh.slice(9, 4, endpoints: 5)])
    let assignment = "outbound|8009||svc-9.ns-4.svc.cluster.local"
    #expect(plain.counts.names == [.endpoint: [assignment]])
    #expect(plain.proxies == 200)
    let sentOnce = await large.deliver()
    #expect(sentOnce.allSatisfy { $0 == [.init(type: .endpoint, names: [assignment], removed: [])] })
  }
}
