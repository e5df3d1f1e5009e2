package import MeshAPI

/// Where and how requests are logged (MeshConfig `accessLogFile`, `accessLogFormat`, `accessLogEncoding`).
package struct AccessLogPlan: Hashable, Sendable {
  package var path: String
  /// Envoy's format string; empty for the default.
  package var format: String
  package var isJSON: Bool

  /// nil when the mesh logs no requests.
  package init?(mesh: MeshConfig) {
    guard !mesh.accessLogFile.isEmpty else { return nil }
    path = mesh.accessLogFile
    format = mesh.accessLogFormat
    isJSON = mesh.accessLogEncodingJSON
  }
}
