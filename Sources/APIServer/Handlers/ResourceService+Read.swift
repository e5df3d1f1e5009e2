import KubernetesAPI
import ObjectStore

extension ResourceService {
  /// - Throws: a Status of code 404 where there is none.
  func get(_ request: ResourceRequest) async throws(Status) -> ObjectAnswer {
    if let paths = request.scale { return try await scale(request, paths) }
    return ObjectAnswer(content: .stored(try await stored(request)))
  }

  /// The objects of a kind, in a namespace or in all, sorted by namespace and name.
  /// - Throws: a Status of code 400 where the options cannot be followed.
  func list(_ request: ResourceRequest, options: ListOptions) throws(Status) -> ListReader {
    try ListReader(request, options: options, storage: storage)
  }
}
