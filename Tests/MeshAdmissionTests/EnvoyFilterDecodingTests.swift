import MeshAPI
import MeshAdmission
import Testing

/// What is said about EnvoyFilters, and what becomes of them.
@Suite struct EnvoyFilterDecodingTests {
  private static func document(_ patches: String) -> String {
    """
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: a, namespace: shop}
    spec:
      configPatches:
    \(patches.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))

    """
  }

  private static func filter(_ patches: String) throws -> EnvoyFilter {
    let result = admit(document(patches))
    #expect(result.diagnostics.map(\.description) == [])
    guard case .envoyFilter(let object)? = result.objects.first?.object else { return EnvoyFilter() }
    return object.spec
  }

  @Test func readsPatches() throws {
    let filter = try Self.filter(
      """
      - applyTo: HTTP_FILTER
        match:
          context: SIDECAR_INBOUND
          proxy: {proxyVersion: '^1\\.30', metadata: {CLUSTER_ID: east}}
          listener:
            portNumber: 8080
            filterChain:
              filter:
                name: envoy.filters.network.http_connection_manager
                subFilter: {name: envoy.filters.http.router}
        patch:
          operation: INSERT_BEFORE
          value:
            name: lua
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
              default_source_code:
                inline_string: |
                  function envoy_on_request(handle)
                  end
      - applyTo: VIRTUAL_HOST
        match: {routeConfiguration: {vhost: {domainName: a.com, route: {action: REDIRECT}}}}
        patch: {operation: INSERT_FIRST, value: {name: v, domains: [v]}}
      """)
    let (http, host) = (try #require(filter.patches.first), try #require(filter.patches.last))
    #expect(http.context == .sidecarInbound && http.proxy.version == #"^1\.30"# && http.proxy.metadata == ["CLUSTER_ID": "east"])
    #expect(http.listener.port == 8080 && http.listener.chain.subFilter == "envoy.filters.http.router")
    #expect(http.value?.name == "lua" && http.operation == .insertBefore)
    // Where nothing has an order, what is inserted is added.
    #expect(host.operation == .add && host.route.domain == "a.com" && host.route.hasRoute && host.index == 1)
  }

  /// WebAssembly as Istio's documentation has it: a filter that asks for its configuration, and the configuration.
  @Test func readsExtensions() throws {
    let filter = try Self.filter(
      """
      - applyTo: HTTP_FILTER
        match: {context: GATEWAY}
        patch:
          operation: ADD
          value:
            name: authn
            config_discovery:
              config_source: {ads: {}, initial_fetch_timeout: 0s}
              type_urls: [type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm]
      - applyTo: EXTENSION_CONFIG
        patch:
          operation: ADD
          value:
            name: authn
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
              config:
                root_id: authn
                configuration: {"@type": type.googleapis.com/google.protobuf.StringValue, value: "{}"}
                vm_config:
                  vm_id: authn
                  runtime: envoy.wasm.runtime.v8
                  code: {remote: {http_uri: {uri: http://my-wasm-binary-uri, timeout: 10s, cluster: c}, sha256: abc}}
      """)
    #expect(filter.patches.map(\.applyTo) == [.httpFilter, .extensionConfig])
    #expect(filter.patches.last?.value?.name == "authn")
  }

  /// What Istio refuses, refuses the object; the file stands at line 6 where the first patch begins.
  @Test(
    arguments: [
      ("- {patch: {operation: REMOVE}}", "configPatches[0].applyTo: applyTo must be given"),
      ("- {applyTo: INVALID, patch: {operation: REMOVE}}", "configPatches[0].applyTo: applyTo must be given"),
      ("- {applyTo: CLUSTER}", "configPatches[0].patch: patch must be given"),
      ("- {applyTo: CLUSTER, patch: {value: {}}}", "configPatches[0].patch.operation: operation must be given"),
      ("- {applyTo: CLUSTER, patch: {operation: MERGE}}", "configPatches[0].patch.value: value must be given"),
      ("- {applyTo: CLUSTER, patch: {operation: MERGE, value: {name: 7}}}", "configPatches[0].patch.value.name: "),
      (
        "- {applyTo: CLUSTER, match: {listener: {}}, patch: {operation: REMOVE}}",
        "configPatches[0].match.listener: applyTo CLUSTER goes with a match of cluster"
      ),
      (
        "- {applyTo: CLUSTER, match: {cluster: {}, listener: {}}, patch: {operation: REMOVE}}",
        "configPatches[0].match.cluster: only one of"
      ),
      (
        "- {applyTo: NETWORK_FILTER, match: {listener: {filterChain: {filter: {name: a, subFilter: {name: b}}}}}, patch: {operation: REMOVE}}",
        "subFilter: subFilter goes with applyTo HTTP_FILTER alone"
      ),
      (
        "- {applyTo: HTTP_FILTER, match: {listener: {filterChain: {filter: {name: a, subFilter: {name: b}}}}}, patch: {operation: REMOVE}}",
        "subFilter: only envoy.filters.network.http_connection_manager has filters inside"
      ),
      (
        "- {applyTo: CLUSTER, match: {proxy: {proxyVersion: '('}}, patch: {operation: REMOVE}}",
        "configPatches[0].match.proxy.proxyVersion: not an expression in RE2's syntax"
      ),
      (
        "- {applyTo: CLUSTER, match: {context: WAYPOINT}, patch: {operation: REMOVE}}",
        "configPatches[0].match.context: not supported: this mesh has no waypoint proxies"
      ),
    ])
  func refuses(patch: String, message: String) {
    let result = admit(Self.document(patch))
    #expect(
      result.diagnostics.contains {
        $0.diagnostic.severity == .error && $0.description.contains(message) && $0.line == 6
      }, "\(result.diagnostics)")
    #expect(result.objects.isEmpty && result.refused.count == 1)
  }

  /// A patch that could do nothing, or that Envoy would refuse, is left out; the others stay.
  @Test(
    arguments: [
      ("{applyTo: CLUSTER, patch: {operation: REPLACE, value: {}}}", "REPLACE does nothing to CLUSTER"),
      ("{applyTo: ROUTE_CONFIGURATION, patch: {operation: ADD, value: {}}}", "ADD does nothing to ROUTE_CONFIGURATION"),
      ("{applyTo: HTTP_FILTER, patch: {operation: REMOVE}}", "REMOVE of a HTTP_FILTER does nothing unless it is told which"),
      ("{applyTo: LISTENER_FILTER, patch: {operation: MERGE, value: {}}}", "MERGE of a LISTENER_FILTER does nothing"),
      ("{applyTo: BOOTSTRAP, patch: {operation: MERGE, value: {}}}", "a proxy's bootstrap is made by its agent"),
      ("{applyTo: CLUSTER, patch: {operation: ADD, value: {connect_timeout: 1s}}}", "the cluster has no name"),
      ("{applyTo: HTTP_FILTER, patch: {operation: ADD, value: {name: a}}}", "neither typed_config nor config_discovery"),
      ("{applyTo: VIRTUAL_HOST, patch: {operation: ADD, value: {name: a}}}", "the virtual host has no domains"),
      ("{applyTo: HTTP_ROUTE, patch: {operation: ADD, value: {match: {prefix: /}}}}", "the route has no action"),
    ])
  func leavesOut(patch: String, message: String) throws {
    let result = admit(Self.document("- \(patch)\n- {applyTo: CLUSTER, patch: {operation: MERGE, value: {}}}"))
    let found = try #require(result.diagnostics.first)
    #expect(found.diagnostic.severity == .warning && found.description.contains(message) && found.line == 6)
    #expect(found.diagnostic.message.contains("the patch is left out"))
    guard case .envoyFilter(let object)? = result.objects.first?.object else {
      Issue.record("refused")
      return
    }
    #expect(object.spec.patches.map(\.index) == [1])
  }

  @Test func unknownFieldsAreWarningsOrErrors() {
    let text = Self.document("- {applyTo: CLUSTER, patch: {operation: MERGE, value: {conect_timeout: 1s}}}")
    let path = "spec.configPatches[0].patch.value.conect_timeout"
    let lax = admit(text)
    #expect(lax.diagnostics.map { "\($0.diagnostic.severity) \($0.diagnostic.path)" } == ["warning \(path)"])
    #expect(lax.objects.count == 1)
    let strict = admit(text, AdmissionOptions(strict: true))
    #expect(strict.diagnostics.map { "\($0.diagnostic.severity) \($0.diagnostic.path)" } == ["error \(path)"])
    #expect(strict.objects.isEmpty)
  }

  /// Parsed the way SwiftProtobuf does it, each level would cost six times as much as the one before.
  @Test(.timeLimit(.minutes(1))) func nestedConfigurationsCostWhatTheyAreLong() {
    var value = #"{"@type": type.googleapis.com/google.protobuf.Empty, value: {}}"#
    for _ in 0..<20 { value = #"{"@type": type.googleapis.com/google.protobuf.Any, value: \#(value)}"# }
    let result = admit(
      Self.document("- {applyTo: HTTP_FILTER, patch: {operation: ADD, value: {name: a, typed_config: \(value)}}}"))
    #expect(result.objects.count + result.refused.count == 1)
  }

  @Test func withoutAReaderTheKindIsRefused() {
    let text = Self.document("- {applyTo: CLUSTER, patch: {operation: REMOVE}}")
    let result = Admission().admit(Array(text.utf8), file: "test.yaml")
    #expect(result.refused.count == 1 && result.diagnostics.map(\.diagnostic.code) == [.notSupported])
  }
}
