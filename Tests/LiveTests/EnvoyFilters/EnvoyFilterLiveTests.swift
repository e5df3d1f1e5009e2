import MeshTestSupport
import Testing

/// EnvoyFilters with real Envoys.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(2))) struct EnvoyFilterLiveTests {
  private static func filter(_ header: String) -> String {
    """
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: lua, namespace: default}
    spec:
      workloadSelector: {labels: {app: client}}
      configPatches:
      - applyTo: HTTP_FILTER
        match:
          context: SIDECAR_OUTBOUND
          listener:
            portNumber: 8080
            filterChain:
              filter:
                name: envoy.filters.network.http_connection_manager
                subFilter: {name: envoy.filters.http.router}
        patch:
          operation: INSERT_BEFORE
          value:
            name: shop.lua
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
              default_source_code:
                inline_string: |
                  function envoy_on_response(handle)
                    handle:headers():replace("x-step", "\(header)")
                  end

    """
  }

  /// Comes, changes and goes while requests are answered.
  @Test func luaChangesAHeader() async throws {
    _ = try TestEnvoy.require()
    let mesh = try LiveMesh(mode: "delta")
    try await mesh.run { _ in
      #expect(try await mesh.request().step == nil)
      for header in ["one", "two"] {
        try mesh.folder.write("config/filter.yaml", Self.filter(header))
        try await eventually("Lua says \(header)") {
          let answer = try await mesh.request()
          return answer.status == 200 && answer.step == header
        }
      }
      try mesh.folder.write("config/filter.yaml", "")
      try await eventually("nobody says anything") { try await mesh.request().step == nil }
    }
  }
}
