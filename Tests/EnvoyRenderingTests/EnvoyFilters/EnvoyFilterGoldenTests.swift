import EnvoyRendering
import Foundation
import MeshAPI
import MeshTestSupport
import MeshTranslation
import Testing

/// Patched resources as written down in `../Goldens/Listeners/envoy-filters.json`, which Envoy has to take.
@Suite struct EnvoyFilterGoldenTests {
  /// Kinds of patches that people copy from Istio's documentation.
  private static let patches: [EnvoyPatch] = {
    func manager(_ subFilter: String? = nil) -> (inout EnvoyFilter.Patch) -> Void {
      return { patch in
        patch.listener.chain.filter = PatchFixture.managerName
        patch.listener.chain.subFilter = subFilter
      }
    }
    let hcm = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
    let rateLimit = "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit"
    let extensionSource = """
      {"name": "later", "config_discovery": {"config_source": {"ads": {}, "resource_api_version": "V3"},
        "type_urls": ["type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua"]}}
      """
    return [
      PatchFixture.patch(.insertBefore, .httpFilter, PatchFixture.lua("shop.lua"), change: manager("envoy.filters.http.router")),
      PatchFixture.patch(
        .insertFirst, .httpFilter,
        """
        {"name": "envoy.filters.http.local_ratelimit", "typed_config": {"@type": "\(rateLimit)", "stat_prefix": "limiter",
          "token_bucket": {"max_tokens": 4, "tokens_per_fill": 4, "fill_interval": "60s"},
          "filter_enabled": {"default_value": {"numerator": 100}}, "filter_enforced": {"default_value": {"numerator": 100}}}}
        """, index: 1, change: manager()),
      PatchFixture.patch(.insertAfter, .httpFilter, extensionSource, index: 2, change: manager("envoy.filters.http.cors")),
      PatchFixture.patch(
        .merge, .networkFilter,
        """
        {"typed_config": {"@type": "\(hcm)", "common_http_protocol_options": {"idle_timeout": "30s"}, "server_name": "shop",
          "xff_num_trusted_hops": 2}}
        """, index: 3, change: manager()),
      PatchFixture.patch(.merge, .listener, #"{"per_connection_buffer_limit_bytes": 65536}"#, index: 4),
      PatchFixture.patch(
        .merge, .virtualHost,
        #"{"rate_limits": [{"actions": [{"request_headers": {"header_name": ":path", "descriptor_key": "p"}}]}]}"#,
        index: 5),
    ]
  }()

  private static let name = "envoy-filters"

  @Test func patchedListenersAreAsWrittenDown() throws {
    let inputs =
      ListenerMesh.everything.outbound().filter { $0.plan().name == "0.0.0.0_8001" } + ListenerMesh.everything.inbound()
    #expect(inputs.count == 2)
    let patched = try inputs.map { try $0.plan().render(applying: Self.patches) }
    #expect(patched.flatMap(\.problems).isEmpty)
    let text = try EnvoyGolden.text(of: patched.map(\.resource))
    let file = ListenerExample.goldens.appendingPathComponent("\(Self.name).json")
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(Self.name); run again without MELTEMI_RECORD")
      return
    }
    #expect(try text == String(contentsOf: file, encoding: .utf8))
  }
}
