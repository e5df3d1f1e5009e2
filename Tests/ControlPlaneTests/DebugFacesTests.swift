import AsyncHTTPClient
import ControlPlane
import MeshTestSupport
import NIOCore
import NIOHTTP1
import Testing
import XDSResources

/// The faces for people and tools: every one answers JSON, `?proxyID=` narrows, and what is not there is said to be not there.
@Suite(.timeLimit(.minutes(2))) struct DebugFacesTests {
  private static let proxyFaces = ["adsz", "syncz", "cdsz", "edsz", "ldsz", "rdsz", "vhdsz"].map { "/debug/\($0)" }
  private static let meshFaces = ["configz", "registryz", "endpointz"].map { "/debug/\($0)" }

  private func withTwoProxies(_ body: @Sendable @escaping (RunningControlPlane) async throws -> Void) async throws {
    let files = [
      "platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "3s"),
    ]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.delta { first in
          first.subscribe(.cluster, node: SmallMesh.client)
          first.subscribe(.route, ["8080"])
          first.acknowledge(try #require(try await first.next()))
          first.acknowledge(try #require(try await first.next()))
          try await client.sotw { second in
            second.request(.listener, node: SmallMesh.other)
            second.acknowledge(try #require(try await second.next()))
            try await body(running)
          }
        }
      }
    }
  }

  @Test func indexNamesEveryFace() async throws {
    try await withControlPlane([:]) { running in
      let index = try await running.get("/debug")
      #expect(index.status == 200)
      let paths = index.json["faces"].items.compactMap(\.["path"].text)
      #expect(Set(paths).isSuperset(of: Self.proxyFaces + Self.meshFaces + ["/debug/config_dump"]))
      for path in paths where path != "/debug/config_dump" {
        let answer = try await running.get(path)
        #expect(answer.status == 200)
        #expect(answer.contentType.hasPrefix("application/json"))
        #expect(answer.json != .null)
      }
      #expect(try await running.get("/debug/nothing").status == 404)
      #expect(try await running.get("/").status == 404)
    }
  }

  @Test func proxyIDNarrows() async throws {
    try await withTwoProxies { running in
      for path in Self.proxyFaces {
        let all = try await Self.proxies(running, path)
        #expect(all == [SmallMesh.client, SmallMesh.other], "\(path)")
        for name in [SmallMesh.client, "client.shop", "client"] {
          let one = try await Self.proxies(running, path + "?proxyID=\(name)")
          #expect(one == [SmallMesh.client], "\(path) \(name)")
        }
      }
      for path in Self.proxyFaces + Self.meshFaces {
        let nobody = try await running.get(path + "?proxyID=nobody")
        #expect(nobody.status == 404, "\(path)")
        #expect(nobody.json["error"].text?.hasPrefix("no such proxy is connected") == true)
        let mistyped = try await running.get(path + "?proxyId=client")
        #expect(mistyped.status == 400, "\(path)")
        #expect(mistyped.json["error"].text?.contains("it takes ?proxyID=") == true)
      }
    }
  }

  @Test func proxyIDNarrowsTheMeshToWhatTheProxySees() async throws {
    let hidden = """
      apiVersion: v1
      kind: Service
      metadata: {name: hidden, namespace: elsewhere, annotations: {networking.istio.io/exportTo: "."}}
      spec: {ports: [{name: http, port: 9090}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: hidden, namespace: elsewhere}
      spec: {hosts: [hidden], exportTo: ["."], http: [{route: [{destination: {host: hidden}}]}]}

      """
    let files = [
      "platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "3s"), "hidden.yaml": hidden,
    ]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: SmallMesh.client)
          stream.acknowledge(try #require(try await stream.next()))
          for (path, member) in [("registryz", "hostname"), ("endpointz", "hostname")] {
            let all = try await running.get("/debug/\(path)").json.items.compactMap { $0[member].text }
            #expect(all.count == 2, "\(path)")
            let seen = try await running.get("/debug/\(path)?proxyID=client").json.items.compactMap { $0[member].text }
            #expect(seen == [SmallMesh.host], "\(path)")
          }
          let seen = try await running.get("/debug/configz?proxyID=client").json.items
          #expect(Set(seen.compactMap { $0["kind"].text }) == ["Service", "VirtualService"])
          #expect(seen.allSatisfy { $0["metadata"]["name"] == "cart" })
        }
      }
    }
  }

  @Test func headIsAnsweredWithoutABody() async throws {
    try await withControlPlane([:]) { running in
      for path in ["/metrics", "/ready", "/debug", "/debug/configz"] {
        var request = HTTPClientRequest(url: "http://\(running.addresses.http)\(path)")
        request.method = .HEAD
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        #expect(response.status == .ok, "\(path)")
        #expect(try await response.body.collect(upTo: 1 << 20).readableBytes == 0)
      }
    }
  }

  /// The proxies that a face tells of.
  private static func proxies(_ running: RunningControlPlane, _ path: String) async throws -> [String] {
    let json = try await running.get(path).json
    let list = path.hasPrefix("/debug/adsz") ? json["clients"] : json
    return list.items.compactMap(\.["proxy"].text)
  }

  @Test func connectedProxiesAndWhatTheyWereSent() async throws {
    try await withTwoProxies { running in
      let clients = try await running.get("/debug/adsz").json
      #expect(clients["totalClients"] == 2)
      #expect(clients["clients"][0]["protocol"] == "delta")
      #expect(clients["clients"][0]["routes"].texts.contains("8080"))
      // It never asked for listeners; the other proxy asked for nothing else.
      #expect(clients["clients"][0]["routes"].texts == ["8080"])
      #expect(clients["clients"][0]["listeners"] == [])
      #expect(clients["clients"][1]["listeners"].texts.contains("virtualOutbound"))
      #expect(clients["clients"][1]["routes"] == [])
      #expect(clients["clients"][0]["watches"] == ["cds": "*", "rds": ["8080"]])
      #expect(clients["clients"][1]["protocol"] == "sotw")
      let sync = try await running.json(at: "/debug/syncz?proxyID=client") { $0[0]["types"]["rds"]["status"] == "SYNCED" }
      #expect(sync[0]["types"]["cds"]["status"] == "SYNCED")
      #expect(sync[0]["types"]["rds"]["responses"] == 1)
      #expect(sync[0]["types"]["rds"]["acked"] == sync[0]["types"]["rds"]["sent"])
      let routes = try await running.get("/debug/rdsz?proxyID=client").json[0]["resources"].items
      let route = try #require(routes.first { $0["name"] == "8080" })
      #expect(route["resource"]["virtual_hosts"].items.contains { $0["name"].text == "\(SmallMesh.host):8080" })
      // Without a proxy named, only names, versions and sizes are told.
      #expect(try await running.get("/debug/rdsz").json[0]["resources"][0].keys == ["bytes", "name", "version"])
    }
  }

  @Test func configDumpHasTheShapeOfEnvoys() async throws {
    try await withTwoProxies { running in
      let dump = try await running.get("/debug/config_dump?proxyID=\(SmallMesh.client)")
      #expect(dump.status == 200)
      let kinds = dump.json["configs"].items.compactMap { $0["@type"].text?.split(separator: ".").last.map(String.init) }
      #expect(kinds == ["ClustersConfigDump", "EndpointsConfigDump", "ListenersConfigDump", "RoutesConfigDump"])
      let clusters = dump.json["configs"][0]["dynamic_active_clusters"].items
      let cart = try #require(clusters.first { $0["cluster"]["name"].text == "outbound|8080||\(SmallMesh.host)" })
      #expect(cart["cluster"]["@type"].text == TypeURL.cluster.rawValue)
      #expect(cart["version_info"].text?.count == 32)
      let listeners = dump.json["configs"][2]["dynamic_listeners"].items
      #expect(listeners.contains { $0["active_state"]["listener"]["name"] == "virtualInbound" })
      #expect(try await running.get("/debug/config_dump?proxyID=nobody").status == 404)
      let unnamed = try await running.get("/debug/config_dump")
      #expect(unnamed.status == 400)
      #expect(unnamed.json["error"].text?.contains("proxyID") == true)
    }
  }

  @Test func configDumpShowsVirtualHostsInTheirRoutes() async throws {
    let files = ["platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "3s")]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.route, ["8080"], node: SmallMesh.client, metadata: ["MELTEMI_VHDS": "true"])
          stream.acknowledge(try #require(try await stream.next()))
          let sent = try await running.get("/debug/rdsz?proxyID=client").json[0]["resources"].items.first { $0["name"] == "8080" }
          #expect(sent?["resource"]["virtual_hosts"] == .null)
          let dump = try await running.get("/debug/config_dump?proxyID=client").json["configs"][3]["dynamic_route_configs"]
          let route = try #require(dump.items.first { $0["route_config"]["name"] == "8080" })
          let names = route["route_config"]["virtual_hosts"].items.compactMap(\.["name"].text)
          #expect(names == ["8080/allow_any", "8080/\(SmallMesh.host):8080"])
        }
      }
    }
  }

  @Test func registryAndEndpoints() async throws {
    try await withTwoProxies { running in
      let services = try await running.get("/debug/registryz").json
      #expect(services.items.map { $0["hostname"].text } == [SmallMesh.host])
      #expect(services[0]["ports"] == [["name": "http", "port": 8080, "protocol": "HTTP", "targetPort": 8080]])
      #expect(services[0]["endpoints"] == 2)
      #expect(services[0]["origin"] == "Service/shop/cart")
      let endpoints = try await running.get("/debug/endpointz?host=cart").json
      #expect(endpoints[0]["endpoints"].items.map { $0["address"].text } == ["10.1.0.1", "10.1.0.2"])
      #expect(try await running.get("/debug/endpointz?host=nobody").json == [])
    }
  }

  @Test func objectsInForceSayWhereTheyStand() async throws {
    try await withTwoProxies { running in
      let objects = try await running.get("/debug/configz").json
      let rule = try #require(objects.items.first { $0["kind"] == "VirtualService" })
      #expect(rule["apiVersion"] == "networking.istio.io/v1")
      #expect(rule["metadata"] == ["name": "cart", "namespace": "shop"])
      #expect(rule["meltemi"]["state"] == "in force")
      #expect(rule["meltemi"]["place"].text?.hasSuffix("rule.yaml:1") == true)
      #expect(rule["meltemi"]["diagnostics"] == [])
      #expect(rule["spec"] == .null)
      let asked = try await running.get("/debug/configz?kind=virtualservice&name=cart&namespace=shop").json
      #expect(asked.items.count == 1)
      #expect(asked[0]["spec"]["hosts"] == ["cart"])
      #expect(asked[0]["spec"]["http"][0]["timeout"] == "3s")
      #expect(asked[0]["spec"]["http"][0]["route"][0]["destination"] == ["host": "cart"])
      #expect(try await running.get("/debug/configz?name=nobody").json == [])
    }
  }
}
