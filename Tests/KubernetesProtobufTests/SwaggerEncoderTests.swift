import KubernetesAPI
import KubernetesProtobuf
import Testing

@Suite("OpenAPI 2.0 in protobuf form")
struct SwaggerEncoderTests {
  private typealias Wire = WireBytes

  @Test("Schemas, in the numbers of gnostic's messages") func schemas() {
    let document: JSONValue = [
      "swagger": "2.0", "info": ["title": "T", "version": "1"], "paths": [:],
      "definitions": [
        "a.B": [
          "type": "object", "required": ["c"], "x-kubernetes-map-type": "atomic",
          "properties": [
            "c": ["type": "array", "items": ["$ref": "#/definitions/d"]],
            "e": ["type": "object", "additionalProperties": ["type": "integer", "minimum": 1.5, "maxLength": 300]],
          ],
        ]
      ],
    ]
    func type(_ name: String) -> [UInt8] { Wire.bytes(22, Wire.text(1, name)) }
    func named(_ name: String, _ value: [UInt8]) -> [UInt8] { Wire.text(1, name) + Wire.bytes(2, value) }
    let list = type("array") + Wire.bytes(23, Wire.bytes(1, Wire.text(1, "#/definitions/d")))
    let number = Wire.varint(9 << 3 | 1) + [0, 0, 0, 0, 0, 0, 0xF8, 0x3F] + Wire.whole(11, 300) + type("integer")
    let map = Wire.bytes(21, Wire.bytes(1, number)) + type("object")
    let properties = Wire.bytes(25, Wire.bytes(1, named("c", list)) + Wire.bytes(1, named("e", map)))
    let extensions = Wire.bytes(31, named("x-kubernetes-map-type", Wire.text(2, #""atomic""#)))
    let schema = Wire.text(19, "c") + type("object") + properties + extensions
    let expected =
      Wire.text(1, "2.0") + Wire.bytes(2, Wire.text(1, "T") + Wire.text(2, "1")) + Wire.bytes(8, [])
      + Wire.bytes(9, Wire.bytes(1, named("a.B", schema)))
    #expect(SwaggerEncoder.encode(document) == expected)
  }

  @Test("Requests, in the numbers of gnostic's messages") func paths() {
    let document: JSONValue = [
      "swagger": "2.0", "info": ["title": "T", "version": "1"], "definitions": [:],
      "paths": [
        "/b": [
          "parameters": [["name": "n", "in": "path", "required": true, "type": "string"]],
          "patch": [
            "consumes": ["x"], "parameters": [["name": "dryRun", "in": "query", "type": "string", "uniqueItems": true]],
            "responses": ["200": ["description": "OK", "schema": ["$ref": "r"]]],
            "x-kubernetes-group-version-kind": ["kind": "B"],
          ],
        ]
      ],
    ]
    func parameter(_ number: UInt64, _ value: [UInt8]) -> [UInt8] { Wire.bytes(1, Wire.bytes(2, Wire.bytes(number, value))) }
    let query = Wire.whole(1, 0) + Wire.text(2, "query") + Wire.text(4, "dryRun") + Wire.text(6, "string") + Wire.whole(20, 1)
    let path = Wire.whole(1, 1) + Wire.text(2, "path") + Wire.text(4, "n") + Wire.text(5, "string")
    let response = Wire.text(1, "OK") + Wire.bytes(2, Wire.bytes(1, Wire.text(1, "r")))
    let responses = Wire.bytes(1, Wire.text(1, "200") + Wire.bytes(2, Wire.bytes(1, response)))
    let kind = Wire.text(1, "x-kubernetes-group-version-kind") + Wire.bytes(2, Wire.text(2, #"{"kind":"B"}"#))
    let patch =
      Wire.text(7, "x") + Wire.bytes(8, parameter(3, query)) + Wire.bytes(9, responses) + Wire.bytes(13, kind)
    let item = Wire.bytes(8, patch) + Wire.bytes(9, parameter(4, path))
    let expected =
      Wire.text(1, "2.0") + Wire.bytes(2, Wire.text(1, "T") + Wire.text(2, "1"))
      + Wire.bytes(8, Wire.bytes(2, Wire.text(1, "/b") + Wire.bytes(2, item))) + Wire.bytes(9, [])
    #expect(SwaggerEncoder.encode(document) == expected)
  }
}
