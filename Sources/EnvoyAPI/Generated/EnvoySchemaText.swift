// Written by scripts/generate-envoy-api.sh. Do not edit.
// swift-format-ignore-file

/// The names of all fields and enum values, in the form that `EnvoySchema` reads:
/// `message NAME`, then `NUMBER NAME [FLAGS] [=ENUM]` per field (`*` repeated, `!` holds a secret);
/// `enum NAME`, then `NUMBER NAME` per value.
enum EnvoySchemaText {
  static let text: StaticString = """
    message cel.expr.CheckedExpr
    2 reference_map
    3 type_map
    4 expr
    5 source_info
    6 expr_version
    message cel.expr.Type
    1 dyn
    2 null =google.protobuf.NullValue
    3 primitive =cel.expr.Type.PrimitiveType
    4 wrapper =cel.expr.Type.PrimitiveType
    5 well_known =cel.expr.Type.WellKnownType
    6 list_type
    7 map_type
    8 function
    9 message_type
    10 type_param
    11 type
    12 error
    14 abstract_type
    enum cel.expr.Type.PrimitiveType
    0 PRIMITIVE_TYPE_UNSPECIFIED
    1 BOOL
    2 INT64
    3 UINT64
    4 DOUBLE
    5 STRING
    6 BYTES
    enum cel.expr.Type.WellKnownType
    0 WELL_KNOWN_TYPE_UNSPECIFIED
    1 ANY
    2 TIMESTAMP
    3 DURATION
    message cel.expr.Type.ListType
    1 elem_type
    message cel.expr.Type.MapType
    1 key_type
    2 value_type
    message cel.expr.Type.FunctionType
    1 result_type
    2 arg_types *
    message cel.expr.Type.AbstractType
    1 name
    2 parameter_types *
    message cel.expr.Decl
    1 name
    2 ident
    3 function
    message cel.expr.Decl.IdentDecl
    1 type
    2 value
    3 doc
    message cel.expr.Decl.FunctionDecl
    1 overloads *
    2 doc
    message cel.expr.Decl.FunctionDecl.Overload
    1 overload_id
    2 params *
    3 type_params *
    4 result_type
    5 is_instance_function
    6 doc
    message cel.expr.Reference
    1 name
    3 overload_id *
    4 value
    message cel.expr.ParsedExpr
    2 expr
    3 source_info
    message cel.expr.Expr
    2 id
    3 const_expr
    4 ident_expr
    5 select_expr
    6 call_expr
    7 list_expr
    8 struct_expr
    9 comprehension_expr
    message cel.expr.Expr.Ident
    1 name
    message cel.expr.Expr.Select
    1 operand
    2 field
    3 test_only
    message cel.expr.Expr.Call
    1 target
    2 function
    3 args *
    message cel.expr.Expr.CreateList
    1 elements *
    2 optional_indices *
    message cel.expr.Expr.CreateStruct
    1 message_name
    2 entries *
    message cel.expr.Expr.CreateStruct.Entry
    1 id
    2 field_key
    3 map_key
    4 value
    5 optional_entry
    message cel.expr.Expr.Comprehension
    1 iter_var
    2 iter_range
    3 accu_var
    4 accu_init
    5 loop_condition
    6 loop_step
    7 result
    8 iter_var2
    message cel.expr.Constant
    1 null_value =google.protobuf.NullValue
    2 bool_value
    3 int64_value
    4 uint64_value
    5 double_value
    6 string_value
    7 bytes_value
    8 duration_value
    9 timestamp_value
    message cel.expr.SourceInfo
    1 syntax_version
    2 location
    3 line_offsets *
    4 positions
    5 macro_calls
    6 extensions *
    message cel.expr.SourceInfo.Extension
    1 id
    2 affected_components * =cel.expr.SourceInfo.Extension.Component
    3 version
    enum cel.expr.SourceInfo.Extension.Component
    0 COMPONENT_UNSPECIFIED
    1 COMPONENT_PARSER
    2 COMPONENT_TYPE_CHECKER
    3 COMPONENT_RUNTIME
    message cel.expr.SourceInfo.Extension.Version
    1 major
    2 minor
    message envoy.admin.v3.Certificates
    1 certificates *
    message envoy.admin.v3.Certificate
    1 ca_cert *
    2 cert_chain *
    message envoy.admin.v3.CertificateDetails
    1 path
    2 serial_number
    3 subject_alt_names *
    4 days_until_expiration
    5 valid_from
    6 expiration_time
    7 ocsp_details
    message envoy.admin.v3.CertificateDetails.OcspDetails
    1 valid_from
    2 expiration
    message envoy.admin.v3.SubjectAlternateName
    1 dns
    2 uri
    3 ip_address
    message envoy.admin.v3.Clusters
    1 cluster_statuses *
    message envoy.admin.v3.ClusterStatus
    1 name
    2 added_via_api
    3 success_rate_ejection_threshold
    4 host_statuses *
    5 local_origin_success_rate_ejection_threshold
    6 circuit_breakers
    7 observability_name
    8 eds_service_name
    message envoy.admin.v3.HostStatus
    1 address
    2 stats *
    3 health_status
    4 success_rate
    5 weight
    6 hostname
    7 priority
    8 local_origin_success_rate
    9 locality
    message envoy.admin.v3.HostHealthStatus
    1 failed_active_health_check
    2 failed_outlier_check
    3 eds_health_status =envoy.config.core.v3.HealthStatus
    4 failed_active_degraded_check
    5 pending_dynamic_removal
    6 pending_active_hc
    7 excluded_via_immediate_hc_fail
    8 active_hc_timeout
    message envoy.admin.v3.ConfigDump
    1 configs *
    message envoy.admin.v3.BootstrapConfigDump
    1 bootstrap
    2 last_updated
    message envoy.admin.v3.SecretsConfigDump
    1 static_secrets *
    2 dynamic_active_secrets *
    3 dynamic_warming_secrets *
    message envoy.admin.v3.SecretsConfigDump.DynamicSecret
    1 name
    2 version_info
    3 last_updated
    4 secret
    5 error_state
    6 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.SecretsConfigDump.StaticSecret
    1 name
    2 last_updated
    3 secret
    enum envoy.admin.v3.ClientResourceStatus
    0 UNKNOWN
    1 REQUESTED
    2 DOES_NOT_EXIST
    3 ACKED
    4 NACKED
    5 RECEIVED_ERROR
    6 TIMEOUT
    message envoy.admin.v3.UpdateFailureState
    1 failed_configuration
    2 last_update_attempt
    3 details
    4 version_info
    message envoy.admin.v3.ListenersConfigDump
    1 version_info
    2 static_listeners *
    3 dynamic_listeners *
    message envoy.admin.v3.ListenersConfigDump.StaticListener
    1 listener
    2 last_updated
    message envoy.admin.v3.ListenersConfigDump.DynamicListenerState
    1 version_info
    2 listener
    3 last_updated
    message envoy.admin.v3.ListenersConfigDump.DynamicListener
    1 name
    2 active_state
    3 warming_state
    4 draining_state
    5 error_state
    6 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.ClustersConfigDump
    1 version_info
    2 static_clusters *
    3 dynamic_active_clusters *
    4 dynamic_warming_clusters *
    message envoy.admin.v3.ClustersConfigDump.StaticCluster
    1 cluster
    2 last_updated
    message envoy.admin.v3.ClustersConfigDump.DynamicCluster
    1 version_info
    2 cluster
    3 last_updated
    4 error_state
    5 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.RoutesConfigDump
    2 static_route_configs *
    3 dynamic_route_configs *
    message envoy.admin.v3.RoutesConfigDump.StaticRouteConfig
    1 route_config
    2 last_updated
    message envoy.admin.v3.RoutesConfigDump.DynamicRouteConfig
    1 version_info
    2 route_config
    3 last_updated
    4 error_state
    5 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.ScopedRoutesConfigDump
    1 inline_scoped_route_configs *
    2 dynamic_scoped_route_configs *
    message envoy.admin.v3.ScopedRoutesConfigDump.InlineScopedRouteConfigs
    1 name
    2 scoped_route_configs *
    3 last_updated
    message envoy.admin.v3.ScopedRoutesConfigDump.DynamicScopedRouteConfigs
    1 name
    2 version_info
    3 scoped_route_configs *
    4 last_updated
    5 error_state
    6 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.EndpointsConfigDump
    2 static_endpoint_configs *
    3 dynamic_endpoint_configs *
    message envoy.admin.v3.EndpointsConfigDump.StaticEndpointConfig
    1 endpoint_config
    2 last_updated
    message envoy.admin.v3.EndpointsConfigDump.DynamicEndpointConfig
    1 version_info
    2 endpoint_config
    3 last_updated
    4 error_state
    5 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.EcdsConfigDump
    1 ecds_filters *
    message envoy.admin.v3.EcdsConfigDump.EcdsFilterConfig
    1 version_info
    2 ecds_filter
    3 last_updated
    4 error_state
    5 client_status =envoy.admin.v3.ClientResourceStatus
    message envoy.admin.v3.UnreadyTargetsDumps
    1 unready_targets_dumps *
    message envoy.admin.v3.UnreadyTargetsDumps.UnreadyTargetsDump
    1 name
    2 target_names *
    message envoy.admin.v3.Listeners
    1 listener_statuses *
    message envoy.admin.v3.ListenerStatus
    1 name
    2 local_address
    3 additional_local_addresses *
    message envoy.admin.v3.Memory
    1 allocated
    2 heap_size
    3 pageheap_unmapped
    4 pageheap_free
    5 total_thread_cache
    6 total_physical_bytes
    message envoy.admin.v3.SimpleMetric
    1 type =envoy.admin.v3.SimpleMetric.Type
    2 value
    3 name
    enum envoy.admin.v3.SimpleMetric.Type
    0 COUNTER
    1 GAUGE
    message envoy.admin.v3.MutexStats
    1 num_contentions
    2 current_wait_cycles
    3 lifetime_wait_cycles
    message envoy.admin.v3.ServerInfo
    1 version
    2 state =envoy.admin.v3.ServerInfo.State
    3 uptime_current_epoch
    4 uptime_all_epochs
    5 hot_restart_version
    6 command_line_options
    7 node
    enum envoy.admin.v3.ServerInfo.State
    0 LIVE
    1 DRAINING
    2 PRE_INITIALIZING
    3 INITIALIZING
    message envoy.admin.v3.CommandLineOptions
    1 base_id
    2 concurrency
    3 config_path
    4 config_yaml
    5 allow_unknown_static_fields
    6 admin_address_path
    7 local_address_ip_version =envoy.admin.v3.CommandLineOptions.IpVersion
    8 log_level
    9 component_log_level
    10 log_format
    11 log_path
    13 service_cluster
    14 service_node
    15 service_zone
    16 file_flush_interval
    17 drain_time
    18 parent_shutdown_time
    19 mode =envoy.admin.v3.CommandLineOptions.Mode
    22 disable_hot_restart
    23 enable_mutex_tracing
    24 restart_epoch
    25 cpuset_threads
    26 reject_unknown_dynamic_fields
    27 log_format_escaped
    28 disabled_extensions *
    30 ignore_unknown_dynamic_fields
    31 use_dynamic_base_id
    32 base_id_path
    33 drain_strategy =envoy.admin.v3.CommandLineOptions.DrainStrategy
    34 enable_fine_grain_logging
    35 socket_path
    36 socket_mode
    37 enable_core_dump
    38 stats_tag *
    39 skip_hot_restart_on_no_parent
    40 skip_hot_restart_parent_stats
    41 skip_deprecated_logs
    enum envoy.admin.v3.CommandLineOptions.IpVersion
    0 v4
    1 v6
    enum envoy.admin.v3.CommandLineOptions.Mode
    0 Serve
    1 Validate
    2 InitOnly
    enum envoy.admin.v3.CommandLineOptions.DrainStrategy
    0 Gradual
    1 Immediate
    message envoy.admin.v3.TapRequest
    1 config_id
    2 tap_config
    message envoy.config.accesslog.v3.AccessLog
    1 name
    2 filter
    4 typed_config
    message envoy.config.accesslog.v3.AccessLogFilter
    1 status_code_filter
    2 duration_filter
    3 not_health_check_filter
    4 traceable_filter
    5 runtime_filter
    6 and_filter
    7 or_filter
    8 header_filter
    9 response_flag_filter
    10 grpc_status_filter
    11 extension_filter
    12 metadata_filter
    13 log_type_filter
    message envoy.config.accesslog.v3.ComparisonFilter
    1 op =envoy.config.accesslog.v3.ComparisonFilter.Op
    2 value
    enum envoy.config.accesslog.v3.ComparisonFilter.Op
    0 EQ
    1 GE
    2 LE
    3 NE
    message envoy.config.accesslog.v3.StatusCodeFilter
    1 comparison
    message envoy.config.accesslog.v3.DurationFilter
    1 comparison
    message envoy.config.accesslog.v3.NotHealthCheckFilter
    message envoy.config.accesslog.v3.TraceableFilter
    message envoy.config.accesslog.v3.RuntimeFilter
    1 runtime_key
    2 percent_sampled
    3 use_independent_randomness
    message envoy.config.accesslog.v3.AndFilter
    1 filters *
    message envoy.config.accesslog.v3.OrFilter
    2 filters *
    message envoy.config.accesslog.v3.HeaderFilter
    1 header
    message envoy.config.accesslog.v3.ResponseFlagFilter
    1 flags *
    message envoy.config.accesslog.v3.GrpcStatusFilter
    1 statuses * =envoy.config.accesslog.v3.GrpcStatusFilter.Status
    2 exclude
    enum envoy.config.accesslog.v3.GrpcStatusFilter.Status
    0 OK
    1 CANCELED
    2 UNKNOWN
    3 INVALID_ARGUMENT
    4 DEADLINE_EXCEEDED
    5 NOT_FOUND
    6 ALREADY_EXISTS
    7 PERMISSION_DENIED
    8 RESOURCE_EXHAUSTED
    9 FAILED_PRECONDITION
    10 ABORTED
    11 OUT_OF_RANGE
    12 UNIMPLEMENTED
    13 INTERNAL
    14 UNAVAILABLE
    15 DATA_LOSS
    16 UNAUTHENTICATED
    message envoy.config.accesslog.v3.MetadataFilter
    1 matcher
    2 match_if_key_not_found
    message envoy.config.accesslog.v3.LogTypeFilter
    1 types * =envoy.data.accesslog.v3.AccessLogType
    2 exclude
    message envoy.config.accesslog.v3.ExtensionFilter
    1 name
    3 typed_config
    message envoy.config.bootstrap.v3.Bootstrap
    1 node
    2 static_resources
    3 dynamic_resources
    4 cluster_manager
    5 flags_path
    6 stats_sinks *
    7 stats_flush_interval
    8 watchdog
    9 tracing
    12 admin
    13 stats_config
    14 hds_config
    15 overload_manager
    16 enable_dispatcher_stats
    17 layered_runtime
    18 header_prefix
    19 stats_server_version_override
    20 use_tcp_for_dns_lookups
    21 bootstrap_extensions *
    22 config_sources *
    23 default_config_source
    24 default_socket_interface
    25 certificate_provider_instances
    26 node_context_params *
    27 watchdogs
    28 fatal_actions *
    29 stats_flush_on_admin
    30 dns_resolution_config
    31 typed_dns_resolver_config
    32 inline_headers *
    33 perf_tracing_file_path
    34 default_regex_engine
    35 xds_delegate_extension
    36 xds_config_tracker_extension
    37 listener_manager
    38 application_log_config
    39 deferred_stat_options
    40 grpc_async_client_manager_config
    41 memory_allocator_manager
    42 stats_eviction_interval
    message envoy.config.bootstrap.v3.Bootstrap.StaticResources
    1 listeners *
    2 clusters *
    3 secrets *
    message envoy.config.bootstrap.v3.Bootstrap.DynamicResources
    1 lds_config
    2 cds_config
    3 ads_config
    5 lds_resources_locator
    6 cds_resources_locator
    message envoy.config.bootstrap.v3.Bootstrap.ApplicationLogConfig
    1 log_format
    message envoy.config.bootstrap.v3.Bootstrap.ApplicationLogConfig.LogFormat
    1 json_format
    2 text_format
    message envoy.config.bootstrap.v3.Bootstrap.DeferredStatOptions
    1 enable_deferred_creation_stats
    message envoy.config.bootstrap.v3.Bootstrap.GrpcAsyncClientManagerConfig
    1 max_cached_entry_idle_duration
    message envoy.config.bootstrap.v3.Admin
    1 access_log_path
    2 profile_path
    3 address
    4 socket_options *
    5 access_log *
    6 ignore_global_conn_limit
    7 allow_paths *
    message envoy.config.bootstrap.v3.ClusterManager
    1 local_cluster_name
    2 outlier_detection
    3 upstream_bind_config
    4 load_stats_config
    5 enable_deferred_cluster_creation
    message envoy.config.bootstrap.v3.ClusterManager.OutlierDetection
    1 event_log_path
    2 event_service
    message envoy.config.bootstrap.v3.Watchdogs
    1 main_thread_watchdog
    2 worker_watchdog
    message envoy.config.bootstrap.v3.Watchdog
    1 miss_timeout
    2 megamiss_timeout
    3 kill_timeout
    4 multikill_timeout
    5 multikill_threshold
    6 max_kill_timeout_jitter
    7 actions *
    message envoy.config.bootstrap.v3.Watchdog.WatchdogAction
    1 config
    2 event =envoy.config.bootstrap.v3.Watchdog.WatchdogAction.WatchdogEvent
    enum envoy.config.bootstrap.v3.Watchdog.WatchdogAction.WatchdogEvent
    0 UNKNOWN
    1 KILL
    2 MULTIKILL
    3 MEGAMISS
    4 MISS
    message envoy.config.bootstrap.v3.FatalAction
    1 config
    message envoy.config.bootstrap.v3.Runtime
    1 symlink_root
    2 subdirectory
    3 override_subdirectory
    4 base
    message envoy.config.bootstrap.v3.RuntimeLayer
    1 name
    2 static_layer
    3 disk_layer
    4 admin_layer
    5 rtds_layer
    message envoy.config.bootstrap.v3.RuntimeLayer.DiskLayer
    1 symlink_root
    2 append_service_cluster
    3 subdirectory
    message envoy.config.bootstrap.v3.RuntimeLayer.AdminLayer
    message envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer
    1 name
    2 rtds_config
    message envoy.config.bootstrap.v3.LayeredRuntime
    1 layers *
    message envoy.config.bootstrap.v3.CustomInlineHeader
    1 inline_header_name
    2 inline_header_type =envoy.config.bootstrap.v3.CustomInlineHeader.InlineHeaderType
    enum envoy.config.bootstrap.v3.CustomInlineHeader.InlineHeaderType
    0 REQUEST_HEADER
    1 REQUEST_TRAILER
    2 RESPONSE_HEADER
    3 RESPONSE_TRAILER
    message envoy.config.bootstrap.v3.MemoryAllocatorManager
    1 bytes_to_release
    2 memory_release_interval
    message envoy.config.cluster.v3.CircuitBreakers
    1 thresholds *
    2 per_host_thresholds *
    message envoy.config.cluster.v3.CircuitBreakers.Thresholds
    1 priority =envoy.config.core.v3.RoutingPriority
    2 max_connections
    3 max_pending_requests
    4 max_requests
    5 max_retries
    6 track_remaining
    7 max_connection_pools
    8 retry_budget
    message envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget
    1 budget_percent
    2 min_retry_concurrency
    message envoy.config.cluster.v3.ClusterCollection
    1 entries
    message envoy.config.cluster.v3.Cluster
    1 name
    2 type =envoy.config.cluster.v3.Cluster.DiscoveryType
    3 eds_cluster_config
    4 connect_timeout
    5 per_connection_buffer_limit_bytes
    6 lb_policy =envoy.config.cluster.v3.Cluster.LbPolicy
    8 health_checks *
    9 max_requests_per_connection
    10 circuit_breakers
    13 http_protocol_options
    14 http2_protocol_options
    16 dns_refresh_rate
    17 dns_lookup_family =envoy.config.cluster.v3.Cluster.DnsLookupFamily
    18 dns_resolvers *
    19 outlier_detection
    20 cleanup_interval
    21 upstream_bind_config
    22 lb_subset_config
    23 ring_hash_lb_config
    24 transport_socket
    25 metadata
    26 protocol_selection =envoy.config.cluster.v3.Cluster.ClusterProtocolSelection
    27 common_lb_config
    28 alt_stat_name
    29 common_http_protocol_options
    30 upstream_connection_options
    31 close_connections_on_host_health_failure
    32 ignore_health_on_host_removal
    33 load_assignment
    34 original_dst_lb_config
    36 typed_extension_protocol_options
    37 least_request_lb_config
    38 cluster_type
    39 respect_dns_ttl
    40 filters *
    41 load_balancing_policy
    42 lrs_server
    43 transport_socket_matches *
    44 dns_failure_refresh_rate
    45 use_tcp_for_dns_lookups
    46 upstream_http_protocol_options
    47 track_timeout_budgets
    48 upstream_config
    49 track_cluster_stats
    50 preconnect_policy
    51 connection_pool_per_downstream_connection
    52 maglev_lb_config
    53 dns_resolution_config
    54 wait_for_warm_on_init
    55 typed_dns_resolver_config
    56 round_robin_lb_config
    57 lrs_report_endpoint_metrics *
    58 dns_jitter
    59 transport_socket_matcher
    enum envoy.config.cluster.v3.Cluster.DiscoveryType
    0 STATIC
    1 STRICT_DNS
    2 LOGICAL_DNS
    3 EDS
    4 ORIGINAL_DST
    enum envoy.config.cluster.v3.Cluster.LbPolicy
    0 ROUND_ROBIN
    1 LEAST_REQUEST
    2 RING_HASH
    3 RANDOM
    5 MAGLEV
    6 CLUSTER_PROVIDED
    7 LOAD_BALANCING_POLICY_CONFIG
    enum envoy.config.cluster.v3.Cluster.DnsLookupFamily
    0 AUTO
    1 V4_ONLY
    2 V6_ONLY
    3 V4_PREFERRED
    4 ALL
    enum envoy.config.cluster.v3.Cluster.ClusterProtocolSelection
    0 USE_CONFIGURED_PROTOCOL
    1 USE_DOWNSTREAM_PROTOCOL
    message envoy.config.cluster.v3.Cluster.TransportSocketMatch
    1 name
    2 match
    3 transport_socket
    message envoy.config.cluster.v3.Cluster.CustomClusterType
    1 name
    2 typed_config
    message envoy.config.cluster.v3.Cluster.EdsClusterConfig
    1 eds_config
    2 service_name
    message envoy.config.cluster.v3.Cluster.LbSubsetConfig
    1 fallback_policy =envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetFallbackPolicy
    2 default_subset
    3 subset_selectors *
    4 locality_weight_aware
    5 scale_locality_weight
    6 panic_mode_any
    7 list_as_any
    8 metadata_fallback_policy =envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetMetadataFallbackPolicy
    enum envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetFallbackPolicy
    0 NO_FALLBACK
    1 ANY_ENDPOINT
    2 DEFAULT_SUBSET
    enum envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetMetadataFallbackPolicy
    0 METADATA_NO_FALLBACK
    1 FALLBACK_LIST
    message envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector
    1 keys *
    2 fallback_policy =envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector.LbSubsetSelectorFallbackPolicy
    3 fallback_keys_subset *
    4 single_host_per_subset
    enum envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector.LbSubsetSelectorFallbackPolicy
    0 NOT_DEFINED
    1 NO_FALLBACK
    2 ANY_ENDPOINT
    3 DEFAULT_SUBSET
    4 KEYS_SUBSET
    message envoy.config.cluster.v3.Cluster.SlowStartConfig
    1 slow_start_window
    2 aggression
    3 min_weight_percent
    message envoy.config.cluster.v3.Cluster.RoundRobinLbConfig
    1 slow_start_config
    message envoy.config.cluster.v3.Cluster.LeastRequestLbConfig
    1 choice_count
    2 active_request_bias
    3 slow_start_config
    message envoy.config.cluster.v3.Cluster.RingHashLbConfig
    1 minimum_ring_size
    3 hash_function =envoy.config.cluster.v3.Cluster.RingHashLbConfig.HashFunction
    4 maximum_ring_size
    enum envoy.config.cluster.v3.Cluster.RingHashLbConfig.HashFunction
    0 XX_HASH
    1 MURMUR_HASH_2
    message envoy.config.cluster.v3.Cluster.MaglevLbConfig
    1 table_size
    message envoy.config.cluster.v3.Cluster.OriginalDstLbConfig
    1 use_http_header
    2 http_header_name
    3 upstream_port_override
    4 metadata_key
    message envoy.config.cluster.v3.Cluster.CommonLbConfig
    1 healthy_panic_threshold
    2 zone_aware_lb_config
    3 locality_weighted_lb_config
    4 update_merge_window
    5 ignore_new_hosts_until_first_hc
    6 close_connections_on_host_set_change
    7 consistent_hashing_lb_config
    8 override_host_status
    message envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig
    1 routing_enabled
    2 min_cluster_size
    3 fail_traffic_on_panic
    message envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig
    message envoy.config.cluster.v3.Cluster.CommonLbConfig.ConsistentHashingLbConfig
    1 use_hostname_for_hashing
    2 hash_balance_factor
    message envoy.config.cluster.v3.Cluster.RefreshRate
    1 base_interval
    2 max_interval
    message envoy.config.cluster.v3.Cluster.PreconnectPolicy
    1 per_upstream_preconnect_ratio
    2 predictive_preconnect_ratio
    message envoy.config.cluster.v3.LoadBalancingPolicy
    1 policies *
    message envoy.config.cluster.v3.LoadBalancingPolicy.Policy
    4 typed_extension_config
    message envoy.config.cluster.v3.UpstreamConnectionOptions
    1 tcp_keepalive
    2 set_local_interface_name_on_upstream_connections
    3 happy_eyeballs_config
    enum envoy.config.cluster.v3.UpstreamConnectionOptions.FirstAddressFamilyVersion
    0 DEFAULT
    1 V4
    2 V6
    message envoy.config.cluster.v3.UpstreamConnectionOptions.HappyEyeballsConfig
    1 first_address_family_version =envoy.config.cluster.v3.UpstreamConnectionOptions.FirstAddressFamilyVersion
    2 first_address_family_count
    message envoy.config.cluster.v3.TrackClusterStats
    1 timeout_budgets
    2 request_response_sizes
    3 per_endpoint_stats
    message envoy.config.cluster.v3.Filter
    1 name
    2 typed_config
    3 config_discovery
    message envoy.config.cluster.v3.OutlierDetection
    1 consecutive_5xx
    2 interval
    3 base_ejection_time
    4 max_ejection_percent
    5 enforcing_consecutive_5xx
    6 enforcing_success_rate
    7 success_rate_minimum_hosts
    8 success_rate_request_volume
    9 success_rate_stdev_factor
    10 consecutive_gateway_failure
    11 enforcing_consecutive_gateway_failure
    12 split_external_local_origin_errors
    13 consecutive_local_origin_failure
    14 enforcing_consecutive_local_origin_failure
    15 enforcing_local_origin_success_rate
    16 failure_percentage_threshold
    17 enforcing_failure_percentage
    18 enforcing_failure_percentage_local_origin
    19 failure_percentage_minimum_hosts
    20 failure_percentage_request_volume
    21 max_ejection_time
    22 max_ejection_time_jitter
    23 successful_active_health_check_uneject_host
    24 monitors *
    25 always_eject_one_host
    message envoy.config.common.key_value.v3.KeyValueStoreConfig
    1 config
    message envoy.config.common.matcher.v3.Matcher
    1 matcher_list
    2 matcher_tree
    3 on_no_match
    message envoy.config.common.matcher.v3.Matcher.OnMatch
    1 matcher
    2 action
    3 keep_matching
    message envoy.config.common.matcher.v3.Matcher.MatcherList
    1 matchers *
    message envoy.config.common.matcher.v3.Matcher.MatcherList.Predicate
    1 single_predicate
    2 or_matcher
    3 and_matcher
    4 not_matcher
    message envoy.config.common.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate
    1 input
    2 value_match
    3 custom_match
    message envoy.config.common.matcher.v3.Matcher.MatcherList.Predicate.PredicateList
    1 predicate *
    message envoy.config.common.matcher.v3.Matcher.MatcherList.FieldMatcher
    1 predicate
    2 on_match
    message envoy.config.common.matcher.v3.Matcher.MatcherTree
    1 input
    2 exact_match_map
    3 prefix_match_map
    4 custom_match
    message envoy.config.common.matcher.v3.Matcher.MatcherTree.MatchMap
    1 map
    message envoy.config.common.matcher.v3.MatchPredicate
    1 or_match
    2 and_match
    3 not_match
    4 any_match
    5 http_request_headers_match
    6 http_request_trailers_match
    7 http_response_headers_match
    8 http_response_trailers_match
    9 http_request_generic_body_match
    10 http_response_generic_body_match
    message envoy.config.common.matcher.v3.MatchPredicate.MatchSet
    1 rules *
    message envoy.config.common.matcher.v3.HttpHeadersMatch
    1 headers *
    message envoy.config.common.matcher.v3.HttpGenericBodyMatch
    1 bytes_limit
    2 patterns *
    message envoy.config.common.matcher.v3.HttpGenericBodyMatch.GenericTextMatch
    1 string_match
    2 binary_match
    message envoy.config.common.mutation_rules.v3.HeaderMutationRules
    1 allow_all_routing
    2 allow_envoy
    3 disallow_system
    4 disallow_all
    5 allow_expression
    6 disallow_expression
    7 disallow_is_error
    message envoy.config.common.mutation_rules.v3.HeaderMutation
    1 remove
    2 append
    3 remove_on_match
    message envoy.config.common.mutation_rules.v3.HeaderMutation.RemoveOnMatch
    1 key_matcher
    message envoy.config.core.v3.Pipe
    1 path
    2 mode
    message envoy.config.core.v3.EnvoyInternalAddress
    1 server_listener_name
    2 endpoint_id
    message envoy.config.core.v3.SocketAddress
    1 protocol =envoy.config.core.v3.SocketAddress.Protocol
    2 address
    3 port_value
    4 named_port
    5 resolver_name
    6 ipv4_compat
    7 network_namespace_filepath
    enum envoy.config.core.v3.SocketAddress.Protocol
    0 TCP
    1 UDP
    message envoy.config.core.v3.TcpKeepalive
    1 keepalive_probes
    2 keepalive_time
    3 keepalive_interval
    message envoy.config.core.v3.ExtraSourceAddress
    1 address
    2 socket_options
    message envoy.config.core.v3.BindConfig
    1 source_address
    2 freebind
    3 socket_options *
    4 additional_source_addresses *
    5 extra_source_addresses *
    6 local_address_selector
    message envoy.config.core.v3.Address
    1 socket_address
    2 pipe
    3 envoy_internal_address
    message envoy.config.core.v3.CidrRange
    1 address_prefix
    2 prefix_len
    message envoy.config.core.v3.BackoffStrategy
    1 base_interval
    2 max_interval
    enum envoy.config.core.v3.RoutingPriority
    0 DEFAULT
    1 HIGH
    enum envoy.config.core.v3.RequestMethod
    0 METHOD_UNSPECIFIED
    1 GET
    2 HEAD
    3 POST
    4 PUT
    5 DELETE
    6 CONNECT
    7 OPTIONS
    8 TRACE
    9 PATCH
    enum envoy.config.core.v3.TrafficDirection
    0 UNSPECIFIED
    1 INBOUND
    2 OUTBOUND
    message envoy.config.core.v3.Locality
    1 region
    2 zone
    3 sub_zone
    message envoy.config.core.v3.BuildVersion
    1 version
    2 metadata
    message envoy.config.core.v3.Extension
    1 name
    2 category
    3 type_descriptor
    4 version
    5 disabled
    6 type_urls *
    message envoy.config.core.v3.Node
    1 id
    2 cluster
    3 metadata
    4 locality
    6 user_agent_name
    7 user_agent_version
    8 user_agent_build_version
    9 extensions *
    10 client_features *
    11 listening_addresses *
    12 dynamic_parameters
    message envoy.config.core.v3.Metadata
    1 filter_metadata
    2 typed_filter_metadata
    message envoy.config.core.v3.RuntimeUInt32
    2 default_value
    3 runtime_key
    message envoy.config.core.v3.RuntimePercent
    1 default_value
    2 runtime_key
    message envoy.config.core.v3.RuntimeDouble
    1 default_value
    2 runtime_key
    message envoy.config.core.v3.RuntimeFeatureFlag
    1 default_value
    2 runtime_key
    message envoy.config.core.v3.KeyValue
    1 key
    2 value
    message envoy.config.core.v3.KeyValuePair
    1 key
    2 value
    message envoy.config.core.v3.KeyValueAppend
    1 entry
    2 action =envoy.config.core.v3.KeyValueAppend.KeyValueAppendAction
    3 record
    enum envoy.config.core.v3.KeyValueAppend.KeyValueAppendAction
    0 APPEND_IF_EXISTS_OR_ADD
    1 ADD_IF_ABSENT
    2 OVERWRITE_IF_EXISTS_OR_ADD
    3 OVERWRITE_IF_EXISTS
    message envoy.config.core.v3.KeyValueMutation
    1 append
    2 remove
    message envoy.config.core.v3.QueryParameter
    1 key
    2 value
    message envoy.config.core.v3.HeaderValue
    1 key
    2 value
    3 raw_value
    message envoy.config.core.v3.HeaderValueOption
    1 header
    2 append
    3 append_action =envoy.config.core.v3.HeaderValueOption.HeaderAppendAction
    4 keep_empty_value
    enum envoy.config.core.v3.HeaderValueOption.HeaderAppendAction
    0 APPEND_IF_EXISTS_OR_ADD
    1 ADD_IF_ABSENT
    2 OVERWRITE_IF_EXISTS_OR_ADD
    3 OVERWRITE_IF_EXISTS
    message envoy.config.core.v3.HeaderMap
    1 headers *
    message envoy.config.core.v3.WatchedDirectory
    1 path
    message envoy.config.core.v3.DataSource
    1 filename
    2 inline_bytes
    3 inline_string
    4 environment_variable
    5 watched_directory
    message envoy.config.core.v3.RetryPolicy
    1 retry_back_off
    2 num_retries
    3 retry_on
    4 retry_priority
    5 retry_host_predicate *
    6 host_selection_retry_max_attempts
    message envoy.config.core.v3.RetryPolicy.RetryPriority
    1 name
    2 typed_config
    message envoy.config.core.v3.RetryPolicy.RetryHostPredicate
    1 name
    2 typed_config
    message envoy.config.core.v3.RemoteDataSource
    1 http_uri
    2 sha256
    3 retry_policy
    message envoy.config.core.v3.AsyncDataSource
    1 local
    2 remote
    message envoy.config.core.v3.TransportSocket
    1 name
    3 typed_config
    message envoy.config.core.v3.RuntimeFractionalPercent
    1 default_value
    2 runtime_key
    message envoy.config.core.v3.ControlPlane
    1 identifier
    message envoy.config.core.v3.CelExpressionConfig
    1 enable_string_conversion
    2 enable_string_concat
    3 enable_string_functions
    enum envoy.config.core.v3.ApiVersion
    0 AUTO
    1 V2
    2 V3
    message envoy.config.core.v3.ApiConfigSource
    1 api_type =envoy.config.core.v3.ApiConfigSource.ApiType
    2 cluster_names *
    3 refresh_delay
    4 grpc_services *
    5 request_timeout
    6 rate_limit_settings
    7 set_node_on_first_message_only
    8 transport_api_version =envoy.config.core.v3.ApiVersion
    9 config_validators *
    enum envoy.config.core.v3.ApiConfigSource.ApiType
    0 DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE
    1 REST
    2 GRPC
    3 DELTA_GRPC
    5 AGGREGATED_GRPC
    6 AGGREGATED_DELTA_GRPC
    message envoy.config.core.v3.AggregatedConfigSource
    message envoy.config.core.v3.SelfConfigSource
    1 transport_api_version =envoy.config.core.v3.ApiVersion
    message envoy.config.core.v3.RateLimitSettings
    1 max_tokens
    2 fill_rate
    message envoy.config.core.v3.PathConfigSource
    1 path
    2 watched_directory
    message envoy.config.core.v3.ConfigSource
    1 path
    2 api_config_source
    3 ads
    4 initial_fetch_timeout
    5 self
    6 resource_api_version =envoy.config.core.v3.ApiVersion
    7 authorities *
    8 path_config_source
    message envoy.config.core.v3.ExtensionConfigSource
    1 config_source
    2 default_config
    3 apply_default_config_without_warming
    4 type_urls *
    message envoy.config.core.v3.EventServiceConfig
    1 grpc_service
    message envoy.config.core.v3.TypedExtensionConfig
    1 name
    2 typed_config
    message envoy.config.core.v3.GrpcMethodList
    1 services *
    message envoy.config.core.v3.GrpcMethodList.Service
    1 name
    2 method_names *
    message envoy.config.core.v3.GrpcService
    1 envoy_grpc
    2 google_grpc
    3 timeout
    5 initial_metadata *
    6 retry_policy
    message envoy.config.core.v3.GrpcService.EnvoyGrpc
    1 cluster_name
    2 authority
    3 retry_policy
    4 max_receive_message_length
    5 skip_envoy_headers
    message envoy.config.core.v3.GrpcService.GoogleGrpc
    1 target_uri
    2 channel_credentials
    3 call_credentials *
    4 stat_prefix
    5 credentials_factory_name
    6 config
    7 per_stream_buffer_limit_bytes
    8 channel_args
    9 channel_credentials_plugin *
    10 call_credentials_plugin *
    message envoy.config.core.v3.GrpcService.GoogleGrpc.SslCredentials
    1 root_certs
    2 private_key !
    3 cert_chain
    message envoy.config.core.v3.GrpcService.GoogleGrpc.GoogleLocalCredentials
    message envoy.config.core.v3.GrpcService.GoogleGrpc.ChannelCredentials
    1 ssl_credentials
    2 google_default
    3 local_credentials
    message envoy.config.core.v3.GrpcService.GoogleGrpc.CallCredentials
    1 access_token
    2 google_compute_engine
    3 google_refresh_token
    4 service_account_jwt_access
    5 google_iam
    6 from_plugin
    7 sts_service
    message envoy.config.core.v3.GrpcService.GoogleGrpc.CallCredentials.ServiceAccountJWTAccessCredentials
    1 json_key
    2 token_lifetime_seconds
    message envoy.config.core.v3.GrpcService.GoogleGrpc.CallCredentials.GoogleIAMCredentials
    1 authorization_token
    2 authority_selector
    message envoy.config.core.v3.GrpcService.GoogleGrpc.CallCredentials.MetadataCredentialsFromPlugin
    1 name
    3 typed_config
    message envoy.config.core.v3.GrpcService.GoogleGrpc.CallCredentials.StsService
    1 token_exchange_service_uri
    2 resource
    3 audience
    4 scope
    5 requested_token_type
    6 subject_token_path
    7 subject_token_type
    8 actor_token_path
    9 actor_token_type
    message envoy.config.core.v3.GrpcService.GoogleGrpc.ChannelArgs
    1 args
    message envoy.config.core.v3.GrpcService.GoogleGrpc.ChannelArgs.Value
    1 string_value
    2 int_value
    enum envoy.config.core.v3.HealthStatus
    0 UNKNOWN
    1 HEALTHY
    2 UNHEALTHY
    3 DRAINING
    4 TIMEOUT
    5 DEGRADED
    message envoy.config.core.v3.HealthStatusSet
    1 statuses * =envoy.config.core.v3.HealthStatus
    message envoy.config.core.v3.HealthCheck
    1 timeout
    2 interval
    3 interval_jitter
    4 unhealthy_threshold
    5 healthy_threshold
    6 alt_port
    7 reuse_connection
    8 http_health_check
    9 tcp_health_check
    11 grpc_health_check
    12 no_traffic_interval
    13 custom_health_check
    14 unhealthy_interval
    15 unhealthy_edge_interval
    16 healthy_edge_interval
    17 event_log_path
    18 interval_jitter_percent
    19 always_log_health_check_failures
    20 initial_jitter
    21 tls_options
    22 event_service
    23 transport_socket_match_criteria
    24 no_traffic_healthy_interval
    25 event_logger *
    26 always_log_health_check_success
    message envoy.config.core.v3.HealthCheck.Payload
    1 text
    2 binary
    message envoy.config.core.v3.HealthCheck.HttpHealthCheck
    1 host
    2 path
    3 send
    4 receive *
    6 request_headers_to_add *
    8 request_headers_to_remove *
    9 expected_statuses *
    10 codec_client_type =envoy.type.v3.CodecClientType
    11 service_name_matcher
    12 retriable_statuses *
    13 method =envoy.config.core.v3.RequestMethod
    14 response_buffer_size
    message envoy.config.core.v3.HealthCheck.TcpHealthCheck
    1 send
    2 receive *
    3 proxy_protocol_config
    message envoy.config.core.v3.HealthCheck.RedisHealthCheck
    1 key
    message envoy.config.core.v3.HealthCheck.GrpcHealthCheck
    1 service_name
    2 authority
    3 initial_metadata *
    message envoy.config.core.v3.HealthCheck.CustomHealthCheck
    1 name
    3 typed_config
    message envoy.config.core.v3.HealthCheck.TlsOptions
    1 alpn_protocols *
    message envoy.config.core.v3.HttpService
    1 http_uri
    2 request_headers_to_add *
    message envoy.config.core.v3.HttpUri
    1 uri
    2 cluster
    3 timeout
    message envoy.config.core.v3.TcpProtocolOptions
    message envoy.config.core.v3.QuicKeepAliveSettings
    1 max_interval
    2 initial_interval
    message envoy.config.core.v3.QuicProtocolOptions
    1 max_concurrent_streams
    2 initial_stream_window_size
    3 initial_connection_window_size
    4 num_timeouts_to_trigger_port_migration
    5 connection_keepalive
    6 connection_options
    7 client_connection_options
    8 idle_network_timeout
    9 max_packet_length
    message envoy.config.core.v3.UpstreamHttpProtocolOptions
    1 auto_sni
    2 auto_san_validation
    3 override_auto_sni_header
    message envoy.config.core.v3.AlternateProtocolsCacheOptions
    1 name
    2 max_entries
    3 key_value_store_config
    4 prepopulated_entries *
    5 canonical_suffixes *
    message envoy.config.core.v3.AlternateProtocolsCacheOptions.AlternateProtocolsCacheEntry
    1 hostname
    2 port
    message envoy.config.core.v3.HttpProtocolOptions
    1 idle_timeout
    2 max_headers_count
    3 max_connection_duration
    4 max_stream_duration
    5 headers_with_underscores_action =envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction
    6 max_requests_per_connection
    7 max_response_headers_kb
    enum envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction
    0 ALLOW
    1 REJECT_REQUEST
    2 DROP_HEADER
    message envoy.config.core.v3.Http1ProtocolOptions
    1 allow_absolute_url
    2 accept_http_10
    3 default_host_for_http_10
    4 header_key_format
    5 enable_trailers
    6 allow_chunked_length
    7 override_stream_error_on_invalid_http_message
    8 send_fully_qualified_url
    9 use_balsa_parser
    10 allow_custom_methods
    11 ignore_http_11_upgrade *
    message envoy.config.core.v3.Http1ProtocolOptions.HeaderKeyFormat
    1 proper_case_words
    8 stateful_formatter
    message envoy.config.core.v3.Http1ProtocolOptions.HeaderKeyFormat.ProperCaseWords
    message envoy.config.core.v3.KeepaliveSettings
    1 interval
    2 timeout
    3 interval_jitter
    4 connection_idle_interval
    message envoy.config.core.v3.Http2ProtocolOptions
    1 hpack_table_size
    2 max_concurrent_streams
    3 initial_stream_window_size
    4 initial_connection_window_size
    5 allow_connect
    6 allow_metadata
    7 max_outbound_frames
    8 max_outbound_control_frames
    9 max_consecutive_inbound_frames_with_empty_payload
    10 max_inbound_priority_frames_per_stream
    11 max_inbound_window_update_frames_per_data_frame_sent
    12 stream_error_on_invalid_http_messaging
    13 custom_settings_parameters *
    14 override_stream_error_on_invalid_http_message
    15 connection_keepalive
    16 use_oghttp2_codec
    17 max_metadata_size
    message envoy.config.core.v3.Http2ProtocolOptions.SettingsParameter
    1 identifier
    2 value
    message envoy.config.core.v3.GrpcProtocolOptions
    1 http2_protocol_options
    message envoy.config.core.v3.Http3ProtocolOptions
    1 quic_protocol_options
    2 override_stream_error_on_invalid_http_message
    5 allow_extended_connect
    6 allow_metadata
    7 disable_qpack
    8 disable_connection_flow_control_for_streams
    message envoy.config.core.v3.SchemeHeaderTransformation
    1 scheme_to_overwrite
    2 match_upstream
    message envoy.config.core.v3.ProxyProtocolPassThroughTLVs
    1 match_type =envoy.config.core.v3.ProxyProtocolPassThroughTLVs.PassTLVsMatchType
    2 tlv_type *
    enum envoy.config.core.v3.ProxyProtocolPassThroughTLVs.PassTLVsMatchType
    0 INCLUDE_ALL
    1 INCLUDE
    message envoy.config.core.v3.TlvEntry
    1 type
    2 value
    3 format_string
    message envoy.config.core.v3.ProxyProtocolConfig
    1 version =envoy.config.core.v3.ProxyProtocolConfig.Version
    2 pass_through_tlvs
    3 added_tlvs *
    enum envoy.config.core.v3.ProxyProtocolConfig.Version
    0 V1
    1 V2
    message envoy.config.core.v3.PerHostConfig
    1 added_tlvs *
    message envoy.config.core.v3.DnsResolverOptions
    1 use_tcp_for_dns_lookups
    2 no_default_search_domain
    message envoy.config.core.v3.DnsResolutionConfig
    1 resolvers *
    2 dns_resolver_options
    message envoy.config.core.v3.SocketCmsgHeaders
    1 level
    2 type
    3 expected_size
    message envoy.config.core.v3.SocketOption
    1 description
    2 level
    3 name
    4 int_value
    5 buf_value
    6 state =envoy.config.core.v3.SocketOption.SocketState
    7 type
    enum envoy.config.core.v3.SocketOption.SocketState
    0 STATE_PREBIND
    1 STATE_BOUND
    2 STATE_LISTENING
    message envoy.config.core.v3.SocketOption.SocketType
    1 stream
    2 datagram
    message envoy.config.core.v3.SocketOption.SocketType.Stream
    message envoy.config.core.v3.SocketOption.SocketType.Datagram
    message envoy.config.core.v3.SocketOptionsOverride
    1 socket_options *
    message envoy.config.core.v3.JsonFormatOptions
    1 sort_properties
    message envoy.config.core.v3.SubstitutionFormatString
    1 text_format
    2 json_format
    3 omit_empty_values
    4 content_type
    5 text_format_source
    6 formatters *
    7 json_format_options
    message envoy.config.core.v3.UdpSocketConfig
    1 max_rx_datagram_size
    2 prefer_gro
    message envoy.config.endpoint.v3.ClusterLoadAssignment
    1 cluster_name
    2 endpoints *
    4 policy
    5 named_endpoints
    message envoy.config.endpoint.v3.ClusterLoadAssignment.Policy
    2 drop_overloads *
    3 overprovisioning_factor
    4 endpoint_stale_after
    6 weighted_priority_health
    message envoy.config.endpoint.v3.ClusterLoadAssignment.Policy.DropOverload
    1 category
    2 drop_percentage
    message envoy.config.endpoint.v3.Endpoint
    1 address
    2 health_check_config
    3 hostname
    4 additional_addresses *
    message envoy.config.endpoint.v3.Endpoint.HealthCheckConfig
    1 port_value
    2 hostname
    3 address
    4 disable_active_health_check
    message envoy.config.endpoint.v3.Endpoint.AdditionalAddress
    1 address
    message envoy.config.endpoint.v3.LbEndpoint
    1 endpoint
    2 health_status =envoy.config.core.v3.HealthStatus
    3 metadata
    4 load_balancing_weight
    5 endpoint_name
    message envoy.config.endpoint.v3.LbEndpointCollection
    1 entries
    message envoy.config.endpoint.v3.LedsClusterLocalityConfig
    1 leds_config
    2 leds_collection_name
    message envoy.config.endpoint.v3.LocalityLbEndpoints
    1 locality
    2 lb_endpoints *
    3 load_balancing_weight
    5 priority
    6 proximity
    7 load_balancer_endpoints
    8 leds_cluster_locality_config
    9 metadata
    message envoy.config.endpoint.v3.LocalityLbEndpoints.LbEndpointList
    1 lb_endpoints *
    message envoy.config.endpoint.v3.UpstreamLocalityStats
    1 locality
    2 total_successful_requests
    3 total_requests_in_progress
    4 total_error_requests
    5 load_metric_stats *
    6 priority
    7 upstream_endpoint_stats *
    8 total_issued_requests
    9 total_active_connections
    10 total_new_connections
    11 total_fail_connections
    12 cpu_utilization
    13 mem_utilization
    14 application_utilization
    message envoy.config.endpoint.v3.UpstreamEndpointStats
    1 address
    2 total_successful_requests
    3 total_requests_in_progress
    4 total_error_requests
    5 load_metric_stats *
    6 metadata
    7 total_issued_requests
    message envoy.config.endpoint.v3.EndpointLoadMetricStats
    1 metric_name
    2 num_requests_finished_with_metric
    3 total_metric_value
    message envoy.config.endpoint.v3.UnnamedEndpointLoadMetricStats
    1 num_requests_finished_with_metric
    2 total_metric_value
    message envoy.config.endpoint.v3.ClusterStats
    1 cluster_name
    2 upstream_locality_stats *
    3 total_dropped_requests
    4 load_report_interval
    5 dropped_requests *
    6 cluster_service_name
    message envoy.config.endpoint.v3.ClusterStats.DroppedRequests
    1 category
    2 dropped_count
    message envoy.config.listener.v3.ApiListener
    1 api_listener
    message envoy.config.listener.v3.AdditionalAddress
    1 address
    2 socket_options
    message envoy.config.listener.v3.ListenerCollection
    1 entries *
    message envoy.config.listener.v3.Listener
    1 name
    2 address
    3 filter_chains *
    4 use_original_dst
    5 per_connection_buffer_limit_bytes
    6 metadata
    7 deprecated_v1
    8 drain_type =envoy.config.listener.v3.Listener.DrainType
    9 listener_filters *
    10 transparent
    11 freebind
    12 tcp_fast_open_queue_length
    13 socket_options *
    15 listener_filters_timeout
    16 traffic_direction =envoy.config.core.v3.TrafficDirection
    17 continue_on_listener_filters_timeout
    18 udp_listener_config
    19 api_listener
    20 connection_balance_config
    21 reuse_port
    22 access_log *
    24 tcp_backlog_size
    25 default_filter_chain
    26 bind_to_port
    27 internal_listener
    28 stat_prefix
    29 enable_reuse_port
    30 enable_mptcp
    31 ignore_global_conn_limit
    32 filter_chain_matcher
    33 additional_addresses *
    34 max_connections_to_accept_per_socket_event
    35 bypass_overload_manager
    36 fcds_config
    enum envoy.config.listener.v3.Listener.DrainType
    0 DEFAULT
    1 MODIFY_ONLY
    message envoy.config.listener.v3.Listener.DeprecatedV1
    1 bind_to_port
    message envoy.config.listener.v3.Listener.ConnectionBalanceConfig
    1 exact_balance
    2 extend_balance
    message envoy.config.listener.v3.Listener.ConnectionBalanceConfig.ExactBalance
    message envoy.config.listener.v3.Listener.InternalListenerConfig
    message envoy.config.listener.v3.Listener.FcdsConfig
    1 name
    2 config_source
    message envoy.config.listener.v3.ListenerManager
    message envoy.config.listener.v3.ValidationListenerManager
    message envoy.config.listener.v3.ApiListenerManager
    message envoy.config.listener.v3.Filter
    1 name
    4 typed_config
    5 config_discovery
    message envoy.config.listener.v3.FilterChainMatch
    3 prefix_ranges *
    4 address_suffix
    5 suffix_len
    6 source_prefix_ranges *
    7 source_ports *
    8 destination_port
    9 transport_protocol
    10 application_protocols *
    11 server_names *
    12 source_type =envoy.config.listener.v3.FilterChainMatch.ConnectionSourceType
    13 direct_source_prefix_ranges *
    enum envoy.config.listener.v3.FilterChainMatch.ConnectionSourceType
    0 ANY
    1 SAME_IP_OR_LOOPBACK
    2 EXTERNAL
    message envoy.config.listener.v3.FilterChain
    1 filter_chain_match
    3 filters *
    4 use_proxy_proto
    5 metadata
    6 transport_socket
    7 name
    9 transport_socket_connect_timeout
    message envoy.config.listener.v3.ListenerFilterChainMatchPredicate
    1 or_match
    2 and_match
    3 not_match
    4 any_match
    5 destination_port_range
    message envoy.config.listener.v3.ListenerFilterChainMatchPredicate.MatchSet
    1 rules *
    message envoy.config.listener.v3.ListenerFilter
    1 name
    3 typed_config
    4 filter_disabled
    5 config_discovery
    message envoy.config.listener.v3.QuicProtocolOptions
    1 quic_protocol_options
    2 idle_timeout
    3 crypto_handshake_timeout
    4 enabled
    5 packets_to_read_to_connection_count_ratio
    6 crypto_stream_config
    7 proof_source_config
    8 connection_id_generator_config
    9 server_preferred_address_config
    10 send_disable_active_migration
    11 connection_debug_visitor_config
    12 save_cmsg_config *
    13 reject_new_connections
    14 max_sessions_per_event_loop
    message envoy.config.listener.v3.UdpListenerConfig
    5 downstream_socket_config
    7 quic_options
    8 udp_packet_packet_writer_config
    message envoy.config.listener.v3.ActiveRawUdpListenerConfig
    enum envoy.config.metrics.v3.HistogramEmitMode
    0 SUMMARY_AND_HISTOGRAM
    1 SUMMARY
    2 HISTOGRAM
    message envoy.config.metrics.v3.MetricsServiceConfig
    1 grpc_service
    2 report_counters_as_deltas
    3 transport_api_version =envoy.config.core.v3.ApiVersion
    4 emit_tags_as_labels
    5 histogram_emit_mode =envoy.config.metrics.v3.HistogramEmitMode
    6 batch_size
    message envoy.config.metrics.v3.StatsSink
    1 name
    3 typed_config
    message envoy.config.metrics.v3.StatsConfig
    1 stats_tags *
    2 use_all_default_tags
    3 stats_matcher
    4 histogram_bucket_settings *
    message envoy.config.metrics.v3.StatsMatcher
    1 reject_all
    2 exclusion_list
    3 inclusion_list
    message envoy.config.metrics.v3.TagSpecifier
    1 tag_name
    2 regex
    3 fixed_value
    message envoy.config.metrics.v3.HistogramBucketSettings
    1 match
    2 buckets *
    3 bins
    message envoy.config.metrics.v3.StatsdSink
    1 address
    2 tcp_cluster_name
    3 prefix
    message envoy.config.metrics.v3.DogStatsdSink
    1 address
    3 prefix
    4 max_bytes_per_datagram
    message envoy.config.metrics.v3.HystrixSink
    1 num_buckets
    message envoy.config.overload.v3.ResourceMonitor
    1 name
    3 typed_config
    message envoy.config.overload.v3.ThresholdTrigger
    1 value
    message envoy.config.overload.v3.ScaledTrigger
    1 scaling_threshold
    2 saturation_threshold
    message envoy.config.overload.v3.Trigger
    1 name
    2 threshold
    3 scaled
    message envoy.config.overload.v3.ScaleTimersOverloadActionConfig
    1 timer_scale_factors *
    enum envoy.config.overload.v3.ScaleTimersOverloadActionConfig.TimerType
    0 UNSPECIFIED
    1 HTTP_DOWNSTREAM_CONNECTION_IDLE
    2 HTTP_DOWNSTREAM_STREAM_IDLE
    3 TRANSPORT_SOCKET_CONNECT
    4 HTTP_DOWNSTREAM_CONNECTION_MAX
    5 HTTP_DOWNSTREAM_STREAM_FLUSH
    message envoy.config.overload.v3.ScaleTimersOverloadActionConfig.ScaleTimer
    1 timer =envoy.config.overload.v3.ScaleTimersOverloadActionConfig.TimerType
    2 min_timeout
    3 min_scale
    message envoy.config.overload.v3.OverloadAction
    1 name
    2 triggers *
    3 typed_config
    message envoy.config.overload.v3.LoadShedPoint
    1 name
    2 triggers *
    message envoy.config.overload.v3.BufferFactoryConfig
    1 minimum_account_to_track_power_of_two
    message envoy.config.overload.v3.OverloadManager
    1 refresh_interval
    2 resource_monitors *
    3 actions *
    4 buffer_factory_config
    5 loadshed_points *
    message envoy.config.ratelimit.v3.RateLimitServiceConfig
    2 grpc_service
    4 transport_api_version =envoy.config.core.v3.ApiVersion
    enum envoy.config.rbac.v3.MetadataSource
    0 DYNAMIC
    1 ROUTE
    message envoy.config.rbac.v3.RBAC
    1 action =envoy.config.rbac.v3.RBAC.Action
    2 policies
    3 audit_logging_options
    enum envoy.config.rbac.v3.RBAC.Action
    0 ALLOW
    1 DENY
    2 LOG
    message envoy.config.rbac.v3.RBAC.AuditLoggingOptions
    1 audit_condition =envoy.config.rbac.v3.RBAC.AuditLoggingOptions.AuditCondition
    2 logger_configs *
    enum envoy.config.rbac.v3.RBAC.AuditLoggingOptions.AuditCondition
    0 NONE
    1 ON_DENY
    2 ON_ALLOW
    3 ON_DENY_AND_ALLOW
    message envoy.config.rbac.v3.RBAC.AuditLoggingOptions.AuditLoggerConfig
    1 audit_logger
    2 is_optional
    message envoy.config.rbac.v3.Policy
    1 permissions *
    2 principals *
    3 condition
    4 checked_condition
    5 cel_config
    message envoy.config.rbac.v3.SourcedMetadata
    1 metadata_matcher
    2 metadata_source =envoy.config.rbac.v3.MetadataSource
    message envoy.config.rbac.v3.Permission
    1 and_rules
    2 or_rules
    3 any
    4 header
    5 destination_ip
    6 destination_port
    7 metadata
    8 not_rule
    9 requested_server_name
    10 url_path
    11 destination_port_range
    12 matcher
    13 uri_template
    14 sourced_metadata
    message envoy.config.rbac.v3.Permission.Set
    1 rules *
    message envoy.config.rbac.v3.Principal
    1 and_ids
    2 or_ids
    3 any
    4 authenticated
    5 source_ip
    6 header
    7 metadata
    8 not_id
    9 url_path
    10 direct_remote_ip
    11 remote_ip
    12 filter_state
    13 sourced_metadata
    14 custom
    message envoy.config.rbac.v3.Principal.Set
    1 ids *
    message envoy.config.rbac.v3.Principal.Authenticated
    2 principal_name
    message envoy.config.rbac.v3.Action
    1 name
    2 action =envoy.config.rbac.v3.RBAC.Action
    message envoy.config.route.v3.RouteConfiguration
    1 name
    2 virtual_hosts *
    3 internal_only_headers *
    4 response_headers_to_add *
    5 response_headers_to_remove *
    6 request_headers_to_add *
    7 validate_clusters
    8 request_headers_to_remove *
    9 vhds
    10 most_specific_header_mutations_wins
    11 max_direct_response_body_size_bytes
    12 cluster_specifier_plugins *
    13 request_mirror_policies *
    14 ignore_port_in_host_matching
    15 ignore_path_parameters_in_path_matching
    16 typed_per_filter_config
    17 metadata
    18 vhost_header
    message envoy.config.route.v3.Vhds
    1 config_source
    message envoy.config.route.v3.VirtualHost
    1 name
    2 domains *
    3 routes *
    4 require_tls =envoy.config.route.v3.VirtualHost.TlsRequirementType
    5 virtual_clusters *
    6 rate_limits *
    7 request_headers_to_add *
    8 cors
    10 response_headers_to_add *
    11 response_headers_to_remove *
    13 request_headers_to_remove *
    14 include_request_attempt_count
    15 typed_per_filter_config
    16 retry_policy
    17 hedge_policy
    18 per_request_buffer_limit_bytes
    19 include_attempt_count_in_response
    20 retry_policy_typed_config
    21 matcher
    22 request_mirror_policies *
    23 include_is_timeout_retry_header
    24 metadata
    25 request_body_buffer_limit
    enum envoy.config.route.v3.VirtualHost.TlsRequirementType
    0 NONE
    1 EXTERNAL_ONLY
    2 ALL
    message envoy.config.route.v3.FilterAction
    1 action
    message envoy.config.route.v3.RouteList
    1 routes *
    message envoy.config.route.v3.Route
    1 match
    2 route
    3 redirect
    4 metadata
    5 decorator
    7 direct_response
    9 request_headers_to_add *
    10 response_headers_to_add *
    11 response_headers_to_remove *
    12 request_headers_to_remove *
    13 typed_per_filter_config
    14 name
    15 tracing
    16 per_request_buffer_limit_bytes
    17 filter_action
    18 non_forwarding_action
    19 stat_prefix
    20 request_body_buffer_limit
    message envoy.config.route.v3.WeightedCluster
    1 clusters *
    2 runtime_key_prefix
    3 total_weight
    4 header_name
    5 use_hash_policy
    message envoy.config.route.v3.WeightedCluster.ClusterWeight
    1 name
    2 weight
    3 metadata_match
    4 request_headers_to_add *
    5 response_headers_to_add *
    6 response_headers_to_remove *
    9 request_headers_to_remove *
    10 typed_per_filter_config
    11 host_rewrite_literal
    12 cluster_header
    message envoy.config.route.v3.ClusterSpecifierPlugin
    1 extension
    2 is_optional
    message envoy.config.route.v3.RouteMatch
    1 prefix
    2 path
    4 case_sensitive
    6 headers *
    7 query_parameters *
    8 grpc
    9 runtime_fraction
    10 safe_regex
    11 tls_context
    12 connect_matcher
    13 dynamic_metadata *
    14 path_separated_prefix
    15 path_match_policy
    16 filter_state *
    message envoy.config.route.v3.RouteMatch.GrpcRouteMatchOptions
    message envoy.config.route.v3.RouteMatch.TlsContextMatchOptions
    1 presented
    2 validated
    message envoy.config.route.v3.RouteMatch.ConnectMatcher
    message envoy.config.route.v3.CorsPolicy
    2 allow_methods
    3 allow_headers
    4 expose_headers
    5 max_age
    6 allow_credentials
    9 filter_enabled
    10 shadow_enabled
    11 allow_origin_string_match *
    12 allow_private_network_access
    13 forward_not_matching_preflights
    message envoy.config.route.v3.RouteAction
    1 cluster
    2 cluster_header
    3 weighted_clusters
    4 metadata_match
    5 prefix_rewrite
    6 host_rewrite_literal
    7 auto_host_rewrite
    8 timeout
    9 retry_policy
    11 priority =envoy.config.core.v3.RoutingPriority
    13 rate_limits *
    14 include_vh_rate_limits
    15 hash_policy *
    17 cors
    20 cluster_not_found_response_code =envoy.config.route.v3.RouteAction.ClusterNotFoundResponseCode
    23 max_grpc_timeout
    24 idle_timeout
    25 upgrade_configs *
    26 internal_redirect_action =envoy.config.route.v3.RouteAction.InternalRedirectAction
    27 hedge_policy
    28 grpc_timeout_offset
    29 host_rewrite_header
    30 request_mirror_policies *
    31 max_internal_redirects
    32 regex_rewrite
    33 retry_policy_typed_config
    34 internal_redirect_policy
    35 host_rewrite_path_regex
    36 max_stream_duration
    37 cluster_specifier_plugin
    38 append_x_forwarded_host
    39 inline_cluster_specifier_plugin
    40 early_data_policy
    41 path_rewrite_policy
    42 flush_timeout
    44 host_rewrite
    45 path_rewrite
    enum envoy.config.route.v3.RouteAction.ClusterNotFoundResponseCode
    0 SERVICE_UNAVAILABLE
    1 NOT_FOUND
    2 INTERNAL_SERVER_ERROR
    enum envoy.config.route.v3.RouteAction.InternalRedirectAction
    0 PASS_THROUGH_INTERNAL_REDIRECT
    1 HANDLE_INTERNAL_REDIRECT
    message envoy.config.route.v3.RouteAction.RequestMirrorPolicy
    1 cluster
    3 runtime_fraction
    4 trace_sampled
    5 cluster_header
    6 disable_shadow_host_suffix_append
    7 request_headers_mutations *
    8 host_rewrite_literal
    message envoy.config.route.v3.RouteAction.HashPolicy
    1 header
    2 cookie
    3 connection_properties
    4 terminal
    5 query_parameter
    6 filter_state
    message envoy.config.route.v3.RouteAction.HashPolicy.Header
    1 header_name
    2 regex_rewrite
    message envoy.config.route.v3.RouteAction.HashPolicy.CookieAttribute
    1 name
    2 value
    message envoy.config.route.v3.RouteAction.HashPolicy.Cookie
    1 name
    2 ttl
    3 path
    4 attributes *
    message envoy.config.route.v3.RouteAction.HashPolicy.ConnectionProperties
    1 source_ip
    message envoy.config.route.v3.RouteAction.HashPolicy.QueryParameter
    1 name
    message envoy.config.route.v3.RouteAction.HashPolicy.FilterState
    1 key
    message envoy.config.route.v3.RouteAction.UpgradeConfig
    1 upgrade_type
    2 enabled
    3 connect_config
    message envoy.config.route.v3.RouteAction.UpgradeConfig.ConnectConfig
    1 proxy_protocol_config
    2 allow_post
    message envoy.config.route.v3.RouteAction.MaxStreamDuration
    1 max_stream_duration
    2 grpc_timeout_header_max
    3 grpc_timeout_header_offset
    message envoy.config.route.v3.RetryPolicy
    1 retry_on
    2 num_retries
    3 per_try_timeout
    4 retry_priority
    5 retry_host_predicate *
    6 host_selection_retry_max_attempts
    7 retriable_status_codes *
    8 retry_back_off
    9 retriable_headers *
    10 retriable_request_headers *
    11 rate_limited_retry_back_off
    12 retry_options_predicates *
    13 per_try_idle_timeout
    enum envoy.config.route.v3.RetryPolicy.ResetHeaderFormat
    0 SECONDS
    1 UNIX_TIMESTAMP
    message envoy.config.route.v3.RetryPolicy.RetryPriority
    1 name
    3 typed_config
    message envoy.config.route.v3.RetryPolicy.RetryHostPredicate
    1 name
    3 typed_config
    message envoy.config.route.v3.RetryPolicy.RetryBackOff
    1 base_interval
    2 max_interval
    message envoy.config.route.v3.RetryPolicy.ResetHeader
    1 name
    2 format =envoy.config.route.v3.RetryPolicy.ResetHeaderFormat
    message envoy.config.route.v3.RetryPolicy.RateLimitedRetryBackOff
    1 reset_headers *
    2 max_interval
    message envoy.config.route.v3.HedgePolicy
    1 initial_requests
    2 additional_request_chance
    3 hedge_on_per_try_timeout
    message envoy.config.route.v3.RedirectAction
    1 host_redirect
    2 path_redirect
    3 response_code =envoy.config.route.v3.RedirectAction.RedirectResponseCode
    4 https_redirect
    5 prefix_rewrite
    6 strip_query
    7 scheme_redirect
    8 port_redirect
    9 regex_rewrite
    enum envoy.config.route.v3.RedirectAction.RedirectResponseCode
    0 MOVED_PERMANENTLY
    1 FOUND
    2 SEE_OTHER
    3 TEMPORARY_REDIRECT
    4 PERMANENT_REDIRECT
    message envoy.config.route.v3.DirectResponseAction
    1 status
    2 body
    3 body_format
    message envoy.config.route.v3.NonForwardingAction
    message envoy.config.route.v3.Decorator
    1 operation
    2 propagate
    message envoy.config.route.v3.Tracing
    1 client_sampling
    2 random_sampling
    3 overall_sampling
    4 custom_tags *
    5 operation
    6 upstream_operation
    message envoy.config.route.v3.VirtualCluster
    2 name
    4 headers *
    message envoy.config.route.v3.RateLimit
    1 stage
    2 disable_key
    3 actions *
    4 limit
    5 hits_addend
    6 apply_on_stream_done
    message envoy.config.route.v3.RateLimit.Action
    1 source_cluster
    2 destination_cluster
    3 request_headers
    4 remote_address
    5 generic_key
    6 header_value_match
    7 dynamic_metadata
    8 metadata
    9 extension
    10 masked_remote_address
    11 query_parameter_value_match
    12 query_parameters
    message envoy.config.route.v3.RateLimit.Action.SourceCluster
    message envoy.config.route.v3.RateLimit.Action.DestinationCluster
    message envoy.config.route.v3.RateLimit.Action.RequestHeaders
    1 header_name
    2 descriptor_key
    3 skip_if_absent
    message envoy.config.route.v3.RateLimit.Action.QueryParameters
    1 query_parameter_name
    2 descriptor_key
    3 skip_if_absent
    message envoy.config.route.v3.RateLimit.Action.RemoteAddress
    message envoy.config.route.v3.RateLimit.Action.MaskedRemoteAddress
    1 v4_prefix_mask_len
    2 v6_prefix_mask_len
    message envoy.config.route.v3.RateLimit.Action.GenericKey
    1 descriptor_value
    2 descriptor_key
    message envoy.config.route.v3.RateLimit.Action.HeaderValueMatch
    1 descriptor_value
    2 expect_match
    3 headers *
    4 descriptor_key
    message envoy.config.route.v3.RateLimit.Action.DynamicMetaData
    1 descriptor_key
    2 metadata_key
    3 default_value
    message envoy.config.route.v3.RateLimit.Action.MetaData
    1 descriptor_key
    2 metadata_key
    3 default_value
    4 source =envoy.config.route.v3.RateLimit.Action.MetaData.Source
    5 skip_if_absent
    enum envoy.config.route.v3.RateLimit.Action.MetaData.Source
    0 DYNAMIC
    1 ROUTE_ENTRY
    message envoy.config.route.v3.RateLimit.Action.QueryParameterValueMatch
    1 descriptor_value
    2 expect_match
    3 query_parameters *
    4 descriptor_key
    message envoy.config.route.v3.RateLimit.Override
    1 dynamic_metadata
    message envoy.config.route.v3.RateLimit.Override.DynamicMetadata
    1 metadata_key
    message envoy.config.route.v3.RateLimit.HitsAddend
    1 number
    2 format
    message envoy.config.route.v3.HeaderMatcher
    1 name
    4 exact_match
    6 range_match
    7 present_match
    8 invert_match
    9 prefix_match
    10 suffix_match
    11 safe_regex_match
    12 contains_match
    13 string_match
    14 treat_missing_header_as_empty
    message envoy.config.route.v3.QueryParameterMatcher
    1 name
    5 string_match
    6 present_match
    message envoy.config.route.v3.InternalRedirectPolicy
    1 max_internal_redirects
    2 redirect_response_codes *
    3 predicates *
    4 allow_cross_scheme_redirect
    5 response_headers_to_copy *
    message envoy.config.route.v3.FilterConfig
    1 config
    2 is_optional
    3 disabled
    message envoy.config.route.v3.ScopedRouteConfiguration
    1 name
    2 route_configuration_name
    3 key
    4 on_demand
    5 route_configuration
    message envoy.config.route.v3.ScopedRouteConfiguration.Key
    1 fragments *
    message envoy.config.route.v3.ScopedRouteConfiguration.Key.Fragment
    1 string_key
    message envoy.config.tap.v3.TapConfig
    1 match_config
    2 output_config
    3 tap_enabled
    4 match
    message envoy.config.tap.v3.MatchPredicate
    1 or_match
    2 and_match
    3 not_match
    4 any_match
    5 http_request_headers_match
    6 http_request_trailers_match
    7 http_response_headers_match
    8 http_response_trailers_match
    9 http_request_generic_body_match
    10 http_response_generic_body_match
    message envoy.config.tap.v3.MatchPredicate.MatchSet
    1 rules *
    message envoy.config.tap.v3.HttpHeadersMatch
    1 headers *
    message envoy.config.tap.v3.HttpGenericBodyMatch
    1 bytes_limit
    2 patterns *
    message envoy.config.tap.v3.HttpGenericBodyMatch.GenericTextMatch
    1 string_match
    2 binary_match
    message envoy.config.tap.v3.OutputConfig
    1 sinks *
    2 max_buffered_rx_bytes
    3 max_buffered_tx_bytes
    4 streaming
    5 min_streamed_sent_bytes
    message envoy.config.tap.v3.OutputSink
    1 format =envoy.config.tap.v3.OutputSink.Format
    2 streaming_admin
    3 file_per_tap
    4 streaming_grpc
    5 buffered_admin
    6 custom_sink
    enum envoy.config.tap.v3.OutputSink.Format
    0 JSON_BODY_AS_BYTES
    1 JSON_BODY_AS_STRING
    2 PROTO_BINARY
    3 PROTO_BINARY_LENGTH_DELIMITED
    4 PROTO_TEXT
    message envoy.config.tap.v3.StreamingAdminSink
    message envoy.config.tap.v3.BufferedAdminSink
    1 max_traces
    2 timeout
    message envoy.config.tap.v3.FilePerTapSink
    1 path_prefix
    message envoy.config.tap.v3.StreamingGrpcSink
    1 tap_id
    2 grpc_service
    message envoy.config.trace.v3.DatadogRemoteConfig
    1 polling_interval
    message envoy.config.trace.v3.DatadogConfig
    1 collector_cluster
    2 service_name
    3 collector_hostname
    4 remote_config
    message envoy.config.trace.v3.Tracing
    1 http
    message envoy.config.trace.v3.Tracing.Http
    1 name
    3 typed_config
    message envoy.config.trace.v3.OpenTelemetryConfig
    1 grpc_service
    2 service_name
    3 http_service
    4 resource_detectors *
    5 sampler
    6 max_cache_size
    message envoy.config.trace.v3.TraceServiceConfig
    1 grpc_service
    message envoy.config.trace.v3.SkyWalkingConfig
    1 grpc_service
    2 client_config
    message envoy.config.trace.v3.ClientConfig
    1 service_name
    2 instance_name
    3 backend_token !
    4 max_cache_size
    message envoy.config.trace.v3.XRayConfig
    1 daemon_endpoint
    2 segment_name
    3 sampling_rule_manifest
    4 segment_fields
    message envoy.config.trace.v3.XRayConfig.SegmentFields
    1 origin
    2 aws
    message envoy.config.trace.v3.ZipkinConfig
    1 collector_cluster
    2 collector_endpoint
    3 trace_id_128bit
    4 shared_span_context
    5 collector_endpoint_version =envoy.config.trace.v3.ZipkinConfig.CollectorEndpointVersion
    6 collector_hostname
    7 split_spans_for_request
    8 trace_context_option =envoy.config.trace.v3.ZipkinConfig.TraceContextOption
    9 collector_service
    enum envoy.config.trace.v3.ZipkinConfig.TraceContextOption
    0 USE_B3
    1 USE_B3_WITH_W3C_PROPAGATION
    enum envoy.config.trace.v3.ZipkinConfig.CollectorEndpointVersion
    0 DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE
    1 HTTP_JSON
    2 HTTP_PROTO
    3 GRPC
    message envoy.config.upstream.local_address_selector.v3.DefaultLocalAddressSelector
    enum envoy.data.accesslog.v3.AccessLogType
    0 NotSet
    1 TcpUpstreamConnected
    2 TcpPeriodic
    3 TcpConnectionEnd
    4 DownstreamStart
    5 DownstreamPeriodic
    6 DownstreamEnd
    7 UpstreamPoolReady
    8 UpstreamPeriodic
    9 UpstreamEnd
    10 DownstreamTunnelSuccessfullyEstablished
    11 UdpTunnelUpstreamConnected
    12 UdpPeriodic
    13 UdpSessionEnd
    message envoy.data.accesslog.v3.TCPAccessLogEntry
    1 common_properties
    2 connection_properties
    message envoy.data.accesslog.v3.HTTPAccessLogEntry
    1 common_properties
    2 protocol_version =envoy.data.accesslog.v3.HTTPAccessLogEntry.HTTPVersion
    3 request
    4 response
    enum envoy.data.accesslog.v3.HTTPAccessLogEntry.HTTPVersion
    0 PROTOCOL_UNSPECIFIED
    1 HTTP10
    2 HTTP11
    3 HTTP2
    4 HTTP3
    message envoy.data.accesslog.v3.ConnectionProperties
    1 received_bytes
    2 sent_bytes
    message envoy.data.accesslog.v3.AccessLogCommon
    1 sample_rate
    2 downstream_remote_address
    3 downstream_local_address
    4 tls_properties
    5 start_time
    6 time_to_last_rx_byte
    7 time_to_first_upstream_tx_byte
    8 time_to_last_upstream_tx_byte
    9 time_to_first_upstream_rx_byte
    10 time_to_last_upstream_rx_byte
    11 time_to_first_downstream_tx_byte
    12 time_to_last_downstream_tx_byte
    13 upstream_remote_address
    14 upstream_local_address
    15 upstream_cluster
    16 response_flags
    17 metadata
    18 upstream_transport_failure_reason
    19 route_name
    20 downstream_direct_remote_address
    21 filter_state_objects
    22 custom_tags
    23 duration
    24 upstream_request_attempt_count
    25 connection_termination_details
    26 stream_id
    27 intermediate_log_entry
    28 downstream_transport_failure_reason
    29 downstream_wire_bytes_sent
    30 downstream_wire_bytes_received
    31 upstream_wire_bytes_sent
    32 upstream_wire_bytes_received
    33 access_log_type =envoy.data.accesslog.v3.AccessLogType
    message envoy.data.accesslog.v3.ResponseFlags
    1 failed_local_healthcheck
    2 no_healthy_upstream
    3 upstream_request_timeout
    4 local_reset
    5 upstream_remote_reset
    6 upstream_connection_failure
    7 upstream_connection_termination
    8 upstream_overflow
    9 no_route_found
    10 delay_injected
    11 fault_injected
    12 rate_limited
    13 unauthorized_details
    14 rate_limit_service_error
    15 downstream_connection_termination
    16 upstream_retry_limit_exceeded
    17 stream_idle_timeout
    18 invalid_envoy_request_headers
    19 downstream_protocol_error
    20 upstream_max_stream_duration_reached
    21 response_from_cache_filter
    22 no_filter_config_found
    23 duration_timeout
    24 upstream_protocol_error
    25 no_cluster_found
    26 overload_manager
    27 dns_resolution_failure
    28 downstream_remote_reset
    message envoy.data.accesslog.v3.ResponseFlags.Unauthorized
    1 reason =envoy.data.accesslog.v3.ResponseFlags.Unauthorized.Reason
    enum envoy.data.accesslog.v3.ResponseFlags.Unauthorized.Reason
    0 REASON_UNSPECIFIED
    1 EXTERNAL_SERVICE
    message envoy.data.accesslog.v3.TLSProperties
    1 tls_version =envoy.data.accesslog.v3.TLSProperties.TLSVersion
    2 tls_cipher_suite
    3 tls_sni_hostname
    4 local_certificate_properties
    5 peer_certificate_properties
    6 tls_session_id
    7 ja3_fingerprint
    enum envoy.data.accesslog.v3.TLSProperties.TLSVersion
    0 VERSION_UNSPECIFIED
    1 TLSv1
    2 TLSv1_1
    3 TLSv1_2
    4 TLSv1_3
    message envoy.data.accesslog.v3.TLSProperties.CertificateProperties
    1 subject_alt_name *
    2 subject
    3 issuer
    message envoy.data.accesslog.v3.TLSProperties.CertificateProperties.SubjectAltName
    1 uri
    2 dns
    message envoy.data.accesslog.v3.HTTPRequestProperties
    1 request_method =envoy.config.core.v3.RequestMethod
    2 scheme
    3 authority
    4 port
    5 path
    6 user_agent
    7 referer
    8 forwarded_for
    9 request_id
    10 original_path
    11 request_headers_bytes
    12 request_body_bytes
    13 request_headers
    14 upstream_header_bytes_sent
    15 downstream_header_bytes_received
    message envoy.data.accesslog.v3.HTTPResponseProperties
    1 response_code
    2 response_headers_bytes
    3 response_body_bytes
    4 response_headers
    5 response_trailers
    6 response_code_details
    7 upstream_header_bytes_received
    8 downstream_header_bytes_sent
    enum envoy.data.core.v3.HealthCheckFailureType
    0 ACTIVE
    1 PASSIVE
    2 NETWORK
    3 NETWORK_TIMEOUT
    enum envoy.data.core.v3.HealthCheckerType
    0 HTTP
    1 TCP
    2 GRPC
    3 REDIS
    4 THRIFT
    message envoy.data.core.v3.HealthCheckEvent
    1 health_checker_type =envoy.data.core.v3.HealthCheckerType
    2 host
    3 cluster_name
    4 eject_unhealthy_event
    5 add_healthy_event
    6 timestamp
    7 health_check_failure_event
    8 degraded_healthy_host
    9 no_longer_degraded_host
    10 metadata
    11 locality
    12 successful_health_check_event
    message envoy.data.core.v3.HealthCheckEjectUnhealthy
    1 failure_type =envoy.data.core.v3.HealthCheckFailureType
    message envoy.data.core.v3.HealthCheckAddHealthy
    1 first_check
    message envoy.data.core.v3.HealthCheckSuccessful
    message envoy.data.core.v3.HealthCheckFailure
    1 failure_type =envoy.data.core.v3.HealthCheckFailureType
    2 first_check
    message envoy.data.core.v3.DegradedHealthyHost
    message envoy.data.core.v3.NoLongerDegradedHost
    message envoy.data.core.v3.TlvsMetadata
    1 typed_metadata
    message envoy.extensions.access_loggers.file.v3.FileAccessLog
    1 path
    2 format
    3 json_format
    4 typed_json_format
    5 log_format
    message envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter
    1 expression
    2 cel_config
    message envoy.extensions.access_loggers.filters.process_ratelimit.v3.ProcessRateLimitFilter
    1 dynamic_config
    message envoy.extensions.access_loggers.filters.process_ratelimit.v3.DynamicTokenBucket
    1 resource_name
    2 config_source
    message envoy.extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig
    1 cluster
    2 tag
    3 stat_prefix
    4 buffer_flush_interval
    5 buffer_size_bytes
    6 record
    7 retry_options
    8 formatters *
    message envoy.extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig.RetryOptions
    1 max_connect_attempts
    2 backoff_options
    message envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig
    1 common_config
    2 additional_request_headers_to_log *
    3 additional_response_headers_to_log *
    4 additional_response_trailers_to_log *
    message envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig
    1 common_config
    message envoy.extensions.access_loggers.grpc.v3.CommonGrpcAccessLogConfig
    1 log_name
    2 grpc_service
    3 buffer_flush_interval
    4 buffer_size_bytes
    5 filter_state_objects_to_log *
    6 transport_api_version =envoy.config.core.v3.ApiVersion
    7 grpc_stream_retry_policy
    8 custom_tags *
    message envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig
    1 common_config
    2 body
    3 attributes
    4 resource_attributes
    5 disable_builtin_labels
    6 stat_prefix
    7 formatters *
    message envoy.extensions.access_loggers.stats.v3.Config
    1 stat_prefix
    3 histograms *
    4 counters *
    message envoy.extensions.access_loggers.stats.v3.Config.Tag
    1 name
    2 value_format
    message envoy.extensions.access_loggers.stats.v3.Config.Stat
    1 name
    2 tags *
    message envoy.extensions.access_loggers.stats.v3.Config.Histogram
    1 stat
    2 unit =envoy.extensions.access_loggers.stats.v3.Config.Histogram.Unit
    3 value_format
    enum envoy.extensions.access_loggers.stats.v3.Config.Histogram.Unit
    0 Unspecified
    1 Bytes
    2 Microseconds
    3 Milliseconds
    4 Percent
    message envoy.extensions.access_loggers.stats.v3.Config.Counter
    1 stat
    2 value_format
    3 value_fixed
    message envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
    1 log_format
    message envoy.extensions.access_loggers.stream.v3.StderrAccessLog
    1 log_format
    message envoy.extensions.access_loggers.wasm.v3.WasmAccessLog
    1 config
    message envoy.extensions.bootstrap.internal_listener.v3.InternalListener
    1 buffer_size_kb
    message envoy.extensions.clusters.aggregate.v3.ClusterConfig
    1 clusters *
    message envoy.extensions.clusters.aggregate.v3.AggregateClusterResource
    1 config_source
    2 resource_name
    enum envoy.extensions.clusters.common.dns.v3.DnsLookupFamily
    0 UNSPECIFIED
    1 AUTO
    2 V4_ONLY
    3 V6_ONLY
    4 V4_PREFERRED
    5 ALL
    message envoy.extensions.clusters.dns.v3.DnsCluster
    3 dns_refresh_rate
    4 dns_failure_refresh_rate
    5 respect_dns_ttl
    6 dns_jitter
    7 typed_dns_resolver_config
    8 dns_lookup_family =envoy.extensions.clusters.common.dns.v3.DnsLookupFamily
    9 all_addresses_in_single_endpoint
    message envoy.extensions.clusters.dns.v3.DnsCluster.RefreshRate
    1 base_interval
    2 max_interval
    message envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig
    1 dns_cache_config
    2 allow_insecure_cluster_options
    3 allow_coalesced_connections
    4 sub_clusters_config
    message envoy.extensions.clusters.dynamic_forward_proxy.v3.SubClustersConfig
    1 lb_policy =envoy.config.cluster.v3.Cluster.LbPolicy
    2 max_sub_clusters
    3 sub_cluster_ttl
    4 preresolve_clusters *
    message envoy.extensions.clusters.redis.v3.RedisClusterConfig
    1 cluster_refresh_rate
    2 cluster_refresh_timeout
    3 redirect_refresh_interval
    4 redirect_refresh_threshold
    5 failure_refresh_threshold
    6 host_degraded_refresh_threshold
    message envoy.extensions.common.aws.v3.AwsCredentialProvider
    1 assume_role_with_web_identity_provider
    2 inline_credential
    3 credentials_file_provider
    4 custom_credential_provider_chain
    5 iam_roles_anywhere_credential_provider
    6 config_credential_provider
    7 container_credential_provider
    8 environment_credential_provider
    9 instance_profile_credential_provider
    10 assume_role_credential_provider
    message envoy.extensions.common.aws.v3.InlineCredentialProvider
    1 access_key_id
    2 secret_access_key !
    3 session_token !
    message envoy.extensions.common.aws.v3.AssumeRoleWithWebIdentityCredentialProvider
    1 web_identity_token_data_source !
    2 role_arn
    3 role_session_name
    message envoy.extensions.common.aws.v3.CredentialsFileCredentialProvider
    1 credentials_data_source !
    2 profile
    message envoy.extensions.common.aws.v3.IAMRolesAnywhereCredentialProvider
    1 role_arn
    2 certificate
    3 certificate_chain
    4 private_key !
    5 trust_anchor_arn
    6 profile_arn
    7 role_session_name
    8 session_duration
    message envoy.extensions.common.aws.v3.ConfigCredentialProvider
    message envoy.extensions.common.aws.v3.ContainerCredentialProvider
    message envoy.extensions.common.aws.v3.EnvironmentCredentialProvider
    message envoy.extensions.common.aws.v3.InstanceProfileCredentialProvider
    message envoy.extensions.common.aws.v3.AssumeRoleCredentialProvider
    1 role_arn
    2 role_session_name
    3 external_id
    4 session_duration
    5 credential_provider
    message envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheCircuitBreakers
    1 max_pending_requests
    message envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig
    1 name
    2 dns_lookup_family =envoy.config.cluster.v3.Cluster.DnsLookupFamily
    3 dns_refresh_rate
    4 host_ttl
    5 max_hosts
    6 dns_failure_refresh_rate
    7 dns_cache_circuit_breaker
    8 use_tcp_for_dns_lookups
    9 dns_resolution_config
    10 preresolve_hostnames *
    11 dns_query_timeout
    12 typed_dns_resolver_config
    13 key_value_config
    14 dns_min_refresh_rate
    15 disable_dns_refresh_on_failure
    message envoy.extensions.common.matching.v3.ExtensionWithMatcher
    1 matcher
    2 extension_config
    3 xds_matcher
    message envoy.extensions.common.matching.v3.ExtensionWithMatcherPerRoute
    1 xds_matcher
    enum envoy.extensions.common.ratelimit.v3.XRateLimitHeadersRFCVersion
    0 OFF
    1 DRAFT_VERSION_03
    enum envoy.extensions.common.ratelimit.v3.VhRateLimitsOptions
    0 OVERRIDE
    1 INCLUDE
    2 IGNORE
    message envoy.extensions.common.ratelimit.v3.RateLimitDescriptor
    1 entries *
    2 limit
    3 hits_addend
    message envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.Entry
    1 key
    2 value
    message envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.RateLimitOverride
    1 requests_per_unit
    2 unit =envoy.type.v3.RateLimitUnit
    message envoy.extensions.common.ratelimit.v3.LocalRateLimitDescriptor
    1 entries *
    2 token_bucket
    message envoy.extensions.common.ratelimit.v3.LocalClusterRateLimit
    message envoy.extensions.common.tap.v3.CommonExtensionConfig
    1 admin_config
    2 static_config
    message envoy.extensions.common.tap.v3.AdminConfig
    1 config_id
    message envoy.extensions.compression.brotli.compressor.v3.Brotli
    1 quality
    2 encoder_mode =envoy.extensions.compression.brotli.compressor.v3.Brotli.EncoderMode
    3 window_bits
    4 input_block_bits
    5 chunk_size
    6 disable_literal_context_modeling
    enum envoy.extensions.compression.brotli.compressor.v3.Brotli.EncoderMode
    0 DEFAULT
    1 GENERIC
    2 TEXT
    3 FONT
    message envoy.extensions.compression.brotli.decompressor.v3.Brotli
    1 disable_ring_buffer_reallocation
    2 chunk_size
    message envoy.extensions.compression.gzip.compressor.v3.Gzip
    1 memory_level
    2 compression_level =envoy.extensions.compression.gzip.compressor.v3.Gzip.CompressionLevel
    3 compression_strategy =envoy.extensions.compression.gzip.compressor.v3.Gzip.CompressionStrategy
    4 window_bits
    5 chunk_size
    enum envoy.extensions.compression.gzip.compressor.v3.Gzip.CompressionStrategy
    0 DEFAULT_STRATEGY
    1 FILTERED
    2 HUFFMAN_ONLY
    3 RLE
    4 FIXED
    enum envoy.extensions.compression.gzip.compressor.v3.Gzip.CompressionLevel
    0 DEFAULT_COMPRESSION
    1 BEST_SPEED
    1 COMPRESSION_LEVEL_1
    2 COMPRESSION_LEVEL_2
    3 COMPRESSION_LEVEL_3
    4 COMPRESSION_LEVEL_4
    5 COMPRESSION_LEVEL_5
    6 COMPRESSION_LEVEL_6
    7 COMPRESSION_LEVEL_7
    8 COMPRESSION_LEVEL_8
    9 COMPRESSION_LEVEL_9
    9 BEST_COMPRESSION
    message envoy.extensions.compression.gzip.decompressor.v3.Gzip
    1 window_bits
    2 chunk_size
    3 max_inflate_ratio
    message envoy.extensions.compression.zstd.compressor.v3.Zstd
    1 compression_level
    2 enable_checksum
    3 strategy =envoy.extensions.compression.zstd.compressor.v3.Zstd.Strategy
    4 dictionary
    5 chunk_size
    enum envoy.extensions.compression.zstd.compressor.v3.Zstd.Strategy
    0 DEFAULT
    1 FAST
    2 DFAST
    3 GREEDY
    4 LAZY
    5 LAZY2
    6 BTLAZY2
    7 BTOPT
    8 BTULTRA
    9 BTULTRA2
    message envoy.extensions.compression.zstd.decompressor.v3.Zstd
    1 dictionaries *
    2 chunk_size
    message envoy.extensions.early_data.v3.DefaultEarlyDataPolicy
    message envoy.extensions.filters.common.dependency.v3.Dependency
    1 type =envoy.extensions.filters.common.dependency.v3.Dependency.DependencyType
    2 name
    enum envoy.extensions.filters.common.dependency.v3.Dependency.DependencyType
    0 HEADER
    1 FILTER_STATE_KEY
    2 DYNAMIC_METADATA
    message envoy.extensions.filters.common.dependency.v3.FilterDependencies
    1 decode_required *
    2 decode_provided *
    3 encode_required *
    4 encode_provided *
    message envoy.extensions.filters.common.dependency.v3.MatchingRequirements
    1 data_input_allow_list
    message envoy.extensions.filters.common.dependency.v3.MatchingRequirements.DataInputAllowList
    1 type_url *
    message envoy.extensions.filters.common.fault.v3.FaultDelay
    3 fixed_delay
    4 percentage
    5 header_delay
    enum envoy.extensions.filters.common.fault.v3.FaultDelay.FaultDelayType
    0 FIXED
    message envoy.extensions.filters.common.fault.v3.FaultDelay.HeaderDelay
    message envoy.extensions.filters.common.fault.v3.FaultRateLimit
    1 fixed_limit
    2 percentage
    3 header_limit
    message envoy.extensions.filters.common.fault.v3.FaultRateLimit.FixedLimit
    1 limit_kbps
    message envoy.extensions.filters.common.fault.v3.FaultRateLimit.HeaderLimit
    message envoy.extensions.filters.common.matcher.action.v3.SkipFilter
    message envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue
    1 object_key
    2 format_string
    3 read_only
    4 shared_with_upstream =envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue.SharedWithUpstream
    5 skip_if_empty
    6 factory_key
    enum envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue.SharedWithUpstream
    0 NONE
    1 ONCE
    2 TRANSITIVE
    message envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig
    1 sample_aggregate_percentile
    2 concurrency_limit_params
    3 min_rtt_calc_params
    message envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig.ConcurrencyLimitCalculationParams
    2 max_concurrency_limit
    3 concurrency_update_interval
    message envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig.MinimumRTTCalculationParams
    1 interval
    2 request_count
    3 jitter
    4 min_concurrency
    5 buffer
    6 fixed_value
    message envoy.extensions.filters.http.adaptive_concurrency.v3.AdaptiveConcurrency
    1 gradient_controller_config
    2 enabled
    3 concurrency_limit_exceeded_status
    message envoy.extensions.filters.http.admission_control.v3.AdmissionControl
    1 enabled
    2 success_criteria
    3 sampling_window
    4 aggression
    5 sr_threshold
    6 rps_threshold
    7 max_rejection_probability
    message envoy.extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria
    1 http_criteria
    2 grpc_criteria
    message envoy.extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria.HttpCriteria
    1 http_success_status *
    message envoy.extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria.GrpcCriteria
    1 grpc_success_status *
    message envoy.extensions.filters.http.alternate_protocols_cache.v3.FilterConfig
    1 alternate_protocols_cache_options
    message envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth
    1 credentials *!
    2 key_sources *
    3 forwarding
    message envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuthPerRoute
    1 credentials *!
    2 key_sources *
    3 allowed_clients *
    4 forwarding
    message envoy.extensions.filters.http.api_key_auth.v3.Credential
    1 key
    2 client
    message envoy.extensions.filters.http.api_key_auth.v3.KeySource
    1 header
    2 query
    3 cookie
    message envoy.extensions.filters.http.api_key_auth.v3.Forwarding
    1 header
    2 hide_credentials
    message envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit
    1 stat_prefix
    2 enable_mode =envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit.EnableMode
    3 limit_kbps
    4 fill_interval
    5 runtime_enabled
    6 enable_response_trailers
    7 response_trailer_prefix
    enum envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit.EnableMode
    0 DISABLED
    1 REQUEST
    2 RESPONSE
    3 REQUEST_AND_RESPONSE
    message envoy.extensions.filters.http.basic_auth.v3.BasicAuth
    1 users !
    2 forward_username_header
    3 authentication_header
    message envoy.extensions.filters.http.basic_auth.v3.BasicAuthPerRoute
    1 users !
    message envoy.extensions.filters.http.buffer.v3.Buffer
    1 max_request_bytes
    message envoy.extensions.filters.http.buffer.v3.BufferPerRoute
    1 disabled
    2 buffer
    message envoy.extensions.filters.http.cdn_loop.v3.CdnLoopConfig
    1 cdn_id
    2 max_allowed_occurrences
    message envoy.extensions.filters.http.composite.v3.Composite
    message envoy.extensions.filters.http.composite.v3.FilterChainConfiguration
    1 typed_config *
    message envoy.extensions.filters.http.composite.v3.DynamicConfig
    1 name
    2 config_discovery
    message envoy.extensions.filters.http.composite.v3.ExecuteFilterAction
    1 typed_config
    2 dynamic_config
    3 sample_percent
    4 filter_chain
    message envoy.extensions.filters.http.compressor.v3.Compressor
    1 content_length
    2 content_type *
    3 disable_on_etag_header
    4 remove_accept_encoding_header
    5 runtime_enabled
    6 compressor_library
    7 request_direction_config
    8 response_direction_config
    9 choose_first
    message envoy.extensions.filters.http.compressor.v3.Compressor.CommonDirectionConfig
    1 enabled
    2 min_content_length
    3 content_type *
    message envoy.extensions.filters.http.compressor.v3.Compressor.RequestDirectionConfig
    1 common_config
    message envoy.extensions.filters.http.compressor.v3.Compressor.ResponseDirectionConfig
    1 common_config
    2 disable_on_etag_header
    3 remove_accept_encoding_header
    4 uncompressible_response_codes *
    5 status_header_enabled
    message envoy.extensions.filters.http.compressor.v3.ResponseDirectionOverrides
    1 remove_accept_encoding_header
    message envoy.extensions.filters.http.compressor.v3.CompressorOverrides
    1 response_direction_config
    2 compressor_library
    message envoy.extensions.filters.http.compressor.v3.CompressorPerRoute
    1 disabled
    2 overrides
    message envoy.extensions.filters.http.connect_grpc_bridge.v3.FilterConfig
    message envoy.extensions.filters.http.cors.v3.Cors
    message envoy.extensions.filters.http.cors.v3.CorsPolicy
    1 allow_origin_string_match *
    2 allow_methods
    3 allow_headers
    4 expose_headers
    5 max_age
    6 allow_credentials
    7 filter_enabled
    8 shadow_enabled
    9 allow_private_network_access
    10 forward_not_matching_preflights
    message envoy.extensions.filters.http.credential_injector.v3.CredentialInjector
    1 overwrite
    2 allow_request_without_credential
    3 credential
    message envoy.extensions.filters.http.csrf.v3.CsrfPolicy
    1 filter_enabled
    2 shadow_enabled
    3 additional_origins *
    message envoy.extensions.filters.http.custom_response.v3.CustomResponse
    1 custom_response_matcher
    message envoy.extensions.filters.http.decompressor.v3.Decompressor
    1 decompressor_library
    2 request_direction_config
    3 response_direction_config
    message envoy.extensions.filters.http.decompressor.v3.Decompressor.CommonDirectionConfig
    1 enabled
    2 ignore_no_transform_header
    message envoy.extensions.filters.http.decompressor.v3.Decompressor.RequestDirectionConfig
    1 common_config
    2 advertise_accept_encoding
    message envoy.extensions.filters.http.decompressor.v3.Decompressor.ResponseDirectionConfig
    1 common_config
    message envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig
    1 dns_cache_config
    2 save_upstream_address
    3 sub_cluster_config
    4 allow_dynamic_host_from_filter_state
    message envoy.extensions.filters.http.dynamic_forward_proxy.v3.PerRouteConfig
    1 host_rewrite_literal
    2 host_rewrite_header
    message envoy.extensions.filters.http.dynamic_forward_proxy.v3.SubClusterConfig
    3 cluster_init_timeout
    message envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
    1 grpc_service
    2 failure_mode_allow
    3 http_service
    5 with_request_body
    6 clear_route_cache
    7 status_on_error
    8 metadata_context_namespaces *
    9 filter_enabled
    10 include_peer_certificate
    11 deny_at_disable
    12 transport_api_version =envoy.config.core.v3.ApiVersion
    13 stat_prefix
    14 filter_enabled_metadata
    15 bootstrap_metadata_labels_key
    16 typed_metadata_context_namespaces *
    17 allowed_headers
    18 include_tls_session
    19 failure_mode_allow_header_add
    20 charge_cluster_response_stats
    21 route_metadata_context_namespaces *
    22 route_typed_metadata_context_namespaces *
    23 encode_raw_headers
    24 validate_mutations
    25 disallowed_headers
    26 decoder_header_mutation_rules
    27 enable_dynamic_metadata_ingestion
    28 filter_metadata
    29 emit_filter_state_stats
    30 max_denied_response_body_bytes
    31 enforce_response_header_limits
    message envoy.extensions.filters.http.ext_authz.v3.BufferSettings
    1 max_request_bytes
    2 allow_partial_message
    3 pack_as_bytes
    message envoy.extensions.filters.http.ext_authz.v3.HttpService
    1 server_uri
    2 path_prefix
    7 authorization_request
    8 authorization_response
    9 retry_policy
    message envoy.extensions.filters.http.ext_authz.v3.AuthorizationRequest
    1 allowed_headers
    2 headers_to_add *
    message envoy.extensions.filters.http.ext_authz.v3.AuthorizationResponse
    1 allowed_upstream_headers
    2 allowed_client_headers
    3 allowed_upstream_headers_to_append
    4 allowed_client_headers_on_success
    5 dynamic_metadata_from_headers
    message envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
    1 disabled
    2 check_settings
    message envoy.extensions.filters.http.ext_authz.v3.CheckSettings
    1 context_extensions !
    2 disable_request_body_buffering
    3 with_request_body
    4 grpc_service
    5 http_service
    message envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor
    1 grpc_service
    2 failure_mode_allow
    3 processing_mode
    5 request_attributes *
    6 response_attributes *
    7 message_timeout
    8 stat_prefix
    9 mutation_rules
    10 max_message_timeout
    11 disable_clear_route_cache
    12 forward_rules
    13 filter_metadata
    14 allow_mode_override
    15 disable_immediate_response
    16 metadata_options
    17 observability_mode
    18 route_cache_action =envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor.RouteCacheAction
    19 deferred_close_timeout
    20 http_service
    21 send_body_without_waiting_for_header_response
    22 allowed_override_modes *
    23 on_processing_response
    24 status_on_error
    25 processing_request_modifier
    enum envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor.RouteCacheAction
    0 DEFAULT
    1 CLEAR
    2 RETAIN
    message envoy.extensions.filters.http.ext_proc.v3.ExtProcHttpService
    1 http_service
    message envoy.extensions.filters.http.ext_proc.v3.MetadataOptions
    1 forwarding_namespaces
    2 receiving_namespaces
    3 cluster_metadata_forwarding_namespaces
    message envoy.extensions.filters.http.ext_proc.v3.MetadataOptions.MetadataNamespaces
    1 untyped *
    2 typed *
    message envoy.extensions.filters.http.ext_proc.v3.HeaderForwardingRules
    1 allowed_headers
    2 disallowed_headers
    message envoy.extensions.filters.http.ext_proc.v3.ExtProcPerRoute
    1 disabled
    2 overrides
    message envoy.extensions.filters.http.ext_proc.v3.ExtProcOverrides
    1 processing_mode
    2 async_mode
    3 request_attributes *
    4 response_attributes *
    5 grpc_service
    6 metadata_options
    7 grpc_initial_metadata *
    8 failure_mode_allow
    9 processing_request_modifier
    message envoy.extensions.filters.http.ext_proc.v3.ProcessingMode
    1 request_header_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode
    2 response_header_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode
    3 request_body_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode
    4 response_body_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode
    5 request_trailer_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode
    6 response_trailer_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode
    enum envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode
    0 DEFAULT
    1 SEND
    2 SKIP
    enum envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode
    0 NONE
    1 STREAMED
    2 BUFFERED
    3 BUFFERED_PARTIAL
    4 FULL_DUPLEX_STREAMED
    5 GRPC
    message envoy.extensions.filters.http.fault.v3.FaultAbort
    2 http_status
    3 percentage
    4 header_abort
    5 grpc_status
    message envoy.extensions.filters.http.fault.v3.FaultAbort.HeaderAbort
    message envoy.extensions.filters.http.fault.v3.HTTPFault
    1 delay
    2 abort
    3 upstream_cluster
    4 headers *
    5 downstream_nodes *
    6 max_active_faults
    7 response_rate_limit
    8 delay_percent_runtime
    9 abort_percent_runtime
    10 delay_duration_runtime
    11 abort_http_status_runtime
    12 max_active_faults_runtime
    13 response_rate_limit_percent_runtime
    14 abort_grpc_status_runtime
    15 disable_downstream_cluster_stats
    16 filter_metadata
    message envoy.extensions.filters.http.grpc_http1_bridge.v3.Config
    1 upgrade_protobuf_to_grpc
    2 ignore_query_parameters
    message envoy.extensions.filters.http.grpc_http1_reverse_bridge.v3.FilterConfig
    1 content_type
    2 withhold_grpc_frames
    3 response_size_header
    message envoy.extensions.filters.http.grpc_http1_reverse_bridge.v3.FilterConfigPerRoute
    1 disabled
    message envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder
    1 proto_descriptor
    2 services *
    3 print_options
    4 proto_descriptor_bin
    5 match_incoming_request_route
    6 ignored_query_parameters *
    7 auto_mapping
    8 ignore_unknown_query_parameters
    9 convert_grpc_status
    10 url_unescape_spec =envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder.UrlUnescapeSpec
    11 request_validation_options
    12 query_param_unescape_plus
    13 match_unregistered_custom_verb
    14 case_insensitive_enum_parsing
    15 max_request_body_size
    16 max_response_body_size
    17 capture_unknown_query_parameters
    enum envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder.UrlUnescapeSpec
    0 ALL_CHARACTERS_EXCEPT_RESERVED
    1 ALL_CHARACTERS_EXCEPT_SLASH
    2 ALL_CHARACTERS
    message envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder.PrintOptions
    1 add_whitespace
    2 always_print_primitive_fields
    3 always_print_enums_as_ints
    4 preserve_proto_field_names
    5 stream_newline_delimited
    6 stream_sse_style_delimited
    message envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder.RequestValidationOptions
    1 reject_unknown_method
    2 reject_unknown_query_parameters
    3 reject_binding_body_field_collisions
    message envoy.extensions.filters.http.grpc_json_transcoder.v3.UnknownQueryParams
    1 key
    message envoy.extensions.filters.http.grpc_json_transcoder.v3.UnknownQueryParams.Values
    1 values *
    message envoy.extensions.filters.http.grpc_stats.v3.FilterConfig
    1 emit_filter_state
    2 individual_method_stats_allowlist
    3 stats_for_all_methods
    4 enable_upstream_stats
    5 replace_dots_in_grpc_service_name
    message envoy.extensions.filters.http.grpc_stats.v3.FilterObject
    1 request_message_count
    2 response_message_count
    message envoy.extensions.filters.http.grpc_web.v3.GrpcWeb
    message envoy.extensions.filters.http.header_mutation.v3.Mutations
    1 request_mutations *
    2 response_mutations *
    3 query_parameter_mutations *
    4 response_trailers_mutations *
    5 request_trailers_mutations *
    message envoy.extensions.filters.http.header_mutation.v3.HeaderMutationPerRoute
    1 mutations
    message envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
    1 mutations
    2 most_specific_header_mutations_wins
    message envoy.extensions.filters.http.header_to_metadata.v3.Config
    1 request_rules *
    2 response_rules *
    3 stat_prefix
    enum envoy.extensions.filters.http.header_to_metadata.v3.Config.ValueType
    0 STRING
    1 NUMBER
    2 PROTOBUF_VALUE
    enum envoy.extensions.filters.http.header_to_metadata.v3.Config.ValueEncode
    0 NONE
    1 BASE64
    message envoy.extensions.filters.http.header_to_metadata.v3.Config.KeyValuePair
    1 metadata_namespace
    2 key
    3 value
    4 type =envoy.extensions.filters.http.header_to_metadata.v3.Config.ValueType
    5 encode =envoy.extensions.filters.http.header_to_metadata.v3.Config.ValueEncode
    6 regex_value_rewrite
    message envoy.extensions.filters.http.header_to_metadata.v3.Config.Rule
    1 header
    2 on_header_present
    3 on_header_missing
    4 remove
    5 cookie
    message envoy.extensions.filters.http.health_check.v3.HealthCheck
    1 pass_through_mode
    3 cache_time
    4 cluster_min_healthy_percentages
    5 headers *
    message envoy.extensions.filters.http.ip_tagging.v3.IPTagging
    1 request_type =envoy.extensions.filters.http.ip_tagging.v3.IPTagging.RequestType
    4 ip_tags *
    5 ip_tag_header
    enum envoy.extensions.filters.http.ip_tagging.v3.IPTagging.RequestType
    0 BOTH
    1 INTERNAL
    2 EXTERNAL
    message envoy.extensions.filters.http.ip_tagging.v3.IPTagging.IPTag
    1 ip_tag_name
    2 ip_list *
    message envoy.extensions.filters.http.ip_tagging.v3.IPTagging.IpTagHeader
    1 header
    2 action =envoy.extensions.filters.http.ip_tagging.v3.IPTagging.IpTagHeader.HeaderAction
    enum envoy.extensions.filters.http.ip_tagging.v3.IPTagging.IpTagHeader.HeaderAction
    0 SANITIZE
    1 APPEND_IF_EXISTS_OR_ADD
    message envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata
    1 request_rules
    2 response_rules
    enum envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata.ValueType
    0 PROTOBUF_VALUE
    1 STRING
    2 NUMBER
    message envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata.KeyValuePair
    1 metadata_namespace
    2 key
    3 value
    4 type =envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata.ValueType
    5 preserve_existing_metadata_value
    message envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata.Selector
    1 key
    message envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata.Rule
    1 selectors *
    2 on_present
    3 on_missing
    4 on_error
    message envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata.MatchRules
    1 rules *
    2 allow_content_types *
    3 allow_empty_content_type
    4 allow_content_types_regex
    message envoy.extensions.filters.http.jwt_authn.v3.JwtProvider
    1 issuer
    2 audiences *
    3 remote_jwks
    4 local_jwks
    5 forward
    6 from_headers *
    7 from_params *
    8 forward_payload_header
    9 payload_in_metadata
    10 clock_skew_seconds
    11 pad_forward_payload_header
    12 jwt_cache_config
    13 from_cookies *
    14 header_in_metadata
    15 claim_to_headers *
    16 failed_status_in_metadata
    17 clear_route_cache
    18 normalize_payload_in_metadata
    19 subjects
    20 require_expiration
    21 max_lifetime
    message envoy.extensions.filters.http.jwt_authn.v3.JwtProvider.NormalizePayload
    1 space_delimited_claims *
    message envoy.extensions.filters.http.jwt_authn.v3.JwtCacheConfig
    1 jwt_cache_size
    2 jwt_max_token_size
    message envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks
    1 http_uri
    2 cache_duration
    3 async_fetch
    4 retry_policy
    message envoy.extensions.filters.http.jwt_authn.v3.JwksAsyncFetch
    1 fast_listener
    2 failed_refetch_duration
    message envoy.extensions.filters.http.jwt_authn.v3.JwtHeader
    1 name
    2 value_prefix
    message envoy.extensions.filters.http.jwt_authn.v3.ProviderWithAudiences
    1 provider_name
    2 audiences *
    message envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement
    1 provider_name
    2 provider_and_audiences
    3 requires_any
    4 requires_all
    5 allow_missing_or_failed
    6 allow_missing
    message envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementOrList
    1 requirements *
    message envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementAndList
    1 requirements *
    message envoy.extensions.filters.http.jwt_authn.v3.RequirementRule
    1 match
    2 requires
    3 requirement_name
    message envoy.extensions.filters.http.jwt_authn.v3.FilterStateRule
    1 name
    3 requires
    message envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    1 providers
    2 rules *
    3 filter_state_rules
    4 bypass_cors_preflight
    5 requirement_map
    6 strip_failure_response
    7 stat_prefix
    message envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig
    1 disabled
    2 requirement_name
    message envoy.extensions.filters.http.jwt_authn.v3.JwtClaimToHeader
    1 header_name
    2 claim_name
    message envoy.extensions.filters.http.kill_request.v3.KillRequest
    1 probability
    2 kill_request_header
    3 direction =envoy.extensions.filters.http.kill_request.v3.KillRequest.Direction
    enum envoy.extensions.filters.http.kill_request.v3.KillRequest.Direction
    0 REQUEST
    1 RESPONSE
    message envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
    1 stat_prefix
    2 status
    3 token_bucket
    4 filter_enabled
    5 filter_enforced
    6 response_headers_to_add *
    8 descriptors *
    9 stage
    10 request_headers_to_add_when_not_enforced *
    11 local_rate_limit_per_downstream_connection
    12 enable_x_ratelimit_headers =envoy.extensions.common.ratelimit.v3.XRateLimitHeadersRFCVersion
    13 vh_rate_limits =envoy.extensions.common.ratelimit.v3.VhRateLimitsOptions
    14 always_consume_default_token_bucket
    15 rate_limited_as_resource_exhausted
    16 local_cluster_rate_limit
    17 rate_limits *
    18 max_dynamic_descriptors
    message envoy.extensions.filters.http.lua.v3.Lua
    1 inline_code
    2 source_codes
    3 default_source_code
    4 stat_prefix
    5 clear_route_cache
    message envoy.extensions.filters.http.lua.v3.LuaPerRoute
    1 disabled
    2 name
    3 source_code
    4 filter_context
    message envoy.extensions.filters.http.oauth2.v3.CookieConfig
    1 same_site =envoy.extensions.filters.http.oauth2.v3.CookieConfig.SameSite
    2 path
    enum envoy.extensions.filters.http.oauth2.v3.CookieConfig.SameSite
    0 DISABLED
    1 STRICT
    2 LAX
    3 NONE
    message envoy.extensions.filters.http.oauth2.v3.CookieConfigs
    1 bearer_token_cookie_config
    2 oauth_hmac_cookie_config
    3 oauth_expires_cookie_config
    4 id_token_cookie_config
    5 refresh_token_cookie_config
    6 oauth_nonce_cookie_config
    7 code_verifier_cookie_config
    message envoy.extensions.filters.http.oauth2.v3.OAuth2Credentials
    1 client_id
    2 token_secret
    3 hmac_secret
    4 cookie_names
    5 cookie_domain
    message envoy.extensions.filters.http.oauth2.v3.OAuth2Credentials.CookieNames
    1 bearer_token
    2 oauth_hmac
    3 oauth_expires
    4 id_token
    5 refresh_token
    6 oauth_nonce
    7 code_verifier
    message envoy.extensions.filters.http.oauth2.v3.OAuth2Config
    1 token_endpoint
    2 authorization_endpoint
    3 credentials
    4 redirect_uri
    5 redirect_path_matcher
    6 signout_path
    7 forward_bearer_token
    8 pass_through_matcher *
    9 auth_scopes *
    10 resources *
    11 auth_type =envoy.extensions.filters.http.oauth2.v3.OAuth2Config.AuthType
    12 use_refresh_token
    13 default_expires_in
    14 deny_redirect_matcher *
    15 default_refresh_token_expires_in
    16 preserve_authorization_header
    17 disable_id_token_set_cookie
    18 retry_policy
    19 disable_access_token_set_cookie
    20 disable_refresh_token_set_cookie
    21 cookie_configs
    22 stat_prefix
    23 end_session_endpoint
    24 csrf_token_expires_in
    25 code_verifier_token_expires_in
    26 disable_token_encryption
    enum envoy.extensions.filters.http.oauth2.v3.OAuth2Config.AuthType
    0 URL_ENCODED_BODY
    1 BASIC_AUTH
    message envoy.extensions.filters.http.oauth2.v3.OAuth2
    1 config
    message envoy.extensions.filters.http.on_demand.v3.OnDemandCds
    1 source
    2 resources_locator
    3 timeout
    message envoy.extensions.filters.http.on_demand.v3.OnDemand
    1 odcds
    message envoy.extensions.filters.http.on_demand.v3.PerRouteConfig
    1 odcds
    message envoy.extensions.filters.http.original_src.v3.OriginalSrc
    1 mark
    message envoy.extensions.filters.http.ratelimit.v3.RateLimit
    1 domain
    2 stage
    3 request_type
    4 timeout
    5 failure_mode_deny
    6 rate_limited_as_resource_exhausted
    7 rate_limit_service
    8 enable_x_ratelimit_headers =envoy.extensions.filters.http.ratelimit.v3.RateLimit.XRateLimitHeadersRFCVersion
    9 disable_x_envoy_ratelimited_header
    10 rate_limited_status
    11 response_headers_to_add *
    12 status_on_error
    13 stat_prefix
    14 filter_enabled
    15 filter_enforced
    16 failure_mode_deny_percent
    17 rate_limits *
    enum envoy.extensions.filters.http.ratelimit.v3.RateLimit.XRateLimitHeadersRFCVersion
    0 OFF
    1 DRAFT_VERSION_03
    message envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute
    1 vh_rate_limits =envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute.VhRateLimitsOptions
    2 override_option =envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute.OverrideOptions
    3 rate_limits *
    4 domain
    enum envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute.VhRateLimitsOptions
    0 OVERRIDE
    1 INCLUDE
    2 IGNORE
    enum envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute.OverrideOptions
    0 DEFAULT
    1 OVERRIDE_POLICY
    2 INCLUDE_POLICY
    3 IGNORE_POLICY
    message envoy.extensions.filters.http.rbac.v3.RBAC
    1 rules
    2 shadow_rules
    3 shadow_rules_stat_prefix
    4 matcher
    5 shadow_matcher
    6 rules_stat_prefix
    7 track_per_rule_stats
    message envoy.extensions.filters.http.rbac.v3.RBACPerRoute
    2 rbac
    message envoy.extensions.filters.http.router.v3.Router
    1 dynamic_stats
    2 start_child_span
    3 upstream_log *
    4 suppress_envoy_headers
    5 strict_check_headers *
    6 respect_expected_rq_timeout
    7 suppress_grpc_request_failure_code_stats
    8 upstream_http_filters *
    9 upstream_log_options
    message envoy.extensions.filters.http.router.v3.Router.UpstreamAccessLogOptions
    1 flush_upstream_log_on_upstream_stream
    2 upstream_log_flush_interval
    message envoy.extensions.filters.http.set_filter_state.v3.Config
    1 on_request_headers *
    message envoy.extensions.filters.http.set_metadata.v3.Metadata
    1 metadata_namespace
    2 allow_overwrite
    3 value
    4 typed_value
    message envoy.extensions.filters.http.set_metadata.v3.Config
    1 metadata_namespace
    2 value
    3 metadata *
    message envoy.extensions.filters.http.stateful_session.v3.StatefulSession
    1 session_state
    2 strict
    3 stat_prefix
    message envoy.extensions.filters.http.stateful_session.v3.StatefulSessionPerRoute
    1 disabled
    2 stateful_session
    message envoy.extensions.filters.http.tap.v3.Tap
    1 common_config
    2 record_headers_received_time
    3 record_downstream_connection
    4 record_upstream_connection
    message envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec
    message envoy.extensions.filters.http.wasm.v3.Wasm
    1 config
    message envoy.extensions.filters.listener.http_inspector.v3.HttpInspector
    message envoy.extensions.filters.listener.local_ratelimit.v3.LocalRateLimit
    1 stat_prefix
    2 token_bucket
    3 runtime_enabled
    message envoy.extensions.filters.listener.original_dst.v3.OriginalDst
    message envoy.extensions.filters.listener.original_src.v3.OriginalSrc
    1 bind_port
    2 mark
    message envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol
    1 rules *
    2 allow_requests_without_proxy_protocol
    3 pass_through_tlvs
    4 disallowed_versions * =envoy.config.core.v3.ProxyProtocolConfig.Version
    5 stat_prefix
    6 tlv_location =envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol.TlvLocation
    enum envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol.TlvLocation
    0 DYNAMIC_METADATA
    1 FILTER_STATE
    message envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol.KeyValuePair
    1 metadata_namespace
    2 key
    message envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol.Rule
    1 tlv_type
    2 on_tlv_present
    message envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector
    1 enable_ja3_fingerprinting
    2 initial_read_buffer_size
    3 enable_ja4_fingerprinting
    4 close_connection_on_client_hello_parsing_errors
    5 max_client_hello_size
    message envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit
    1 stat_prefix
    2 max_connections
    3 delay
    4 runtime_enabled
    message envoy.extensions.filters.network.direct_response.v3.Config
    1 response
    message envoy.extensions.filters.network.echo.v3.Echo
    message envoy.extensions.filters.network.ext_authz.v3.ExtAuthz
    1 stat_prefix
    2 grpc_service
    3 failure_mode_allow
    4 include_peer_certificate
    5 transport_api_version =envoy.config.core.v3.ApiVersion
    6 filter_enabled_metadata
    7 bootstrap_metadata_labels_key
    8 include_tls_session
    9 send_tls_alert_on_denial
    10 metadata_context_namespaces *
    11 typed_metadata_context_namespaces *
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
    1 codec_type =envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType
    2 stat_prefix
    3 rds
    4 route_config
    5 http_filters *
    6 add_user_agent
    7 tracing
    8 http_protocol_options
    9 http2_protocol_options
    10 server_name
    12 drain_timeout
    13 access_log *
    14 use_remote_address
    15 generate_request_id
    16 forward_client_cert_details =envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails
    17 set_current_client_cert_details
    18 proxy_100_continue
    19 xff_num_trusted_hops
    20 represent_ipv4_remote_address_as_ipv4_mapped_ipv6
    21 skip_xff_append
    22 via
    23 upgrade_configs *
    24 stream_idle_timeout
    25 internal_address_config
    26 delayed_close_timeout
    28 request_timeout
    29 max_request_headers_kb
    30 normalize_path
    31 scoped_routes
    32 preserve_external_request_id
    33 merge_slashes
    34 server_header_transformation =envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation
    35 common_http_protocol_options
    36 request_id_extension
    37 always_set_request_id_in_response
    38 local_reply_config
    39 strip_matching_host_port
    40 stream_error_on_invalid_http_message
    41 request_headers_timeout
    42 strip_any_host_port
    43 path_normalization_options
    44 http3_protocol_options
    45 path_with_escaped_slashes_action =envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction
    46 original_ip_detection_extensions *
    47 strip_trailing_host_dot
    48 scheme_header_transformation
    49 proxy_status_config
    50 typed_header_validation_config
    51 append_x_forwarded_port
    52 early_header_mutation_extensions *
    53 add_proxy_protocol_connection_state
    54 access_log_flush_interval
    55 flush_access_log_on_new_request
    56 access_log_options
    57 append_local_overload
    58 http1_safe_max_connection_duration
    59 stream_flush_timeout
    60 forward_client_cert_matcher
    enum envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType
    0 AUTO
    1 HTTP1
    2 HTTP2
    3 HTTP3
    enum envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation
    0 OVERWRITE
    1 APPEND_IF_ABSENT
    2 PASS_THROUGH
    enum envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails
    0 SANITIZE
    1 FORWARD_ONLY
    2 APPEND_FORWARD
    3 SANITIZE_SET
    4 ALWAYS_FORWARD_ONLY
    enum envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction
    0 IMPLEMENTATION_SPECIFIC_DEFAULT
    1 KEEP_UNCHANGED
    2 REJECT_REQUEST
    3 UNESCAPE_AND_REDIRECT
    4 UNESCAPE_AND_FORWARD
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing
    3 client_sampling
    4 random_sampling
    5 overall_sampling
    6 verbose
    7 max_path_tag_length
    8 custom_tags *
    9 provider
    10 spawn_upstream_span
    11 operation
    12 upstream_operation
    enum envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing.OperationName
    0 INGRESS
    1 EGRESS
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.InternalAddressConfig
    1 unix_sockets
    2 cidr_ranges *
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails
    1 subject
    3 cert
    4 dns
    5 uri
    6 chain
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertConfig
    1 forward_client_cert_details =envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails
    2 set_current_client_cert_details
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig
    1 upgrade_type
    2 filters *
    3 enabled
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathNormalizationOptions
    1 forwarding_transformation
    2 http_filter_transformation
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ProxyStatusConfig
    1 remove_details
    2 remove_connection_termination_details
    3 remove_response_flags
    4 set_recommended_response_code
    5 use_node_id
    6 literal_proxy_name
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.HcmAccessLogOptions
    1 access_log_flush_interval
    2 flush_access_log_on_new_request
    3 flush_log_on_tunnel_successfully_established
    message envoy.extensions.filters.network.http_connection_manager.v3.LocalReplyConfig
    1 mappers *
    2 body_format
    message envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper
    1 filter
    2 status_code
    3 body
    4 body_format_override
    5 headers_to_add *
    message envoy.extensions.filters.network.http_connection_manager.v3.Rds
    1 config_source
    2 route_config_name
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRouteConfigurationsList
    1 scoped_route_configurations *
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes
    1 name
    2 scope_key_builder
    3 rds_config_source
    4 scoped_route_configurations_list
    5 scoped_rds
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder
    1 fragments *
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder
    1 header_value_extractor
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor
    1 name
    2 element_separator
    3 index
    4 element
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor.KvElement
    1 separator
    2 key
    message envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds
    1 scoped_rds_config_source
    2 srds_resources_locator
    message envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter
    1 name
    4 typed_config
    5 config_discovery
    6 is_optional
    7 disabled
    message envoy.extensions.filters.network.http_connection_manager.v3.RequestIDExtension
    1 typed_config
    message envoy.extensions.filters.network.http_connection_manager.v3.EnvoyMobileHttpConnectionManager
    1 config
    message envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit
    1 stat_prefix
    2 token_bucket
    3 runtime_enabled
    4 share_key
    message envoy.extensions.filters.network.mongo_proxy.v3.MongoProxy
    1 stat_prefix
    2 access_log
    3 delay
    4 emit_dynamic_metadata
    5 commands *
    message envoy.extensions.filters.network.ratelimit.v3.RateLimit
    1 stat_prefix
    2 domain
    3 descriptors *
    4 timeout
    5 failure_mode_deny
    6 rate_limit_service
    message envoy.extensions.filters.network.rbac.v3.RBAC
    1 rules
    2 shadow_rules
    3 stat_prefix
    4 enforcement_type =envoy.extensions.filters.network.rbac.v3.RBAC.EnforcementType
    5 shadow_rules_stat_prefix
    6 matcher
    7 shadow_matcher
    8 delay_deny
    enum envoy.extensions.filters.network.rbac.v3.RBAC.EnforcementType
    0 ONE_TIME_ON_FIRST_BYTE
    1 CONTINUOUS
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy
    1 stat_prefix
    3 settings
    4 latency_in_micros
    5 prefix_routes
    6 downstream_auth_password !
    7 downstream_auth_username !
    8 faults *
    9 downstream_auth_passwords *!
    10 external_auth_provider
    11 custom_commands *
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.ConnPoolSettings
    1 op_timeout
    2 enable_hashtagging
    3 enable_redirection
    4 max_buffer_size_before_flush
    5 buffer_flush_timeout
    6 max_upstream_unknown_connections
    7 read_policy =envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.ConnPoolSettings.ReadPolicy
    8 enable_command_stats
    9 dns_cache_config
    10 connection_rate_limit
    enum envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.ConnPoolSettings.ReadPolicy
    0 MASTER
    1 PREFER_MASTER
    2 REPLICA
    3 PREFER_REPLICA
    4 ANY
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes
    1 routes *
    2 case_insensitive
    4 catch_all_route
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route
    1 prefix
    2 remove_prefix
    3 cluster
    4 request_mirror_policy *
    5 key_formatter
    6 read_command_policy
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route.RequestMirrorPolicy
    1 cluster
    2 runtime_fraction
    3 exclude_read_commands
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route.ReadCommandPolicy
    1 cluster
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.RedisFault
    1 fault_type =envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.RedisFault.RedisFaultType
    2 fault_enabled
    3 delay
    4 commands *
    enum envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.RedisFault.RedisFaultType
    0 DELAY
    1 ERROR
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.ConnectionRateLimit
    1 connection_rate_limit_per_sec
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions
    1 auth_password !
    2 auth_username !
    3 aws_iam
    4 credentials *
    message envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions.Credential
    1 address
    2 auth_password !
    3 auth_username !
    message envoy.extensions.filters.network.redis_proxy.v3.AwsIam
    1 credential_provider
    2 cache_name
    3 service_name
    4 region
    5 expiration_time
    message envoy.extensions.filters.network.redis_proxy.v3.RedisExternalAuthProvider
    1 grpc_service
    2 enable_auth_expiration
    message envoy.extensions.filters.network.set_filter_state.v3.Config
    1 on_new_connection *
    message envoy.extensions.filters.network.sni_cluster.v3.SniCluster
    message envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig
    1 dns_cache_config
    2 port_value
    3 save_upstream_address
    enum envoy.extensions.filters.network.tcp_proxy.v3.UpstreamConnectMode
    0 IMMEDIATE
    1 ON_DOWNSTREAM_DATA
    2 ON_DOWNSTREAM_TLS_HANDSHAKE
    message envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
    1 stat_prefix
    2 cluster
    3 downstream_idle_timeout
    4 upstream_idle_timeout
    5 access_log *
    7 max_connect_attempts
    8 idle_timeout
    9 metadata_match
    10 weighted_clusters
    11 hash_policy *
    12 tunneling_config
    13 max_downstream_connection_duration
    14 on_demand
    15 access_log_flush_interval
    16 flush_access_log_on_connected
    17 access_log_options
    18 backoff_options
    19 proxy_protocol_tlvs *
    20 max_downstream_connection_duration_jitter_percentage
    21 upstream_connect_mode =envoy.extensions.filters.network.tcp_proxy.v3.UpstreamConnectMode
    22 max_early_data_bytes
    message envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster
    1 clusters *
    message envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight
    1 name
    2 weight
    3 metadata_match
    message envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig
    1 hostname
    2 use_post
    3 headers_to_add *
    4 propagate_response_headers
    5 post_path
    6 propagate_response_trailers
    7 request_id_extension
    8 request_id_header
    9 request_id_metadata_key
    message envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.OnDemand
    1 odcds_config
    2 resources_locator
    3 timeout
    message envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TcpAccessLogOptions
    1 access_log_flush_interval
    2 flush_access_log_on_connected
    message envoy.extensions.filters.network.wasm.v3.Wasm
    1 config
    message envoy.extensions.filters.network.zookeeper_proxy.v3.ZooKeeperProxy
    1 stat_prefix
    2 access_log
    3 max_packet_bytes
    4 enable_latency_threshold_metrics
    5 default_latency_threshold
    6 latency_threshold_overrides *
    7 enable_per_opcode_request_bytes_metrics
    8 enable_per_opcode_response_bytes_metrics
    9 enable_per_opcode_decoder_error_metrics
    message envoy.extensions.filters.network.zookeeper_proxy.v3.LatencyThresholdOverride
    1 opcode =envoy.extensions.filters.network.zookeeper_proxy.v3.LatencyThresholdOverride.Opcode
    2 threshold
    enum envoy.extensions.filters.network.zookeeper_proxy.v3.LatencyThresholdOverride.Opcode
    0 Connect
    1 Create
    2 Delete
    3 Exists
    4 GetData
    5 SetData
    6 GetAcl
    7 SetAcl
    8 GetChildren
    9 Sync
    10 Ping
    11 GetChildren2
    12 Check
    13 Multi
    14 Create2
    15 Reconfig
    16 CheckWatches
    17 RemoveWatches
    18 CreateContainer
    19 CreateTtl
    20 Close
    21 SetAuth
    22 SetWatches
    23 GetEphemerals
    24 GetAllChildrenNumber
    25 SetWatches2
    26 AddWatch
    message envoy.extensions.filters.udp.udp_proxy.session.dynamic_forward_proxy.v3.FilterConfig
    1 stat_prefix
    2 dns_cache_config
    3 buffer_options
    message envoy.extensions.filters.udp.udp_proxy.session.dynamic_forward_proxy.v3.FilterConfig.BufferOptions
    1 max_buffered_datagrams
    2 max_buffered_bytes
    message envoy.extensions.filters.udp.udp_proxy.session.http_capsule.v3.FilterConfig
    message envoy.extensions.filters.udp.udp_proxy.v3.Route
    1 cluster
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig
    1 stat_prefix
    2 cluster
    3 idle_timeout
    4 use_original_src_ip
    5 hash_policies *
    6 upstream_socket_config
    7 use_per_packet_load_balancing
    8 access_log *
    9 matcher
    10 proxy_access_log *
    11 session_filters *
    12 tunneling_config
    13 access_log_options
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.HashPolicy
    1 source_ip
    2 key
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.SessionFilter
    1 name
    2 typed_config
    3 config_discovery
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.UdpTunnelingConfig
    1 proxy_host
    2 proxy_port
    3 target_host
    4 default_target_port
    5 use_post
    6 post_path
    7 retry_options
    8 headers_to_add *
    9 buffer_options
    10 propagate_response_headers
    11 propagate_response_trailers
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.UdpTunnelingConfig.BufferOptions
    1 max_buffered_datagrams
    2 max_buffered_bytes
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.UdpTunnelingConfig.RetryOptions
    1 max_connect_attempts
    2 backoff_options
    message envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.UdpAccessLogOptions
    1 access_log_flush_interval
    2 flush_access_log_on_tunnel_connected
    message envoy.extensions.formatter.cel.v3.Cel
    message envoy.extensions.formatter.metadata.v3.Metadata
    message envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery
    message envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink
    1 event_log_path
    message envoy.extensions.health_checkers.redis.v3.Redis
    1 key
    2 aws_iam
    message envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy
    1 body
    2 body_format
    3 status_code
    4 response_headers_to_add *
    message envoy.extensions.http.custom_response.redirect_policy.v3.RedirectPolicy
    1 uri
    2 redirect_action
    3 status_code
    4 response_headers_to_add *
    5 request_headers_to_add *
    6 modify_request_headers_action
    message envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation
    1 mutations *
    message envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig
    1 forward_reason_phrase
    2 formatter_type_on_envoy_headers =envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig.FormatterTypeOnEnvoyHeaders
    enum envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig.FormatterTypeOnEnvoyHeaders
    0 DEFAULT
    1 PROPER_CASE
    message envoy.extensions.http.injected_credentials.generic.v3.Generic
    1 credential
    2 header
    message envoy.extensions.http.injected_credentials.oauth2.v3.OAuth2
    1 token_endpoint
    2 scopes *
    3 client_credentials
    4 token_fetch_retry_interval
    enum envoy.extensions.http.injected_credentials.oauth2.v3.OAuth2.AuthType
    0 BASIC_AUTH
    1 URL_ENCODED_BODY
    message envoy.extensions.http.injected_credentials.oauth2.v3.OAuth2.ClientCredentials
    1 client_id
    2 client_secret
    3 auth_type =envoy.extensions.http.injected_credentials.oauth2.v3.OAuth2.AuthType
    message envoy.extensions.http.original_ip_detection.custom_header.v3.CustomHeaderConfig
    1 header_name
    2 allow_extension_to_set_address_as_trusted
    3 reject_with_status
    message envoy.extensions.http.original_ip_detection.xff.v3.XffConfig
    1 xff_num_trusted_hops
    2 xff_trusted_cidrs
    3 skip_xff_append
    message envoy.extensions.http.original_ip_detection.xff.v3.XffTrustedCidrs
    1 cidrs *
    message envoy.extensions.http.stateful_session.cookie.v3.CookieBasedSessionState
    1 cookie
    message envoy.extensions.http.stateful_session.envelope.v3.EnvelopeSessionState
    1 header
    message envoy.extensions.http.stateful_session.envelope.v3.EnvelopeSessionState.Header
    1 name
    message envoy.extensions.http.stateful_session.header.v3.HeaderBasedSessionState
    1 name
    message envoy.extensions.internal_redirect.allow_listed_routes.v3.AllowListedRoutesConfig
    1 allowed_route_names *
    message envoy.extensions.internal_redirect.previous_routes.v3.PreviousRoutesConfig
    message envoy.extensions.internal_redirect.safe_cross_scheme.v3.SafeCrossSchemeConfig
    message envoy.extensions.load_balancing_policies.client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin
    1 enable_oob_load_report
    2 oob_reporting_period
    3 blackout_period
    4 weight_expiration_period
    5 weight_update_period
    6 error_utilization_penalty
    7 metric_names_for_computing_utilization *
    8 slow_start_config
    message envoy.extensions.load_balancing_policies.cluster_provided.v3.ClusterProvided
    message envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig
    1 zone_aware_lb_config
    2 locality_weighted_lb_config
    message envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig
    1 routing_enabled
    2 min_cluster_size
    3 fail_traffic_on_panic
    4 force_locality_direct_routing
    5 force_local_zone
    6 locality_basis =envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig.LocalityBasis
    enum envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig.LocalityBasis
    0 HEALTHY_HOSTS_NUM
    1 HEALTHY_HOSTS_WEIGHT
    message envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig.ForceLocalZone
    1 min_size
    message envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.LocalityWeightedLbConfig
    message envoy.extensions.load_balancing_policies.common.v3.SlowStartConfig
    1 slow_start_window
    2 aggression
    3 min_weight_percent
    message envoy.extensions.load_balancing_policies.common.v3.ConsistentHashingLbConfig
    1 use_hostname_for_hashing
    2 hash_balance_factor
    3 hash_policy *
    message envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest
    1 choice_count
    2 active_request_bias
    3 slow_start_config
    4 locality_lb_config
    5 enable_full_scan
    6 selection_method =envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest.SelectionMethod
    enum envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest.SelectionMethod
    0 N_CHOICES
    1 FULL_SCAN
    message envoy.extensions.load_balancing_policies.maglev.v3.Maglev
    1 table_size
    2 consistent_hashing_lb_config
    3 locality_weighted_lb_config
    message envoy.extensions.load_balancing_policies.override_host.v3.OverrideHost
    1 override_host_sources *
    3 fallback_policy
    message envoy.extensions.load_balancing_policies.override_host.v3.OverrideHost.OverrideHostSource
    1 header
    2 metadata
    message envoy.extensions.load_balancing_policies.pick_first.v3.PickFirst
    1 shuffle_address_list
    message envoy.extensions.load_balancing_policies.random.v3.Random
    1 locality_lb_config
    message envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash
    1 hash_function =envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash.HashFunction
    2 minimum_ring_size
    3 maximum_ring_size
    4 use_hostname_for_hashing
    5 hash_balance_factor
    6 consistent_hashing_lb_config
    7 locality_weighted_lb_config
    enum envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash.HashFunction
    0 DEFAULT_HASH
    1 XX_HASH
    2 MURMUR_HASH_2
    message envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin
    1 slow_start_config
    2 locality_lb_config
    message envoy.extensions.load_balancing_policies.subset.v3.Subset
    1 fallback_policy =envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetFallbackPolicy
    2 default_subset
    3 subset_selectors *
    4 locality_weight_aware
    5 scale_locality_weight
    6 panic_mode_any
    7 list_as_any
    8 metadata_fallback_policy =envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetMetadataFallbackPolicy
    9 subset_lb_policy
    10 allow_redundant_keys
    enum envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetFallbackPolicy
    0 NO_FALLBACK
    1 ANY_ENDPOINT
    2 DEFAULT_SUBSET
    enum envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetMetadataFallbackPolicy
    0 METADATA_NO_FALLBACK
    1 FALLBACK_LIST
    message envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector
    1 keys *
    2 fallback_policy =envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector.LbSubsetSelectorFallbackPolicy
    3 fallback_keys_subset *
    4 single_host_per_subset
    enum envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector.LbSubsetSelectorFallbackPolicy
    0 NOT_DEFINED
    1 NO_FALLBACK
    2 ANY_ENDPOINT
    3 DEFAULT_SUBSET
    4 KEYS_SUBSET
    message envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality
    1 endpoint_picking_policy
    message envoy.extensions.local_address_selectors.filter_state_override.v3.Config
    message envoy.extensions.matching.common_inputs.environment_variable.v3.Config
    1 name
    message envoy.extensions.matching.common_inputs.network.v3.DestinationIPInput
    message envoy.extensions.matching.common_inputs.network.v3.DestinationPortInput
    message envoy.extensions.matching.common_inputs.network.v3.SourceIPInput
    message envoy.extensions.matching.common_inputs.network.v3.SourcePortInput
    message envoy.extensions.matching.common_inputs.network.v3.DirectSourceIPInput
    message envoy.extensions.matching.common_inputs.network.v3.SourceTypeInput
    message envoy.extensions.matching.common_inputs.network.v3.ServerNameInput
    message envoy.extensions.matching.common_inputs.network.v3.TransportProtocolInput
    message envoy.extensions.matching.common_inputs.network.v3.ApplicationProtocolInput
    message envoy.extensions.matching.common_inputs.network.v3.FilterStateInput
    1 key
    message envoy.extensions.matching.common_inputs.network.v3.DynamicMetadataInput
    1 filter
    2 path *
    message envoy.extensions.matching.common_inputs.network.v3.DynamicMetadataInput.PathSegment
    1 key
    message envoy.extensions.matching.common_inputs.network.v3.NetworkNamespaceInput
    message envoy.extensions.matching.common_inputs.ssl.v3.UriSanInput
    message envoy.extensions.matching.common_inputs.ssl.v3.DnsSanInput
    message envoy.extensions.matching.common_inputs.ssl.v3.SubjectInput
    message envoy.extensions.matching.common_inputs.stats.v3.StatFullNameMatchInput
    message envoy.extensions.matching.common_inputs.transport_socket.v3.EndpointMetadataInput
    1 filter
    2 path *
    message envoy.extensions.matching.common_inputs.transport_socket.v3.EndpointMetadataInput.PathSegment
    1 key
    message envoy.extensions.matching.common_inputs.transport_socket.v3.LocalityMetadataInput
    1 filter
    2 path *
    message envoy.extensions.matching.common_inputs.transport_socket.v3.LocalityMetadataInput.PathSegment
    1 key
    message envoy.extensions.matching.common_inputs.transport_socket.v3.FilterStateInput
    1 key
    message envoy.extensions.matching.common_inputs.transport_socket.v3.TransportSocketNameAction
    1 name
    message envoy.extensions.matching.input_matchers.consistent_hashing.v3.ConsistentHashing
    1 threshold
    2 modulo
    3 seed
    message envoy.extensions.matching.input_matchers.ip.v3.Ip
    1 cidr_ranges *
    2 stat_prefix
    message envoy.extensions.matching.input_matchers.metadata.v3.Metadata
    1 value
    4 invert
    message envoy.extensions.matching.input_matchers.runtime_fraction.v3.RuntimeFraction
    1 runtime_fraction
    2 seed
    message envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig
    1 resolvers *
    2 dns_resolver_options
    3 use_resolvers_as_fallback
    4 filter_unroutable_families
    5 udp_max_queries
    6 query_timeout_seconds
    7 query_tries
    8 rotate_nameservers
    9 edns0_max_payload_size
    10 max_udp_channel_duration
    11 reinit_channel_on_timeout
    message envoy.extensions.network.dns_resolver.getaddrinfo.v3.GetAddrInfoDnsResolverConfig
    1 num_retries
    2 num_resolver_threads
    message envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig
    1 path_template
    message envoy.extensions.path.rewrite.uri_template.v3.UriTemplateRewriteConfig
    1 path_template_rewrite
    message envoy.extensions.rate_limit_descriptors.expr.v3.Descriptor
    1 descriptor_key
    2 skip_if_error
    3 text
    4 parsed
    message envoy.extensions.rbac.audit_loggers.stream.v3.StdoutAuditLog
    message envoy.extensions.rbac.matchers.upstream_ip_port.v3.UpstreamIpPortMatcher
    1 upstream_ip
    2 upstream_port_range
    message envoy.extensions.rbac.principals.mtls_authenticated.v3.Config
    1 san_matcher
    2 any_validated_client_certificate
    message envoy.extensions.regex_engines.v3.GoogleRE2
    message envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig
    1 pack_trace_reason
    2 use_request_id_for_trace_sampling
    message envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig
    1 max_active_downstream_connections
    message envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig
    1 max_heap_size_bytes
    message envoy.extensions.retry.host.omit_canary_hosts.v3.OmitCanaryHostsPredicate
    message envoy.extensions.retry.host.omit_host_metadata.v3.OmitHostMetadataConfig
    1 metadata_match
    message envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate
    message envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig
    1 update_frequency
    message envoy.extensions.router.cluster_specifiers.lua.v3.LuaConfig
    1 source_code
    2 default_cluster
    message envoy.extensions.router.cluster_specifiers.matcher.v3.ClusterAction
    1 cluster
    message envoy.extensions.router.cluster_specifiers.matcher.v3.MatcherClusterSpecifier
    1 cluster_matcher
    message envoy.extensions.stat_sinks.graphite_statsd.v3.GraphiteStatsdSink
    1 address
    3 prefix
    4 max_bytes_per_datagram
    message envoy.extensions.stat_sinks.open_telemetry.v3.SinkConfig
    1 grpc_service
    2 report_counters_as_deltas
    3 report_histograms_as_deltas
    4 emit_tags_as_attributes
    5 use_tag_extracted_name
    6 prefix
    7 resource_detectors *
    8 custom_metric_conversions
    message envoy.extensions.stat_sinks.open_telemetry.v3.SinkConfig.ConversionAction
    2 metric_name
    3 static_metric_labels *
    message envoy.extensions.stat_sinks.open_telemetry.v3.SinkConfig.DropAction
    message envoy.extensions.stat_sinks.wasm.v3.Wasm
    1 config
    message envoy.extensions.string_matcher.lua.v3.Lua
    1 source_code
    message envoy.extensions.tracers.opentelemetry.resource_detectors.v3.DynatraceResourceDetectorConfig
    message envoy.extensions.tracers.opentelemetry.resource_detectors.v3.EnvironmentResourceDetectorConfig
    message envoy.extensions.tracers.opentelemetry.resource_detectors.v3.StaticConfigResourceDetectorConfig
    1 attributes
    message envoy.extensions.tracers.opentelemetry.samplers.v3.AlwaysOnSamplerConfig
    message envoy.extensions.tracers.opentelemetry.samplers.v3.CELSamplerConfig
    1 expression
    message envoy.extensions.tracers.opentelemetry.samplers.v3.DynatraceSamplerConfig
    1 tenant
    2 cluster_id
    3 http_service
    4 root_spans_per_minute
    message envoy.extensions.tracers.opentelemetry.samplers.v3.ParentBasedSamplerConfig
    1 wrapped_sampler
    message envoy.extensions.tracers.opentelemetry.samplers.v3.TraceIdRatioBasedSamplerConfig
    1 sampling_percentage
    message envoy.extensions.transport_sockets.http_11_proxy.v3.Http11ProxyUpstreamTransport
    1 transport_socket
    message envoy.extensions.transport_sockets.internal_upstream.v3.InternalUpstreamTransport
    1 passthrough_metadata *
    3 transport_socket
    message envoy.extensions.transport_sockets.internal_upstream.v3.InternalUpstreamTransport.MetadataValueSource
    1 kind
    2 name
    message envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport
    1 config
    2 transport_socket
    3 allow_unspecified_address
    4 tlv_as_pool_key
    message envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport
    1 downstream_tls_context
    2 enable_early_data
    message envoy.extensions.transport_sockets.quic.v3.QuicUpstreamTransport
    1 upstream_tls_context
    message envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer
    message envoy.extensions.transport_sockets.starttls.v3.StartTlsConfig
    1 cleartext_socket_config
    2 tls_socket_config
    message envoy.extensions.transport_sockets.starttls.v3.UpstreamStartTlsConfig
    1 cleartext_socket_config
    2 tls_socket_config
    message envoy.extensions.transport_sockets.tap.v3.Tap
    1 common_config
    2 transport_socket
    3 socket_tap_config
    message envoy.extensions.transport_sockets.tap.v3.SocketTapConfig
    1 set_connection_per_event
    2 stats_prefix
    message envoy.extensions.transport_sockets.tcp_stats.v3.Config
    1 transport_socket
    2 update_period
    message envoy.extensions.transport_sockets.tls.v3.TlsParameters
    1 tls_minimum_protocol_version =envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol
    2 tls_maximum_protocol_version =envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol
    3 cipher_suites *
    4 ecdh_curves *
    5 signature_algorithms *
    6 compliance_policies * =envoy.extensions.transport_sockets.tls.v3.TlsParameters.CompliancePolicy
    enum envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol
    0 TLS_AUTO
    1 TLSv1_0
    2 TLSv1_1
    3 TLSv1_2
    4 TLSv1_3
    enum envoy.extensions.transport_sockets.tls.v3.TlsParameters.CompliancePolicy
    0 FIPS_202205
    message envoy.extensions.transport_sockets.tls.v3.PrivateKeyProvider
    1 provider_name
    3 typed_config !
    4 fallback
    message envoy.extensions.transport_sockets.tls.v3.TlsCertificate
    1 certificate_chain
    2 private_key !
    3 password !
    4 ocsp_staple
    5 signed_certificate_timestamp *
    6 private_key_provider
    7 watched_directory
    8 pkcs12 !
    message envoy.extensions.transport_sockets.tls.v3.TlsSessionTicketKeys
    1 keys *!
    message envoy.extensions.transport_sockets.tls.v3.CertificateProviderPluginInstance
    1 instance_name
    2 certificate_name
    message envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher
    1 san_type =envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType
    2 matcher
    3 oid
    enum envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType
    0 SAN_TYPE_UNSPECIFIED
    1 EMAIL
    2 DNS
    3 URI
    4 IP_ADDRESS
    5 OTHER_NAME
    message envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext
    1 trusted_ca
    2 verify_certificate_hash *
    3 verify_certificate_spki *
    6 require_signed_certificate_timestamp
    7 crl
    8 allow_expired_certificate
    9 match_subject_alt_names *
    10 trust_chain_verification =envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.TrustChainVerification
    11 watched_directory
    12 custom_validator_config
    13 ca_certificate_provider_instance
    14 only_verify_leaf_cert_crl
    15 match_typed_subject_alt_names *
    16 max_verify_depth
    17 system_root_certs
    enum envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.TrustChainVerification
    0 VERIFY_TRUST_CHAIN
    1 ACCEPT_UNTRUSTED
    message envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.SystemRootCerts
    message envoy.extensions.transport_sockets.tls.v3.GenericSecret
    1 secret !
    2 secrets !
    message envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig
    1 name
    2 sds_config
    message envoy.extensions.transport_sockets.tls.v3.Secret
    1 name
    2 tls_certificate
    3 session_ticket_keys
    4 validation_context
    5 generic_secret
    message envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
    1 common_tls_context
    2 sni
    3 allow_renegotiation
    4 max_session_keys
    5 enforce_rsa_key_usage
    6 auto_host_sni
    7 auto_sni_san_validation
    message envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
    1 common_tls_context
    2 require_client_certificate
    3 require_sni
    4 session_ticket_keys
    5 session_ticket_keys_sds_secret_config
    6 session_timeout
    7 disable_stateless_session_resumption
    8 ocsp_staple_policy =envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext.OcspStaplePolicy
    9 full_scan_certs_on_sni_mismatch
    10 disable_stateful_session_resumption
    11 prefer_client_ciphers
    enum envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext.OcspStaplePolicy
    0 LENIENT_STAPLING
    1 STRICT_STAPLING
    2 MUST_STAPLE
    message envoy.extensions.transport_sockets.tls.v3.TlsKeyLog
    1 path
    2 local_address_range *
    3 remote_address_range *
    message envoy.extensions.transport_sockets.tls.v3.CommonTlsContext
    1 tls_params
    2 tls_certificates *
    3 validation_context
    4 alpn_protocols *
    6 tls_certificate_sds_secret_configs *
    7 validation_context_sds_secret_config
    8 combined_validation_context
    9 tls_certificate_certificate_provider
    10 validation_context_certificate_provider
    11 tls_certificate_certificate_provider_instance
    12 validation_context_certificate_provider_instance
    13 custom_handshaker
    14 tls_certificate_provider_instance
    15 key_log
    16 custom_tls_certificate_selector
    message envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CertificateProvider
    1 name
    2 typed_config
    message envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CertificateProviderInstance
    1 instance_name
    2 certificate_name
    message envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext
    1 default_validation_context
    2 validation_context_sds_secret_config
    3 validation_context_certificate_provider
    4 validation_context_certificate_provider_instance
    message envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig
    1 trust_domains *
    2 trust_bundles
    message envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig.TrustDomain
    1 name
    2 trust_bundle
    message envoy.extensions.upstreams.http.generic.v3.GenericConnectionPoolProto
    message envoy.extensions.upstreams.http.http.v3.HttpConnectionPoolProto
    message envoy.extensions.upstreams.http.tcp.v3.TcpConnectionPoolProto
    message envoy.extensions.upstreams.http.udp.v3.UdpConnectionPoolProto
    message envoy.extensions.upstreams.http.v3.HttpProtocolOptions
    1 common_http_protocol_options
    2 upstream_http_protocol_options
    3 explicit_http_config
    4 use_downstream_protocol_config
    5 auto_config
    6 http_filters *
    7 header_validation_config
    8 outlier_detection
    9 request_mirror_policies *
    10 hash_policy *
    11 retry_policy
    message envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig
    1 http_protocol_options
    2 http2_protocol_options
    3 http3_protocol_options
    message envoy.extensions.upstreams.http.v3.HttpProtocolOptions.UseDownstreamHttpConfig
    1 http_protocol_options
    2 http2_protocol_options
    3 http3_protocol_options
    message envoy.extensions.upstreams.http.v3.HttpProtocolOptions.AutoHttpConfig
    1 http_protocol_options
    2 http2_protocol_options
    3 http3_protocol_options
    4 alternate_protocols_cache_options
    message envoy.extensions.upstreams.http.v3.HttpProtocolOptions.OutlierDetection
    1 error_matcher
    message envoy.extensions.upstreams.tcp.generic.v3.GenericConnectionPoolProto
    message envoy.extensions.upstreams.tcp.v3.TcpProtocolOptions
    1 idle_timeout
    enum envoy.extensions.wasm.v3.FailurePolicy
    0 UNSPECIFIED
    1 FAIL_RELOAD
    2 FAIL_CLOSED
    3 FAIL_OPEN
    message envoy.extensions.wasm.v3.ReloadConfig
    1 backoff
    message envoy.extensions.wasm.v3.CapabilityRestrictionConfig
    1 allowed_capabilities
    message envoy.extensions.wasm.v3.SanitizationConfig
    message envoy.extensions.wasm.v3.VmConfig
    1 vm_id
    2 runtime
    3 code
    4 configuration
    5 allow_precompiled
    6 nack_on_code_cache_miss
    7 environment_variables
    message envoy.extensions.wasm.v3.EnvironmentVariables
    1 host_env_keys *
    2 key_values
    message envoy.extensions.wasm.v3.PluginConfig
    1 name
    2 root_id
    3 vm_config
    4 configuration
    5 fail_open
    6 capability_restriction_config
    7 failure_policy =envoy.extensions.wasm.v3.FailurePolicy
    8 reload_config
    9 allow_on_headers_stop_iteration
    message envoy.extensions.wasm.v3.WasmService
    1 config
    2 singleton
    message envoy.service.accesslog.v3.StreamAccessLogsResponse
    message envoy.service.accesslog.v3.StreamAccessLogsMessage
    1 identifier
    2 http_logs
    3 tcp_logs
    message envoy.service.accesslog.v3.StreamAccessLogsMessage.Identifier
    1 node
    2 log_name
    message envoy.service.accesslog.v3.StreamAccessLogsMessage.HTTPAccessLogEntries
    1 log_entry *
    message envoy.service.accesslog.v3.StreamAccessLogsMessage.TCPAccessLogEntries
    1 log_entry *
    message envoy.service.auth.v3.AttributeContext
    1 source
    2 destination
    4 request
    10 context_extensions
    11 metadata_context
    12 tls_session
    13 route_metadata_context
    message envoy.service.auth.v3.AttributeContext.Peer
    1 address
    2 service
    3 labels
    4 principal
    5 certificate
    message envoy.service.auth.v3.AttributeContext.Request
    1 time
    2 http
    message envoy.service.auth.v3.AttributeContext.HttpRequest
    1 id
    2 method
    3 headers
    4 path
    5 host
    6 scheme
    7 query
    8 fragment
    9 size
    10 protocol
    11 body
    12 raw_body
    13 header_map
    message envoy.service.auth.v3.AttributeContext.TLSSession
    1 sni
    message envoy.service.auth.v3.CheckRequest
    1 attributes
    message envoy.service.auth.v3.DeniedHttpResponse
    1 status
    2 headers *
    3 body
    message envoy.service.auth.v3.OkHttpResponse
    2 headers *
    3 dynamic_metadata
    5 headers_to_remove *
    6 response_headers_to_add *
    7 query_parameters_to_set *
    8 query_parameters_to_remove *
    message envoy.service.auth.v3.CheckResponse
    1 status
    2 denied_response
    3 ok_response
    4 dynamic_metadata
    5 error_response
    message envoy.service.cluster.v3.CdsDummy
    message envoy.service.discovery.v3.AdsDummy
    message envoy.service.discovery.v3.ResourceLocator
    1 name
    2 dynamic_parameters
    message envoy.service.discovery.v3.ResourceName
    1 name
    2 dynamic_parameter_constraints
    message envoy.service.discovery.v3.ResourceError
    1 resource_name
    2 error_detail
    message envoy.service.discovery.v3.DiscoveryRequest
    1 version_info
    2 node
    3 resource_names *
    4 type_url
    5 response_nonce
    6 error_detail
    7 resource_locators *
    message envoy.service.discovery.v3.DiscoveryResponse
    1 version_info
    2 resources *
    3 canary
    4 type_url
    5 nonce
    6 control_plane
    7 resource_errors *
    message envoy.service.discovery.v3.DeltaDiscoveryRequest
    1 node
    2 type_url
    3 resource_names_subscribe *
    4 resource_names_unsubscribe *
    5 initial_resource_versions
    6 response_nonce
    7 error_detail
    8 resource_locators_subscribe *
    9 resource_locators_unsubscribe *
    message envoy.service.discovery.v3.DeltaDiscoveryResponse
    1 system_version_info
    2 resources *
    4 type_url
    5 nonce
    6 removed_resources *
    7 control_plane
    8 removed_resource_names *
    9 resource_errors *
    message envoy.service.discovery.v3.DynamicParameterConstraints
    1 constraint
    2 or_constraints
    3 and_constraints
    4 not_constraints
    message envoy.service.discovery.v3.DynamicParameterConstraints.SingleConstraint
    1 key
    2 value
    3 exists
    message envoy.service.discovery.v3.DynamicParameterConstraints.SingleConstraint.Exists
    message envoy.service.discovery.v3.DynamicParameterConstraints.ConstraintList
    1 constraints *
    message envoy.service.discovery.v3.Resource
    1 version
    2 resource
    3 name
    4 aliases *
    6 ttl
    7 cache_control
    8 resource_name
    9 metadata
    message envoy.service.discovery.v3.Resource.CacheControl
    1 do_not_cache
    message envoy.service.endpoint.v3.EdsDummy
    message envoy.service.endpoint.v3.LedsDummy
    message envoy.service.ext_proc.v3.ProtocolConfiguration
    1 request_body_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode
    2 response_body_mode =envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode
    3 send_body_without_waiting_for_header_response
    message envoy.service.ext_proc.v3.ProcessingRequest
    2 request_headers
    3 response_headers
    4 request_body
    5 response_body
    6 request_trailers
    7 response_trailers
    8 metadata_context
    9 attributes
    10 observability_mode
    11 protocol_config
    message envoy.service.ext_proc.v3.ProcessingResponse
    1 request_headers
    2 response_headers
    3 request_body
    4 response_body
    5 request_trailers
    6 response_trailers
    7 immediate_response
    8 dynamic_metadata
    9 mode_override
    10 override_message_timeout
    11 request_drain
    message envoy.service.ext_proc.v3.HttpHeaders
    1 headers
    2 attributes
    3 end_of_stream
    message envoy.service.ext_proc.v3.HttpBody
    1 body
    2 end_of_stream
    3 end_of_stream_without_message
    4 grpc_message_compressed
    message envoy.service.ext_proc.v3.HttpTrailers
    1 trailers
    message envoy.service.ext_proc.v3.HeadersResponse
    1 response
    message envoy.service.ext_proc.v3.BodyResponse
    1 response
    message envoy.service.ext_proc.v3.TrailersResponse
    1 header_mutation
    message envoy.service.ext_proc.v3.CommonResponse
    1 status =envoy.service.ext_proc.v3.CommonResponse.ResponseStatus
    2 header_mutation
    3 body_mutation
    4 trailers
    5 clear_route_cache
    enum envoy.service.ext_proc.v3.CommonResponse.ResponseStatus
    0 CONTINUE
    1 CONTINUE_AND_REPLACE
    message envoy.service.ext_proc.v3.ImmediateResponse
    1 status
    2 headers
    3 body
    4 grpc_status
    5 details
    message envoy.service.ext_proc.v3.GrpcStatus
    1 status
    message envoy.service.ext_proc.v3.HeaderMutation
    1 set_headers *
    2 remove_headers *
    message envoy.service.ext_proc.v3.StreamedBodyResponse
    1 body
    2 end_of_stream
    3 end_of_stream_without_message
    4 grpc_message_compressed
    message envoy.service.ext_proc.v3.BodyMutation
    1 body
    2 clear_body
    3 streamed_response
    message envoy.service.extension.v3.EcdsDummy
    message envoy.service.health.v3.Capability
    1 health_check_protocols * =envoy.service.health.v3.Capability.Protocol
    enum envoy.service.health.v3.Capability.Protocol
    0 HTTP
    1 TCP
    2 REDIS
    message envoy.service.health.v3.HealthCheckRequest
    1 node
    2 capability
    message envoy.service.health.v3.EndpointHealth
    1 endpoint
    2 health_status =envoy.config.core.v3.HealthStatus
    message envoy.service.health.v3.LocalityEndpointsHealth
    1 locality
    2 endpoints_health *
    message envoy.service.health.v3.ClusterEndpointsHealth
    1 cluster_name
    2 locality_endpoints_health *
    message envoy.service.health.v3.EndpointHealthResponse
    1 endpoints_health *
    2 cluster_endpoints_health *
    message envoy.service.health.v3.HealthCheckRequestOrEndpointHealthResponse
    1 health_check_request
    2 endpoint_health_response
    message envoy.service.health.v3.LocalityEndpoints
    1 locality
    2 endpoints *
    message envoy.service.health.v3.ClusterHealthCheck
    1 cluster_name
    2 health_checks *
    3 locality_endpoints *
    4 transport_socket_matches *
    5 upstream_bind_config
    message envoy.service.health.v3.HealthCheckSpecifier
    1 cluster_health_checks *
    2 interval
    message envoy.service.health.v3.HdsDummy
    message envoy.service.listener.v3.LdsDummy
    message envoy.service.load_stats.v3.LoadStatsRequest
    1 node
    2 cluster_stats *
    message envoy.service.load_stats.v3.LoadStatsResponse
    1 clusters *
    2 load_reporting_interval
    3 report_endpoint_granularity
    4 send_all_clusters
    message envoy.service.ratelimit.v3.RateLimitRequest
    1 domain
    2 descriptors *
    3 hits_addend
    message envoy.service.ratelimit.v3.RateLimitResponse
    1 overall_code =envoy.service.ratelimit.v3.RateLimitResponse.Code
    2 statuses *
    3 response_headers_to_add *
    4 request_headers_to_add *
    5 raw_body
    6 dynamic_metadata
    7 quota
    enum envoy.service.ratelimit.v3.RateLimitResponse.Code
    0 UNKNOWN
    1 OK
    2 OVER_LIMIT
    message envoy.service.ratelimit.v3.RateLimitResponse.RateLimit
    1 requests_per_unit
    2 unit =envoy.service.ratelimit.v3.RateLimitResponse.RateLimit.Unit
    3 name
    enum envoy.service.ratelimit.v3.RateLimitResponse.RateLimit.Unit
    0 UNKNOWN
    1 SECOND
    2 MINUTE
    3 HOUR
    4 DAY
    7 WEEK
    5 MONTH
    6 YEAR
    message envoy.service.ratelimit.v3.RateLimitResponse.Quota
    1 requests
    2 valid_until
    3 id
    message envoy.service.ratelimit.v3.RateLimitResponse.DescriptorStatus
    1 code =envoy.service.ratelimit.v3.RateLimitResponse.Code
    2 current_limit
    3 limit_remaining
    4 duration_until_reset
    5 quota
    message envoy.service.route.v3.RdsDummy
    message envoy.service.route.v3.SrdsDummy
    message envoy.service.runtime.v3.RtdsDummy
    message envoy.service.runtime.v3.Runtime
    1 name
    2 layer
    message envoy.service.secret.v3.SdsDummy
    enum envoy.service.status.v3.ConfigStatus
    0 UNKNOWN
    1 SYNCED
    2 NOT_SENT
    3 STALE
    4 ERROR
    enum envoy.service.status.v3.ClientConfigStatus
    0 CLIENT_UNKNOWN
    1 CLIENT_REQUESTED
    2 CLIENT_ACKED
    3 CLIENT_NACKED
    4 CLIENT_RECEIVED_ERROR
    message envoy.service.status.v3.ClientStatusRequest
    1 node_matchers *
    2 node
    3 exclude_resource_contents
    message envoy.service.status.v3.PerXdsConfig
    1 status =envoy.service.status.v3.ConfigStatus
    2 listener_config
    3 cluster_config
    4 route_config
    5 scoped_route_config
    6 endpoint_config
    7 client_status =envoy.service.status.v3.ClientConfigStatus
    message envoy.service.status.v3.ClientConfig
    1 node
    2 xds_config *
    3 generic_xds_configs *
    4 client_scope
    message envoy.service.status.v3.ClientConfig.GenericXdsConfig
    1 type_url
    2 name
    3 version_info
    4 xds_config
    5 last_updated
    6 config_status =envoy.service.status.v3.ConfigStatus
    7 client_status =envoy.admin.v3.ClientResourceStatus
    8 error_state
    9 is_static_resource
    message envoy.service.status.v3.ClientStatusResponse
    1 config *
    message envoy.type.http.v3.Cookie
    1 name
    2 ttl
    3 path
    4 attributes *
    message envoy.type.http.v3.CookieAttribute
    1 name
    2 value
    message envoy.type.http.v3.PathTransformation
    1 operations *
    message envoy.type.http.v3.PathTransformation.Operation
    2 normalize_path_rfc_3986
    3 merge_slashes
    message envoy.type.http.v3.PathTransformation.Operation.NormalizePathRFC3986
    message envoy.type.http.v3.PathTransformation.Operation.MergeSlashes
    message envoy.type.matcher.v3.AddressMatcher
    1 ranges *
    message envoy.type.matcher.v3.FilterStateMatcher
    1 key
    2 string_match
    3 address_match
    message envoy.type.matcher.v3.HttpRequestHeaderMatchInput
    1 header_name
    message envoy.type.matcher.v3.HttpRequestTrailerMatchInput
    1 header_name
    message envoy.type.matcher.v3.HttpResponseHeaderMatchInput
    1 header_name
    message envoy.type.matcher.v3.HttpResponseTrailerMatchInput
    1 header_name
    message envoy.type.matcher.v3.HttpRequestQueryParamMatchInput
    1 query_param
    message envoy.type.matcher.v3.MetadataMatcher
    1 filter
    2 path *
    3 value
    4 invert
    message envoy.type.matcher.v3.MetadataMatcher.PathSegment
    1 key
    message envoy.type.matcher.v3.NodeMatcher
    1 node_id
    2 node_metadatas *
    message envoy.type.matcher.v3.DoubleMatcher
    1 range
    2 exact
    message envoy.type.matcher.v3.PathMatcher
    1 path
    message envoy.type.matcher.v3.RegexMatcher
    1 google_re2
    2 regex
    message envoy.type.matcher.v3.RegexMatcher.GoogleRE2
    1 max_program_size
    message envoy.type.matcher.v3.RegexMatchAndSubstitute
    1 pattern
    2 substitution
    message envoy.type.matcher.v3.HttpResponseStatusCodeMatchInput
    message envoy.type.matcher.v3.HttpResponseStatusCodeClassMatchInput
    message envoy.type.matcher.v3.StringMatcher
    1 exact
    2 prefix
    3 suffix
    5 safe_regex
    6 ignore_case
    7 contains
    8 custom
    message envoy.type.matcher.v3.ListStringMatcher
    1 patterns *
    message envoy.type.matcher.v3.StructMatcher
    2 path *
    3 value
    message envoy.type.matcher.v3.StructMatcher.PathSegment
    1 key
    message envoy.type.matcher.v3.ValueMatcher
    1 null_match
    2 double_match
    3 string_match
    4 bool_match
    5 present_match
    6 list_match
    7 or_match
    message envoy.type.matcher.v3.ValueMatcher.NullMatch
    message envoy.type.matcher.v3.ListMatcher
    1 one_of
    message envoy.type.matcher.v3.OrMatcher
    1 value_matchers *
    message envoy.type.metadata.v3.MetadataKey
    1 key
    2 path *
    message envoy.type.metadata.v3.MetadataKey.PathSegment
    1 key
    message envoy.type.metadata.v3.MetadataKind
    1 request
    2 route
    3 cluster
    4 host
    message envoy.type.metadata.v3.MetadataKind.Request
    message envoy.type.metadata.v3.MetadataKind.Route
    message envoy.type.metadata.v3.MetadataKind.Cluster
    message envoy.type.metadata.v3.MetadataKind.Host
    message envoy.type.tracing.v3.CustomTag
    1 tag
    2 literal
    3 environment
    4 request_header
    5 metadata
    6 value
    message envoy.type.tracing.v3.CustomTag.Literal
    1 value
    message envoy.type.tracing.v3.CustomTag.Environment
    1 name
    2 default_value
    message envoy.type.tracing.v3.CustomTag.Header
    1 name
    2 default_value
    message envoy.type.tracing.v3.CustomTag.Metadata
    1 kind
    2 metadata_key
    3 default_value
    message envoy.type.v3.HashPolicy
    1 source_ip
    2 filter_state
    message envoy.type.v3.HashPolicy.SourceIp
    message envoy.type.v3.HashPolicy.FilterState
    1 key
    enum envoy.type.v3.CodecClientType
    0 HTTP1
    1 HTTP2
    2 HTTP3
    enum envoy.type.v3.StatusCode
    0 Empty
    100 Continue
    200 OK
    201 Created
    202 Accepted
    203 NonAuthoritativeInformation
    204 NoContent
    205 ResetContent
    206 PartialContent
    207 MultiStatus
    208 AlreadyReported
    226 IMUsed
    300 MultipleChoices
    301 MovedPermanently
    302 Found
    303 SeeOther
    304 NotModified
    305 UseProxy
    307 TemporaryRedirect
    308 PermanentRedirect
    400 BadRequest
    401 Unauthorized
    402 PaymentRequired
    403 Forbidden
    404 NotFound
    405 MethodNotAllowed
    406 NotAcceptable
    407 ProxyAuthenticationRequired
    408 RequestTimeout
    409 Conflict
    410 Gone
    411 LengthRequired
    412 PreconditionFailed
    413 PayloadTooLarge
    414 URITooLong
    415 UnsupportedMediaType
    416 RangeNotSatisfiable
    417 ExpectationFailed
    421 MisdirectedRequest
    422 UnprocessableEntity
    423 Locked
    424 FailedDependency
    426 UpgradeRequired
    428 PreconditionRequired
    429 TooManyRequests
    431 RequestHeaderFieldsTooLarge
    500 InternalServerError
    501 NotImplemented
    502 BadGateway
    503 ServiceUnavailable
    504 GatewayTimeout
    505 HTTPVersionNotSupported
    506 VariantAlsoNegotiates
    507 InsufficientStorage
    508 LoopDetected
    510 NotExtended
    511 NetworkAuthenticationRequired
    message envoy.type.v3.HttpStatus
    1 code =envoy.type.v3.StatusCode
    message envoy.type.v3.Percent
    1 value
    message envoy.type.v3.FractionalPercent
    1 numerator
    2 denominator =envoy.type.v3.FractionalPercent.DenominatorType
    enum envoy.type.v3.FractionalPercent.DenominatorType
    0 HUNDRED
    1 TEN_THOUSAND
    2 MILLION
    message envoy.type.v3.Int64Range
    1 start
    2 end
    message envoy.type.v3.Int32Range
    1 start
    2 end
    message envoy.type.v3.DoubleRange
    1 start
    2 end
    message envoy.type.v3.RateLimitStrategy
    1 blanket_rule =envoy.type.v3.RateLimitStrategy.BlanketRule
    2 requests_per_time_unit
    3 token_bucket
    enum envoy.type.v3.RateLimitStrategy.BlanketRule
    0 ALLOW_ALL
    1 DENY_ALL
    message envoy.type.v3.RateLimitStrategy.RequestsPerTimeUnit
    1 requests_per_time_unit
    2 time_unit =envoy.type.v3.RateLimitUnit
    enum envoy.type.v3.RateLimitUnit
    0 UNKNOWN
    1 SECOND
    2 MINUTE
    3 HOUR
    4 DAY
    5 MONTH
    6 YEAR
    message envoy.type.v3.SemanticVersion
    1 major_number
    2 minor_number
    3 patch
    message envoy.type.v3.TokenBucket
    1 max_tokens
    2 tokens_per_fill
    3 fill_interval
    message google.api.expr.v1alpha1.CheckedExpr
    2 reference_map
    3 type_map
    4 expr
    5 source_info
    6 expr_version
    message google.api.expr.v1alpha1.Type
    1 dyn
    2 null =google.protobuf.NullValue
    3 primitive =google.api.expr.v1alpha1.Type.PrimitiveType
    4 wrapper =google.api.expr.v1alpha1.Type.PrimitiveType
    5 well_known =google.api.expr.v1alpha1.Type.WellKnownType
    6 list_type
    7 map_type
    8 function
    9 message_type
    10 type_param
    11 type
    12 error
    14 abstract_type
    enum google.api.expr.v1alpha1.Type.PrimitiveType
    0 PRIMITIVE_TYPE_UNSPECIFIED
    1 BOOL
    2 INT64
    3 UINT64
    4 DOUBLE
    5 STRING
    6 BYTES
    enum google.api.expr.v1alpha1.Type.WellKnownType
    0 WELL_KNOWN_TYPE_UNSPECIFIED
    1 ANY
    2 TIMESTAMP
    3 DURATION
    message google.api.expr.v1alpha1.Type.ListType
    1 elem_type
    message google.api.expr.v1alpha1.Type.MapType
    1 key_type
    2 value_type
    message google.api.expr.v1alpha1.Type.FunctionType
    1 result_type
    2 arg_types *
    message google.api.expr.v1alpha1.Type.AbstractType
    1 name
    2 parameter_types *
    message google.api.expr.v1alpha1.Decl
    1 name
    2 ident
    3 function
    message google.api.expr.v1alpha1.Decl.IdentDecl
    1 type
    2 value
    3 doc
    message google.api.expr.v1alpha1.Decl.FunctionDecl
    1 overloads *
    message google.api.expr.v1alpha1.Decl.FunctionDecl.Overload
    1 overload_id
    2 params *
    3 type_params *
    4 result_type
    5 is_instance_function
    6 doc
    message google.api.expr.v1alpha1.Reference
    1 name
    3 overload_id *
    4 value
    message google.api.expr.v1alpha1.ParsedExpr
    2 expr
    3 source_info
    message google.api.expr.v1alpha1.Expr
    2 id
    3 const_expr
    4 ident_expr
    5 select_expr
    6 call_expr
    7 list_expr
    8 struct_expr
    9 comprehension_expr
    message google.api.expr.v1alpha1.Expr.Ident
    1 name
    message google.api.expr.v1alpha1.Expr.Select
    1 operand
    2 field
    3 test_only
    message google.api.expr.v1alpha1.Expr.Call
    1 target
    2 function
    3 args *
    message google.api.expr.v1alpha1.Expr.CreateList
    1 elements *
    2 optional_indices *
    message google.api.expr.v1alpha1.Expr.CreateStruct
    1 message_name
    2 entries *
    message google.api.expr.v1alpha1.Expr.CreateStruct.Entry
    1 id
    2 field_key
    3 map_key
    4 value
    5 optional_entry
    message google.api.expr.v1alpha1.Expr.Comprehension
    1 iter_var
    2 iter_range
    3 accu_var
    4 accu_init
    5 loop_condition
    6 loop_step
    7 result
    8 iter_var2
    message google.api.expr.v1alpha1.Constant
    1 null_value =google.protobuf.NullValue
    2 bool_value
    3 int64_value
    4 uint64_value
    5 double_value
    6 string_value
    7 bytes_value
    8 duration_value
    9 timestamp_value
    message google.api.expr.v1alpha1.SourceInfo
    1 syntax_version
    2 location
    3 line_offsets *
    4 positions
    5 macro_calls
    6 extensions *
    message google.api.expr.v1alpha1.SourceInfo.Extension
    1 id
    2 affected_components * =google.api.expr.v1alpha1.SourceInfo.Extension.Component
    3 version
    enum google.api.expr.v1alpha1.SourceInfo.Extension.Component
    0 COMPONENT_UNSPECIFIED
    1 COMPONENT_PARSER
    2 COMPONENT_TYPE_CHECKER
    3 COMPONENT_RUNTIME
    message google.api.expr.v1alpha1.SourceInfo.Extension.Version
    1 major
    2 minor
    message google.api.expr.v1alpha1.SourcePosition
    1 location
    2 offset
    3 line
    4 column
    message google.rpc.Status
    1 code
    2 message
    3 details *
    message opentelemetry.proto.common.v1.AnyValue
    1 string_value
    2 bool_value
    3 int_value
    4 double_value
    5 array_value
    6 kvlist_value
    7 bytes_value
    message opentelemetry.proto.common.v1.ArrayValue
    1 values *
    message opentelemetry.proto.common.v1.KeyValueList
    1 values *
    message opentelemetry.proto.common.v1.KeyValue
    1 key
    2 value
    message opentelemetry.proto.common.v1.StringKeyValue
    1 key
    2 value
    message opentelemetry.proto.common.v1.InstrumentationLibrary
    1 name
    2 version
    message udpa.type.v1.TypedStruct
    1 type_url
    2 value
    message xds.core.v3.Authority
    1 name
    message xds.core.v3.CidrRange
    1 address_prefix
    2 prefix_len
    message xds.core.v3.CollectionEntry
    1 locator
    2 inline_entry
    message xds.core.v3.CollectionEntry.InlineEntry
    1 name
    2 version
    3 resource
    message xds.core.v3.ContextParams
    1 params
    message xds.core.v3.TypedExtensionConfig
    1 name
    2 typed_config
    message xds.core.v3.Resource
    1 name
    2 version
    3 resource
    message xds.core.v3.ResourceLocator
    1 scheme =xds.core.v3.ResourceLocator.Scheme
    2 id
    3 authority
    4 resource_type
    5 exact_context
    6 directives *
    enum xds.core.v3.ResourceLocator.Scheme
    0 XDSTP
    1 HTTP
    2 FILE
    message xds.core.v3.ResourceLocator.Directive
    1 alt
    2 entry
    message xds.core.v3.ResourceName
    1 id
    2 authority
    3 resource_type
    4 context
    message xds.type.matcher.v3.CelMatcher
    1 expr_match
    2 description
    message xds.type.matcher.v3.ServerNameMatcher
    1 domain_matchers *
    message xds.type.matcher.v3.ServerNameMatcher.DomainMatcher
    1 domains *
    2 on_match
    message xds.type.matcher.v3.HttpAttributesCelMatchInput
    message xds.type.matcher.v3.IPMatcher
    1 range_matchers *
    message xds.type.matcher.v3.IPMatcher.IPRangeMatcher
    1 ranges *
    2 on_match
    3 exclusive
    message xds.type.matcher.v3.Matcher
    1 matcher_list
    2 matcher_tree
    3 on_no_match
    message xds.type.matcher.v3.Matcher.OnMatch
    1 matcher
    2 action
    3 keep_matching
    message xds.type.matcher.v3.Matcher.MatcherList
    1 matchers *
    message xds.type.matcher.v3.Matcher.MatcherList.Predicate
    1 single_predicate
    2 or_matcher
    3 and_matcher
    4 not_matcher
    message xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate
    1 input
    2 value_match
    3 custom_match
    message xds.type.matcher.v3.Matcher.MatcherList.Predicate.PredicateList
    1 predicate *
    message xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher
    1 predicate
    2 on_match
    message xds.type.matcher.v3.Matcher.MatcherTree
    1 input
    2 exact_match_map
    3 prefix_match_map
    4 custom_match
    message xds.type.matcher.v3.Matcher.MatcherTree.MatchMap
    1 map
    message xds.type.matcher.v3.Int64RangeMatcher
    1 range_matchers *
    message xds.type.matcher.v3.Int64RangeMatcher.RangeMatcher
    1 ranges *
    2 on_match
    message xds.type.matcher.v3.Int32RangeMatcher
    1 range_matchers *
    message xds.type.matcher.v3.Int32RangeMatcher.RangeMatcher
    1 ranges *
    2 on_match
    message xds.type.matcher.v3.DoubleRangeMatcher
    1 range_matchers *
    message xds.type.matcher.v3.DoubleRangeMatcher.RangeMatcher
    1 ranges *
    2 on_match
    message xds.type.matcher.v3.RegexMatcher
    1 google_re2
    2 regex
    message xds.type.matcher.v3.RegexMatcher.GoogleRE2
    message xds.type.matcher.v3.StringMatcher
    1 exact
    2 prefix
    3 suffix
    5 safe_regex
    6 ignore_case
    7 contains
    8 custom
    message xds.type.matcher.v3.ListStringMatcher
    1 patterns *
    message xds.type.v3.CelExpression
    1 parsed_expr
    2 checked_expr
    3 cel_expr_parsed
    4 cel_expr_checked
    5 cel_expr_string
    message xds.type.v3.CelExtractString
    1 expr_extract
    2 default_value
    message xds.type.v3.Int64Range
    1 start
    2 end
    message xds.type.v3.Int32Range
    1 start
    2 end
    message xds.type.v3.DoubleRange
    1 start
    2 end
    message xds.type.v3.TypedStruct
    1 type_url
    2 value
    """
}
