import KubernetesAPI

/// A schema with nearly everything that one may say.
enum SchemaFixture {
  static let json: JSONValue = [
    "type": "object",
    "properties": [
      "spec": [
        "type": "object", "required": ["hosts"],
        "x-kubernetes-validations": [["rule": "self.replicas > 0"]],
        "properties": [
          "hosts": [
            "type": "array", "items": ["type": "string", "minLength": 1], "x-kubernetes-list-type": "set", "maxItems": 3,
          ],
          "replicas": ["type": "integer", "minimum": 0, "maximum": 10, "default": 1],
          "ratio": ["type": "number", "minimum": 0, "exclusiveMinimum": true, "multipleOf": 0.25],
          "port": ["x-kubernetes-int-or-string": true],
          "mode": ["type": "string", "enum": ["Fast", "Slow", ""]],
          "name": ["type": "string", "pattern": "^[a-z]+$", "maxLength": 5],
          "flag": ["type": "boolean", "nullable": true],
          "since": ["type": "string", "format": "date-time"],
          "labels": ["type": "object", "additionalProperties": ["type": "string"], "maxProperties": 2, "minProperties": 1],
          "anything": ["x-kubernetes-preserve-unknown-fields": true],
          "partly": [
            "type": "object", "x-kubernetes-preserve-unknown-fields": true,
            "properties": ["known": ["type": "object", "properties": ["a": ["type": "string"]]]],
          ],
          "template": ["type": "object", "x-kubernetes-embedded-resource": true, "properties": ["spec": ["type": "object"]]],
          "http": [
            "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
            "items": [
              "type": "object",
              "properties": [
                "name": ["type": "string", "default": "main"], "weight": ["type": "integer", "default": 100],
                "route": ["type": "object", "properties": ["host": ["type": "string"], "port": ["type": "integer"]]],
                "tags": ["type": "array", "items": ["type": "string"]],
              ],
            ],
          ],
          "choice": [
            "type": "object",
            "properties": ["a": ["type": "string"], "b": ["type": "string"], "c": ["type": "string"]],
            "oneOf": [["required": ["a"]], ["required": ["b"]]], "not": ["required": ["c"]],
          ],
          "whole": [
            "type": "object", "x-kubernetes-map-type": "atomic",
            "properties": ["x": ["type": "integer"], "y": ["type": "integer"]],
          ],
          "limits": ["type": "integer", "anyOf": [["maximum": 5], ["minimum": 10]], "allOf": [["multipleOf": 5]]],
        ],
      ],
      "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
    ],
  ]

  static let schema = StructuralSchema(trusted: json)
}
