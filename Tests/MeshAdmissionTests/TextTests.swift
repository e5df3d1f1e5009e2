import MeshAPI
import MeshAdmission
import Testing

/// How bytes become documents: encodings, line ends, syntax, anchors, bounds.
struct TextTests {
  static let sidecar =
    "apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: NAME}\nspec: {egress: [{hosts: ['*/*']}]}\n"

  static func named(_ name: String) -> String {
    sidecar.replacing("NAME", with: name)
  }

  private func names(_ result: AdmissionResult) -> [String] { result.objects.map(\.object.key.name) }

  @Test(arguments: [
    "", "\n", "# only a comment\n", "---\n", "---\n---\n# x\n---\n", "%YAML 1.1\n---\n", "null\n", "~", "...\n", "\u{FEFF}",
  ])
  func takesNothingForNothing(text: String) {
    let result = admit(text)
    #expect(result.isReadable)
    #expect(result.objects.isEmpty && result.diagnostics.isEmpty)
  }

  @Test func readsManyDocuments() {
    let text =
      "# first\n" + Self.named("a") + "---\n# nothing\n---\n" + Self.named("b") + "--- # third\n" + Self.named("c") + "...\n"
    let result = admit(text)
    #expect(names(result) == ["a", "b", "c"])
    #expect(result.objects.map(\.line) == [2, 9, 14])
    #expect(result.diagnostics.isEmpty)
  }

  @Test func readsWindowsLineEndsAndByteOrderMark() {
    let text = "\u{FEFF}" + (Self.named("a") + "---\n" + Self.named("b")).replacing("\n", with: "\r\n")
    let result = admit(text)
    #expect(names(result) == ["a", "b"])
    #expect(result.objects.map(\.line) == [1, 6])
  }

  @Test func readsTheContentBehindAMarker() {
    #expect(names(admit("--- {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n")) == ["a"])
    #expect(names(admit("---\tkind: x\n")).isEmpty)
  }

  @Test func aMarkerInsideAScalarIsText() {
    let result = admit("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  annotations:\n    x: |\n      ---\n      text\n")
    #expect(names(result) == ["a"])
  }

  // MARK: Refused files

  static let unreadable: [(String, String)] = [
    ("a: [1", "test.yaml:2:1: error: not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence) [syntax]"),
    ("a: b\n c: d\n", "test.yaml:2:3: error: not valid YAML: mapping values are not allowed in this context [syntax]"),
    ("a:\n\tb: c\n", "test.yaml:2:1: error: a tab stands in the indentation; indent with spaces [syntax]"),
    ("a:\n  b: c\n \td: e\n", "test.yaml:3:2: error: a tab stands in the indentation; indent with spaces [syntax]"),
    (
      "ok: 1\n---\na: 'b\n",
      "test.yaml:4:1: error: not valid YAML: found unexpected end of stream (while scanning a quoted scalar) [syntax]"
    ),
    ("a: *nobody\n", "test.yaml:1:4: error: not valid YAML: found undefined alias [syntax]"),
    (
      "a: 1\nb: 2\na: 3\n",
      "test.yaml:3:1: error: the key \"a\" appears twice in one mapping (first on line 1); keep one of them [duplicate-key]"
    ),
    (
      "x:\n  - a: 1\n    # a: 2\n    \"a\" : 3\n",
      "test.yaml:4:5: error: the key \"a\" appears twice in one mapping (first on line 2); keep one of them [duplicate-key]"
    ),
    (
      "x: {a: 1, a: 2}\n",
      "test.yaml:1:5: error: the key \"a\" appears twice in one mapping (first on line 1); keep one of them [duplicate-key]"
    ),
    ("? [a]\n: b\n", "test.yaml:1:3: error: a mapping key must be a text [syntax]"),
    ("a: b\nc: \u{1}\n", "test.yaml:2:4: error: the control character 0x01 is not allowed [syntax]"),
    ("a: é\u{7F}\n", "test.yaml:1:5: error: the control character 0x7F is not allowed [syntax]"),
    ("a: \u{9B}\n", "test.yaml:1:4: error: the control character 0x9B is not allowed [syntax]"),
    (
      "{\"a\": 1,\n \"a\": 2}",
      "test.yaml:2:2: error: the key \"a\" appears twice in one mapping (first on line 1); keep one of them [duplicate-key]"
    ),
    ("<<: 5\n", "test.yaml:1:5: error: a merge key (<<) takes a mapping or a list of mappings [syntax]"),
  ]

  @Test(arguments: unreadable)
  func refusesTheFile(text: String, expected: String) {
    let result = admit(text)
    #expect(result.diagnostics.map(\.description) == [expected])
    #expect(!result.isReadable && result.objects.isEmpty && result.hasErrors)
  }

  @Test func reportsEveryBrokenDocument() {
    let result = admit("a: [1\n---\n" + Self.named("fine") + "---\nb: }\n")
    #expect(result.diagnostics.compactMap(\.line) == [2, 8])
    #expect(result.objects.isEmpty, "nothing of a broken file comes into force")
  }

  @Test func givesUpOnAFileOfBrokenDocuments() {
    #expect(admit(String(repeating: "a: [\n---\n", count: 10_000)).diagnostics.count == 20)
  }

  @Test func refusesOtherEncodings() {
    let admission = Admission()
    let utf16 = admission.admit([0xFF, 0xFE, 0x61, 0x00], file: "f")
    #expect(utf16.diagnostics.map(\.description) == ["f:1:1: error: the file is UTF-16; save it as UTF-8 [syntax]"])
    let latin1 = admission.admit(Array("a: b\nc: ".utf8) + [0xE9, 0x0A], file: "f")
    #expect(latin1.diagnostics.map(\.description) == ["f:2:1: error: the file is not UTF-8; save it as UTF-8 [syntax]"])
  }

  // MARK: Bounds

  @Test func boundsTheFileSize() {
    var limits = AdmissionOptions.Limits()
    limits.fileSize = 100
    let result = admit(Self.named("a"), AdmissionOptions(limits: limits))
    #expect(
      result.diagnostics.map(\.description) == [
        "test.yaml:1:1: error: the file has \(Self.named("a").utf8.count) bytes; at most 100 are accepted; split the file [limit-exceeded]"
      ])
    #expect(!result.isReadable)
  }

  @Test func boundsTheNumberOfObjects() {
    var limits = AdmissionOptions.Limits()
    limits.objects = 2
    let text = (0..<3).map { Self.named("a\($0)") }.joined(separator: "---\n")
    let result = admit(text, AdmissionOptions(limits: limits))
    #expect(
      result.diagnostics.map(\.description) == [
        "test.yaml:11:1: error: the file holds 3 objects; at most 2 are accepted; split the file [limit-exceeded]"
      ])
  }

  @Test func boundsTheDepth() {
    let nested = String(repeating: "{a: ", count: 70) + "1" + String(repeating: "}", count: 70)
    let result = admit(Self.named("a") + "extra: \(nested)\n---\n" + Self.named("b"))
    #expect(names(result) == ["b"])
    let path = "extra" + String(repeating: ".a", count: 63)
    #expect(result.diagnostics.contains { $0.diagnostic.path == path && $0.diagnostic.code == .limit && $0.line == 5 })
  }

  @Test func boundsTheDepthOfAnEnvoyFilterValue() {
    func filter(_ depth: Int) -> String {
      let value = String(repeating: "{a: ", count: depth) + "1" + String(repeating: "}", count: depth)
      return "apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: deep}\nspec:\n  configPatches:\n"
        + "  - applyTo: CLUSTER\n    patch:\n      operation: MERGE\n      value: \(value)\n"
    }
    let deep = admit(filter(30))
    let path = "spec.configPatches[0].patch.value" + String(repeating: ".a", count: 24)
    #expect(
      deep.diagnostics.map(\.description).contains(
        "test.yaml:9:110: error: EnvoyFilter/default/deep: \(path): the value is nested deeper than 24 levels [limit-exceeded]"))
    #expect(deep.refused.map(\.name) == ["EnvoyFilter/default/deep"])
    let shallow = admit(filter(24))
    #expect(shallow.diagnostics.map(\.diagnostic.code) == [.unknownField])
    #expect(shallow.objects.count == 1)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func survivesTextNestedWithoutEnd(opening: String) {
    for count in [500, 990, 5_000, 100_000] {
      let result = admit(String(repeating: opening, count: count))
      #expect(result.hasErrors)
      #expect(!result.diagnostics.contains { $0.description.contains("yaml_") }, "the reader's own names leak")
    }
  }

  @Test func survivesJSONNestedWithoutEnd() {
    let text = String(repeating: "{\"a\":", count: 100_000)
    #expect(admit(text).diagnostics.map(\.diagnostic.code) == [.limit])
  }

  @Test func boundsAliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let bomb = admit(text)
    #expect(bomb.diagnostics.map(\.diagnostic.message) == ["the file holds too many values once its aliases are expanded"])
    let inKey = admit(text + "? *a9\n: x\n")
    #expect(inKey.diagnostics.map(\.diagnostic.message) == ["aliases inside mapping keys are not accepted"])
    #expect(inKey.diagnostics.map(\.diagnostic.code) == [.limit])
  }

  @Test func boundsAnchors() {
    // Each anchor holds the one before it, deep inside: together they nest deeper than a stack could take.
    var text = "a0: &a0 x\n"
    for level in 1...40 {
      text +=
        "a\(level): &a\(level) " + String(repeating: "[", count: 900) + "*a\(level - 1)" + String(repeating: "]", count: 900)
        + "\n"
    }
    #expect(admit(text).diagnostics.map(\.diagnostic.message) == ["one document defines 40 anchors; at most 16 are accepted"])
    let lines = text.split(separator: "\n").prefix(16).joined(separator: "\n")
    #expect(admit(lines + "\n").hasErrors)
  }

  // MARK: YAML's features

  @Test func expandsAnchorsAndMergeKeys() throws {
    let result = admit(
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: a
        labels: &base {x: one, y: two}
        annotations:
          <<: *base
          y: three
      """)
    #expect(result.diagnostics.isEmpty)
    guard case .namespace(let object) = try #require(result.objects.first).object else { return }
    #expect(object.metadata.annotations == ["x": "one", "y": "three"])
  }

  @Test func readsTags() throws {
    let result = admit("apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {a: !!str 5, b: !!str yes, c: ! 7}}\n")
    guard case .namespace(let object) = try #require(result.objects.first).object else { return }
    #expect(object.metadata.labels == ["a": "5", "b": "yes", "c": "7"])
  }

  @Test func readsJSON() throws {
    let json = """
      {"apiVersion": "v1", "kind": "Namespace",
       "metadata": {"name": "a", "labels": {"a": "\\ud83d\\ude00\\u00e9\\/"}}}
      {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "b", "labels": {"a": 1}}}
      """
    let result = admit(json)
    #expect(
      result.diagnostics.map(\.description) == [
        "test.yaml:3:85: error: Namespace/b: metadata.labels[a]: must be a text, not the number 1; write \"1\" in quotes [wrong-type]"
      ])
    guard case .namespace(let object) = try #require(result.objects.first).object else { return }
    #expect(object.metadata.labels == ["a": "😀é/"])
  }

  @Test func readsListsOfObjects() {
    let text = """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: v1
        kind: Namespace
        metadata: {name: a}
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d}
      - apiVersion: v1
        kind: Namespace
        metadata: {}
      ---
      apiVersion: networking.istio.io/v1
      kind: SidecarList
      items:
      - metadata: {name: s}
        spec: {egress: [{hosts: ["*/*"]}]}
      """
    let result = admit(text)
    #expect(result.objects.map(\.object.key.description) == ["Namespace/a", "Sidecar/default/s"])
    #expect(result.objects.map(\.line) == [4, 17])
    #expect(result.ignored.map(\.name) == ["Deployment/default/d"])
    #expect(result.refused.map(\.line) == [10])
  }
}
