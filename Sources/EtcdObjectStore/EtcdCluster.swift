import EtcdAPI
import GRPCCore
import Logging
import MeshIdentity
import ObjectStore
import SwiftProtobuf
import Synchronization

/// The members of a cluster: asks one for as long as it answers, then the next.
final class EtcdCluster: Sendable {
  /// What a call to a member needs.
  struct Call: Sendable {
    let member: EtcdMember
    let metadata: Metadata
    let options: CallOptions
    let mark: SentMark
  }

  private struct State {
    var preferred = 0
    var token: String?
    var isClosed = false
  }

  /// The largest answer that is taken, in bytes.
  private static let answerBytes = 256 << 20
  /// Between rounds in which no member could be asked.
  private static let pause = Duration.milliseconds(100)

  let options: EtcdStoreOptions
  private let members: [EtcdMember]
  private let state = Mutex(State())
  private let logger: Logger

  /// - Throws: `.unavailable` where an endpoint cannot be used, or there is none.
  init(_ options: EtcdStoreOptions, logger: Logger) throws(StoreError) {
    guard !options.endpoints.isEmpty else { throw StoreError(.unavailable, "No endpoint of etcd is given.") }
    self.options = options
    self.logger = logger
    var members: [EtcdMember] = []
    for endpoint in options.endpoints { members.append(try EtcdMember(endpoint, tls: options.tls)) }
    self.members = members
  }

  /// Keeps the connections; ends when the task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      for member in members {
        group.addTask {
          do { try await member.client.runConnections() } catch {
            if !Task.isCancelled {
              self.logger.error("a connection to etcd ended", metadata: ["endpoint": "\(member.endpoint)", "error": "\(error)"])
            }
          }
        }
      }
    }
  }

  /// Fails calls from now on.
  func close() { state.withLock { $0.isClosed = true } }

  // MARK: Calls

  /// Makes a call, of the members that answer. What has no effect is made again when a member is lost on the way; a write only where it
  /// is certain that it was not made.
  func call<Result: Sendable>(
    isRead: Bool, _ body: @Sendable (Call) async throws -> Result
  ) async throws(StoreError) -> Result {
    let end = ContinuousClock.now + options.requestTimeout
    var tried = 0
    var hasNewToken = false
    while true {
      let (index, member) = try preferredMember()
      let mark = SentMark()
      let left = end - .now
      do {
        let token = try await token(from: member, within: left)
        return try await body(prepare(member, token, mark, timeout: isRead ? min(left, options.memberTimeout) : left))
      } catch {
        switch EtcdFailure(error, at: member.endpoint, wasSent: mark.isSet) {
        case .tokenExpired where options.credentials != nil && !hasNewToken:
          hasNewToken = true
          state.withLock { $0.token = nil }
        case .elsewhere(let failure, let isUnmade):
          tried += 1
          advance(from: index, failure)
          guard isRead || isUnmade else { throw StoreError(.unanswered, failure.message) }
          guard end - .now > Self.pause else { throw failure }
          if tried % members.count == 0 { await rest() }
        case .final(let failure) where failure.code == .cancelled && !isRead && mark.isSet:
          throw StoreError(.unanswered, "The caller gave up while etcd wrote.")
        case let failure: throw failure.error
        }
      }
    }
  }

  /// A call without an end, to the member that is asked now.
  func stream<Result: Sendable>(_ body: @Sendable (Call) async throws -> Result) async throws(StoreError) -> Result {
    let (index, member) = try preferredMember()
    let mark = SentMark()
    do {
      let token = try await token(from: member, within: options.requestTimeout)
      return try await body(prepare(member, token, mark, timeout: nil))
    } catch {
      let failure = EtcdFailure(error, at: member.endpoint, wasSent: mark.isSet)
      switch failure {
      case .tokenExpired: state.withLock { $0.token = nil }
      case .final(let error) where error.code == .unauthorized: state.withLock { $0.token = nil }
      case .elsewhere(let error, _): advance(from: index, error)
      default: break
      }
      throw failure.error
    }
  }

  private func preferredMember() throws(StoreError) -> (Int, EtcdMember) {
    let (index, isClosed) = state.withLock { ($0.preferred, $0.isClosed) }
    guard !isClosed else { throw StoreError(.cancelled, "The store is closed.") }
    return (index, members[index])
  }

  private func advance(from index: Int, _ failure: StoreError) {
    let isNews = state.withLock { state in
      guard state.preferred == index else { return false }
      state.preferred = (index + 1) % members.count
      return true
    }
    if isNews { logger.info("another member of etcd is asked", metadata: ["reason": "\(failure)"]) }
  }

  /// Waits before all members are asked anew; shorter when cancelled.
  private func rest() async { try? await Task.sleep(for: Self.pause) }

  private func prepare(_ member: EtcdMember, _ token: String?, _ mark: SentMark, timeout: Duration?) -> Call {
    var options = CallOptions.defaults
    options.timeout = timeout
    options.waitForReady = false
    options.maxResponseMessageBytes = Self.answerBytes
    // gRPC takes this for the limit of answers.
    options.maxRequestMessageBytes = Self.answerBytes
    return Call(member: member, metadata: token.map { ["token": "\($0)"] } ?? [:], options: options, mark: mark)
  }

  // MARK: Tokens

  /// The token to show; nil where there are no credentials.
  private func token(from member: EtcdMember, within time: Duration) async throws -> String? {
    guard let credentials = options.credentials else { return nil }
    if let token = state.withLock({ $0.token }) { return token }
    let request = Etcdserverpb_AuthenticateRequest.with {
      $0.name = credentials.user
      $0.password = credentials.password.reveal()
    }
    var callOptions = CallOptions.defaults
    callOptions.timeout = min(time, options.memberTimeout)
    callOptions.waitForReady = false
    do {
      let token = try await member.auth.authenticate(request, options: callOptions).token
      state.withLock { $0.token = token }
      return token
    } catch let error as RPCError where error.code == .failedPrecondition && error.message.contains("not enabled") {
      // A cluster whose users are not asked who they are.
      return nil
    }
  }
}
