import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Rules of roles")
struct PolicyRuleTests {
  private static func get(_ resource: String, _ subresource: String? = nil, name: String? = nil, group: String = "")
    -> AccessRequest
  {
    AccessRequest(
      verb: "get",
      object: .resource(GroupResource(group: group, resource: resource), subresource: subresource, namespace: "a", name: name))
  }

  struct Case: Sendable, CustomStringConvertible {
    var rule: PolicyRule
    var request: AccessRequest
    var isAllowed: Bool
    var description: String { "\(rule.json.jsonText) \(request.summary)" }
  }

  private static let pods = PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"])
  static let cases = [
    Case(rule: pods, request: get("pods"), isAllowed: true),
    Case(rule: pods, request: get("pods", "log"), isAllowed: false),
    Case(rule: pods, request: get("pods", group: "other"), isAllowed: false),
    Case(rule: pods, request: get("secrets"), isAllowed: false),
    Case(rule: PolicyRule(verbs: ["list"], groups: [""], resources: ["pods"]), request: get("pods"), isAllowed: false),
    Case(rule: PolicyRule(verbs: ["*"], groups: ["*"], resources: ["*"]), request: get("x", "y", group: "z"), isAllowed: true),
    Case(
      rule: PolicyRule(verbs: ["get"], groups: [""], resources: ["*/status"]), request: get("pods", "status"), isAllowed: true),
    Case(rule: PolicyRule(verbs: ["get"], groups: [""], resources: ["*/status"]), request: get("pods"), isAllowed: false),
    Case(
      rule: PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"], names: ["a"]), request: get("pods", name: "a"),
      isAllowed: true),
    Case(
      rule: PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"], names: ["a"]), request: get("pods", name: "b"),
      isAllowed: false),
    Case(
      rule: PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"], names: ["a"]), request: get("pods"), isAllowed: false),
    Case(
      rule: PolicyRule(verbs: ["get"], paths: ["/apis/*"]), request: AccessRequest(verb: "get", object: .path("/apis/x")),
      isAllowed: true),
    Case(
      rule: PolicyRule(verbs: ["get"], paths: ["/api"]), request: AccessRequest(verb: "get", object: .path("/apis")),
      isAllowed: false),
  ]

  @Test("Rules allow what they name", arguments: cases) func allows(_ example: Case) {
    #expect(example.rule.allows(example.request) == example.isAllowed)
  }

  @Test("Rules cover others that ask for no more") func covers() {
    let wide = PolicyRule(verbs: ["get", "list"], groups: ["", "apps"], resources: ["pods", "deployments", "*/status"])
    #expect(PolicyRule(verbs: ["get"], groups: ["apps"], resources: ["deployments"]).isCovered(by: [wide]))
    #expect(PolicyRule(verbs: ["list"], groups: [""], resources: ["services/status"]).isCovered(by: [wide]))
    #expect(PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"], names: ["a"]).isCovered(by: [wide]))
    #expect(!PolicyRule(verbs: ["get", "delete"], groups: [""], resources: ["pods"]).isCovered(by: [wide]))
    #expect(!PolicyRule(verbs: ["get"], groups: ["*"], resources: ["pods"]).isCovered(by: [wide]))
    #expect(!wide.isCovered(by: [Self.pods]))
    let named = PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"], names: ["a"])
    #expect(!Self.pods.isCovered(by: [named]))
  }

  @Test("A rule of too many pieces is counted, not taken apart") func pieces() {
    let many = Set((0..<3000).map { ExactName("x\($0)") })
    #expect(PolicyRule(verbs: many, groups: many, resources: many, names: many).pieces > 20_000)
  }

  @Test("Names are compared by their bytes: of users, of objects, of roles") func bytes() {
    let (one, two) = ("n\u{E9}", "ne\u{301}")
    #expect(ExactName("K") != ExactName("\u{212A}"))
    let named = PolicyRule(verbs: ["get"], groups: [""], resources: ["pods"], names: [ExactName(one)])
    #expect(named.allows(Self.get("pods", name: one)) && !named.allows(Self.get("pods", name: two)))
    var book = RoleBook()
    book.clusterRoles = [ExactName(one): [Self.pods]]
    let subjects = [RoleBook.Subject.user(ExactName(one)), .group(ExactName(one))]
    book.clusterBindings["a"] = RoleBook.Binding(subjects: subjects, roleKind: "ClusterRole", roleName: ExactName(one))
    func isAllowed(_ user: String, _ groups: [String] = []) -> Bool {
      book.allows(Self.get("pods"), UserInfo(name: user, groups: groups))
    }
    #expect(isAllowed(one) && !isAllowed(two) && isAllowed("x", [two, one]) && !isAllowed("x", [two]))
    for (kind, name) in [("ClusterRole", two), ("x", one), ("Role", one)] {
      book.clusterBindings["a"] = RoleBook.Binding(subjects: subjects, roleKind: kind, roleName: ExactName(name))
      #expect(!isAllowed(one), "\(kind)")
    }
  }

  @Test("Keys of objects are read back whatever their names begin with") func keys() {
    for (namespace, name) in [(nil, "\u{301}a"), ("default", "\u{301}a"), ("default", "a")] as [(String?, String)] {
      let resource = GroupResource(group: "", resource: "secrets")
      let place = KeyLayout.parse(KeyLayout.key(resource, namespace: namespace, name: name))
      #expect(place?.resource == resource && place?.namespace == namespace && place?.name == name)
    }
  }
}
