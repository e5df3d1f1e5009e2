import GRPCCore
import ObjectStore

/// What became of a call that failed.
enum EtcdFailure: Sendable {
  /// Another member may know better. `isUnmade`: this one has certainly done nothing.
  case elsewhere(StoreError, isUnmade: Bool)
  /// The token is no longer good; nothing was done.
  case tokenExpired(StoreError)
  case final(StoreError)

  var error: StoreError {
    switch self {
    case .elsewhere(let error, _), .tokenExpired(let error), .final(let error): error
    }
  }

  init(_ error: any Error, at endpoint: EtcdEndpoint, wasSent: Bool) {
    if let known = error as? StoreError {
      self = .final(known)
    } else if let call = error as? RPCError {
      self.init(call, at: endpoint, wasSent: wasSent)
    } else if error is CancellationError || Task.isCancelled {
      self = .final(StoreError(.cancelled, "The caller gave up."))
    } else {
      self = .elsewhere(StoreError(.unavailable, "etcd at \(endpoint) cannot be asked: \(error)."), isUnmade: !wasSent)
    }
  }

  private init(_ error: RPCError, at endpoint: EtcdEndpoint, wasSent: Bool) {
    let says = "etcd at \(endpoint) says: \(error.message)"
    let refused = { (code: StoreError.Code) in EtcdFailure.final(StoreError(code, says)) }
    let elsewhere = EtcdFailure.elsewhere(StoreError(.unavailable, says), isUnmade: !wasSent)
    if Task.isCancelled {
      self = .final(StoreError(.cancelled, "The caller gave up."))
      return
    }
    // The texts are etcd's (api/v3rpc/rpctypes/error.go), and part of its interface: several errors share a code.
    self =
      switch error.code {
      case .outOfRange where error.message.contains("compacted"): refused(.compacted)
      case .outOfRange where error.message.contains("future revision"): refused(.futureRevision)
      case .invalidArgument where error.message.contains("too large"): refused(.tooLarge)
      case .invalidArgument where error.message.contains("auth store is old"): .tokenExpired(StoreError(.unauthorized, says))
      case .invalidArgument where error.message.contains("user name is empty"): .tokenExpired(StoreError(.unauthorized, says))
      case .invalidArgument where error.message.contains("authentication failed"): refused(.unauthorized)
      case .resourceExhausted where error.message.contains("space exceeded"): refused(.full)
      // The first is etcd's word, the second that of our own gRPC about an answer.
      case .resourceExhausted where error.message.contains("larger than max"): refused(.tooLarge)
      case .resourceExhausted where error.message.contains("maximum payload size"): refused(.tooLarge)
      case .resourceExhausted: .elsewhere(StoreError(.unavailable, says), isUnmade: true)
      case .unauthenticated: .tokenExpired(StoreError(.unauthorized, says))
      case .permissionDenied: refused(.unauthorized)
      case .dataLoss: refused(.corrupt)
      case .unavailable where error.message.contains("no leader"): .elsewhere(StoreError(.unavailable, says), isUnmade: true)
      default: elsewhere
      }
  }
}
