import EnvoyAPI
import Foundation
import MeshTranslation
import SwiftProtobuf

extension AccessLogPlan {
  func message() throws(RenderingError) -> Envoy_Config_Accesslog_V3_AccessLog {
    var file = Envoy_Extensions_AccessLoggers_File_V3_FileAccessLog()
    file.path = path
    if isJSON {
      file.logFormat.jsonFormat = Self.jsonFields(format)
    } else {
      let text = format.isEmpty ? Self.defaultText : format
      file.logFormat.textFormatSource.inlineString = text.hasSuffix("\n") ? text : text + "\n"
    }
    file.logFormat.formatters = try formatters()
    var log = Envoy_Config_Accesslog_V3_AccessLog()
    log.name = "envoy.access_loggers.file"
    log.typedConfig = try .packing(file)
    return log
  }

  /// The extensions for those commands in the format that Envoy does not know by itself.
  private func formatters() throws(RenderingError) -> [Envoy_Config_Core_V3_TypedExtensionConfig] {
    var found: [Envoy_Config_Core_V3_TypedExtensionConfig] = []
    if format.contains("%REQ_WITHOUT_QUERY(") {
      found.append(
        try .packing(
          "envoy.formatter.req_without_query", Envoy_Extensions_Formatter_ReqWithoutQuery_V3_ReqWithoutQuery()))
    }
    if format.contains("%METADATA(") {
      found.append(try .packing("envoy.formatter.metadata", Envoy_Extensions_Formatter_Metadata_V3_Metadata()))
    }
    if format.contains("%CEL(") {
      found.append(try .packing("envoy.formatter.cel", Envoy_Extensions_Formatter_Cel_V3_Cel()))
    }
    return found
  }

  /// The fields a user wrote as a JSON object of format strings, or Istio's where none are given.
  private static func jsonFields(_ format: String) -> Google_Protobuf_Struct {
    if !format.isEmpty, let written = try? Google_Protobuf_Struct(jsonString: format) { return written }
    return Google_Protobuf_Struct(fields: defaultFields.mapValues { Google_Protobuf_Value(stringValue: $0) })
  }

  /// Istio's default line, so that tools which read it go on working.
  static let defaultText =
    "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\" %RESPONSE_CODE% "
    + "%RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% "
    + "\"%UPSTREAM_TRANSPORT_FAILURE_REASON%\" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% "
    + "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\" \"%REQ(USER-AGENT)%\" "
    + "\"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\" %UPSTREAM_CLUSTER_RAW% "
    + "%UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% "
    + "%REQUESTED_SERVER_NAME% %ROUTE_NAME%\n"

  static let defaultFields = [
    "start_time": "%START_TIME%", "method": "%REQ(:METHOD)%", "path": "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%",
    "protocol": "%PROTOCOL%", "response_code": "%RESPONSE_CODE%", "response_flags": "%RESPONSE_FLAGS%",
    "response_code_details": "%RESPONSE_CODE_DETAILS%",
    "connection_termination_details": "%CONNECTION_TERMINATION_DETAILS%",
    "upstream_transport_failure_reason": "%UPSTREAM_TRANSPORT_FAILURE_REASON%", "bytes_received": "%BYTES_RECEIVED%",
    "bytes_sent": "%BYTES_SENT%", "duration": "%DURATION%",
    "upstream_service_time": "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%", "x_forwarded_for": "%REQ(X-FORWARDED-FOR)%",
    "user_agent": "%REQ(USER-AGENT)%", "request_id": "%REQ(X-REQUEST-ID)%", "authority": "%REQ(:AUTHORITY)%",
    "upstream_host": "%UPSTREAM_HOST%", "upstream_cluster": "%UPSTREAM_CLUSTER_RAW%",
    "upstream_local_address": "%UPSTREAM_LOCAL_ADDRESS%", "downstream_local_address": "%DOWNSTREAM_LOCAL_ADDRESS%",
    "downstream_remote_address": "%DOWNSTREAM_REMOTE_ADDRESS%", "requested_server_name": "%REQUESTED_SERVER_NAME%",
    "route_name": "%ROUTE_NAME%",
  ]
}
