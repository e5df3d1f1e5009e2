"""Writes EnvoyMessageTypes.swift: the list of all messages that were generated, by which they are registered for JSON.

usage: envoy_api_message_list.py GENERATED_DIR MESSAGE_NAMES

The Swift names are read from the generated files, for they follow rules of their own (nesting, reserved words); the number of
them must be that of MESSAGE_NAMES, the messages in the descriptors.
"""

import os
import re
import sys

OUTPUT = "EnvoyMessageTypes.swift"
DECLARATION = re.compile(r"^(?:nonisolated )?extension ([A-Za-z0-9_.]+): SwiftProtobuf\.Message, ", re.MULTILINE)


def types_by_file(folder):
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".pb.swift"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as source:
            types = DECLARATION.findall(source.read())
        if types:
            yield name[: -len(".pb.swift")], types


def main(folder, names_path):
    groups = list(types_by_file(folder))
    with open(names_path, encoding="utf-8") as lines:
        expected = sum(1 for _ in lines)
    found = sum(len(types) for _, types in groups)
    if found != expected:
        sys.exit(f"{expected} messages in the descriptors, but {found} in the generated Swift")

    out = [
        "// Written by scripts/generate-envoy-api.sh. Do not edit.",
        "// swift-format-ignore-file",
        "",
        "import SwiftProtobuf",
        "",
        "/// Every message of Envoy's API that this module carries, in the order of their files.",
        "enum EnvoyMessageTypes {",
        "  /// Hands each message type to `body`, once.",
        "  static func forEach(_ body: (any SwiftProtobuf.Message.Type) -> Void) {",
    ]
    out += [f"    for type in {name} {{ body(type) }}" for name, _ in groups]
    out.append("  }")
    for name, types in groups:
        out += ["", f"  private static var {name}: [any SwiftProtobuf.Message.Type] {{", "    ["]
        out += [f"      {type_name}.self," for type_name in types]
        out += ["    ]", "  }"]
    out.append("}")
    with open(os.path.join(folder, OUTPUT), "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
