"""Writes the two tables that stand beside the generated messages:

  EnvoyMessageTypes.swift  the list of all messages, by which they are registered for JSON
  EnvoySchemaText.swift    the names of their fields and enum values, which SwiftProtobuf keeps to itself

usage: envoy_api_tables.py GENERATED_DIR DESCRIPTORS_DIR

The Swift names are read from the generated files, for they follow rules of their own (nesting, reserved words); the number of
them must be that of the messages in the descriptors.
"""

import os
import re
import sys

HEADER = ["// Written by scripts/generate-envoy-api.sh. Do not edit.", "// swift-format-ignore-file", ""]
DECLARATION = re.compile(r"^(?:nonisolated )?extension ([A-Za-z0-9_.]+): SwiftProtobuf\.Message, ", re.MULTILINE)


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return lines.read().splitlines()


def write_swift(path, lines):
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(HEADER + list(lines)) + "\n")


def types_by_file(folder):
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".pb.swift"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as source:
            types = DECLARATION.findall(source.read())
        if types:
            yield name[: -len(".pb.swift")], types


def message_types(groups):
    yield "import SwiftProtobuf"
    yield ""
    yield "/// Every message of Envoy's API that this module carries, in the order of their files."
    yield "enum EnvoyMessageTypes {"
    yield "  /// Hands each message type to `body`, once."
    yield "  static func forEach(_ body: (any SwiftProtobuf.Message.Type) -> Void) {"
    for name, _ in groups:
        yield f"    for type in {name} {{ body(type) }}"
    yield "  }"
    for name, types in groups:
        yield ""
        yield f"  private static var {name}: [any SwiftProtobuf.Message.Type] {{"
        yield "    ["
        for type_name in types:
            yield f"      {type_name}.self,"
        yield "    ]"
        yield "  }"
    yield "}"


def schema_text(lines):
    yield "/// The names of all fields and enum values, in the form that `EnvoySchema` reads:"
    yield "/// `message NAME`, then `NUMBER NAME [FLAGS] [=ENUM]` per field (`*` repeated, `!` holds a secret);"
    yield "/// `enum NAME`, then `NUMBER NAME` per value."
    yield "enum EnvoySchemaText {"
    yield '  static let text: StaticString = """'
    for line in lines:
        yield f"    {line}"
    yield '    """'
    yield "}"


def main(folder, descriptors):
    groups = list(types_by_file(folder))
    expected = len(read_lines(os.path.join(descriptors, "message_names.txt")))
    found = sum(len(types) for _, types in groups)
    if found != expected:
        sys.exit(f"{expected} messages in the descriptors, but {found} in the generated Swift")
    write_swift(os.path.join(folder, "EnvoyMessageTypes.swift"), message_types(groups))
    write_swift(os.path.join(folder, "EnvoySchemaText.swift"), schema_text(read_lines(os.path.join(descriptors, "schema.txt"))))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
