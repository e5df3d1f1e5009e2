import KubernetesAPI
import Testing

@Suite("Selectors")
struct SelectorTests {
  private static let labels = ["a": "b", "c": "d", "n": "5", "example.com/x": "", "in": "1"]

  @Test(
    "Label selectors select",
    arguments: [
      ("", true), ("a=b", true), ("a==b", true), ("a=x", false), ("a!=b", false), ("z!=b", true), ("a", true), ("!a", false),
      ("!z", true), ("a in (x, b)", true), ("a in (x)", false), ("a notin (x)", true), ("z notin (x)", true), ("z in (x)", false),
      ("a=b,c=d", true), ("a=b,c!=d", false), (" a = b , !z ", true), ("n>4", true), ("n<4", false), ("a>1", false),
      ("example.com/x=", true), ("example.com/x in (,y)", true), ("in=1", true), ("in", true), ("in in (1)", true),
      ("a=,c", false),
    ])
  func matches(text: String, expected: Bool) throws {
    let selector = try LabelSelector(text)
    #expect(selector.matches(Self.labels) == expected)
    let object: JSONValue = ["metadata": ["labels": .object(Self.labels.mapValues(JSONValue.string))]]
    #expect(selector.matches(object) == expected)
    #expect(try LabelSelector(selector.description) == selector)
  }

  @Test(
    "Texts that are no label selectors",
    arguments: [
      ("=", "unable to parse requirement: found '=', expected: !, identifier, or 'end of string'"),
      ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
      ("a=b c", "unable to parse requirement: found 'c', expected: ',' or 'end of string'"),
      ("a,", "unable to parse requirement: found '', expected: identifier after ','"),
      ("a in b", "unable to parse requirement: found 'b' expected: '('"),
      ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
      ("!", "unable to parse requirement: found '', expected: identifier"),
      ("a=(", "unable to parse requirement: found '(', expected: identifier"),
      (
        "a in ()",
        "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty"
      ),
      (
        "n>x",
        "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer"
      ),
    ])
  func mistakes(text: String, message: String) {
    #expect(throws: SelectorError(message)) { try LabelSelector(text) }
  }

  @Test("Keys and values are checked")
  func checks() {
    for text in ["-a=b", "a=b_", "a/b/c", "a in (x,-)"] { #expect(throws: SelectorError.self) { try LabelSelector(text) } }
    let many = (0..<2_000).map { "k\($0)" }.joined(separator: ",")
    #expect(throws: SelectorError.self) { try LabelSelector(many) }
  }

  @Test("The object form")
  func objectForm() throws {
    let selector = try LabelSelector(
      json: [
        "matchLabels": ["a": "b"],
        "matchExpressions": [
          ["key": "c", "operator": "In", "values": ["d", "e"]], ["key": "z", "operator": "DoesNotExist"],
          ["key": "n", "operator": "Exists", "values": []], ["key": "a", "operator": "NotIn", "values": ["q"]],
        ],
      ])
    #expect(selector.description == "a=b,c in (d,e),!z,n,a notin (q)")
    #expect(selector.matches(Self.labels))
    #expect(try LabelSelector(json: [:]).matches([:]))
    for bad: JSONValue in [
      nil, [], ["matchLabels": ["a": 1]], ["matchLabels": []], ["matchExpressions": [:]],
      ["matchExpressions": [["key": "a", "operator": "Is"]]], ["matchExpressions": [["operator": "In"]]],
      ["matchExpressions": [["key": "a", "operator": "In", "values": [1]]]],
      ["matchExpressions": [["key": "a", "operator": "Exists", "values": ["x"]]]],
    ] {
      #expect(throws: SelectorError.self, "\(bad.jsonText)") { try LabelSelector(json: bad) }
    }
  }

  @Test(
    "Field selectors select",
    arguments: [
      ("", true), ("metadata.name=x", true), ("metadata.name==x", true), ("metadata.name!=x", false), (",,", true),
      ("metadata.namespace!=y,metadata.name=x", true), ("metadata.name=x,metadata.namespace=y", false), ("spec.flag=true", true),
      ("spec.count=3", true), ("spec.none=", true), (#"spec.text=a\,b\=c\\"#, true), ("spec.list=", true),
    ])
  func fields(text: String, expected: Bool) throws {
    let object: JSONValue = [
      "metadata": ["name": "x", "namespace": "n"], "spec": ["flag": true, "count": 3, "text": "a,b=c\\", "list": [1]],
    ]
    let selector = try FieldSelector(text)
    #expect(selector.matches(object) == expected)
    #expect(try FieldSelector(selector.description) == selector)
  }

  @Test("Field selectors by given fields, and their mistakes")
  func fieldMistakes() throws {
    let selector = try FieldSelector("metadata.name=x,status.phase!=Done")
    #expect(selector.matches(["metadata.name": "x", "status.phase": "Running"]))
    #expect(!selector.matches(["metadata.name": "x", "status.phase": "Done"]))
    #expect(selector.exactValue(of: "metadata.name") == "x")
    #expect(selector.exactValue(of: "status.phase") == nil)
    #expect(throws: SelectorError("field label not supported: status.phase")) {
      try selector.check(supported: ["metadata.name"])
    }
    #expect(throws: SelectorError("invalid selector: 'a=b,c'; can't understand 'c'")) { try FieldSelector("a=b,c") }
    for bad in [#"a=\x"#, #"a=\"#, "a=b=c", "!a"] { #expect(throws: SelectorError.self, "\(bad)") { try FieldSelector(bad) } }
  }

  @Test("Watch events")
  func events() throws {
    let kind = GroupVersionKind(group: "", version: "v1", kind: "Pod")
    let event = WatchEvent.bookmark(kind, resourceVersion: "7", endsInitialEvents: true)
    #expect(event.object.metadata.annotations == ["k8s.io/initial-events-end": "true"])
    #expect(event.object.metadata.resourceVersion == "7")
    #expect(WatchEvent(json: event.json) == event)
    #expect(WatchEvent.error(.gone("x")).status?.code == 410)
    #expect(WatchEvent(json: ["type": "OTHER", "object": [:]]) == nil)
    var line: [UInt8] = []
    WatchEvent.appendLine(.added, object: event.object.jsonBytes, to: &line)
    #expect(line.last == 0x0A)
    #expect(try JSONParser.parse(line) == WatchEvent(.added, event.object).json)
  }
}
