"""Collects Envoy's API from the descriptors inside the xds-protos wheel, and cuts it down to what Meltemi carries.

usage: envoy_api_descriptors.py PATTERNS OUT_DIR

PATTERNS holds one regular expression per line (see envoy-api-files.txt). Into OUT_DIR go:

  envoy.binpb        the FileDescriptorSet of the files that match and of all that they import
  messages.txt       the .proto files to generate messages for, sorted
  services.txt       those among them that declare a service to generate stubs for, sorted
  message_names.txt  the full name of every message in them, sorted
  schema.txt         the names of all fields and enum values in them; see `schema_lines`

Custom options (validation rules, version and security annotations) do nothing at run time, but would pull in proto2 files and
extensions: they are dropped, with the imports that only they needed.
"""

import importlib
import os
import re
import sys
import sysconfig

from google.protobuf import descriptor_pb2

ROOTS = ("envoy", "xds", "udpa", "google/rpc")
WELL_KNOWN = "google/protobuf/"
ANNOTATIONS = re.compile(r"validate/|(udpa|xds|envoy)/annotations/|google/api/(annotations|http)\.proto")
OUTDATED = re.compile(r"/v2(alpha)?/")
SERVICES = re.compile(
    r"envoy/service/(discovery|cluster|endpoint|listener|route|secret|runtime|extension|status|load_stats|health)/v3/"
)


def module_names(site_packages):
    """The dotted names of all generated modules under the roots, sorted."""
    for root in ROOTS:
        if not os.path.isdir(os.path.join(site_packages, root)):
            sys.exit(f"no {root}/ in {site_packages}: is xds-protos installed?")
    found = []
    for root in ROOTS:
        for folder, _, files in os.walk(os.path.join(site_packages, root)):
            relative = os.path.relpath(folder, site_packages)
            found += [os.path.join(relative, name[:-3]).replace(os.sep, ".") for name in files if name.endswith("_pb2.py")]
    return sorted(found)


def collect(site_packages):
    """Every descriptor of the wheel by its path, imports included."""
    files = {}

    def visit(descriptor):
        if descriptor.name in files:
            return
        files[descriptor.name] = proto = descriptor_pb2.FileDescriptorProto()
        descriptor.CopyToProto(proto)
        for dependency in descriptor.dependencies:
            visit(dependency)

    for name in module_names(site_packages):
        if ANNOTATIONS.match(name.replace(".", "/") + "/"):
            continue
        visit(importlib.import_module(name).DESCRIPTOR)
    return files


def strip_options(owner):
    """Removes the custom options of one descriptor, and the options themselves when nothing else is in them."""
    if not owner.HasField("options"):
        return
    for field, _ in list(owner.options.ListFields()):
        if field.is_extension:
            owner.options.ClearExtension(field)
    owner.options.DiscardUnknownFields()
    if not owner.options.ListFields():
        owner.ClearField("options")


def strip_enum(enum):
    strip_options(enum)
    for value in enum.value:
        strip_options(value)


def strip_message(message):
    strip_options(message)
    for field in message.field:
        strip_options(field)
    for oneof in message.oneof_decl:
        strip_options(oneof)
    for enum in message.enum_type:
        strip_enum(enum)
    for nested in message.nested_type:
        strip_message(nested)


def strip_file(file):
    file.ClearField("source_code_info")
    # Java packages, Go packages and the like: none of them means anything to the Swift plugins.
    file.ClearField("options")
    for message in file.message_type:
        strip_message(message)
    for enum in file.enum_type:
        strip_enum(enum)
    for service in file.service:
        strip_options(service)
        for method in service.method:
            strip_options(method)


def walk_messages(messages, prefix):
    for message in messages:
        name = f"{prefix}.{message.name}"
        yield name, message
        yield from walk_messages(message.nested_type, name)


def package_prefix(file):
    return f".{file.package}" if file.package else ""


def declared_names(files):
    """The path of the file that declares a type, by the type's full name with a leading dot."""
    declared = {}
    for file in files.values():
        prefix = package_prefix(file)
        for enum in file.enum_type:
            declared[f"{prefix}.{enum.name}"] = file.name
        for name, message in walk_messages(file.message_type, prefix):
            declared[name] = file.name
            for enum in message.enum_type:
                declared[f"{name}.{enum.name}"] = file.name
    return declared


def used_types(file):
    for _, message in walk_messages(file.message_type, package_prefix(file)):
        for field in message.field:
            if field.type_name:
                yield field.type_name
    for service in file.service:
        for method in service.method:
            yield method.input_type
            yield method.output_type


def prune_imports(files):
    """Leaves each file those imports alone that declare a type which it uses."""
    declared = declared_names(files)
    for file in files.values():
        needed = {declared[name] for name in used_types(file)} - {file.name}
        for field in ("dependency", "public_dependency", "weak_dependency"):
            file.ClearField(field)
        file.dependency.extend(sorted(needed))


def closure(files, roots):
    """The roots and everything they import, imports first; the order depends on the names alone."""
    ordered, seen = [], set()

    def visit(name):
        if name in seen:
            return
        seen.add(name)
        for dependency in files[name].dependency:
            visit(dependency)
        ordered.append(name)

    for root in sorted(roots):
        visit(root)
    return ordered


def read_patterns(path):
    with open(path, encoding="utf-8") as lines:
        stripped = [line.strip() for line in lines]
    return [re.compile(line) for line in stripped if line and not line.startswith("#")]


def matching(files, patterns):
    roots = set()
    for pattern in patterns:
        hits = {name for name in files if pattern.match(name) and not OUTDATED.search(name)}
        if not hits:
            sys.exit(f"the pattern {pattern.pattern} matches no file of xds-protos")
        roots |= hits
    return roots


def sensitive_fields(files):
    """The full names of the fields that hold secrets, by Envoy's own annotation, which is stripped later."""
    annotation = importlib.import_module("udpa.annotations.sensitive_pb2").sensitive
    return {
        f"{name}.{field.name}"
        for file in files.values()
        for name, message in walk_messages(file.message_type, package_prefix(file))
        for field in message.field
        if field.options.Extensions[annotation]
    }


def json_name(name):
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def enum_lines(name, enum):
    yield f"enum {name[1:]}"
    for value in enum.value:
        yield f"{value.number} {value.name}"


def message_lines(name, message, sensitive):
    """One message of the schema, then the enums inside it."""
    entries = {f"{name}.{nested.name}": nested for nested in message.nested_type if nested.options.map_entry}
    yield f"message {name[1:]}"
    for field in sorted(message.field, key=lambda field: field.number):
        if field.json_name and field.json_name != json_name(field.name):
            sys.exit(f"{name}.{field.name} has a JSON name of its own, {field.json_name}: the schema cannot say so")
        entry = entries.get(field.type_name)
        flags = "*" if field.label == field.LABEL_REPEATED and entry is None else ""
        flags += "!" if f"{name}.{field.name}" in sensitive else ""
        value = entry.field[1] if entry is not None else field
        enum = value.type_name[1:] if value.type == value.TYPE_ENUM else ""
        yield " ".join(part for part in (str(field.number), field.name, flags, enum and "=" + enum) if part)
    for enum in message.enum_type:
        yield from enum_lines(f"{name}.{enum.name}", enum)


def schema_lines(files, sensitive):
    """The schema: per message a line `message NAME`, then a line per field, `NUMBER NAME [FLAGS] [=ENUM]`, where `*` flags a
    repeated field and `!` one that holds a secret, and ENUM is the type of an enum field (or of the values of a map); per enum
    a line `enum NAME`, then a line per value, `NUMBER NAME`."""
    for file in files:
        prefix = package_prefix(file)
        for enum in file.enum_type:
            yield from enum_lines(f"{prefix}.{enum.name}", enum)
        for name, message in walk_messages(file.message_type, prefix):
            if not message.options.map_entry:
                yield from message_lines(name, message, sensitive)


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)


def main(patterns_path, out_dir):
    files = collect(sysconfig.get_paths()["purelib"])
    files = {name: file for name, file in files.items() if not ANNOTATIONS.match(name)}
    sensitive = sensitive_fields(files)
    for file in files.values():
        # Extensions exist in the annotations and in the descriptor of custom options alone.
        file.ClearField("extension")
        strip_file(file)
    prune_imports(files)

    chosen = closure(files, matching(files, read_patterns(patterns_path)))
    carried = sorted(name for name in chosen if not name.startswith(WELL_KNOWN))
    messages = [
        name[1:]
        for path in carried
        for name, message in walk_messages(files[path].message_type, package_prefix(files[path]))
        if not message.options.map_entry
    ]

    os.makedirs(out_dir, exist_ok=True)
    descriptors = descriptor_pb2.FileDescriptorSet(file=[files[name] for name in chosen])
    with open(os.path.join(out_dir, "envoy.binpb"), "wb") as out:
        out.write(descriptors.SerializeToString(deterministic=True))
    write_lines(os.path.join(out_dir, "messages.txt"), carried)
    write_lines(
        os.path.join(out_dir, "services.txt"),
        [name for name in carried if files[name].service and SERVICES.match(name)],
    )
    write_lines(os.path.join(out_dir, "message_names.txt"), sorted(messages))
    write_lines(os.path.join(out_dir, "schema.txt"), schema_lines([files[name] for name in carried], sensitive))
    print(f"{len(carried)} files, {len(messages)} messages")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
