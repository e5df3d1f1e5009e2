// Written by scripts/generate-envoy-api.sh. Do not edit.
// swift-format-ignore-file

import SwiftProtobuf

/// Every message of Envoy's API that this module carries, in the order of their files.
enum EnvoyMessageTypes {
  /// Hands each message type to `body`, once.
  static func forEach(_ body: (any SwiftProtobuf.Message.Type) -> Void) {
    for type in cel_expr_checked { body(type) }
    for type in cel_expr_syntax { body(type) }
    for type in envoy_admin_v3_certs { body(type) }
    for type in envoy_admin_v3_clusters { body(type) }
    for type in envoy_admin_v3_config_dump { body(type) }
    for type in envoy_admin_v3_config_dump_shared { body(type) }
    for type in envoy_admin_v3_init_dump { body(type) }
    for type in envoy_admin_v3_listeners { body(type) }
    for type in envoy_admin_v3_memory { body(type) }
    for type in envoy_admin_v3_metrics { body(type) }
    for type in envoy_admin_v3_mutex_stats { body(type) }
    for type in envoy_admin_v3_server_info { body(type) }
    for type in envoy_admin_v3_tap { body(type) }
    for type in envoy_config_accesslog_v3_accesslog { body(type) }
    for type in envoy_config_bootstrap_v3_bootstrap { body(type) }
    for type in envoy_config_cluster_v3_circuit_breaker { body(type) }
    for type in envoy_config_cluster_v3_cluster { body(type) }
    for type in envoy_config_cluster_v3_filter { body(type) }
    for type in envoy_config_cluster_v3_outlier_detection { body(type) }
    for type in envoy_config_common_key_value_v3_config { body(type) }
    for type in envoy_config_common_matcher_v3_matcher { body(type) }
    for type in envoy_config_common_mutation_rules_v3_mutation_rules { body(type) }
    for type in envoy_config_core_v3_address { body(type) }
    for type in envoy_config_core_v3_backoff { body(type) }
    for type in envoy_config_core_v3_base { body(type) }
    for type in envoy_config_core_v3_cel { body(type) }
    for type in envoy_config_core_v3_config_source { body(type) }
    for type in envoy_config_core_v3_event_service_config { body(type) }
    for type in envoy_config_core_v3_extension { body(type) }
    for type in envoy_config_core_v3_grpc_method_list { body(type) }
    for type in envoy_config_core_v3_grpc_service { body(type) }
    for type in envoy_config_core_v3_health_check { body(type) }
    for type in envoy_config_core_v3_http_service { body(type) }
    for type in envoy_config_core_v3_http_uri { body(type) }
    for type in envoy_config_core_v3_protocol { body(type) }
    for type in envoy_config_core_v3_proxy_protocol { body(type) }
    for type in envoy_config_core_v3_resolver { body(type) }
    for type in envoy_config_core_v3_socket_cmsg_headers { body(type) }
    for type in envoy_config_core_v3_socket_option { body(type) }
    for type in envoy_config_core_v3_substitution_format_string { body(type) }
    for type in envoy_config_core_v3_udp_socket_config { body(type) }
    for type in envoy_config_endpoint_v3_endpoint { body(type) }
    for type in envoy_config_endpoint_v3_endpoint_components { body(type) }
    for type in envoy_config_endpoint_v3_load_report { body(type) }
    for type in envoy_config_listener_v3_api_listener { body(type) }
    for type in envoy_config_listener_v3_listener { body(type) }
    for type in envoy_config_listener_v3_listener_components { body(type) }
    for type in envoy_config_listener_v3_quic_config { body(type) }
    for type in envoy_config_listener_v3_udp_listener_config { body(type) }
    for type in envoy_config_metrics_v3_metrics_service { body(type) }
    for type in envoy_config_metrics_v3_stats { body(type) }
    for type in envoy_config_overload_v3_overload { body(type) }
    for type in envoy_config_ratelimit_v3_rls { body(type) }
    for type in envoy_config_rbac_v3_rbac { body(type) }
    for type in envoy_config_route_v3_route { body(type) }
    for type in envoy_config_route_v3_route_components { body(type) }
    for type in envoy_config_route_v3_scoped_route { body(type) }
    for type in envoy_config_tap_v3_common { body(type) }
    for type in envoy_config_trace_v3_datadog { body(type) }
    for type in envoy_config_trace_v3_http_tracer { body(type) }
    for type in envoy_config_trace_v3_opentelemetry { body(type) }
    for type in envoy_config_trace_v3_service { body(type) }
    for type in envoy_config_trace_v3_skywalking { body(type) }
    for type in envoy_config_trace_v3_xray { body(type) }
    for type in envoy_config_trace_v3_zipkin { body(type) }
    for type in envoy_config_upstream_local_address_selector_v3_default_local_address_selector { body(type) }
    for type in envoy_data_accesslog_v3_accesslog { body(type) }
    for type in envoy_data_core_v3_health_check_event { body(type) }
    for type in envoy_data_core_v3_tlv_metadata { body(type) }
    for type in envoy_extensions_access_loggers_file_v3_file { body(type) }
    for type in envoy_extensions_access_loggers_filters_cel_v3_cel { body(type) }
    for type in envoy_extensions_access_loggers_filters_process_ratelimit_v3_process_ratelimit { body(type) }
    for type in envoy_extensions_access_loggers_fluentd_v3_fluentd { body(type) }
    for type in envoy_extensions_access_loggers_grpc_v3_als { body(type) }
    for type in envoy_extensions_access_loggers_open_telemetry_v3_logs_service { body(type) }
    for type in envoy_extensions_access_loggers_stats_v3_stats { body(type) }
    for type in envoy_extensions_access_loggers_stream_v3_stream { body(type) }
    for type in envoy_extensions_access_loggers_wasm_v3_wasm { body(type) }
    for type in envoy_extensions_bootstrap_internal_listener_v3_internal_listener { body(type) }
    for type in envoy_extensions_clusters_aggregate_v3_cluster { body(type) }
    for type in envoy_extensions_clusters_dns_v3_dns_cluster { body(type) }
    for type in envoy_extensions_clusters_dynamic_forward_proxy_v3_cluster { body(type) }
    for type in envoy_extensions_clusters_redis_v3_redis_cluster { body(type) }
    for type in envoy_extensions_common_aws_v3_credential_provider { body(type) }
    for type in envoy_extensions_common_dynamic_forward_proxy_v3_dns_cache { body(type) }
    for type in envoy_extensions_common_matching_v3_extension_matcher { body(type) }
    for type in envoy_extensions_common_ratelimit_v3_ratelimit { body(type) }
    for type in envoy_extensions_common_tap_v3_common { body(type) }
    for type in envoy_extensions_compression_brotli_compressor_v3_brotli { body(type) }
    for type in envoy_extensions_compression_brotli_decompressor_v3_brotli { body(type) }
    for type in envoy_extensions_compression_gzip_compressor_v3_gzip { body(type) }
    for type in envoy_extensions_compression_gzip_decompressor_v3_gzip { body(type) }
    for type in envoy_extensions_compression_zstd_compressor_v3_zstd { body(type) }
    for type in envoy_extensions_compression_zstd_decompressor_v3_zstd { body(type) }
    for type in envoy_extensions_early_data_v3_default_early_data_policy { body(type) }
    for type in envoy_extensions_filters_common_dependency_v3_dependency { body(type) }
    for type in envoy_extensions_filters_common_fault_v3_fault { body(type) }
    for type in envoy_extensions_filters_common_matcher_action_v3_skip_action { body(type) }
    for type in envoy_extensions_filters_common_set_filter_state_v3_value { body(type) }
    for type in envoy_extensions_filters_http_adaptive_concurrency_v3_adaptive_concurrency { body(type) }
    for type in envoy_extensions_filters_http_admission_control_v3_admission_control { body(type) }
    for type in envoy_extensions_filters_http_alternate_protocols_cache_v3_alternate_protocols_cache { body(type) }
    for type in envoy_extensions_filters_http_api_key_auth_v3_api_key_auth { body(type) }
    for type in envoy_extensions_filters_http_bandwidth_limit_v3_bandwidth_limit { body(type) }
    for type in envoy_extensions_filters_http_basic_auth_v3_basic_auth { body(type) }
    for type in envoy_extensions_filters_http_buffer_v3_buffer { body(type) }
    for type in envoy_extensions_filters_http_cdn_loop_v3_cdn_loop { body(type) }
    for type in envoy_extensions_filters_http_composite_v3_composite { body(type) }
    for type in envoy_extensions_filters_http_compressor_v3_compressor { body(type) }
    for type in envoy_extensions_filters_http_connect_grpc_bridge_v3_config { body(type) }
    for type in envoy_extensions_filters_http_cors_v3_cors { body(type) }
    for type in envoy_extensions_filters_http_credential_injector_v3_credential_injector { body(type) }
    for type in envoy_extensions_filters_http_csrf_v3_csrf { body(type) }
    for type in envoy_extensions_filters_http_custom_response_v3_custom_response { body(type) }
    for type in envoy_extensions_filters_http_decompressor_v3_decompressor { body(type) }
    for type in envoy_extensions_filters_http_dynamic_forward_proxy_v3_dynamic_forward_proxy { body(type) }
    for type in envoy_extensions_filters_http_ext_authz_v3_ext_authz { body(type) }
    for type in envoy_extensions_filters_http_ext_proc_v3_ext_proc { body(type) }
    for type in envoy_extensions_filters_http_ext_proc_v3_processing_mode { body(type) }
    for type in envoy_extensions_filters_http_fault_v3_fault { body(type) }
    for type in envoy_extensions_filters_http_grpc_http1_bridge_v3_config { body(type) }
    for type in envoy_extensions_filters_http_grpc_http1_reverse_bridge_v3_config { body(type) }
    for type in envoy_extensions_filters_http_grpc_json_transcoder_v3_transcoder { body(type) }
    for type in envoy_extensions_filters_http_grpc_stats_v3_config { body(type) }
    for type in envoy_extensions_filters_http_grpc_web_v3_grpc_web { body(type) }
    for type in envoy_extensions_filters_http_header_mutation_v3_header_mutation { body(type) }
    for type in envoy_extensions_filters_http_header_to_metadata_v3_header_to_metadata { body(type) }
    for type in envoy_extensions_filters_http_health_check_v3_health_check { body(type) }
    for type in envoy_extensions_filters_http_ip_tagging_v3_ip_tagging { body(type) }
    for type in envoy_extensions_filters_http_json_to_metadata_v3_json_to_metadata { body(type) }
    for type in envoy_extensions_filters_http_jwt_authn_v3_config { body(type) }
    for type in envoy_extensions_filters_http_kill_request_v3_kill_request { body(type) }
    for type in envoy_extensions_filters_http_local_ratelimit_v3_local_rate_limit { body(type) }
    for type in envoy_extensions_filters_http_lua_v3_lua { body(type) }
    for type in envoy_extensions_filters_http_oauth2_v3_oauth { body(type) }
    for type in envoy_extensions_filters_http_on_demand_v3_on_demand { body(type) }
    for type in envoy_extensions_filters_http_original_src_v3_original_src { body(type) }
    for type in envoy_extensions_filters_http_ratelimit_v3_rate_limit { body(type) }
    for type in envoy_extensions_filters_http_rbac_v3_rbac { body(type) }
    for type in envoy_extensions_filters_http_router_v3_router { body(type) }
    for type in envoy_extensions_filters_http_set_filter_state_v3_set_filter_state { body(type) }
    for type in envoy_extensions_filters_http_set_metadata_v3_set_metadata { body(type) }
    for type in envoy_extensions_filters_http_stateful_session_v3_stateful_session { body(type) }
    for type in envoy_extensions_filters_http_tap_v3_tap { body(type) }
    for type in envoy_extensions_filters_http_upstream_codec_v3_upstream_codec { body(type) }
    for type in envoy_extensions_filters_http_wasm_v3_wasm { body(type) }
    for type in envoy_extensions_filters_listener_http_inspector_v3_http_inspector { body(type) }
    for type in envoy_extensions_filters_listener_local_ratelimit_v3_local_ratelimit { body(type) }
    for type in envoy_extensions_filters_listener_original_dst_v3_original_dst { body(type) }
    for type in envoy_extensions_filters_listener_original_src_v3_original_src { body(type) }
    for type in envoy_extensions_filters_listener_proxy_protocol_v3_proxy_protocol { body(type) }
    for type in envoy_extensions_filters_listener_tls_inspector_v3_tls_inspector { body(type) }
    for type in envoy_extensions_filters_network_connection_limit_v3_connection_limit { body(type) }
    for type in envoy_extensions_filters_network_direct_response_v3_config { body(type) }
    for type in envoy_extensions_filters_network_echo_v3_echo { body(type) }
    for type in envoy_extensions_filters_network_ext_authz_v3_ext_authz { body(type) }
    for type in envoy_extensions_filters_network_http_connection_manager_v3_http_connection_manager { body(type) }
    for type in envoy_extensions_filters_network_local_ratelimit_v3_local_rate_limit { body(type) }
    for type in envoy_extensions_filters_network_mongo_proxy_v3_mongo_proxy { body(type) }
    for type in envoy_extensions_filters_network_ratelimit_v3_rate_limit { body(type) }
    for type in envoy_extensions_filters_network_rbac_v3_rbac { body(type) }
    for type in envoy_extensions_filters_network_redis_proxy_v3_redis_proxy { body(type) }
    for type in envoy_extensions_filters_network_set_filter_state_v3_set_filter_state { body(type) }
    for type in envoy_extensions_filters_network_sni_cluster_v3_sni_cluster { body(type) }
    for type in envoy_extensions_filters_network_sni_dynamic_forward_proxy_v3_sni_dynamic_forward_proxy { body(type) }
    for type in envoy_extensions_filters_network_tcp_proxy_v3_tcp_proxy { body(type) }
    for type in envoy_extensions_filters_network_wasm_v3_wasm { body(type) }
    for type in envoy_extensions_filters_network_zookeeper_proxy_v3_zookeeper_proxy { body(type) }
    for type in envoy_extensions_filters_udp_udp_proxy_session_dynamic_forward_proxy_v3_dynamic_forward_proxy { body(type) }
    for type in envoy_extensions_filters_udp_udp_proxy_session_http_capsule_v3_http_capsule { body(type) }
    for type in envoy_extensions_filters_udp_udp_proxy_v3_route { body(type) }
    for type in envoy_extensions_filters_udp_udp_proxy_v3_udp_proxy { body(type) }
    for type in envoy_extensions_formatter_cel_v3_cel { body(type) }
    for type in envoy_extensions_formatter_metadata_v3_metadata { body(type) }
    for type in envoy_extensions_formatter_req_without_query_v3_req_without_query { body(type) }
    for type in envoy_extensions_health_check_event_sinks_file_v3_file { body(type) }
    for type in envoy_extensions_health_checkers_redis_v3_redis { body(type) }
    for type in envoy_extensions_http_custom_response_local_response_policy_v3_local_response_policy { body(type) }
    for type in envoy_extensions_http_custom_response_redirect_policy_v3_redirect_policy { body(type) }
    for type in envoy_extensions_http_early_header_mutation_header_mutation_v3_header_mutation { body(type) }
    for type in envoy_extensions_http_header_formatters_preserve_case_v3_preserve_case { body(type) }
    for type in envoy_extensions_http_injected_credentials_generic_v3_generic { body(type) }
    for type in envoy_extensions_http_injected_credentials_oauth2_v3_oauth2 { body(type) }
    for type in envoy_extensions_http_original_ip_detection_custom_header_v3_custom_header { body(type) }
    for type in envoy_extensions_http_original_ip_detection_xff_v3_xff { body(type) }
    for type in envoy_extensions_http_stateful_session_cookie_v3_cookie { body(type) }
    for type in envoy_extensions_http_stateful_session_envelope_v3_envelope { body(type) }
    for type in envoy_extensions_http_stateful_session_header_v3_header { body(type) }
    for type in envoy_extensions_internal_redirect_allow_listed_routes_v3_allow_listed_routes_config { body(type) }
    for type in envoy_extensions_internal_redirect_previous_routes_v3_previous_routes_config { body(type) }
    for type in envoy_extensions_internal_redirect_safe_cross_scheme_v3_safe_cross_scheme_config { body(type) }
    for type in envoy_extensions_load_balancing_policies_client_side_weighted_round_robin_v3_client_side_weighted_round_robin { body(type) }
    for type in envoy_extensions_load_balancing_policies_cluster_provided_v3_cluster_provided { body(type) }
    for type in envoy_extensions_load_balancing_policies_common_v3_common { body(type) }
    for type in envoy_extensions_load_balancing_policies_least_request_v3_least_request { body(type) }
    for type in envoy_extensions_load_balancing_policies_maglev_v3_maglev { body(type) }
    for type in envoy_extensions_load_balancing_policies_override_host_v3_override_host { body(type) }
    for type in envoy_extensions_load_balancing_policies_pick_first_v3_pick_first { body(type) }
    for type in envoy_extensions_load_balancing_policies_random_v3_random { body(type) }
    for type in envoy_extensions_load_balancing_policies_ring_hash_v3_ring_hash { body(type) }
    for type in envoy_extensions_load_balancing_policies_round_robin_v3_round_robin { body(type) }
    for type in envoy_extensions_load_balancing_policies_subset_v3_subset { body(type) }
    for type in envoy_extensions_load_balancing_policies_wrr_locality_v3_wrr_locality { body(type) }
    for type in envoy_extensions_local_address_selectors_filter_state_override_v3_config { body(type) }
    for type in envoy_extensions_matching_common_inputs_environment_variable_v3_input { body(type) }
    for type in envoy_extensions_matching_common_inputs_network_v3_network_inputs { body(type) }
    for type in envoy_extensions_matching_common_inputs_ssl_v3_ssl_inputs { body(type) }
    for type in envoy_extensions_matching_common_inputs_stats_v3_stats { body(type) }
    for type in envoy_extensions_matching_common_inputs_transport_socket_v3_transport_socket_inputs { body(type) }
    for type in envoy_extensions_matching_input_matchers_consistent_hashing_v3_consistent_hashing { body(type) }
    for type in envoy_extensions_matching_input_matchers_ip_v3_ip { body(type) }
    for type in envoy_extensions_matching_input_matchers_metadata_v3_metadata { body(type) }
    for type in envoy_extensions_matching_input_matchers_runtime_fraction_v3_runtime_fraction { body(type) }
    for type in envoy_extensions_network_dns_resolver_cares_v3_cares_dns_resolver { body(type) }
    for type in envoy_extensions_network_dns_resolver_getaddrinfo_v3_getaddrinfo_dns_resolver { body(type) }
    for type in envoy_extensions_path_match_uri_template_v3_uri_template_match { body(type) }
    for type in envoy_extensions_path_rewrite_uri_template_v3_uri_template_rewrite { body(type) }
    for type in envoy_extensions_rate_limit_descriptors_expr_v3_expr { body(type) }
    for type in envoy_extensions_rbac_audit_loggers_stream_v3_stream { body(type) }
    for type in envoy_extensions_rbac_matchers_upstream_ip_port_v3_upstream_ip_port_matcher { body(type) }
    for type in envoy_extensions_rbac_principals_mtls_authenticated_v3_mtls_authenticated { body(type) }
    for type in envoy_extensions_regex_engines_v3_google_re2 { body(type) }
    for type in envoy_extensions_request_id_uuid_v3_uuid { body(type) }
    for type in envoy_extensions_resource_monitors_downstream_connections_v3_downstream_connections { body(type) }
    for type in envoy_extensions_resource_monitors_fixed_heap_v3_fixed_heap { body(type) }
    for type in envoy_extensions_retry_host_omit_canary_hosts_v3_omit_canary_hosts { body(type) }
    for type in envoy_extensions_retry_host_omit_host_metadata_v3_omit_host_metadata_config { body(type) }
    for type in envoy_extensions_retry_host_previous_hosts_v3_previous_hosts { body(type) }
    for type in envoy_extensions_retry_priority_previous_priorities_v3_previous_priorities_config { body(type) }
    for type in envoy_extensions_router_cluster_specifiers_lua_v3_lua { body(type) }
    for type in envoy_extensions_router_cluster_specifiers_matcher_v3_matcher { body(type) }
    for type in envoy_extensions_stat_sinks_graphite_statsd_v3_graphite_statsd { body(type) }
    for type in envoy_extensions_stat_sinks_open_telemetry_v3_open_telemetry { body(type) }
    for type in envoy_extensions_stat_sinks_wasm_v3_wasm { body(type) }
    for type in envoy_extensions_string_matcher_lua_v3_lua { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_resource_detectors_v3_dynatrace_resource_detector { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_resource_detectors_v3_environment_resource_detector { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_resource_detectors_v3_static_config_resource_detector { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_samplers_v3_always_on_sampler { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_samplers_v3_cel_sampler { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_samplers_v3_dynatrace_sampler { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_samplers_v3_parent_based_sampler { body(type) }
    for type in envoy_extensions_tracers_opentelemetry_samplers_v3_trace_id_ratio_based_sampler { body(type) }
    for type in envoy_extensions_transport_sockets_http_11_proxy_v3_upstream_http_11_connect { body(type) }
    for type in envoy_extensions_transport_sockets_internal_upstream_v3_internal_upstream { body(type) }
    for type in envoy_extensions_transport_sockets_proxy_protocol_v3_upstream_proxy_protocol { body(type) }
    for type in envoy_extensions_transport_sockets_quic_v3_quic_transport { body(type) }
    for type in envoy_extensions_transport_sockets_raw_buffer_v3_raw_buffer { body(type) }
    for type in envoy_extensions_transport_sockets_starttls_v3_starttls { body(type) }
    for type in envoy_extensions_transport_sockets_tap_v3_tap { body(type) }
    for type in envoy_extensions_transport_sockets_tcp_stats_v3_tcp_stats { body(type) }
    for type in envoy_extensions_transport_sockets_tls_v3_common { body(type) }
    for type in envoy_extensions_transport_sockets_tls_v3_secret { body(type) }
    for type in envoy_extensions_transport_sockets_tls_v3_tls { body(type) }
    for type in envoy_extensions_transport_sockets_tls_v3_tls_spiffe_validator_config { body(type) }
    for type in envoy_extensions_upstreams_http_generic_v3_generic_connection_pool { body(type) }
    for type in envoy_extensions_upstreams_http_http_v3_http_connection_pool { body(type) }
    for type in envoy_extensions_upstreams_http_tcp_v3_tcp_connection_pool { body(type) }
    for type in envoy_extensions_upstreams_http_udp_v3_udp_connection_pool { body(type) }
    for type in envoy_extensions_upstreams_http_v3_http_protocol_options { body(type) }
    for type in envoy_extensions_upstreams_tcp_generic_v3_generic_connection_pool { body(type) }
    for type in envoy_extensions_upstreams_tcp_v3_tcp_protocol_options { body(type) }
    for type in envoy_extensions_wasm_v3_wasm { body(type) }
    for type in envoy_service_accesslog_v3_als { body(type) }
    for type in envoy_service_auth_v3_attribute_context { body(type) }
    for type in envoy_service_auth_v3_external_auth { body(type) }
    for type in envoy_service_cluster_v3_cds { body(type) }
    for type in envoy_service_discovery_v3_ads { body(type) }
    for type in envoy_service_discovery_v3_discovery { body(type) }
    for type in envoy_service_endpoint_v3_eds { body(type) }
    for type in envoy_service_endpoint_v3_leds { body(type) }
    for type in envoy_service_ext_proc_v3_external_processor { body(type) }
    for type in envoy_service_extension_v3_config_discovery { body(type) }
    for type in envoy_service_health_v3_hds { body(type) }
    for type in envoy_service_listener_v3_lds { body(type) }
    for type in envoy_service_load_stats_v3_lrs { body(type) }
    for type in envoy_service_ratelimit_v3_rls { body(type) }
    for type in envoy_service_route_v3_rds { body(type) }
    for type in envoy_service_route_v3_srds { body(type) }
    for type in envoy_service_runtime_v3_rtds { body(type) }
    for type in envoy_service_secret_v3_sds { body(type) }
    for type in envoy_service_status_v3_csds { body(type) }
    for type in envoy_type_http_v3_cookie { body(type) }
    for type in envoy_type_http_v3_path_transformation { body(type) }
    for type in envoy_type_matcher_v3_address { body(type) }
    for type in envoy_type_matcher_v3_filter_state { body(type) }
    for type in envoy_type_matcher_v3_http_inputs { body(type) }
    for type in envoy_type_matcher_v3_metadata { body(type) }
    for type in envoy_type_matcher_v3_node { body(type) }
    for type in envoy_type_matcher_v3_number { body(type) }
    for type in envoy_type_matcher_v3_path { body(type) }
    for type in envoy_type_matcher_v3_regex { body(type) }
    for type in envoy_type_matcher_v3_status_code_input { body(type) }
    for type in envoy_type_matcher_v3_string { body(type) }
    for type in envoy_type_matcher_v3_struct { body(type) }
    for type in envoy_type_matcher_v3_value { body(type) }
    for type in envoy_type_metadata_v3_metadata { body(type) }
    for type in envoy_type_tracing_v3_custom_tag { body(type) }
    for type in envoy_type_v3_hash_policy { body(type) }
    for type in envoy_type_v3_http_status { body(type) }
    for type in envoy_type_v3_percent { body(type) }
    for type in envoy_type_v3_range { body(type) }
    for type in envoy_type_v3_ratelimit_strategy { body(type) }
    for type in envoy_type_v3_semantic_version { body(type) }
    for type in envoy_type_v3_token_bucket { body(type) }
    for type in google_api_expr_v1alpha1_checked { body(type) }
    for type in google_api_expr_v1alpha1_syntax { body(type) }
    for type in google_rpc_status { body(type) }
    for type in opentelemetry_proto_common_v1_common { body(type) }
    for type in udpa_type_v1_typed_struct { body(type) }
    for type in xds_core_v3_authority { body(type) }
    for type in xds_core_v3_cidr { body(type) }
    for type in xds_core_v3_collection_entry { body(type) }
    for type in xds_core_v3_context_params { body(type) }
    for type in xds_core_v3_extension { body(type) }
    for type in xds_core_v3_resource { body(type) }
    for type in xds_core_v3_resource_locator { body(type) }
    for type in xds_core_v3_resource_name { body(type) }
    for type in xds_type_matcher_v3_cel { body(type) }
    for type in xds_type_matcher_v3_domain { body(type) }
    for type in xds_type_matcher_v3_http_inputs { body(type) }
    for type in xds_type_matcher_v3_ip { body(type) }
    for type in xds_type_matcher_v3_matcher { body(type) }
    for type in xds_type_matcher_v3_range { body(type) }
    for type in xds_type_matcher_v3_regex { body(type) }
    for type in xds_type_matcher_v3_string { body(type) }
    for type in xds_type_v3_cel { body(type) }
    for type in xds_type_v3_range { body(type) }
    for type in xds_type_v3_typed_struct { body(type) }
  }

  private static var cel_expr_checked: [any SwiftProtobuf.Message.Type] {
    [
      Cel_Expr_CheckedExpr.self,
      Cel_Expr_Type.self,
      Cel_Expr_Type.ListType.self,
      Cel_Expr_Type.MapType.self,
      Cel_Expr_Type.FunctionType.self,
      Cel_Expr_Type.AbstractType.self,
      Cel_Expr_Decl.self,
      Cel_Expr_Decl.IdentDecl.self,
      Cel_Expr_Decl.FunctionDecl.self,
      Cel_Expr_Decl.FunctionDecl.Overload.self,
      Cel_Expr_Reference.self,
    ]
  }

  private static var cel_expr_syntax: [any SwiftProtobuf.Message.Type] {
    [
      Cel_Expr_ParsedExpr.self,
      Cel_Expr_Expr.self,
      Cel_Expr_Expr.Ident.self,
      Cel_Expr_Expr.Select.self,
      Cel_Expr_Expr.Call.self,
      Cel_Expr_Expr.CreateList.self,
      Cel_Expr_Expr.CreateStruct.self,
      Cel_Expr_Expr.CreateStruct.Entry.self,
      Cel_Expr_Expr.Comprehension.self,
      Cel_Expr_Constant.self,
      Cel_Expr_SourceInfo.self,
      Cel_Expr_SourceInfo.Extension.self,
      Cel_Expr_SourceInfo.Extension.Version.self,
    ]
  }

  private static var envoy_admin_v3_certs: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_Certificates.self,
      Envoy_Admin_V3_Certificate.self,
      Envoy_Admin_V3_CertificateDetails.self,
      Envoy_Admin_V3_CertificateDetails.OcspDetails.self,
      Envoy_Admin_V3_SubjectAlternateName.self,
    ]
  }

  private static var envoy_admin_v3_clusters: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_Clusters.self,
      Envoy_Admin_V3_ClusterStatus.self,
      Envoy_Admin_V3_HostStatus.self,
      Envoy_Admin_V3_HostHealthStatus.self,
    ]
  }

  private static var envoy_admin_v3_config_dump: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_ConfigDump.self,
      Envoy_Admin_V3_BootstrapConfigDump.self,
      Envoy_Admin_V3_SecretsConfigDump.self,
      Envoy_Admin_V3_SecretsConfigDump.DynamicSecret.self,
      Envoy_Admin_V3_SecretsConfigDump.StaticSecret.self,
    ]
  }

  private static var envoy_admin_v3_config_dump_shared: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_UpdateFailureState.self,
      Envoy_Admin_V3_ListenersConfigDump.self,
      Envoy_Admin_V3_ListenersConfigDump.StaticListener.self,
      Envoy_Admin_V3_ListenersConfigDump.DynamicListenerState.self,
      Envoy_Admin_V3_ListenersConfigDump.DynamicListener.self,
      Envoy_Admin_V3_ClustersConfigDump.self,
      Envoy_Admin_V3_ClustersConfigDump.StaticCluster.self,
      Envoy_Admin_V3_ClustersConfigDump.DynamicCluster.self,
      Envoy_Admin_V3_RoutesConfigDump.self,
      Envoy_Admin_V3_RoutesConfigDump.StaticRouteConfig.self,
      Envoy_Admin_V3_RoutesConfigDump.DynamicRouteConfig.self,
      Envoy_Admin_V3_ScopedRoutesConfigDump.self,
      Envoy_Admin_V3_ScopedRoutesConfigDump.InlineScopedRouteConfigs.self,
      Envoy_Admin_V3_ScopedRoutesConfigDump.DynamicScopedRouteConfigs.self,
      Envoy_Admin_V3_EndpointsConfigDump.self,
      Envoy_Admin_V3_EndpointsConfigDump.StaticEndpointConfig.self,
      Envoy_Admin_V3_EndpointsConfigDump.DynamicEndpointConfig.self,
      Envoy_Admin_V3_EcdsConfigDump.self,
      Envoy_Admin_V3_EcdsConfigDump.EcdsFilterConfig.self,
    ]
  }

  private static var envoy_admin_v3_init_dump: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_UnreadyTargetsDumps.self,
      Envoy_Admin_V3_UnreadyTargetsDumps.UnreadyTargetsDump.self,
    ]
  }

  private static var envoy_admin_v3_listeners: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_Listeners.self,
      Envoy_Admin_V3_ListenerStatus.self,
    ]
  }

  private static var envoy_admin_v3_memory: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_Memory.self,
    ]
  }

  private static var envoy_admin_v3_metrics: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_SimpleMetric.self,
    ]
  }

  private static var envoy_admin_v3_mutex_stats: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_MutexStats.self,
    ]
  }

  private static var envoy_admin_v3_server_info: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_ServerInfo.self,
      Envoy_Admin_V3_CommandLineOptions.self,
    ]
  }

  private static var envoy_admin_v3_tap: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Admin_V3_TapRequest.self,
    ]
  }

  private static var envoy_config_accesslog_v3_accesslog: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Accesslog_V3_AccessLog.self,
      Envoy_Config_Accesslog_V3_AccessLogFilter.self,
      Envoy_Config_Accesslog_V3_ComparisonFilter.self,
      Envoy_Config_Accesslog_V3_StatusCodeFilter.self,
      Envoy_Config_Accesslog_V3_DurationFilter.self,
      Envoy_Config_Accesslog_V3_NotHealthCheckFilter.self,
      Envoy_Config_Accesslog_V3_TraceableFilter.self,
      Envoy_Config_Accesslog_V3_RuntimeFilter.self,
      Envoy_Config_Accesslog_V3_AndFilter.self,
      Envoy_Config_Accesslog_V3_OrFilter.self,
      Envoy_Config_Accesslog_V3_HeaderFilter.self,
      Envoy_Config_Accesslog_V3_ResponseFlagFilter.self,
      Envoy_Config_Accesslog_V3_GrpcStatusFilter.self,
      Envoy_Config_Accesslog_V3_MetadataFilter.self,
      Envoy_Config_Accesslog_V3_LogTypeFilter.self,
      Envoy_Config_Accesslog_V3_ExtensionFilter.self,
    ]
  }

  private static var envoy_config_bootstrap_v3_bootstrap: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Bootstrap_V3_Bootstrap.self,
      Envoy_Config_Bootstrap_V3_Bootstrap.StaticResources.self,
      Envoy_Config_Bootstrap_V3_Bootstrap.DynamicResources.self,
      Envoy_Config_Bootstrap_V3_Bootstrap.ApplicationLogConfig.self,
      Envoy_Config_Bootstrap_V3_Bootstrap.ApplicationLogConfig.LogFormat.self,
      Envoy_Config_Bootstrap_V3_Bootstrap.DeferredStatOptions.self,
      Envoy_Config_Bootstrap_V3_Bootstrap.GrpcAsyncClientManagerConfig.self,
      Envoy_Config_Bootstrap_V3_Admin.self,
      Envoy_Config_Bootstrap_V3_ClusterManager.self,
      Envoy_Config_Bootstrap_V3_ClusterManager.OutlierDetection.self,
      Envoy_Config_Bootstrap_V3_Watchdogs.self,
      Envoy_Config_Bootstrap_V3_Watchdog.self,
      Envoy_Config_Bootstrap_V3_Watchdog.WatchdogAction.self,
      Envoy_Config_Bootstrap_V3_FatalAction.self,
      Envoy_Config_Bootstrap_V3_Runtime.self,
      Envoy_Config_Bootstrap_V3_RuntimeLayer.self,
      Envoy_Config_Bootstrap_V3_RuntimeLayer.DiskLayer.self,
      Envoy_Config_Bootstrap_V3_RuntimeLayer.AdminLayer.self,
      Envoy_Config_Bootstrap_V3_RuntimeLayer.RtdsLayer.self,
      Envoy_Config_Bootstrap_V3_LayeredRuntime.self,
      Envoy_Config_Bootstrap_V3_CustomInlineHeader.self,
      Envoy_Config_Bootstrap_V3_MemoryAllocatorManager.self,
    ]
  }

  private static var envoy_config_cluster_v3_circuit_breaker: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Cluster_V3_CircuitBreakers.self,
      Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds.self,
      Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds.RetryBudget.self,
    ]
  }

  private static var envoy_config_cluster_v3_cluster: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Cluster_V3_ClusterCollection.self,
      Envoy_Config_Cluster_V3_Cluster.self,
      Envoy_Config_Cluster_V3_Cluster.TransportSocketMatch.self,
      Envoy_Config_Cluster_V3_Cluster.CustomClusterType.self,
      Envoy_Config_Cluster_V3_Cluster.EdsClusterConfig.self,
      Envoy_Config_Cluster_V3_Cluster.LbSubsetConfig.self,
      Envoy_Config_Cluster_V3_Cluster.LbSubsetConfig.LbSubsetSelector.self,
      Envoy_Config_Cluster_V3_Cluster.SlowStartConfig.self,
      Envoy_Config_Cluster_V3_Cluster.RoundRobinLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.LeastRequestLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.RingHashLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.MaglevLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.OriginalDstLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.CommonLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.CommonLbConfig.ZoneAwareLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.CommonLbConfig.LocalityWeightedLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.CommonLbConfig.ConsistentHashingLbConfig.self,
      Envoy_Config_Cluster_V3_Cluster.RefreshRate.self,
      Envoy_Config_Cluster_V3_Cluster.PreconnectPolicy.self,
      Envoy_Config_Cluster_V3_LoadBalancingPolicy.self,
      Envoy_Config_Cluster_V3_LoadBalancingPolicy.Policy.self,
      Envoy_Config_Cluster_V3_UpstreamConnectionOptions.self,
      Envoy_Config_Cluster_V3_UpstreamConnectionOptions.HappyEyeballsConfig.self,
      Envoy_Config_Cluster_V3_TrackClusterStats.self,
    ]
  }

  private static var envoy_config_cluster_v3_filter: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Cluster_V3_Filter.self,
    ]
  }

  private static var envoy_config_cluster_v3_outlier_detection: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Cluster_V3_OutlierDetection.self,
    ]
  }

  private static var envoy_config_common_key_value_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Common_KeyValue_V3_KeyValueStoreConfig.self,
    ]
  }

  private static var envoy_config_common_matcher_v3_matcher: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Common_Matcher_V3_Matcher.self,
      Envoy_Config_Common_Matcher_V3_Matcher.OnMatch.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherList.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherList.Predicate.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherList.Predicate.SinglePredicate.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherList.Predicate.PredicateList.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherList.FieldMatcher.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherTree.self,
      Envoy_Config_Common_Matcher_V3_Matcher.MatcherTree.MatchMap.self,
      Envoy_Config_Common_Matcher_V3_MatchPredicate.self,
      Envoy_Config_Common_Matcher_V3_MatchPredicate.MatchSet.self,
      Envoy_Config_Common_Matcher_V3_HttpHeadersMatch.self,
      Envoy_Config_Common_Matcher_V3_HttpGenericBodyMatch.self,
      Envoy_Config_Common_Matcher_V3_HttpGenericBodyMatch.GenericTextMatch.self,
    ]
  }

  private static var envoy_config_common_mutation_rules_v3_mutation_rules: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Common_MutationRules_V3_HeaderMutationRules.self,
      Envoy_Config_Common_MutationRules_V3_HeaderMutation.self,
      Envoy_Config_Common_MutationRules_V3_HeaderMutation.RemoveOnMatch.self,
    ]
  }

  private static var envoy_config_core_v3_address: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_Pipe.self,
      Envoy_Config_Core_V3_EnvoyInternalAddress.self,
      Envoy_Config_Core_V3_SocketAddress.self,
      Envoy_Config_Core_V3_TcpKeepalive.self,
      Envoy_Config_Core_V3_ExtraSourceAddress.self,
      Envoy_Config_Core_V3_BindConfig.self,
      Envoy_Config_Core_V3_Address.self,
      Envoy_Config_Core_V3_CidrRange.self,
    ]
  }

  private static var envoy_config_core_v3_backoff: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_BackoffStrategy.self,
    ]
  }

  private static var envoy_config_core_v3_base: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_Locality.self,
      Envoy_Config_Core_V3_BuildVersion.self,
      Envoy_Config_Core_V3_Extension.self,
      Envoy_Config_Core_V3_Node.self,
      Envoy_Config_Core_V3_Metadata.self,
      Envoy_Config_Core_V3_RuntimeUInt32.self,
      Envoy_Config_Core_V3_RuntimePercent.self,
      Envoy_Config_Core_V3_RuntimeDouble.self,
      Envoy_Config_Core_V3_RuntimeFeatureFlag.self,
      Envoy_Config_Core_V3_KeyValue.self,
      Envoy_Config_Core_V3_KeyValuePair.self,
      Envoy_Config_Core_V3_KeyValueAppend.self,
      Envoy_Config_Core_V3_KeyValueMutation.self,
      Envoy_Config_Core_V3_QueryParameter.self,
      Envoy_Config_Core_V3_HeaderValue.self,
      Envoy_Config_Core_V3_HeaderValueOption.self,
      Envoy_Config_Core_V3_HeaderMap.self,
      Envoy_Config_Core_V3_WatchedDirectory.self,
      Envoy_Config_Core_V3_DataSource.self,
      Envoy_Config_Core_V3_RetryPolicy.self,
      Envoy_Config_Core_V3_RetryPolicy.RetryPriority.self,
      Envoy_Config_Core_V3_RetryPolicy.RetryHostPredicate.self,
      Envoy_Config_Core_V3_RemoteDataSource.self,
      Envoy_Config_Core_V3_AsyncDataSource.self,
      Envoy_Config_Core_V3_TransportSocket.self,
      Envoy_Config_Core_V3_RuntimeFractionalPercent.self,
      Envoy_Config_Core_V3_ControlPlane.self,
    ]
  }

  private static var envoy_config_core_v3_cel: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_CelExpressionConfig.self,
    ]
  }

  private static var envoy_config_core_v3_config_source: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_ApiConfigSource.self,
      Envoy_Config_Core_V3_AggregatedConfigSource.self,
      Envoy_Config_Core_V3_SelfConfigSource.self,
      Envoy_Config_Core_V3_RateLimitSettings.self,
      Envoy_Config_Core_V3_PathConfigSource.self,
      Envoy_Config_Core_V3_ConfigSource.self,
      Envoy_Config_Core_V3_ExtensionConfigSource.self,
    ]
  }

  private static var envoy_config_core_v3_event_service_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_EventServiceConfig.self,
    ]
  }

  private static var envoy_config_core_v3_extension: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_TypedExtensionConfig.self,
    ]
  }

  private static var envoy_config_core_v3_grpc_method_list: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_GrpcMethodList.self,
      Envoy_Config_Core_V3_GrpcMethodList.Service.self,
    ]
  }

  private static var envoy_config_core_v3_grpc_service: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_GrpcService.self,
      Envoy_Config_Core_V3_GrpcService.EnvoyGrpc.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.SslCredentials.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.GoogleLocalCredentials.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.ChannelCredentials.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.CallCredentials.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.CallCredentials.ServiceAccountJWTAccessCredentials.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.CallCredentials.GoogleIAMCredentials.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.CallCredentials.MetadataCredentialsFromPlugin.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.CallCredentials.StsService.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.ChannelArgs.self,
      Envoy_Config_Core_V3_GrpcService.GoogleGrpc.ChannelArgs.Value.self,
    ]
  }

  private static var envoy_config_core_v3_health_check: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_HealthStatusSet.self,
      Envoy_Config_Core_V3_HealthCheck.self,
      Envoy_Config_Core_V3_HealthCheck.Payload.self,
      Envoy_Config_Core_V3_HealthCheck.HttpHealthCheck.self,
      Envoy_Config_Core_V3_HealthCheck.TcpHealthCheck.self,
      Envoy_Config_Core_V3_HealthCheck.RedisHealthCheck.self,
      Envoy_Config_Core_V3_HealthCheck.GrpcHealthCheck.self,
      Envoy_Config_Core_V3_HealthCheck.CustomHealthCheck.self,
      Envoy_Config_Core_V3_HealthCheck.TlsOptions.self,
    ]
  }

  private static var envoy_config_core_v3_http_service: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_HttpService.self,
    ]
  }

  private static var envoy_config_core_v3_http_uri: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_HttpUri.self,
    ]
  }

  private static var envoy_config_core_v3_protocol: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_TcpProtocolOptions.self,
      Envoy_Config_Core_V3_QuicKeepAliveSettings.self,
      Envoy_Config_Core_V3_QuicProtocolOptions.self,
      Envoy_Config_Core_V3_UpstreamHttpProtocolOptions.self,
      Envoy_Config_Core_V3_AlternateProtocolsCacheOptions.self,
      Envoy_Config_Core_V3_AlternateProtocolsCacheOptions.AlternateProtocolsCacheEntry.self,
      Envoy_Config_Core_V3_HttpProtocolOptions.self,
      Envoy_Config_Core_V3_Http1ProtocolOptions.self,
      Envoy_Config_Core_V3_Http1ProtocolOptions.HeaderKeyFormat.self,
      Envoy_Config_Core_V3_Http1ProtocolOptions.HeaderKeyFormat.ProperCaseWords.self,
      Envoy_Config_Core_V3_KeepaliveSettings.self,
      Envoy_Config_Core_V3_Http2ProtocolOptions.self,
      Envoy_Config_Core_V3_Http2ProtocolOptions.SettingsParameter.self,
      Envoy_Config_Core_V3_GrpcProtocolOptions.self,
      Envoy_Config_Core_V3_Http3ProtocolOptions.self,
      Envoy_Config_Core_V3_SchemeHeaderTransformation.self,
    ]
  }

  private static var envoy_config_core_v3_proxy_protocol: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_ProxyProtocolPassThroughTLVs.self,
      Envoy_Config_Core_V3_TlvEntry.self,
      Envoy_Config_Core_V3_ProxyProtocolConfig.self,
      Envoy_Config_Core_V3_PerHostConfig.self,
    ]
  }

  private static var envoy_config_core_v3_resolver: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_DnsResolverOptions.self,
      Envoy_Config_Core_V3_DnsResolutionConfig.self,
    ]
  }

  private static var envoy_config_core_v3_socket_cmsg_headers: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_SocketCmsgHeaders.self,
    ]
  }

  private static var envoy_config_core_v3_socket_option: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_SocketOption.self,
      Envoy_Config_Core_V3_SocketOption.SocketType.self,
      Envoy_Config_Core_V3_SocketOption.SocketType.Stream.self,
      Envoy_Config_Core_V3_SocketOption.SocketType.Datagram.self,
      Envoy_Config_Core_V3_SocketOptionsOverride.self,
    ]
  }

  private static var envoy_config_core_v3_substitution_format_string: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_JsonFormatOptions.self,
      Envoy_Config_Core_V3_SubstitutionFormatString.self,
    ]
  }

  private static var envoy_config_core_v3_udp_socket_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Core_V3_UdpSocketConfig.self,
    ]
  }

  private static var envoy_config_endpoint_v3_endpoint: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Endpoint_V3_ClusterLoadAssignment.self,
      Envoy_Config_Endpoint_V3_ClusterLoadAssignment.Policy.self,
      Envoy_Config_Endpoint_V3_ClusterLoadAssignment.Policy.DropOverload.self,
    ]
  }

  private static var envoy_config_endpoint_v3_endpoint_components: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Endpoint_V3_Endpoint.self,
      Envoy_Config_Endpoint_V3_Endpoint.HealthCheckConfig.self,
      Envoy_Config_Endpoint_V3_Endpoint.AdditionalAddress.self,
      Envoy_Config_Endpoint_V3_LbEndpoint.self,
      Envoy_Config_Endpoint_V3_LbEndpointCollection.self,
      Envoy_Config_Endpoint_V3_LedsClusterLocalityConfig.self,
      Envoy_Config_Endpoint_V3_LocalityLbEndpoints.self,
      Envoy_Config_Endpoint_V3_LocalityLbEndpoints.LbEndpointList.self,
    ]
  }

  private static var envoy_config_endpoint_v3_load_report: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Endpoint_V3_UpstreamLocalityStats.self,
      Envoy_Config_Endpoint_V3_UpstreamEndpointStats.self,
      Envoy_Config_Endpoint_V3_EndpointLoadMetricStats.self,
      Envoy_Config_Endpoint_V3_UnnamedEndpointLoadMetricStats.self,
      Envoy_Config_Endpoint_V3_ClusterStats.self,
      Envoy_Config_Endpoint_V3_ClusterStats.DroppedRequests.self,
    ]
  }

  private static var envoy_config_listener_v3_api_listener: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Listener_V3_ApiListener.self,
    ]
  }

  private static var envoy_config_listener_v3_listener: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Listener_V3_AdditionalAddress.self,
      Envoy_Config_Listener_V3_ListenerCollection.self,
      Envoy_Config_Listener_V3_Listener.self,
      Envoy_Config_Listener_V3_Listener.DeprecatedV1.self,
      Envoy_Config_Listener_V3_Listener.ConnectionBalanceConfig.self,
      Envoy_Config_Listener_V3_Listener.ConnectionBalanceConfig.ExactBalance.self,
      Envoy_Config_Listener_V3_Listener.InternalListenerConfig.self,
      Envoy_Config_Listener_V3_Listener.FcdsConfig.self,
      Envoy_Config_Listener_V3_ListenerManager.self,
      Envoy_Config_Listener_V3_ValidationListenerManager.self,
      Envoy_Config_Listener_V3_ApiListenerManager.self,
    ]
  }

  private static var envoy_config_listener_v3_listener_components: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Listener_V3_Filter.self,
      Envoy_Config_Listener_V3_FilterChainMatch.self,
      Envoy_Config_Listener_V3_FilterChain.self,
      Envoy_Config_Listener_V3_ListenerFilterChainMatchPredicate.self,
      Envoy_Config_Listener_V3_ListenerFilterChainMatchPredicate.MatchSet.self,
      Envoy_Config_Listener_V3_ListenerFilter.self,
    ]
  }

  private static var envoy_config_listener_v3_quic_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Listener_V3_QuicProtocolOptions.self,
    ]
  }

  private static var envoy_config_listener_v3_udp_listener_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Listener_V3_UdpListenerConfig.self,
      Envoy_Config_Listener_V3_ActiveRawUdpListenerConfig.self,
    ]
  }

  private static var envoy_config_metrics_v3_metrics_service: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Metrics_V3_MetricsServiceConfig.self,
    ]
  }

  private static var envoy_config_metrics_v3_stats: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Metrics_V3_StatsSink.self,
      Envoy_Config_Metrics_V3_StatsConfig.self,
      Envoy_Config_Metrics_V3_StatsMatcher.self,
      Envoy_Config_Metrics_V3_TagSpecifier.self,
      Envoy_Config_Metrics_V3_HistogramBucketSettings.self,
      Envoy_Config_Metrics_V3_StatsdSink.self,
      Envoy_Config_Metrics_V3_DogStatsdSink.self,
      Envoy_Config_Metrics_V3_HystrixSink.self,
    ]
  }

  private static var envoy_config_overload_v3_overload: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Overload_V3_ResourceMonitor.self,
      Envoy_Config_Overload_V3_ThresholdTrigger.self,
      Envoy_Config_Overload_V3_ScaledTrigger.self,
      Envoy_Config_Overload_V3_Trigger.self,
      Envoy_Config_Overload_V3_ScaleTimersOverloadActionConfig.self,
      Envoy_Config_Overload_V3_ScaleTimersOverloadActionConfig.ScaleTimer.self,
      Envoy_Config_Overload_V3_OverloadAction.self,
      Envoy_Config_Overload_V3_LoadShedPoint.self,
      Envoy_Config_Overload_V3_BufferFactoryConfig.self,
      Envoy_Config_Overload_V3_OverloadManager.self,
    ]
  }

  private static var envoy_config_ratelimit_v3_rls: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Ratelimit_V3_RateLimitServiceConfig.self,
    ]
  }

  private static var envoy_config_rbac_v3_rbac: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Rbac_V3_RBAC.self,
      Envoy_Config_Rbac_V3_RBAC.AuditLoggingOptions.self,
      Envoy_Config_Rbac_V3_RBAC.AuditLoggingOptions.AuditLoggerConfig.self,
      Envoy_Config_Rbac_V3_Policy.self,
      Envoy_Config_Rbac_V3_SourcedMetadata.self,
      Envoy_Config_Rbac_V3_Permission.self,
      Envoy_Config_Rbac_V3_Permission.Set.self,
      Envoy_Config_Rbac_V3_Principal.self,
      Envoy_Config_Rbac_V3_Principal.Set.self,
      Envoy_Config_Rbac_V3_Principal.Authenticated.self,
      Envoy_Config_Rbac_V3_Action.self,
    ]
  }

  private static var envoy_config_route_v3_route: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Route_V3_RouteConfiguration.self,
      Envoy_Config_Route_V3_Vhds.self,
    ]
  }

  private static var envoy_config_route_v3_route_components: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Route_V3_VirtualHost.self,
      Envoy_Config_Route_V3_FilterAction.self,
      Envoy_Config_Route_V3_RouteList.self,
      Envoy_Config_Route_V3_Route.self,
      Envoy_Config_Route_V3_WeightedCluster.self,
      Envoy_Config_Route_V3_WeightedCluster.ClusterWeight.self,
      Envoy_Config_Route_V3_ClusterSpecifierPlugin.self,
      Envoy_Config_Route_V3_RouteMatch.self,
      Envoy_Config_Route_V3_RouteMatch.GrpcRouteMatchOptions.self,
      Envoy_Config_Route_V3_RouteMatch.TlsContextMatchOptions.self,
      Envoy_Config_Route_V3_RouteMatch.ConnectMatcher.self,
      Envoy_Config_Route_V3_CorsPolicy.self,
      Envoy_Config_Route_V3_RouteAction.self,
      Envoy_Config_Route_V3_RouteAction.RequestMirrorPolicy.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.Header.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.CookieAttribute.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.Cookie.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.ConnectionProperties.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.QueryParameter.self,
      Envoy_Config_Route_V3_RouteAction.HashPolicy.FilterState.self,
      Envoy_Config_Route_V3_RouteAction.UpgradeConfig.self,
      Envoy_Config_Route_V3_RouteAction.UpgradeConfig.ConnectConfig.self,
      Envoy_Config_Route_V3_RouteAction.MaxStreamDuration.self,
      Envoy_Config_Route_V3_RetryPolicy.self,
      Envoy_Config_Route_V3_RetryPolicy.RetryPriority.self,
      Envoy_Config_Route_V3_RetryPolicy.RetryHostPredicate.self,
      Envoy_Config_Route_V3_RetryPolicy.RetryBackOff.self,
      Envoy_Config_Route_V3_RetryPolicy.ResetHeader.self,
      Envoy_Config_Route_V3_RetryPolicy.RateLimitedRetryBackOff.self,
      Envoy_Config_Route_V3_HedgePolicy.self,
      Envoy_Config_Route_V3_RedirectAction.self,
      Envoy_Config_Route_V3_DirectResponseAction.self,
      Envoy_Config_Route_V3_NonForwardingAction.self,
      Envoy_Config_Route_V3_Decorator.self,
      Envoy_Config_Route_V3_Tracing.self,
      Envoy_Config_Route_V3_VirtualCluster.self,
      Envoy_Config_Route_V3_RateLimit.self,
      Envoy_Config_Route_V3_RateLimit.Action.self,
      Envoy_Config_Route_V3_RateLimit.Action.SourceCluster.self,
      Envoy_Config_Route_V3_RateLimit.Action.DestinationCluster.self,
      Envoy_Config_Route_V3_RateLimit.Action.RequestHeaders.self,
      Envoy_Config_Route_V3_RateLimit.Action.QueryParameters.self,
      Envoy_Config_Route_V3_RateLimit.Action.RemoteAddress.self,
      Envoy_Config_Route_V3_RateLimit.Action.MaskedRemoteAddress.self,
      Envoy_Config_Route_V3_RateLimit.Action.GenericKey.self,
      Envoy_Config_Route_V3_RateLimit.Action.HeaderValueMatch.self,
      Envoy_Config_Route_V3_RateLimit.Action.DynamicMetaData.self,
      Envoy_Config_Route_V3_RateLimit.Action.MetaData.self,
      Envoy_Config_Route_V3_RateLimit.Action.QueryParameterValueMatch.self,
      Envoy_Config_Route_V3_RateLimit.Override.self,
      Envoy_Config_Route_V3_RateLimit.Override.DynamicMetadata.self,
      Envoy_Config_Route_V3_RateLimit.HitsAddend.self,
      Envoy_Config_Route_V3_HeaderMatcher.self,
      Envoy_Config_Route_V3_QueryParameterMatcher.self,
      Envoy_Config_Route_V3_InternalRedirectPolicy.self,
      Envoy_Config_Route_V3_FilterConfig.self,
    ]
  }

  private static var envoy_config_route_v3_scoped_route: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Route_V3_ScopedRouteConfiguration.self,
      Envoy_Config_Route_V3_ScopedRouteConfiguration.Key.self,
      Envoy_Config_Route_V3_ScopedRouteConfiguration.Key.Fragment.self,
    ]
  }

  private static var envoy_config_tap_v3_common: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Tap_V3_TapConfig.self,
      Envoy_Config_Tap_V3_MatchPredicate.self,
      Envoy_Config_Tap_V3_MatchPredicate.MatchSet.self,
      Envoy_Config_Tap_V3_HttpHeadersMatch.self,
      Envoy_Config_Tap_V3_HttpGenericBodyMatch.self,
      Envoy_Config_Tap_V3_HttpGenericBodyMatch.GenericTextMatch.self,
      Envoy_Config_Tap_V3_OutputConfig.self,
      Envoy_Config_Tap_V3_OutputSink.self,
      Envoy_Config_Tap_V3_StreamingAdminSink.self,
      Envoy_Config_Tap_V3_BufferedAdminSink.self,
      Envoy_Config_Tap_V3_FilePerTapSink.self,
      Envoy_Config_Tap_V3_StreamingGrpcSink.self,
    ]
  }

  private static var envoy_config_trace_v3_datadog: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_DatadogRemoteConfig.self,
      Envoy_Config_Trace_V3_DatadogConfig.self,
    ]
  }

  private static var envoy_config_trace_v3_http_tracer: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_Tracing.self,
      Envoy_Config_Trace_V3_Tracing.Http.self,
    ]
  }

  private static var envoy_config_trace_v3_opentelemetry: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_OpenTelemetryConfig.self,
    ]
  }

  private static var envoy_config_trace_v3_service: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_TraceServiceConfig.self,
    ]
  }

  private static var envoy_config_trace_v3_skywalking: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_SkyWalkingConfig.self,
      Envoy_Config_Trace_V3_ClientConfig.self,
    ]
  }

  private static var envoy_config_trace_v3_xray: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_XRayConfig.self,
      Envoy_Config_Trace_V3_XRayConfig.SegmentFields.self,
    ]
  }

  private static var envoy_config_trace_v3_zipkin: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Trace_V3_ZipkinConfig.self,
    ]
  }

  private static var envoy_config_upstream_local_address_selector_v3_default_local_address_selector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Config_Upstream_LocalAddressSelector_V3_DefaultLocalAddressSelector.self,
    ]
  }

  private static var envoy_data_accesslog_v3_accesslog: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Data_Accesslog_V3_TCPAccessLogEntry.self,
      Envoy_Data_Accesslog_V3_HTTPAccessLogEntry.self,
      Envoy_Data_Accesslog_V3_ConnectionProperties.self,
      Envoy_Data_Accesslog_V3_AccessLogCommon.self,
      Envoy_Data_Accesslog_V3_ResponseFlags.self,
      Envoy_Data_Accesslog_V3_ResponseFlags.Unauthorized.self,
      Envoy_Data_Accesslog_V3_TLSProperties.self,
      Envoy_Data_Accesslog_V3_TLSProperties.CertificateProperties.self,
      Envoy_Data_Accesslog_V3_TLSProperties.CertificateProperties.SubjectAltName.self,
      Envoy_Data_Accesslog_V3_HTTPRequestProperties.self,
      Envoy_Data_Accesslog_V3_HTTPResponseProperties.self,
    ]
  }

  private static var envoy_data_core_v3_health_check_event: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Data_Core_V3_HealthCheckEvent.self,
      Envoy_Data_Core_V3_HealthCheckEjectUnhealthy.self,
      Envoy_Data_Core_V3_HealthCheckAddHealthy.self,
      Envoy_Data_Core_V3_HealthCheckSuccessful.self,
      Envoy_Data_Core_V3_HealthCheckFailure.self,
      Envoy_Data_Core_V3_DegradedHealthyHost.self,
      Envoy_Data_Core_V3_NoLongerDegradedHost.self,
    ]
  }

  private static var envoy_data_core_v3_tlv_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Data_Core_V3_TlvsMetadata.self,
    ]
  }

  private static var envoy_extensions_access_loggers_file_v3_file: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_File_V3_FileAccessLog.self,
    ]
  }

  private static var envoy_extensions_access_loggers_filters_cel_v3_cel: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Filters_Cel_V3_ExpressionFilter.self,
    ]
  }

  private static var envoy_extensions_access_loggers_filters_process_ratelimit_v3_process_ratelimit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Filters_ProcessRatelimit_V3_ProcessRateLimitFilter.self,
      Envoy_Extensions_AccessLoggers_Filters_ProcessRatelimit_V3_DynamicTokenBucket.self,
    ]
  }

  private static var envoy_extensions_access_loggers_fluentd_v3_fluentd: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Fluentd_V3_FluentdAccessLogConfig.self,
      Envoy_Extensions_AccessLoggers_Fluentd_V3_FluentdAccessLogConfig.RetryOptions.self,
    ]
  }

  private static var envoy_extensions_access_loggers_grpc_v3_als: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Grpc_V3_HttpGrpcAccessLogConfig.self,
      Envoy_Extensions_AccessLoggers_Grpc_V3_TcpGrpcAccessLogConfig.self,
      Envoy_Extensions_AccessLoggers_Grpc_V3_CommonGrpcAccessLogConfig.self,
    ]
  }

  private static var envoy_extensions_access_loggers_open_telemetry_v3_logs_service: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_OpenTelemetry_V3_OpenTelemetryAccessLogConfig.self,
    ]
  }

  private static var envoy_extensions_access_loggers_stats_v3_stats: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Stats_V3_Config.self,
      Envoy_Extensions_AccessLoggers_Stats_V3_Config.Tag.self,
      Envoy_Extensions_AccessLoggers_Stats_V3_Config.Stat.self,
      Envoy_Extensions_AccessLoggers_Stats_V3_Config.Histogram.self,
      Envoy_Extensions_AccessLoggers_Stats_V3_Config.Counter.self,
    ]
  }

  private static var envoy_extensions_access_loggers_stream_v3_stream: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Stream_V3_StdoutAccessLog.self,
      Envoy_Extensions_AccessLoggers_Stream_V3_StderrAccessLog.self,
    ]
  }

  private static var envoy_extensions_access_loggers_wasm_v3_wasm: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_AccessLoggers_Wasm_V3_WasmAccessLog.self,
    ]
  }

  private static var envoy_extensions_bootstrap_internal_listener_v3_internal_listener: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Bootstrap_InternalListener_V3_InternalListener.self,
    ]
  }

  private static var envoy_extensions_clusters_aggregate_v3_cluster: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Clusters_Aggregate_V3_ClusterConfig.self,
      Envoy_Extensions_Clusters_Aggregate_V3_AggregateClusterResource.self,
    ]
  }

  private static var envoy_extensions_clusters_dns_v3_dns_cluster: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Clusters_Dns_V3_DnsCluster.self,
      Envoy_Extensions_Clusters_Dns_V3_DnsCluster.RefreshRate.self,
    ]
  }

  private static var envoy_extensions_clusters_dynamic_forward_proxy_v3_cluster: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Clusters_DynamicForwardProxy_V3_ClusterConfig.self,
      Envoy_Extensions_Clusters_DynamicForwardProxy_V3_SubClustersConfig.self,
    ]
  }

  private static var envoy_extensions_clusters_redis_v3_redis_cluster: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Clusters_Redis_V3_RedisClusterConfig.self,
    ]
  }

  private static var envoy_extensions_common_aws_v3_credential_provider: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Common_Aws_V3_AwsCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_InlineCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_AssumeRoleWithWebIdentityCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_CredentialsFileCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_IAMRolesAnywhereCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_ConfigCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_ContainerCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_EnvironmentCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_InstanceProfileCredentialProvider.self,
      Envoy_Extensions_Common_Aws_V3_AssumeRoleCredentialProvider.self,
    ]
  }

  private static var envoy_extensions_common_dynamic_forward_proxy_v3_dns_cache: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Common_DynamicForwardProxy_V3_DnsCacheCircuitBreakers.self,
      Envoy_Extensions_Common_DynamicForwardProxy_V3_DnsCacheConfig.self,
    ]
  }

  private static var envoy_extensions_common_matching_v3_extension_matcher: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Common_Matching_V3_ExtensionWithMatcher.self,
      Envoy_Extensions_Common_Matching_V3_ExtensionWithMatcherPerRoute.self,
    ]
  }

  private static var envoy_extensions_common_ratelimit_v3_ratelimit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Common_Ratelimit_V3_RateLimitDescriptor.self,
      Envoy_Extensions_Common_Ratelimit_V3_RateLimitDescriptor.Entry.self,
      Envoy_Extensions_Common_Ratelimit_V3_RateLimitDescriptor.RateLimitOverride.self,
      Envoy_Extensions_Common_Ratelimit_V3_LocalRateLimitDescriptor.self,
      Envoy_Extensions_Common_Ratelimit_V3_LocalClusterRateLimit.self,
    ]
  }

  private static var envoy_extensions_common_tap_v3_common: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Common_Tap_V3_CommonExtensionConfig.self,
      Envoy_Extensions_Common_Tap_V3_AdminConfig.self,
    ]
  }

  private static var envoy_extensions_compression_brotli_compressor_v3_brotli: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Compression_Brotli_Compressor_V3_Brotli.self,
    ]
  }

  private static var envoy_extensions_compression_brotli_decompressor_v3_brotli: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Compression_Brotli_Decompressor_V3_Brotli.self,
    ]
  }

  private static var envoy_extensions_compression_gzip_compressor_v3_gzip: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Compression_Gzip_Compressor_V3_Gzip.self,
    ]
  }

  private static var envoy_extensions_compression_gzip_decompressor_v3_gzip: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Compression_Gzip_Decompressor_V3_Gzip.self,
    ]
  }

  private static var envoy_extensions_compression_zstd_compressor_v3_zstd: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Compression_Zstd_Compressor_V3_Zstd.self,
    ]
  }

  private static var envoy_extensions_compression_zstd_decompressor_v3_zstd: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Compression_Zstd_Decompressor_V3_Zstd.self,
    ]
  }

  private static var envoy_extensions_early_data_v3_default_early_data_policy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_EarlyData_V3_DefaultEarlyDataPolicy.self,
    ]
  }

  private static var envoy_extensions_filters_common_dependency_v3_dependency: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Common_Dependency_V3_Dependency.self,
      Envoy_Extensions_Filters_Common_Dependency_V3_FilterDependencies.self,
      Envoy_Extensions_Filters_Common_Dependency_V3_MatchingRequirements.self,
      Envoy_Extensions_Filters_Common_Dependency_V3_MatchingRequirements.DataInputAllowList.self,
    ]
  }

  private static var envoy_extensions_filters_common_fault_v3_fault: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Common_Fault_V3_FaultDelay.self,
      Envoy_Extensions_Filters_Common_Fault_V3_FaultDelay.HeaderDelay.self,
      Envoy_Extensions_Filters_Common_Fault_V3_FaultRateLimit.self,
      Envoy_Extensions_Filters_Common_Fault_V3_FaultRateLimit.FixedLimit.self,
      Envoy_Extensions_Filters_Common_Fault_V3_FaultRateLimit.HeaderLimit.self,
    ]
  }

  private static var envoy_extensions_filters_common_matcher_action_v3_skip_action: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Common_Matcher_Action_V3_SkipFilter.self,
    ]
  }

  private static var envoy_extensions_filters_common_set_filter_state_v3_value: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Common_SetFilterState_V3_FilterStateValue.self,
    ]
  }

  private static var envoy_extensions_filters_http_adaptive_concurrency_v3_adaptive_concurrency: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_AdaptiveConcurrency_V3_GradientControllerConfig.self,
      Envoy_Extensions_Filters_Http_AdaptiveConcurrency_V3_GradientControllerConfig.ConcurrencyLimitCalculationParams.self,
      Envoy_Extensions_Filters_Http_AdaptiveConcurrency_V3_GradientControllerConfig.MinimumRTTCalculationParams.self,
      Envoy_Extensions_Filters_Http_AdaptiveConcurrency_V3_AdaptiveConcurrency.self,
    ]
  }

  private static var envoy_extensions_filters_http_admission_control_v3_admission_control: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_AdmissionControl_V3_AdmissionControl.self,
      Envoy_Extensions_Filters_Http_AdmissionControl_V3_AdmissionControl.SuccessCriteria.self,
      Envoy_Extensions_Filters_Http_AdmissionControl_V3_AdmissionControl.SuccessCriteria.HttpCriteria.self,
      Envoy_Extensions_Filters_Http_AdmissionControl_V3_AdmissionControl.SuccessCriteria.GrpcCriteria.self,
    ]
  }

  private static var envoy_extensions_filters_http_alternate_protocols_cache_v3_alternate_protocols_cache: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_AlternateProtocolsCache_V3_FilterConfig.self,
    ]
  }

  private static var envoy_extensions_filters_http_api_key_auth_v3_api_key_auth: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_ApiKeyAuth_V3_ApiKeyAuth.self,
      Envoy_Extensions_Filters_Http_ApiKeyAuth_V3_ApiKeyAuthPerRoute.self,
      Envoy_Extensions_Filters_Http_ApiKeyAuth_V3_Credential.self,
      Envoy_Extensions_Filters_Http_ApiKeyAuth_V3_KeySource.self,
      Envoy_Extensions_Filters_Http_ApiKeyAuth_V3_Forwarding.self,
    ]
  }

  private static var envoy_extensions_filters_http_bandwidth_limit_v3_bandwidth_limit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_BandwidthLimit_V3_BandwidthLimit.self,
    ]
  }

  private static var envoy_extensions_filters_http_basic_auth_v3_basic_auth: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_BasicAuth_V3_BasicAuth.self,
      Envoy_Extensions_Filters_Http_BasicAuth_V3_BasicAuthPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_buffer_v3_buffer: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Buffer_V3_Buffer.self,
      Envoy_Extensions_Filters_Http_Buffer_V3_BufferPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_cdn_loop_v3_cdn_loop: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_CdnLoop_V3_CdnLoopConfig.self,
    ]
  }

  private static var envoy_extensions_filters_http_composite_v3_composite: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Composite_V3_Composite.self,
      Envoy_Extensions_Filters_Http_Composite_V3_FilterChainConfiguration.self,
      Envoy_Extensions_Filters_Http_Composite_V3_DynamicConfig.self,
      Envoy_Extensions_Filters_Http_Composite_V3_ExecuteFilterAction.self,
    ]
  }

  private static var envoy_extensions_filters_http_compressor_v3_compressor: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Compressor_V3_Compressor.self,
      Envoy_Extensions_Filters_Http_Compressor_V3_Compressor.CommonDirectionConfig.self,
      Envoy_Extensions_Filters_Http_Compressor_V3_Compressor.RequestDirectionConfig.self,
      Envoy_Extensions_Filters_Http_Compressor_V3_Compressor.ResponseDirectionConfig.self,
      Envoy_Extensions_Filters_Http_Compressor_V3_ResponseDirectionOverrides.self,
      Envoy_Extensions_Filters_Http_Compressor_V3_CompressorOverrides.self,
      Envoy_Extensions_Filters_Http_Compressor_V3_CompressorPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_connect_grpc_bridge_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_ConnectGrpcBridge_V3_FilterConfig.self,
    ]
  }

  private static var envoy_extensions_filters_http_cors_v3_cors: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Cors_V3_Cors.self,
      Envoy_Extensions_Filters_Http_Cors_V3_CorsPolicy.self,
    ]
  }

  private static var envoy_extensions_filters_http_credential_injector_v3_credential_injector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_CredentialInjector_V3_CredentialInjector.self,
    ]
  }

  private static var envoy_extensions_filters_http_csrf_v3_csrf: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Csrf_V3_CsrfPolicy.self,
    ]
  }

  private static var envoy_extensions_filters_http_custom_response_v3_custom_response: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_CustomResponse_V3_CustomResponse.self,
    ]
  }

  private static var envoy_extensions_filters_http_decompressor_v3_decompressor: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Decompressor_V3_Decompressor.self,
      Envoy_Extensions_Filters_Http_Decompressor_V3_Decompressor.CommonDirectionConfig.self,
      Envoy_Extensions_Filters_Http_Decompressor_V3_Decompressor.RequestDirectionConfig.self,
      Envoy_Extensions_Filters_Http_Decompressor_V3_Decompressor.ResponseDirectionConfig.self,
    ]
  }

  private static var envoy_extensions_filters_http_dynamic_forward_proxy_v3_dynamic_forward_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_DynamicForwardProxy_V3_FilterConfig.self,
      Envoy_Extensions_Filters_Http_DynamicForwardProxy_V3_PerRouteConfig.self,
      Envoy_Extensions_Filters_Http_DynamicForwardProxy_V3_SubClusterConfig.self,
    ]
  }

  private static var envoy_extensions_filters_http_ext_authz_v3_ext_authz: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_ExtAuthz.self,
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_BufferSettings.self,
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_HttpService.self,
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_AuthorizationRequest.self,
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_AuthorizationResponse.self,
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_ExtAuthzPerRoute.self,
      Envoy_Extensions_Filters_Http_ExtAuthz_V3_CheckSettings.self,
    ]
  }

  private static var envoy_extensions_filters_http_ext_proc_v3_ext_proc: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_ExtProc_V3_ExternalProcessor.self,
      Envoy_Extensions_Filters_Http_ExtProc_V3_ExtProcHttpService.self,
      Envoy_Extensions_Filters_Http_ExtProc_V3_MetadataOptions.self,
      Envoy_Extensions_Filters_Http_ExtProc_V3_MetadataOptions.MetadataNamespaces.self,
      Envoy_Extensions_Filters_Http_ExtProc_V3_HeaderForwardingRules.self,
      Envoy_Extensions_Filters_Http_ExtProc_V3_ExtProcPerRoute.self,
      Envoy_Extensions_Filters_Http_ExtProc_V3_ExtProcOverrides.self,
    ]
  }

  private static var envoy_extensions_filters_http_ext_proc_v3_processing_mode: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_ExtProc_V3_ProcessingMode.self,
    ]
  }

  private static var envoy_extensions_filters_http_fault_v3_fault: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Fault_V3_FaultAbort.self,
      Envoy_Extensions_Filters_Http_Fault_V3_FaultAbort.HeaderAbort.self,
      Envoy_Extensions_Filters_Http_Fault_V3_HTTPFault.self,
    ]
  }

  private static var envoy_extensions_filters_http_grpc_http1_bridge_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_GrpcHttp1Bridge_V3_Config.self,
    ]
  }

  private static var envoy_extensions_filters_http_grpc_http1_reverse_bridge_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_GrpcHttp1ReverseBridge_V3_FilterConfig.self,
      Envoy_Extensions_Filters_Http_GrpcHttp1ReverseBridge_V3_FilterConfigPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_grpc_json_transcoder_v3_transcoder: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_GrpcJsonTranscoder_V3_GrpcJsonTranscoder.self,
      Envoy_Extensions_Filters_Http_GrpcJsonTranscoder_V3_GrpcJsonTranscoder.PrintOptions.self,
      Envoy_Extensions_Filters_Http_GrpcJsonTranscoder_V3_GrpcJsonTranscoder.RequestValidationOptions.self,
      Envoy_Extensions_Filters_Http_GrpcJsonTranscoder_V3_UnknownQueryParams.self,
      Envoy_Extensions_Filters_Http_GrpcJsonTranscoder_V3_UnknownQueryParams.Values.self,
    ]
  }

  private static var envoy_extensions_filters_http_grpc_stats_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_GrpcStats_V3_FilterConfig.self,
      Envoy_Extensions_Filters_Http_GrpcStats_V3_FilterObject.self,
    ]
  }

  private static var envoy_extensions_filters_http_grpc_web_v3_grpc_web: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_GrpcWeb_V3_GrpcWeb.self,
    ]
  }

  private static var envoy_extensions_filters_http_header_mutation_v3_header_mutation: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_HeaderMutation_V3_Mutations.self,
      Envoy_Extensions_Filters_Http_HeaderMutation_V3_HeaderMutationPerRoute.self,
      Envoy_Extensions_Filters_Http_HeaderMutation_V3_HeaderMutation.self,
    ]
  }

  private static var envoy_extensions_filters_http_header_to_metadata_v3_header_to_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_HeaderToMetadata_V3_Config.self,
      Envoy_Extensions_Filters_Http_HeaderToMetadata_V3_Config.KeyValuePair.self,
      Envoy_Extensions_Filters_Http_HeaderToMetadata_V3_Config.Rule.self,
    ]
  }

  private static var envoy_extensions_filters_http_health_check_v3_health_check: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_HealthCheck_V3_HealthCheck.self,
    ]
  }

  private static var envoy_extensions_filters_http_ip_tagging_v3_ip_tagging: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_IpTagging_V3_IPTagging.self,
      Envoy_Extensions_Filters_Http_IpTagging_V3_IPTagging.IPTag.self,
      Envoy_Extensions_Filters_Http_IpTagging_V3_IPTagging.IpTagHeader.self,
    ]
  }

  private static var envoy_extensions_filters_http_json_to_metadata_v3_json_to_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_JsonToMetadata_V3_JsonToMetadata.self,
      Envoy_Extensions_Filters_Http_JsonToMetadata_V3_JsonToMetadata.KeyValuePair.self,
      Envoy_Extensions_Filters_Http_JsonToMetadata_V3_JsonToMetadata.Selector.self,
      Envoy_Extensions_Filters_Http_JsonToMetadata_V3_JsonToMetadata.Rule.self,
      Envoy_Extensions_Filters_Http_JsonToMetadata_V3_JsonToMetadata.MatchRules.self,
    ]
  }

  private static var envoy_extensions_filters_http_jwt_authn_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtProvider.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtProvider.NormalizePayload.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtCacheConfig.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_RemoteJwks.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwksAsyncFetch.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtHeader.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_ProviderWithAudiences.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtRequirement.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtRequirementOrList.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtRequirementAndList.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_RequirementRule.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_FilterStateRule.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtAuthentication.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_PerRouteConfig.self,
      Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtClaimToHeader.self,
    ]
  }

  private static var envoy_extensions_filters_http_kill_request_v3_kill_request: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_KillRequest_V3_KillRequest.self,
    ]
  }

  private static var envoy_extensions_filters_http_local_ratelimit_v3_local_rate_limit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_LocalRatelimit_V3_LocalRateLimit.self,
    ]
  }

  private static var envoy_extensions_filters_http_lua_v3_lua: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Lua_V3_Lua.self,
      Envoy_Extensions_Filters_Http_Lua_V3_LuaPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_oauth2_v3_oauth: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Oauth2_V3_CookieConfig.self,
      Envoy_Extensions_Filters_Http_Oauth2_V3_CookieConfigs.self,
      Envoy_Extensions_Filters_Http_Oauth2_V3_OAuth2Credentials.self,
      Envoy_Extensions_Filters_Http_Oauth2_V3_OAuth2Credentials.CookieNames.self,
      Envoy_Extensions_Filters_Http_Oauth2_V3_OAuth2Config.self,
      Envoy_Extensions_Filters_Http_Oauth2_V3_OAuth2.self,
    ]
  }

  private static var envoy_extensions_filters_http_on_demand_v3_on_demand: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_OnDemand_V3_OnDemandCds.self,
      Envoy_Extensions_Filters_Http_OnDemand_V3_OnDemand.self,
      Envoy_Extensions_Filters_Http_OnDemand_V3_PerRouteConfig.self,
    ]
  }

  private static var envoy_extensions_filters_http_original_src_v3_original_src: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_OriginalSrc_V3_OriginalSrc.self,
    ]
  }

  private static var envoy_extensions_filters_http_ratelimit_v3_rate_limit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Ratelimit_V3_RateLimit.self,
      Envoy_Extensions_Filters_Http_Ratelimit_V3_RateLimitPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_rbac_v3_rbac: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Rbac_V3_RBAC.self,
      Envoy_Extensions_Filters_Http_Rbac_V3_RBACPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_router_v3_router: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Router_V3_Router.self,
      Envoy_Extensions_Filters_Http_Router_V3_Router.UpstreamAccessLogOptions.self,
    ]
  }

  private static var envoy_extensions_filters_http_set_filter_state_v3_set_filter_state: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_SetFilterState_V3_Config.self,
    ]
  }

  private static var envoy_extensions_filters_http_set_metadata_v3_set_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_SetMetadata_V3_Metadata.self,
      Envoy_Extensions_Filters_Http_SetMetadata_V3_Config.self,
    ]
  }

  private static var envoy_extensions_filters_http_stateful_session_v3_stateful_session: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_StatefulSession_V3_StatefulSession.self,
      Envoy_Extensions_Filters_Http_StatefulSession_V3_StatefulSessionPerRoute.self,
    ]
  }

  private static var envoy_extensions_filters_http_tap_v3_tap: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Tap_V3_Tap.self,
    ]
  }

  private static var envoy_extensions_filters_http_upstream_codec_v3_upstream_codec: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_UpstreamCodec_V3_UpstreamCodec.self,
    ]
  }

  private static var envoy_extensions_filters_http_wasm_v3_wasm: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Http_Wasm_V3_Wasm.self,
    ]
  }

  private static var envoy_extensions_filters_listener_http_inspector_v3_http_inspector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Listener_HttpInspector_V3_HttpInspector.self,
    ]
  }

  private static var envoy_extensions_filters_listener_local_ratelimit_v3_local_ratelimit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Listener_LocalRatelimit_V3_LocalRateLimit.self,
    ]
  }

  private static var envoy_extensions_filters_listener_original_dst_v3_original_dst: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Listener_OriginalDst_V3_OriginalDst.self,
    ]
  }

  private static var envoy_extensions_filters_listener_original_src_v3_original_src: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Listener_OriginalSrc_V3_OriginalSrc.self,
    ]
  }

  private static var envoy_extensions_filters_listener_proxy_protocol_v3_proxy_protocol: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Listener_ProxyProtocol_V3_ProxyProtocol.self,
      Envoy_Extensions_Filters_Listener_ProxyProtocol_V3_ProxyProtocol.KeyValuePair.self,
      Envoy_Extensions_Filters_Listener_ProxyProtocol_V3_ProxyProtocol.Rule.self,
    ]
  }

  private static var envoy_extensions_filters_listener_tls_inspector_v3_tls_inspector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Listener_TlsInspector_V3_TlsInspector.self,
    ]
  }

  private static var envoy_extensions_filters_network_connection_limit_v3_connection_limit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_ConnectionLimit_V3_ConnectionLimit.self,
    ]
  }

  private static var envoy_extensions_filters_network_direct_response_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_DirectResponse_V3_Config.self,
    ]
  }

  private static var envoy_extensions_filters_network_echo_v3_echo: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_Echo_V3_Echo.self,
    ]
  }

  private static var envoy_extensions_filters_network_ext_authz_v3_ext_authz: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_ExtAuthz_V3_ExtAuthz.self,
    ]
  }

  private static var envoy_extensions_filters_network_http_connection_manager_v3_http_connection_manager: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.Tracing.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.InternalAddressConfig.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.SetCurrentClientCertDetails.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.ForwardClientCertConfig.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.UpgradeConfig.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.PathNormalizationOptions.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.ProxyStatusConfig.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager.HcmAccessLogOptions.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_LocalReplyConfig.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ResponseMapper.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_Rds.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRouteConfigurationsList.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRoutes.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRoutes.ScopeKeyBuilder.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor.KvElement.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_ScopedRds.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_RequestIDExtension.self,
      Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_EnvoyMobileHttpConnectionManager.self,
    ]
  }

  private static var envoy_extensions_filters_network_local_ratelimit_v3_local_rate_limit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_LocalRatelimit_V3_LocalRateLimit.self,
    ]
  }

  private static var envoy_extensions_filters_network_mongo_proxy_v3_mongo_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_MongoProxy_V3_MongoProxy.self,
    ]
  }

  private static var envoy_extensions_filters_network_ratelimit_v3_rate_limit: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_Ratelimit_V3_RateLimit.self,
    ]
  }

  private static var envoy_extensions_filters_network_rbac_v3_rbac: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_Rbac_V3_RBAC.self,
    ]
  }

  private static var envoy_extensions_filters_network_redis_proxy_v3_redis_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.ConnPoolSettings.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.PrefixRoutes.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.PrefixRoutes.Route.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.PrefixRoutes.Route.RequestMirrorPolicy.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.PrefixRoutes.Route.ReadCommandPolicy.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.RedisFault.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProxy.ConnectionRateLimit.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProtocolOptions.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisProtocolOptions.Credential.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_AwsIam.self,
      Envoy_Extensions_Filters_Network_RedisProxy_V3_RedisExternalAuthProvider.self,
    ]
  }

  private static var envoy_extensions_filters_network_set_filter_state_v3_set_filter_state: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_SetFilterState_V3_Config.self,
    ]
  }

  private static var envoy_extensions_filters_network_sni_cluster_v3_sni_cluster: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_SniCluster_V3_SniCluster.self,
    ]
  }

  private static var envoy_extensions_filters_network_sni_dynamic_forward_proxy_v3_sni_dynamic_forward_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_SniDynamicForwardProxy_V3_FilterConfig.self,
    ]
  }

  private static var envoy_extensions_filters_network_tcp_proxy_v3_tcp_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.self,
      Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.WeightedCluster.self,
      Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.WeightedCluster.ClusterWeight.self,
      Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.TunnelingConfig.self,
      Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.OnDemand.self,
      Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.TcpAccessLogOptions.self,
    ]
  }

  private static var envoy_extensions_filters_network_wasm_v3_wasm: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_Wasm_V3_Wasm.self,
    ]
  }

  private static var envoy_extensions_filters_network_zookeeper_proxy_v3_zookeeper_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Network_ZookeeperProxy_V3_ZooKeeperProxy.self,
      Envoy_Extensions_Filters_Network_ZookeeperProxy_V3_LatencyThresholdOverride.self,
    ]
  }

  private static var envoy_extensions_filters_udp_udp_proxy_session_dynamic_forward_proxy_v3_dynamic_forward_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Udp_UdpProxy_Session_DynamicForwardProxy_V3_FilterConfig.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_Session_DynamicForwardProxy_V3_FilterConfig.BufferOptions.self,
    ]
  }

  private static var envoy_extensions_filters_udp_udp_proxy_session_http_capsule_v3_http_capsule: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Udp_UdpProxy_Session_HttpCapsule_V3_FilterConfig.self,
    ]
  }

  private static var envoy_extensions_filters_udp_udp_proxy_v3_route: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_Route.self,
    ]
  }

  private static var envoy_extensions_filters_udp_udp_proxy_v3_udp_proxy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.HashPolicy.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.SessionFilter.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.UdpTunnelingConfig.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.UdpTunnelingConfig.BufferOptions.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.UdpTunnelingConfig.RetryOptions.self,
      Envoy_Extensions_Filters_Udp_UdpProxy_V3_UdpProxyConfig.UdpAccessLogOptions.self,
    ]
  }

  private static var envoy_extensions_formatter_cel_v3_cel: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Formatter_Cel_V3_Cel.self,
    ]
  }

  private static var envoy_extensions_formatter_metadata_v3_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Formatter_Metadata_V3_Metadata.self,
    ]
  }

  private static var envoy_extensions_formatter_req_without_query_v3_req_without_query: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Formatter_ReqWithoutQuery_V3_ReqWithoutQuery.self,
    ]
  }

  private static var envoy_extensions_health_check_event_sinks_file_v3_file: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_HealthCheck_EventSinks_File_V3_HealthCheckEventFileSink.self,
    ]
  }

  private static var envoy_extensions_health_checkers_redis_v3_redis: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_HealthCheckers_Redis_V3_Redis.self,
    ]
  }

  private static var envoy_extensions_http_custom_response_local_response_policy_v3_local_response_policy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_CustomResponse_LocalResponsePolicy_V3_LocalResponsePolicy.self,
    ]
  }

  private static var envoy_extensions_http_custom_response_redirect_policy_v3_redirect_policy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_CustomResponse_RedirectPolicy_V3_RedirectPolicy.self,
    ]
  }

  private static var envoy_extensions_http_early_header_mutation_header_mutation_v3_header_mutation: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_EarlyHeaderMutation_HeaderMutation_V3_HeaderMutation.self,
    ]
  }

  private static var envoy_extensions_http_header_formatters_preserve_case_v3_preserve_case: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_HeaderFormatters_PreserveCase_V3_PreserveCaseFormatterConfig.self,
    ]
  }

  private static var envoy_extensions_http_injected_credentials_generic_v3_generic: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_InjectedCredentials_Generic_V3_Generic.self,
    ]
  }

  private static var envoy_extensions_http_injected_credentials_oauth2_v3_oauth2: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_InjectedCredentials_Oauth2_V3_OAuth2.self,
      Envoy_Extensions_Http_InjectedCredentials_Oauth2_V3_OAuth2.ClientCredentials.self,
    ]
  }

  private static var envoy_extensions_http_original_ip_detection_custom_header_v3_custom_header: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_OriginalIpDetection_CustomHeader_V3_CustomHeaderConfig.self,
    ]
  }

  private static var envoy_extensions_http_original_ip_detection_xff_v3_xff: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_OriginalIpDetection_Xff_V3_XffConfig.self,
      Envoy_Extensions_Http_OriginalIpDetection_Xff_V3_XffTrustedCidrs.self,
    ]
  }

  private static var envoy_extensions_http_stateful_session_cookie_v3_cookie: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_StatefulSession_Cookie_V3_CookieBasedSessionState.self,
    ]
  }

  private static var envoy_extensions_http_stateful_session_envelope_v3_envelope: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_StatefulSession_Envelope_V3_EnvelopeSessionState.self,
      Envoy_Extensions_Http_StatefulSession_Envelope_V3_EnvelopeSessionState.Header.self,
    ]
  }

  private static var envoy_extensions_http_stateful_session_header_v3_header: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Http_StatefulSession_Header_V3_HeaderBasedSessionState.self,
    ]
  }

  private static var envoy_extensions_internal_redirect_allow_listed_routes_v3_allow_listed_routes_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_InternalRedirect_AllowListedRoutes_V3_AllowListedRoutesConfig.self,
    ]
  }

  private static var envoy_extensions_internal_redirect_previous_routes_v3_previous_routes_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_InternalRedirect_PreviousRoutes_V3_PreviousRoutesConfig.self,
    ]
  }

  private static var envoy_extensions_internal_redirect_safe_cross_scheme_v3_safe_cross_scheme_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_InternalRedirect_SafeCrossScheme_V3_SafeCrossSchemeConfig.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_client_side_weighted_round_robin_v3_client_side_weighted_round_robin: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_ClientSideWeightedRoundRobin_V3_ClientSideWeightedRoundRobin.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_cluster_provided_v3_cluster_provided: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_ClusterProvided_V3_ClusterProvided.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_common_v3_common: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_Common_V3_LocalityLbConfig.self,
      Envoy_Extensions_LoadBalancingPolicies_Common_V3_LocalityLbConfig.ZoneAwareLbConfig.self,
      Envoy_Extensions_LoadBalancingPolicies_Common_V3_LocalityLbConfig.ZoneAwareLbConfig.ForceLocalZone.self,
      Envoy_Extensions_LoadBalancingPolicies_Common_V3_LocalityLbConfig.LocalityWeightedLbConfig.self,
      Envoy_Extensions_LoadBalancingPolicies_Common_V3_SlowStartConfig.self,
      Envoy_Extensions_LoadBalancingPolicies_Common_V3_ConsistentHashingLbConfig.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_least_request_v3_least_request: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_LeastRequest_V3_LeastRequest.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_maglev_v3_maglev: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_Maglev_V3_Maglev.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_override_host_v3_override_host: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_OverrideHost_V3_OverrideHost.self,
      Envoy_Extensions_LoadBalancingPolicies_OverrideHost_V3_OverrideHost.OverrideHostSource.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_pick_first_v3_pick_first: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_PickFirst_V3_PickFirst.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_random_v3_random: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_Random_V3_Random.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_ring_hash_v3_ring_hash: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_RingHash_V3_RingHash.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_round_robin_v3_round_robin: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_RoundRobin_V3_RoundRobin.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_subset_v3_subset: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_Subset_V3_Subset.self,
      Envoy_Extensions_LoadBalancingPolicies_Subset_V3_Subset.LbSubsetSelector.self,
    ]
  }

  private static var envoy_extensions_load_balancing_policies_wrr_locality_v3_wrr_locality: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LoadBalancingPolicies_WrrLocality_V3_WrrLocality.self,
    ]
  }

  private static var envoy_extensions_local_address_selectors_filter_state_override_v3_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_LocalAddressSelectors_FilterStateOverride_V3_Config.self,
    ]
  }

  private static var envoy_extensions_matching_common_inputs_environment_variable_v3_input: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_CommonInputs_EnvironmentVariable_V3_Config.self,
    ]
  }

  private static var envoy_extensions_matching_common_inputs_network_v3_network_inputs: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_CommonInputs_Network_V3_DestinationIPInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_DestinationPortInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_SourceIPInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_SourcePortInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_DirectSourceIPInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_SourceTypeInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_ServerNameInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_TransportProtocolInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_ApplicationProtocolInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_FilterStateInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_DynamicMetadataInput.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_DynamicMetadataInput.PathSegment.self,
      Envoy_Extensions_Matching_CommonInputs_Network_V3_NetworkNamespaceInput.self,
    ]
  }

  private static var envoy_extensions_matching_common_inputs_ssl_v3_ssl_inputs: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_CommonInputs_Ssl_V3_UriSanInput.self,
      Envoy_Extensions_Matching_CommonInputs_Ssl_V3_DnsSanInput.self,
      Envoy_Extensions_Matching_CommonInputs_Ssl_V3_SubjectInput.self,
    ]
  }

  private static var envoy_extensions_matching_common_inputs_stats_v3_stats: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_CommonInputs_Stats_V3_StatFullNameMatchInput.self,
    ]
  }

  private static var envoy_extensions_matching_common_inputs_transport_socket_v3_transport_socket_inputs: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_CommonInputs_TransportSocket_V3_EndpointMetadataInput.self,
      Envoy_Extensions_Matching_CommonInputs_TransportSocket_V3_EndpointMetadataInput.PathSegment.self,
      Envoy_Extensions_Matching_CommonInputs_TransportSocket_V3_LocalityMetadataInput.self,
      Envoy_Extensions_Matching_CommonInputs_TransportSocket_V3_LocalityMetadataInput.PathSegment.self,
      Envoy_Extensions_Matching_CommonInputs_TransportSocket_V3_FilterStateInput.self,
      Envoy_Extensions_Matching_CommonInputs_TransportSocket_V3_TransportSocketNameAction.self,
    ]
  }

  private static var envoy_extensions_matching_input_matchers_consistent_hashing_v3_consistent_hashing: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_InputMatchers_ConsistentHashing_V3_ConsistentHashing.self,
    ]
  }

  private static var envoy_extensions_matching_input_matchers_ip_v3_ip: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_InputMatchers_Ip_V3_Ip.self,
    ]
  }

  private static var envoy_extensions_matching_input_matchers_metadata_v3_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_InputMatchers_Metadata_V3_Metadata.self,
    ]
  }

  private static var envoy_extensions_matching_input_matchers_runtime_fraction_v3_runtime_fraction: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Matching_InputMatchers_RuntimeFraction_V3_RuntimeFraction.self,
    ]
  }

  private static var envoy_extensions_network_dns_resolver_cares_v3_cares_dns_resolver: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Network_DnsResolver_Cares_V3_CaresDnsResolverConfig.self,
    ]
  }

  private static var envoy_extensions_network_dns_resolver_getaddrinfo_v3_getaddrinfo_dns_resolver: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Network_DnsResolver_Getaddrinfo_V3_GetAddrInfoDnsResolverConfig.self,
    ]
  }

  private static var envoy_extensions_path_match_uri_template_v3_uri_template_match: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Path_Match_UriTemplate_V3_UriTemplateMatchConfig.self,
    ]
  }

  private static var envoy_extensions_path_rewrite_uri_template_v3_uri_template_rewrite: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Path_Rewrite_UriTemplate_V3_UriTemplateRewriteConfig.self,
    ]
  }

  private static var envoy_extensions_rate_limit_descriptors_expr_v3_expr: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_RateLimitDescriptors_Expr_V3_Descriptor.self,
    ]
  }

  private static var envoy_extensions_rbac_audit_loggers_stream_v3_stream: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Rbac_AuditLoggers_Stream_V3_StdoutAuditLog.self,
    ]
  }

  private static var envoy_extensions_rbac_matchers_upstream_ip_port_v3_upstream_ip_port_matcher: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Rbac_Matchers_UpstreamIpPort_V3_UpstreamIpPortMatcher.self,
    ]
  }

  private static var envoy_extensions_rbac_principals_mtls_authenticated_v3_mtls_authenticated: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Rbac_Principals_MtlsAuthenticated_V3_Config.self,
    ]
  }

  private static var envoy_extensions_regex_engines_v3_google_re2: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_RegexEngines_V3_GoogleRE2.self,
    ]
  }

  private static var envoy_extensions_request_id_uuid_v3_uuid: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_RequestId_Uuid_V3_UuidRequestIdConfig.self,
    ]
  }

  private static var envoy_extensions_resource_monitors_downstream_connections_v3_downstream_connections: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_ResourceMonitors_DownstreamConnections_V3_DownstreamConnectionsConfig.self,
    ]
  }

  private static var envoy_extensions_resource_monitors_fixed_heap_v3_fixed_heap: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_ResourceMonitors_FixedHeap_V3_FixedHeapConfig.self,
    ]
  }

  private static var envoy_extensions_retry_host_omit_canary_hosts_v3_omit_canary_hosts: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Retry_Host_OmitCanaryHosts_V3_OmitCanaryHostsPredicate.self,
    ]
  }

  private static var envoy_extensions_retry_host_omit_host_metadata_v3_omit_host_metadata_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Retry_Host_OmitHostMetadata_V3_OmitHostMetadataConfig.self,
    ]
  }

  private static var envoy_extensions_retry_host_previous_hosts_v3_previous_hosts: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Retry_Host_PreviousHosts_V3_PreviousHostsPredicate.self,
    ]
  }

  private static var envoy_extensions_retry_priority_previous_priorities_v3_previous_priorities_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Retry_Priority_PreviousPriorities_V3_PreviousPrioritiesConfig.self,
    ]
  }

  private static var envoy_extensions_router_cluster_specifiers_lua_v3_lua: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Router_ClusterSpecifiers_Lua_V3_LuaConfig.self,
    ]
  }

  private static var envoy_extensions_router_cluster_specifiers_matcher_v3_matcher: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Router_ClusterSpecifiers_Matcher_V3_ClusterAction.self,
      Envoy_Extensions_Router_ClusterSpecifiers_Matcher_V3_MatcherClusterSpecifier.self,
    ]
  }

  private static var envoy_extensions_stat_sinks_graphite_statsd_v3_graphite_statsd: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_StatSinks_GraphiteStatsd_V3_GraphiteStatsdSink.self,
    ]
  }

  private static var envoy_extensions_stat_sinks_open_telemetry_v3_open_telemetry: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_StatSinks_OpenTelemetry_V3_SinkConfig.self,
      Envoy_Extensions_StatSinks_OpenTelemetry_V3_SinkConfig.ConversionAction.self,
      Envoy_Extensions_StatSinks_OpenTelemetry_V3_SinkConfig.DropAction.self,
    ]
  }

  private static var envoy_extensions_stat_sinks_wasm_v3_wasm: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_StatSinks_Wasm_V3_Wasm.self,
    ]
  }

  private static var envoy_extensions_string_matcher_lua_v3_lua: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_StringMatcher_Lua_V3_Lua.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_resource_detectors_v3_dynatrace_resource_detector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_ResourceDetectors_V3_DynatraceResourceDetectorConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_resource_detectors_v3_environment_resource_detector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_ResourceDetectors_V3_EnvironmentResourceDetectorConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_resource_detectors_v3_static_config_resource_detector: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_ResourceDetectors_V3_StaticConfigResourceDetectorConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_samplers_v3_always_on_sampler: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_Samplers_V3_AlwaysOnSamplerConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_samplers_v3_cel_sampler: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_Samplers_V3_CELSamplerConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_samplers_v3_dynatrace_sampler: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_Samplers_V3_DynatraceSamplerConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_samplers_v3_parent_based_sampler: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_Samplers_V3_ParentBasedSamplerConfig.self,
    ]
  }

  private static var envoy_extensions_tracers_opentelemetry_samplers_v3_trace_id_ratio_based_sampler: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Tracers_Opentelemetry_Samplers_V3_TraceIdRatioBasedSamplerConfig.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_http_11_proxy_v3_upstream_http_11_connect: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Http11Proxy_V3_Http11ProxyUpstreamTransport.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_internal_upstream_v3_internal_upstream: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_InternalUpstream_V3_InternalUpstreamTransport.self,
      Envoy_Extensions_TransportSockets_InternalUpstream_V3_InternalUpstreamTransport.MetadataValueSource.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_proxy_protocol_v3_upstream_proxy_protocol: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_ProxyProtocol_V3_ProxyProtocolUpstreamTransport.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_quic_v3_quic_transport: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Quic_V3_QuicDownstreamTransport.self,
      Envoy_Extensions_TransportSockets_Quic_V3_QuicUpstreamTransport.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_raw_buffer_v3_raw_buffer: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_RawBuffer_V3_RawBuffer.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_starttls_v3_starttls: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Starttls_V3_StartTlsConfig.self,
      Envoy_Extensions_TransportSockets_Starttls_V3_UpstreamStartTlsConfig.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_tap_v3_tap: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Tap_V3_Tap.self,
      Envoy_Extensions_TransportSockets_Tap_V3_SocketTapConfig.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_tcp_stats_v3_tcp_stats: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_TcpStats_V3_Config.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_tls_v3_common: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Tls_V3_TlsParameters.self,
      Envoy_Extensions_TransportSockets_Tls_V3_PrivateKeyProvider.self,
      Envoy_Extensions_TransportSockets_Tls_V3_TlsCertificate.self,
      Envoy_Extensions_TransportSockets_Tls_V3_TlsSessionTicketKeys.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CertificateProviderPluginInstance.self,
      Envoy_Extensions_TransportSockets_Tls_V3_SubjectAltNameMatcher.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext.SystemRootCerts.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_tls_v3_secret: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Tls_V3_GenericSecret.self,
      Envoy_Extensions_TransportSockets_Tls_V3_SdsSecretConfig.self,
      Envoy_Extensions_TransportSockets_Tls_V3_Secret.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_tls_v3_tls: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Tls_V3_UpstreamTlsContext.self,
      Envoy_Extensions_TransportSockets_Tls_V3_DownstreamTlsContext.self,
      Envoy_Extensions_TransportSockets_Tls_V3_TlsKeyLog.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext.CertificateProvider.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext.CertificateProviderInstance.self,
      Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext.CombinedCertificateValidationContext.self,
    ]
  }

  private static var envoy_extensions_transport_sockets_tls_v3_tls_spiffe_validator_config: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_TransportSockets_Tls_V3_SPIFFECertValidatorConfig.self,
      Envoy_Extensions_TransportSockets_Tls_V3_SPIFFECertValidatorConfig.TrustDomain.self,
    ]
  }

  private static var envoy_extensions_upstreams_http_generic_v3_generic_connection_pool: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Http_Generic_V3_GenericConnectionPoolProto.self,
    ]
  }

  private static var envoy_extensions_upstreams_http_http_v3_http_connection_pool: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Http_Http_V3_HttpConnectionPoolProto.self,
    ]
  }

  private static var envoy_extensions_upstreams_http_tcp_v3_tcp_connection_pool: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Http_Tcp_V3_TcpConnectionPoolProto.self,
    ]
  }

  private static var envoy_extensions_upstreams_http_udp_v3_udp_connection_pool: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Http_Udp_V3_UdpConnectionPoolProto.self,
    ]
  }

  private static var envoy_extensions_upstreams_http_v3_http_protocol_options: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions.self,
      Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions.ExplicitHttpConfig.self,
      Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions.UseDownstreamHttpConfig.self,
      Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions.AutoHttpConfig.self,
      Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions.OutlierDetection.self,
    ]
  }

  private static var envoy_extensions_upstreams_tcp_generic_v3_generic_connection_pool: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Tcp_Generic_V3_GenericConnectionPoolProto.self,
    ]
  }

  private static var envoy_extensions_upstreams_tcp_v3_tcp_protocol_options: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Upstreams_Tcp_V3_TcpProtocolOptions.self,
    ]
  }

  private static var envoy_extensions_wasm_v3_wasm: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Extensions_Wasm_V3_ReloadConfig.self,
      Envoy_Extensions_Wasm_V3_CapabilityRestrictionConfig.self,
      Envoy_Extensions_Wasm_V3_SanitizationConfig.self,
      Envoy_Extensions_Wasm_V3_VmConfig.self,
      Envoy_Extensions_Wasm_V3_EnvironmentVariables.self,
      Envoy_Extensions_Wasm_V3_PluginConfig.self,
      Envoy_Extensions_Wasm_V3_WasmService.self,
    ]
  }

  private static var envoy_service_accesslog_v3_als: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Accesslog_V3_StreamAccessLogsResponse.self,
      Envoy_Service_Accesslog_V3_StreamAccessLogsMessage.self,
      Envoy_Service_Accesslog_V3_StreamAccessLogsMessage.Identifier.self,
      Envoy_Service_Accesslog_V3_StreamAccessLogsMessage.HTTPAccessLogEntries.self,
      Envoy_Service_Accesslog_V3_StreamAccessLogsMessage.TCPAccessLogEntries.self,
    ]
  }

  private static var envoy_service_auth_v3_attribute_context: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Auth_V3_AttributeContext.self,
      Envoy_Service_Auth_V3_AttributeContext.Peer.self,
      Envoy_Service_Auth_V3_AttributeContext.Request.self,
      Envoy_Service_Auth_V3_AttributeContext.HttpRequest.self,
      Envoy_Service_Auth_V3_AttributeContext.TLSSession.self,
    ]
  }

  private static var envoy_service_auth_v3_external_auth: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Auth_V3_CheckRequest.self,
      Envoy_Service_Auth_V3_DeniedHttpResponse.self,
      Envoy_Service_Auth_V3_OkHttpResponse.self,
      Envoy_Service_Auth_V3_CheckResponse.self,
    ]
  }

  private static var envoy_service_cluster_v3_cds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Cluster_V3_CdsDummy.self,
    ]
  }

  private static var envoy_service_discovery_v3_ads: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Discovery_V3_AdsDummy.self,
    ]
  }

  private static var envoy_service_discovery_v3_discovery: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Discovery_V3_ResourceLocator.self,
      Envoy_Service_Discovery_V3_ResourceName.self,
      Envoy_Service_Discovery_V3_ResourceError.self,
      Envoy_Service_Discovery_V3_DiscoveryRequest.self,
      Envoy_Service_Discovery_V3_DiscoveryResponse.self,
      Envoy_Service_Discovery_V3_DeltaDiscoveryRequest.self,
      Envoy_Service_Discovery_V3_DeltaDiscoveryResponse.self,
      Envoy_Service_Discovery_V3_DynamicParameterConstraints.self,
      Envoy_Service_Discovery_V3_DynamicParameterConstraints.SingleConstraint.self,
      Envoy_Service_Discovery_V3_DynamicParameterConstraints.SingleConstraint.Exists.self,
      Envoy_Service_Discovery_V3_DynamicParameterConstraints.ConstraintList.self,
      Envoy_Service_Discovery_V3_Resource.self,
      Envoy_Service_Discovery_V3_Resource.CacheControl.self,
    ]
  }

  private static var envoy_service_endpoint_v3_eds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Endpoint_V3_EdsDummy.self,
    ]
  }

  private static var envoy_service_endpoint_v3_leds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Endpoint_V3_LedsDummy.self,
    ]
  }

  private static var envoy_service_ext_proc_v3_external_processor: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_ExtProc_V3_ProtocolConfiguration.self,
      Envoy_Service_ExtProc_V3_ProcessingRequest.self,
      Envoy_Service_ExtProc_V3_ProcessingResponse.self,
      Envoy_Service_ExtProc_V3_HttpHeaders.self,
      Envoy_Service_ExtProc_V3_HttpBody.self,
      Envoy_Service_ExtProc_V3_HttpTrailers.self,
      Envoy_Service_ExtProc_V3_HeadersResponse.self,
      Envoy_Service_ExtProc_V3_BodyResponse.self,
      Envoy_Service_ExtProc_V3_TrailersResponse.self,
      Envoy_Service_ExtProc_V3_CommonResponse.self,
      Envoy_Service_ExtProc_V3_ImmediateResponse.self,
      Envoy_Service_ExtProc_V3_GrpcStatus.self,
      Envoy_Service_ExtProc_V3_HeaderMutation.self,
      Envoy_Service_ExtProc_V3_StreamedBodyResponse.self,
      Envoy_Service_ExtProc_V3_BodyMutation.self,
    ]
  }

  private static var envoy_service_extension_v3_config_discovery: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Extension_V3_EcdsDummy.self,
    ]
  }

  private static var envoy_service_health_v3_hds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Health_V3_Capability.self,
      Envoy_Service_Health_V3_HealthCheckRequest.self,
      Envoy_Service_Health_V3_EndpointHealth.self,
      Envoy_Service_Health_V3_LocalityEndpointsHealth.self,
      Envoy_Service_Health_V3_ClusterEndpointsHealth.self,
      Envoy_Service_Health_V3_EndpointHealthResponse.self,
      Envoy_Service_Health_V3_HealthCheckRequestOrEndpointHealthResponse.self,
      Envoy_Service_Health_V3_LocalityEndpoints.self,
      Envoy_Service_Health_V3_ClusterHealthCheck.self,
      Envoy_Service_Health_V3_HealthCheckSpecifier.self,
      Envoy_Service_Health_V3_HdsDummy.self,
    ]
  }

  private static var envoy_service_listener_v3_lds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Listener_V3_LdsDummy.self,
    ]
  }

  private static var envoy_service_load_stats_v3_lrs: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_LoadStats_V3_LoadStatsRequest.self,
      Envoy_Service_LoadStats_V3_LoadStatsResponse.self,
    ]
  }

  private static var envoy_service_ratelimit_v3_rls: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Ratelimit_V3_RateLimitRequest.self,
      Envoy_Service_Ratelimit_V3_RateLimitResponse.self,
      Envoy_Service_Ratelimit_V3_RateLimitResponse.RateLimit.self,
      Envoy_Service_Ratelimit_V3_RateLimitResponse.Quota.self,
      Envoy_Service_Ratelimit_V3_RateLimitResponse.DescriptorStatus.self,
    ]
  }

  private static var envoy_service_route_v3_rds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Route_V3_RdsDummy.self,
    ]
  }

  private static var envoy_service_route_v3_srds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Route_V3_SrdsDummy.self,
    ]
  }

  private static var envoy_service_runtime_v3_rtds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Runtime_V3_RtdsDummy.self,
      Envoy_Service_Runtime_V3_Runtime.self,
    ]
  }

  private static var envoy_service_secret_v3_sds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Secret_V3_SdsDummy.self,
    ]
  }

  private static var envoy_service_status_v3_csds: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Service_Status_V3_ClientStatusRequest.self,
      Envoy_Service_Status_V3_PerXdsConfig.self,
      Envoy_Service_Status_V3_ClientConfig.self,
      Envoy_Service_Status_V3_ClientConfig.GenericXdsConfig.self,
      Envoy_Service_Status_V3_ClientStatusResponse.self,
    ]
  }

  private static var envoy_type_http_v3_cookie: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Http_V3_Cookie.self,
      Envoy_Type_Http_V3_CookieAttribute.self,
    ]
  }

  private static var envoy_type_http_v3_path_transformation: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Http_V3_PathTransformation.self,
      Envoy_Type_Http_V3_PathTransformation.Operation.self,
      Envoy_Type_Http_V3_PathTransformation.Operation.NormalizePathRFC3986.self,
      Envoy_Type_Http_V3_PathTransformation.Operation.MergeSlashes.self,
    ]
  }

  private static var envoy_type_matcher_v3_address: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_AddressMatcher.self,
    ]
  }

  private static var envoy_type_matcher_v3_filter_state: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_FilterStateMatcher.self,
    ]
  }

  private static var envoy_type_matcher_v3_http_inputs: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_HttpRequestHeaderMatchInput.self,
      Envoy_Type_Matcher_V3_HttpRequestTrailerMatchInput.self,
      Envoy_Type_Matcher_V3_HttpResponseHeaderMatchInput.self,
      Envoy_Type_Matcher_V3_HttpResponseTrailerMatchInput.self,
      Envoy_Type_Matcher_V3_HttpRequestQueryParamMatchInput.self,
    ]
  }

  private static var envoy_type_matcher_v3_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_MetadataMatcher.self,
      Envoy_Type_Matcher_V3_MetadataMatcher.PathSegment.self,
    ]
  }

  private static var envoy_type_matcher_v3_node: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_NodeMatcher.self,
    ]
  }

  private static var envoy_type_matcher_v3_number: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_DoubleMatcher.self,
    ]
  }

  private static var envoy_type_matcher_v3_path: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_PathMatcher.self,
    ]
  }

  private static var envoy_type_matcher_v3_regex: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_RegexMatcher.self,
      Envoy_Type_Matcher_V3_RegexMatcher.GoogleRE2.self,
      Envoy_Type_Matcher_V3_RegexMatchAndSubstitute.self,
    ]
  }

  private static var envoy_type_matcher_v3_status_code_input: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_HttpResponseStatusCodeMatchInput.self,
      Envoy_Type_Matcher_V3_HttpResponseStatusCodeClassMatchInput.self,
    ]
  }

  private static var envoy_type_matcher_v3_string: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_StringMatcher.self,
      Envoy_Type_Matcher_V3_ListStringMatcher.self,
    ]
  }

  private static var envoy_type_matcher_v3_struct: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_StructMatcher.self,
      Envoy_Type_Matcher_V3_StructMatcher.PathSegment.self,
    ]
  }

  private static var envoy_type_matcher_v3_value: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Matcher_V3_ValueMatcher.self,
      Envoy_Type_Matcher_V3_ValueMatcher.NullMatch.self,
      Envoy_Type_Matcher_V3_ListMatcher.self,
      Envoy_Type_Matcher_V3_OrMatcher.self,
    ]
  }

  private static var envoy_type_metadata_v3_metadata: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Metadata_V3_MetadataKey.self,
      Envoy_Type_Metadata_V3_MetadataKey.PathSegment.self,
      Envoy_Type_Metadata_V3_MetadataKind.self,
      Envoy_Type_Metadata_V3_MetadataKind.Request.self,
      Envoy_Type_Metadata_V3_MetadataKind.Route.self,
      Envoy_Type_Metadata_V3_MetadataKind.Cluster.self,
      Envoy_Type_Metadata_V3_MetadataKind.Host.self,
    ]
  }

  private static var envoy_type_tracing_v3_custom_tag: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_Tracing_V3_CustomTag.self,
      Envoy_Type_Tracing_V3_CustomTag.Literal.self,
      Envoy_Type_Tracing_V3_CustomTag.Environment.self,
      Envoy_Type_Tracing_V3_CustomTag.Header.self,
      Envoy_Type_Tracing_V3_CustomTag.Metadata.self,
    ]
  }

  private static var envoy_type_v3_hash_policy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_HashPolicy.self,
      Envoy_Type_V3_HashPolicy.SourceIp.self,
      Envoy_Type_V3_HashPolicy.FilterState.self,
    ]
  }

  private static var envoy_type_v3_http_status: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_HttpStatus.self,
    ]
  }

  private static var envoy_type_v3_percent: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_Percent.self,
      Envoy_Type_V3_FractionalPercent.self,
    ]
  }

  private static var envoy_type_v3_range: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_Int64Range.self,
      Envoy_Type_V3_Int32Range.self,
      Envoy_Type_V3_DoubleRange.self,
    ]
  }

  private static var envoy_type_v3_ratelimit_strategy: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_RateLimitStrategy.self,
      Envoy_Type_V3_RateLimitStrategy.RequestsPerTimeUnit.self,
    ]
  }

  private static var envoy_type_v3_semantic_version: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_SemanticVersion.self,
    ]
  }

  private static var envoy_type_v3_token_bucket: [any SwiftProtobuf.Message.Type] {
    [
      Envoy_Type_V3_TokenBucket.self,
    ]
  }

  private static var google_api_expr_v1alpha1_checked: [any SwiftProtobuf.Message.Type] {
    [
      Google_Api_Expr_V1alpha1_CheckedExpr.self,
      Google_Api_Expr_V1alpha1_Type.self,
      Google_Api_Expr_V1alpha1_Type.ListType.self,
      Google_Api_Expr_V1alpha1_Type.MapType.self,
      Google_Api_Expr_V1alpha1_Type.FunctionType.self,
      Google_Api_Expr_V1alpha1_Type.AbstractType.self,
      Google_Api_Expr_V1alpha1_Decl.self,
      Google_Api_Expr_V1alpha1_Decl.IdentDecl.self,
      Google_Api_Expr_V1alpha1_Decl.FunctionDecl.self,
      Google_Api_Expr_V1alpha1_Decl.FunctionDecl.Overload.self,
      Google_Api_Expr_V1alpha1_Reference.self,
    ]
  }

  private static var google_api_expr_v1alpha1_syntax: [any SwiftProtobuf.Message.Type] {
    [
      Google_Api_Expr_V1alpha1_ParsedExpr.self,
      Google_Api_Expr_V1alpha1_Expr.self,
      Google_Api_Expr_V1alpha1_Expr.Ident.self,
      Google_Api_Expr_V1alpha1_Expr.Select.self,
      Google_Api_Expr_V1alpha1_Expr.Call.self,
      Google_Api_Expr_V1alpha1_Expr.CreateList.self,
      Google_Api_Expr_V1alpha1_Expr.CreateStruct.self,
      Google_Api_Expr_V1alpha1_Expr.CreateStruct.Entry.self,
      Google_Api_Expr_V1alpha1_Expr.Comprehension.self,
      Google_Api_Expr_V1alpha1_Constant.self,
      Google_Api_Expr_V1alpha1_SourceInfo.self,
      Google_Api_Expr_V1alpha1_SourceInfo.Extension.self,
      Google_Api_Expr_V1alpha1_SourceInfo.Extension.Version.self,
      Google_Api_Expr_V1alpha1_SourcePosition.self,
    ]
  }

  private static var google_rpc_status: [any SwiftProtobuf.Message.Type] {
    [
      Google_Rpc_Status.self,
    ]
  }

  private static var opentelemetry_proto_common_v1_common: [any SwiftProtobuf.Message.Type] {
    [
      Opentelemetry_Proto_Common_V1_AnyValue.self,
      Opentelemetry_Proto_Common_V1_ArrayValue.self,
      Opentelemetry_Proto_Common_V1_KeyValueList.self,
      Opentelemetry_Proto_Common_V1_KeyValue.self,
      Opentelemetry_Proto_Common_V1_StringKeyValue.self,
      Opentelemetry_Proto_Common_V1_InstrumentationLibrary.self,
    ]
  }

  private static var udpa_type_v1_typed_struct: [any SwiftProtobuf.Message.Type] {
    [
      Udpa_Type_V1_TypedStruct.self,
    ]
  }

  private static var xds_core_v3_authority: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_Authority.self,
    ]
  }

  private static var xds_core_v3_cidr: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_CidrRange.self,
    ]
  }

  private static var xds_core_v3_collection_entry: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_CollectionEntry.self,
      Xds_Core_V3_CollectionEntry.InlineEntry.self,
    ]
  }

  private static var xds_core_v3_context_params: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_ContextParams.self,
    ]
  }

  private static var xds_core_v3_extension: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_TypedExtensionConfig.self,
    ]
  }

  private static var xds_core_v3_resource: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_Resource.self,
    ]
  }

  private static var xds_core_v3_resource_locator: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_ResourceLocator.self,
      Xds_Core_V3_ResourceLocator.Directive.self,
    ]
  }

  private static var xds_core_v3_resource_name: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Core_V3_ResourceName.self,
    ]
  }

  private static var xds_type_matcher_v3_cel: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_CelMatcher.self,
    ]
  }

  private static var xds_type_matcher_v3_domain: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_ServerNameMatcher.self,
      Xds_Type_Matcher_V3_ServerNameMatcher.DomainMatcher.self,
    ]
  }

  private static var xds_type_matcher_v3_http_inputs: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_HttpAttributesCelMatchInput.self,
    ]
  }

  private static var xds_type_matcher_v3_ip: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_IPMatcher.self,
      Xds_Type_Matcher_V3_IPMatcher.IPRangeMatcher.self,
    ]
  }

  private static var xds_type_matcher_v3_matcher: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_Matcher.self,
      Xds_Type_Matcher_V3_Matcher.OnMatch.self,
      Xds_Type_Matcher_V3_Matcher.MatcherList.self,
      Xds_Type_Matcher_V3_Matcher.MatcherList.Predicate.self,
      Xds_Type_Matcher_V3_Matcher.MatcherList.Predicate.SinglePredicate.self,
      Xds_Type_Matcher_V3_Matcher.MatcherList.Predicate.PredicateList.self,
      Xds_Type_Matcher_V3_Matcher.MatcherList.FieldMatcher.self,
      Xds_Type_Matcher_V3_Matcher.MatcherTree.self,
      Xds_Type_Matcher_V3_Matcher.MatcherTree.MatchMap.self,
    ]
  }

  private static var xds_type_matcher_v3_range: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_Int64RangeMatcher.self,
      Xds_Type_Matcher_V3_Int64RangeMatcher.RangeMatcher.self,
      Xds_Type_Matcher_V3_Int32RangeMatcher.self,
      Xds_Type_Matcher_V3_Int32RangeMatcher.RangeMatcher.self,
      Xds_Type_Matcher_V3_DoubleRangeMatcher.self,
      Xds_Type_Matcher_V3_DoubleRangeMatcher.RangeMatcher.self,
    ]
  }

  private static var xds_type_matcher_v3_regex: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_RegexMatcher.self,
      Xds_Type_Matcher_V3_RegexMatcher.GoogleRE2.self,
    ]
  }

  private static var xds_type_matcher_v3_string: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_Matcher_V3_StringMatcher.self,
      Xds_Type_Matcher_V3_ListStringMatcher.self,
    ]
  }

  private static var xds_type_v3_cel: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_V3_CelExpression.self,
      Xds_Type_V3_CelExtractString.self,
    ]
  }

  private static var xds_type_v3_range: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_V3_Int64Range.self,
      Xds_Type_V3_Int32Range.self,
      Xds_Type_V3_DoubleRange.self,
    ]
  }

  private static var xds_type_v3_typed_struct: [any SwiftProtobuf.Message.Type] {
    [
      Xds_Type_V3_TypedStruct.self,
    ]
  }
}
