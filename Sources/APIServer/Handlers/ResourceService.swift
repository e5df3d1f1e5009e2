import KubernetesAPI
import ObjectStore

/// Does what requests about objects ask for: one method for each verb, in files of their own.
struct ResourceService: Sendable {
  let storage: ObjectStorage
  let hub: WatchHub
  let gate: AdmissionGate
  /// The kinds that are served now.
  let table: @Sendable () -> ResourceTable
  /// What time it is.
  let now: @Sendable () -> KubernetesTime

  /// How often a write is tried anew where somebody else wrote meanwhile and the request does not say which version it is based on.
  static let attempts = 10

  /// The stored object of a request.
  /// - Throws: a Status of code 404 where there is none.
  func stored(_ request: ResourceRequest) async throws(Status) -> StoredObject {
    let name = try request.requiredName()
    guard let object = try await attempt(request, { () throws(StoreError) in try await storage.object(at: request.key(name)) })
    else { throw .notFound(request.resource, name) }
    return object
  }

  func value(_ object: StoredObject, _ request: ResourceRequest) throws(Status) -> JSONValue {
    do throws(StoreError) {
      var value = try object.value(apiVersion: request.apiVersion)
      if let schema = request.version.schema { value = schema.defaulted(value) }
      return value
    } catch {
      throw Self.status(of: error, request)
    }
  }

  /// Runs what reads or writes the store; its errors become answers.
  func attempt<Result: Sendable>(
    _ request: ResourceRequest, _ body: () async throws(StoreError) -> Result
  ) async throws(Status) -> Result {
    do throws(StoreError) {
      return try await body()
    } catch {
      throw Self.status(of: error, request)
    }
  }

  static func status(of error: StoreError, _ request: ResourceRequest) -> Status {
    let resource = request.resource
    switch error.code {
    case .conflict: return .modified(resource, request.name ?? "")
    case .compacted: return .expired("The resourceVersion for the provided list or watch is too old.")
    case .futureRevision: return .timeout("Too large resource version", retryAfterSeconds: 1)
    case .tooLarge: return .requestEntityTooLarge(error.message)
    case .full: return .serviceUnavailable(error.message, retryAfterSeconds: 10)
    // Who is named a pause asks again by itself; that is right only where nothing was done.
    case .unavailable: return .serviceUnavailable(error.message, retryAfterSeconds: 1)
    case .cancelled: return .serviceUnavailable(error.message)
    case .unanswered:
      return .timeout("it is not known whether the store made the write; read the object before writing again: \(error.message)")
    case .unauthorized, .corrupt: return .internalError(error.message)
    }
  }
}
