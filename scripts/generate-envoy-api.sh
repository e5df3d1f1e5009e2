#!/usr/bin/env bash
# Generates Envoy's API in Swift: Sources/EnvoyAPI/Generated (messages, and tables of them) and Sources/EnvoyDiscovery/Generated
# (gRPC stubs); and from Protos Sources/IstioCertificateAPI/Generated and Sources/EtcdAPI/Generated (both) and
# Sources/IstioNameTableAPI/Generated (messages).
# Everything it needs goes into the ignored .tools folder. Run it again after changing envoy-api-files.txt, Protos or one of the
# pinned versions; with the same inputs it leaves the same bytes.
set -euo pipefail
export LC_ALL=C

xds_protos=1.85.0
grpcio_tools=1.85.1
protobuf=7.36.2
swift_protobuf=1.39.0
grpc_swift=2.4.3
grpc_swift_protobuf=2.4.1

scripts="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$scripts")"
tools="$root/.tools"
python="$tools/envoy-api-venv/bin/python"
work="$tools/envoy-api"
messages_out="$root/Sources/EnvoyAPI/Generated"
stubs_out="$root/Sources/EnvoyDiscovery/Generated"
certificates_out="$root/Sources/IstioCertificateAPI/Generated"
names_out="$root/Sources/IstioNameTableAPI/Generated"
etcd_out="$root/Sources/EtcdAPI/Generated"

missing() { echo "generate-envoy-api: $1" >&2; exit 1; }
command -v python3 >/dev/null || missing "python3 is missing"
command -v swift >/dev/null || missing "a Swift toolchain is missing"

step() { echo "== $1" >&2; }

step "Python packages"
if [ ! -x "$python" ]; then
  python3 -m venv "$tools/envoy-api-venv" || missing "python3 cannot make a virtual environment (Debian: apt-get install python3-venv)"
fi
"$python" -m pip install --quiet --disable-pip-version-check \
  "xds-protos==$xds_protos" "grpcio-tools==$grpcio_tools" "protobuf==$protobuf" ||
  missing "pip could not install xds-protos and grpcio-tools"

step "protoc plugins"
plugins="$tools/protoc-plugins"
mkdir -p "$plugins/Sources/Anchor"
cat >"$plugins/Package.swift" <<EOF
// swift-tools-version:6.2
import PackageDescription

let package = Package(
  name: "protoc-plugins",
  dependencies: [
    .package(url: "https://github.com/apple/swift-protobuf.git", exact: "$swift_protobuf"),
    .package(url: "https://github.com/grpc/grpc-swift-2.git", exact: "$grpc_swift"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf.git", exact: "$grpc_swift_protobuf"),
  ],
  targets: [
    .target(
      name: "Anchor",
      dependencies: [
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
        .product(name: "GRPCCore", package: "grpc-swift-2"),
        .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
      ])
  ])
EOF
echo "// SwiftPM wants a package to have a target." >"$plugins/Sources/Anchor/Anchor.swift"
for product in protoc-gen-swift protoc-gen-grpc-swift-2; do
  swift build --package-path "$plugins" --jobs 2 --product "$product" >&2
done
bin="$(swift build --package-path "$plugins" --show-bin-path)"

step "descriptors"
rm -rf "$work"
mkdir -p "$work/messages" "$work/stubs" "$work/certificates" "$work/names" "$work/etcd"
PYTHONDONTWRITEBYTECODE=1 "$python" "$scripts/envoy_api_descriptors.py" "$scripts/envoy-api-files.txt" "$work" >&2

step "messages"
mapfile -t message_files <"$work/messages.txt"
"$python" -m grpc_tools.protoc --descriptor_set_in="$work/envoy.binpb" \
  --plugin=protoc-gen-swift="$bin/protoc-gen-swift" --swift_out="$work/messages" \
  --swift_opt=FileNaming=PathToUnderscores,Visibility=Public,UseAccessLevelOnImports=true \
  "${message_files[@]}"
PYTHONDONTWRITEBYTECODE=1 "$python" "$scripts/envoy_api_tables.py" "$work/messages" "$work" >&2

step "stubs"
mapfile -t service_files <"$work/services.txt"
"$python" -m grpc_tools.protoc --descriptor_set_in="$work/envoy.binpb" \
  --plugin=protoc-gen-grpc-swift-2="$bin/protoc-gen-grpc-swift-2" --grpc-swift-2_out="$work/stubs" \
  --grpc-swift-2_opt=FileNaming=PathToUnderscores,Visibility=Public,UseAccessLevelOnImports=true,ExtraModuleImports=EnvoyAPI \
  "${service_files[@]}"

step "certificate service"
known_types="$("$python" -c 'import grpc_tools, os; print(os.path.join(os.path.dirname(grpc_tools.__file__), "_proto"))')"
options=FileNaming=PathToUnderscores,Visibility=Package,UseAccessLevelOnImports=true
"$python" -m grpc_tools.protoc --proto_path="$root/Protos" --proto_path="$known_types" \
  --plugin=protoc-gen-swift="$bin/protoc-gen-swift" --swift_out="$work/certificates" --swift_opt="$options" \
  --plugin=protoc-gen-grpc-swift-2="$bin/protoc-gen-grpc-swift-2" --grpc-swift-2_out="$work/certificates" \
  --grpc-swift-2_opt="$options" istio/v1/auth/ca.proto

step "name table"
"$python" -m grpc_tools.protoc --proto_path="$root/Protos" \
  --plugin=protoc-gen-swift="$bin/protoc-gen-swift" --swift_out="$work/names" --swift_opt="$options" \
  istio/networking/nds/v1/nds.proto

step "etcd"
"$python" -m grpc_tools.protoc --proto_path="$root/Protos" \
  --plugin=protoc-gen-swift="$bin/protoc-gen-swift" --swift_out="$work/etcd" --swift_opt="$options" \
  --plugin=protoc-gen-grpc-swift-2="$bin/protoc-gen-grpc-swift-2" --grpc-swift-2_out="$work/etcd" \
  --grpc-swift-2_opt="$options" etcd/rpc.proto

# Whole folders are exchanged, so that a file that is no longer generated does not stay behind.
for pair in "messages:$messages_out" "stubs:$stubs_out" "certificates:$certificates_out" "names:$names_out" "etcd:$etcd_out"; do
  target="${pair#*:}"
  mkdir -p "$(dirname "$target")"
  rm -rf "$target"
  cp -R "$work/${pair%%:*}" "$target"
done
step "done: $(find "$messages_out" -name '*.swift' | wc -l) message files, $(find "$stubs_out" -name '*.swift' | wc -l) stub files"
