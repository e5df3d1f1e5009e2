import KubernetesAPI
import Testing

@testable import APIServer

@Suite("OpenAPI 2.0 from OpenAPI 3.0")
struct SwaggerDocumentTests {
  @Test("References, open and nullable schemas, and what version 2.0 does not have") func schemas() {
    #expect(SwaggerDocument.schema(["$ref": "#/components/schemas/a.B"]) == ["$ref": "#/definitions/a.B"])
    #expect(
      SwaggerDocument.schema(["description": "It.", "allOf": [["$ref": "#/components/schemas/a.B"]]])
        == ["$ref": "#/definitions/a.B", "description": "It."])
    let schema: JSONValue = [
      "type": "object", "required": ["a"], "oneOf": [["required": ["a"]]], "not": ["required": ["b"]],
      "properties": [
        "a": ["type": "string", "nullable": true, "maxLength": 3],
        "b": ["x-kubernetes-int-or-string": true, "anyOf": [["type": "integer"], ["type": "string"]]],
        "c": ["type": "array", "items": ["type": "object", "additionalProperties": ["type": "integer", "format": "int32"]]],
        "d": ["type": "object", "properties": ["e": ["type": "string"]], "x-kubernetes-preserve-unknown-fields": true],
        "f": ["type": "array"],
      ], "x-kubernetes-map-type": "atomic",
    ]
    #expect(
      SwaggerDocument.schema(schema) == [
        "type": "object", "required": ["a"],
        "properties": [
          "a": ["maxLength": 3], "b": ["x-kubernetes-int-or-string": true],
          "c": ["type": "array", "items": ["type": "object", "additionalProperties": ["type": "integer", "format": "int32"]]],
          "d": ["type": "object", "x-kubernetes-preserve-unknown-fields": true], "f": ["type": "array", "items": [:]],
        ], "x-kubernetes-map-type": "atomic",
      ])
  }

  @Test("Open kinds are not told by name") func openKinds() {
    let kind: JSONValue = [["group": "", "version": "v1", "kind": "B"]]
    let document: JSONValue = [
      "components": [
        "schemas": [
          "open": ["x-kubernetes-preserve-unknown-fields": true, "x-kubernetes-group-version-kind": kind],
          "closed": ["type": "object", "properties": [:], "x-kubernetes-group-version-kind": kind],
        ]
      ]
    ]
    let definitions = SwaggerDocument(documents: [document], product: "1").json["definitions"]
    #expect(definitions?["open"] == ["x-kubernetes-preserve-unknown-fields": true])
    #expect(definitions?["closed"]?["x-kubernetes-group-version-kind"] == kind)
  }

  @Test("Requests with their parameters and bodies") func operations() {
    let reference: JSONValue = ["schema": ["$ref": "#/components/schemas/a.B"]]
    let document: JSONValue = [
      "paths": [
        "/b/{name}": [
          "parameters": [["name": "name", "in": "path", "required": true, "schema": ["type": "string"]]],
          "put": [
            "x-kubernetes-action": "put", "requestBody": ["content": ["*/*": reference]],
            "responses": ["200": ["description": "OK", "content": ["application/json": reference]]],
          ],
          "patch": [
            "parameters": [["name": "dryRun", "in": "query", "schema": ["type": "string", "uniqueItems": true]]],
            "requestBody": ["content": ["application/json-patch+json": [:]]],
          ],
        ]
      ], "components": ["schemas": ["a.B": ["type": "object"]]],
    ]
    let swagger = SwaggerDocument(documents: [document], product: "1").json
    let schema: JSONValue = ["$ref": "#/definitions/a.B"]
    #expect(swagger["swagger"] == "2.0" && swagger["definitions"] == ["a.B": ["type": "object"]])
    let item = swagger["paths"]?["/b/{name}"]
    #expect(item?["parameters"] == [["name": "name", "in": "path", "required": true, "type": "string"]])
    #expect(
      item?["put"] == [
        "produces": ["application/json"], "consumes": ["*/*"], "x-kubernetes-action": "put",
        "parameters": [["name": "body", "in": "body", "required": true, "schema": schema]],
        "responses": ["200": ["description": "OK", "schema": schema]],
      ])
    #expect(
      item?["patch"]?["parameters"] == [
        ["name": "dryRun", "in": "query", "type": "string", "uniqueItems": true],
        ["name": "body", "in": "body", "required": true, "schema": ["type": "object"]],
      ])
  }
}
