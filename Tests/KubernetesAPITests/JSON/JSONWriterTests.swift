import KubernetesAPI
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
  @Test(
    "Numbers are spelled as Go spells them",
    arguments: [
      (0.0, "0"), (-0.0, "-0"), (1.0, "1"), (1.5, "1.5"), (-2.25, "-2.25"), (100.0, "100"), (1e6, "1000000"), (0.1, "0.1"),
      (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-9, "1.25e-9"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
      (1.2345e25, "1.2345e+25"), (123_456_789.125, "123456789.125"), (1e16, "10000000000000000"),
      (9.007199254740993e15, "9007199254740992"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (.infinity, "null"), (.nan, "null"),
    ])
  func numbers(value: Double, text: String) {
    #expect(JSONValue.number(value).jsonText == text)
  }

  @Test("Texts are escaped where they must be, and nowhere else")
  func texts() {
    #expect(JSONValue.string("a\"\\\n\r\t\u{8}\u{C}\u{1}\u{1F}<&>é").jsonText == #""a\"\\\n\r\t\b\f\u0001\u001f<&>é""#)
  }

  @Test("Members are sorted by the bytes of their names")
  func order() {
    let value: JSONValue = ["b": 1, "a": [true, .null], "B": ["z": 1.5, "é": "x", "": 2], "ab": -1]
    #expect(value.jsonText == #"{"B":{"":2,"z":1.5,"é":"x"},"a":[true,null],"ab":-1,"b":1}"#)
  }

  @Test("A value can be appended to what is there")
  func appending() {
    var bytes = Array("x=".utf8)
    JSONWriter.append(["a": 1], to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #"x={"a":1}"#)
  }

  @Test("Paths are told as Kubernetes tells them")
  func paths() {
    #expect(FieldPath("spec", "http").index(0).field("match").description == "spec.http[0].match")
    #expect(FieldPath("metadata", "labels").key("app").description == "metadata.labels[app]")
    #expect(FieldPath("metadata", "labels", "a.b/c").description == "metadata.labels[a.b/c]")
    #expect(FieldPath("a", "", "b]").description == #"a[""]["b]"]"#)
    #expect(FieldPath.root.description == "")
    let value: JSONValue = ["spec": ["http": [["a.b": 1]]]]
    #expect(value.value(at: FieldPath("spec", "http").index(0).key("a.b")) == 1)
    #expect(value.value(at: FieldPath("spec", "http").index(1)) == nil)
    #expect(value.value(at: FieldPath("spec").index(0)) == nil)
  }
}
