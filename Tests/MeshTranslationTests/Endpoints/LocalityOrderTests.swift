import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// How localities order and share the endpoints of a service.
@Suite struct LocalityOrderTests {
  /// One host in each of these localities, by `locality: priority/weight`, without those that have no hosts.
  private func outcome(
    _ localities: [String: Int] = ["eu/a/1": 1, "eu/a/2": 1, "eu/b/1": 1, "us/a/1": 1, "asia/a/1": 1],
    from home: String = "eu/a/1", trafficDistribution: String? = nil, config: MeshConfig = MeshConfig(),
    _ policy: (inout TrafficPolicy) -> Void = { _ in }
  ) throws -> [String: String] {
    var mesh = MeshFixture(config)
    let service = mesh.service("cart") { $0.trafficDistribution = trafficDistribution }
    mesh.destinationRule("cart", DestinationRule("cart", policy: policy))
    let places = localities.sorted { $0.key < $1.key }
    mesh.endpoints(
      places.enumerated().map { index, place in .at("10.0.1.\(index)", in: place.key) { $0.weight = place.value } },
      of: service)
    var proxy = MeshFixture.sidecar("shop")
    proxy.locality = Locality(home)
    let plan = try #require(mesh.assignments(of: service, for: proxy).first).plan()
    #expect(plan.groups.map(\.locality) == plan.groups.map(\.locality).sorted())
    return Dictionary(
      uniqueKeysWithValues: plan.groups.filter { !$0.hosts.isEmpty }.map {
        ($0.locality.description, "\($0.priority)/\($0.weight)")
      })
  }

  private let alike = ["eu/a/1": "0/1", "eu/a/2": "0/1", "eu/b/1": "0/1", "us/a/1": "0/1", "asia/a/1": "0/1"]

  @Test func withoutOutlierDetectionAllLocalitiesAreAlike() throws {
    #expect(try outcome() == alike)
    #expect(try outcome { $0.loadBalancer = .locality { $0.failover = [.init(from: "eu", to: "us")] } } == alike)
  }

  @Test func theNearestComesFirst() throws {
    let expected = ["eu/a/1": "0/1", "eu/a/2": "1/1", "eu/b/1": "2/1", "us/a/1": "3/1", "asia/a/1": "3/1"]
    #expect(try outcome { $0.outlierDetection = OutlierDetection() } == expected)
  }

  @Test func theRegionToFailOverToComesBeforeTheOthers() throws {
    let expected = ["eu/a/1": "0/1", "eu/a/2": "1/1", "eu/b/1": "2/1", "us/a/1": "3/1", "asia/a/1": "4/1"]
    let actual = try outcome {
      $0.outlierDetection = OutlierDetection()
      $0.loadBalancer = .locality { $0.failover = [.init(from: "asia", to: "eu"), .init(from: "eu", to: "us")] }
    }
    #expect(actual == expected)
  }

  @Test func prioritiesHaveNoGaps() throws {
    let actual = try outcome(["us/a/1": 2, "eu/b/1": 1]) { $0.outlierDetection = OutlierDetection() }
    #expect(actual == ["eu/b/1": "0/1", "us/a/1": "1/2"])
  }

  @Test func switchedOffMeansOff() throws {
    #expect(
      try outcome {
        $0.outlierDetection = OutlierDetection()
        $0.loadBalancer = .locality { $0.enabled = false }
      } == alike)
    var config = MeshConfig()
    config.localityLbSetting = LocalityLoadBalancerSetting()
    config.localityLbSetting?.enabled = false
    #expect(try outcome(config: config) { $0.outlierDetection = OutlierDetection() } == alike)
    let own = try outcome(config: config) {
      $0.outlierDetection = OutlierDetection()
      $0.loadBalancer = .locality { $0.enabled = true }
    }
    #expect(own["eu/a/2"] == "1/1", "the rule's own setting beats the mesh's")
  }

  @Test func regionsDecideAmongEqualLabelsWhereASettingSpeaksOfThem() throws {
    func outcome(_ failover: [LocalityLoadBalancerSetting.Failover]) throws -> [String: String] {
      try self.outcome {
        $0.outlierDetection = OutlierDetection()
        $0.loadBalancer = .locality { ($0.failoverPriority, $0.failover) = (["topology.kubernetes.io/region"], failover) }
      }
    }
    let byLabel = ["eu/a/1": "0/1", "eu/a/2": "0/1", "eu/b/1": "0/1", "us/a/1": "1/1", "asia/a/1": "1/1"]
    #expect(try outcome([]) == byLabel)
    let byBoth = ["eu/a/1": "0/1", "eu/a/2": "1/1", "eu/b/1": "2/1", "us/a/1": "3/1", "asia/a/1": "4/1"]
    #expect(try outcome([.init(from: "eu", to: "us")]) == byBoth)
  }

  // MARK: Zones

  private func zoned(_ change: (inout ZoneAwareLoadBalancerSetting) -> Void = { _ in }) throws -> [String: String] {
    try outcome { policy in
      var setting = ZoneAwareLoadBalancerSetting()
      setting.enabled = true
      change(&setting)
      policy.loadBalancer = LoadBalancerSettings()
      policy.loadBalancer?.zoneAwareLbSetting = setting
    }
  }

  @Test func zonesOfTheOwnRegionAreAlikeAndOtherRegionsComeLater() throws {
    let alike = ["eu/a/1": "0/1", "eu/a/2": "0/1", "eu/b/1": "0/1"]
    #expect(try zoned() == alike.merging(["us/a/1": "1/1", "asia/a/1": "1/1"]) { $1 })
    #expect(
      try zoned { $0.failover = [.init(from: "eu", to: "asia")] }
        == alike.merging(["asia/a/1": "1/1", "us/a/1": "2/1"]) { $1 })
  }

  @Test func labelsRankBeforeRegionsWhereZonesCount() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.destinationRule(
      "cart",
      DestinationRule("cart") { policy in
        var setting = ZoneAwareLoadBalancerSetting()
        (setting.enabled, setting.failoverPriority) = (true, ["version=v2"])
        policy.loadBalancer = LoadBalancerSettings()
        policy.loadBalancer?.zoneAwareLbSetting = setting
      })
    mesh.endpoints(
      [
        .at("10.0.0.1", labels: ["version": "v1"], in: "eu/a"), .at("10.0.0.2", labels: ["version": "v2"], in: "us/a"),
        .at("10.0.0.3", labels: ["version": "v2"], in: "eu/b"),
      ], of: service)
    var proxy = MeshFixture.sidecar("shop")
    proxy.locality = Locality("eu/a")
    let groups = try #require(mesh.assignments(of: service, for: proxy).first).plan().groups
    let ranks = groups.sorted { $0.priority < $1.priority }.map { $0.hosts.map(\.address) }
    #expect(ranks == [[.ip("10.0.0.3")], [.ip("10.0.0.2")], [.ip("10.0.0.1")]])
  }

  // MARK: Distribution

  @Test func sharesAreGivenByPattern() throws {
    let actual = try outcome(["eu/a/1": 1, "eu/a/2": 3, "eu/b/1": 1, "us/a/1": 1]) {
      $0.loadBalancer = .locality {
        $0.distribute = [
          .init(from: "us/*", to: ["eu/*": 100]), .init(from: "eu/a/*", to: ["eu/a/*": 80, "us/a/1": 20]),
          .init(from: "eu/*", to: ["us/*": 100]),
        ]
      }
    }
    #expect(actual == ["eu/a/1": "0/20", "eu/a/2": "0/60", "us/a/1": "0/20"], "the first match counts")
  }

  @Test func localitiesWithoutAShareStayAsEmptyGroups() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.destinationRule(
      "cart",
      DestinationRule("cart") {
        $0.loadBalancer = .locality { $0.distribute = [.init(from: "*", to: ["eu": 100])] }
      })
    mesh.endpoints([.at("10.0.0.1", in: "eu/a"), .at("10.0.0.2", in: "us/a")], of: service)
    let plan = try #require(mesh.assignments(of: service).first).plan()
    #expect(plan.groups.map(\.locality.region) == ["eu", "us"])
    #expect(plan.groups.map(\.hosts.count) == [1, 0])
  }

  @Test func theMoreSpecificPatternTakesItsGroupsFirst() throws {
    let actual = try outcome(["eu/a/1": 1, "eu/b/1": 1]) {
      $0.loadBalancer = .locality { $0.distribute = [.init(from: "eu", to: ["eu/*": 30, "eu/b/1": 70])] }
    }
    #expect(actual == ["eu/a/1": "0/30", "eu/b/1": "0/70"])
  }

  @Test func proxiesElsewhereAreNotConcerned() throws {
    #expect(
      try outcome(from: "asia/a/1") {
        $0.loadBalancer = .locality { $0.distribute = [.init(from: "eu/*", to: ["us": 100])] }
      } == alike)
  }

  @Test func aShareRoundsUpAndZeroIsNone() throws {
    let actual = try outcome(["eu/a/1": 1, "eu/a/2": 1, "eu/a/3": 1, "us/a/1": 1]) {
      $0.loadBalancer = .locality { $0.distribute = [.init(from: "eu", to: ["eu/*": 100, "us/*": 0])] }
    }
    #expect(actual == ["eu/a/1": "0/34", "eu/a/2": "0/34", "eu/a/3": "0/34"])
  }

  // MARK: Labels

  @Test func labelsOrderEndpointsOfOneLocality() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.destinationRule(
      "cart",
      DestinationRule("cart") {
        $0.outlierDetection = OutlierDetection()
        $0.loadBalancer = .locality {
          $0.failoverPriority = ["topology.kubernetes.io/region", "team", "version=v2"]
        }
      })
    let labels = [
      ["team": "a", "version": "v2"], ["team": "a", "version": "v1"], ["team": "b", "version": "v2"], ["version": "v2"],
    ]
    mesh.endpoints(
      labels.enumerated().map { .at("10.0.0.\($0)", labels: $1, in: "eu/a") } + [.at("10.0.0.9", in: "us/a")], of: service)
    var proxy = MeshFixture.sidecar("shop", labels: ["team": "a", "version": "v1"])
    proxy.locality = Locality("eu/x")
    let groups = try #require(mesh.assignments(of: service, for: proxy).first).plan().groups
    #expect(groups.map(\.priority) == [0, 1, 2, 3])
    #expect(groups.map(\.hosts.count) == [1, 1, 2, 1])
    #expect(groups.map(\.weight) == [1, 1, 2, 1])
  }

  @Test(arguments: ["PreferClose", "PreferSameZone"]) func aServiceMayPreferWhatIsClose(_ distribution: String) throws {
    let expected = ["eu/a/1": "0/1", "eu/a/2": "1/1", "eu/b/1": "2/1", "us/a/1": "3/1", "asia/a/1": "3/1"]
    #expect(try outcome(trafficDistribution: distribution) == expected)
  }

  @Test func aRuleBeatsTheServicesPreference() throws {
    #expect(
      try outcome(trafficDistribution: "PreferClose") { $0.loadBalancer = .locality { $0.enabled = true } } == alike)
  }

  @Test func theSameNodeMayBePreferred() throws {
    var mesh = MeshFixture()
    let service = mesh.service("cart") { $0.trafficDistribution = "PreferSameNode" }
    mesh.endpoints([.at("10.0.0.1") { $0.nodeName = "n1" }, .at("10.0.0.2") { $0.nodeName = "n2" }], of: service)
    var proxy = MeshFixture.sidecar("shop")
    proxy.nodeName = "n2"
    let groups = try #require(mesh.assignments(of: service, for: proxy).first).plan().groups
    #expect(groups.map { $0.hosts.map(\.address) } == [[.ip("10.0.0.2")], [.ip("10.0.0.1")]])
  }

  // MARK: Sharing

  @Test func theProxysPlaceCountsOnlyWhereARuleAsksForIt() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.endpoints([.at("10.0.0.1", in: "eu/a"), .at("10.0.0.2", in: "us/a")], of: service)
    func areShared(_ policy: (inout TrafficPolicy) -> Void) -> Bool {
      mesh.destinationRule("cart", DestinationRule("cart", policy: policy))
      let all = ["eu/a/1", "eu/b/2"].map { place in
        var proxy = MeshFixture.sidecar("shop")
        proxy.locality = Locality(place)
        return mesh.assignments(of: service, for: proxy)
      }
      return all[0] == all[1]
    }
    #expect(areShared { _ in })
    #expect(areShared { $0.loadBalancer = .locality { $0.distribute = [.init(from: "eu", to: ["us": 100])] } })
    #expect(
      areShared {
        $0.outlierDetection = OutlierDetection()
        $0.loadBalancer = .locality { $0.failoverPriority = ["topology.kubernetes.io/region"] }
      })
    #expect(!areShared { $0.outlierDetection = OutlierDetection() })
  }

  @Test(arguments: [
    ("eu", "eu/a/1", true), ("eu/*", "eu/a/1", true), ("eu/a", "eu/a/1", true), ("eu/a/*", "eu/a/1", true),
    ("eu/a/1", "eu/a/1", true), ("*", "eu/a/1", true), ("*", "", true), ("eu/b", "eu/a/1", false), ("us", "eu/a/1", false),
    ("eu/a/2", "eu/a/1", false), ("eu", "", false),
  ])
  func patterns(_ pattern: String, _ locality: String, _ matches: Bool) {
    #expect(LocalityPattern(pattern).matches(Locality(locality)) == matches)
  }
}
