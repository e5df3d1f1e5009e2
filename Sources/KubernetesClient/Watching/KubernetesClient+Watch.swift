import AsyncHTTPClient
import KubernetesAPI
import NIOHTTP1

extension KubernetesClient {
  /// Opens a watch, once.
  /// - Parameters:
  ///   - resourceVersion: Everything that came after it is told.
  ///   - timeout: After how long the server shall end the watch.
  /// - Throws: `KubernetesError`, `CancellationError`.
  package func watch(
    _ selection: ObjectSelection, from resourceVersion: String, timeout: Duration
  ) async throws -> WatchStream {
    var request = APIRequest(.GET, selection.path)
    request.query =
      selection.query + [
        ("watch", "1"), ("allowWatchBookmarks", "true"), ("resourceVersion", resourceVersion),
        ("timeoutSeconds", "\(max(1, timeout.components.seconds))"),
      ]
    request.accept = selection.form.acceptObject
    let response = try await open(request)
    return WatchStream(body: response.body, limit: options.eventLimit, form: selection.form)
  }
}
