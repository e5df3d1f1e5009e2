import KubernetesAPI
import KubernetesClient
import Logging
import Synchronization

extension StatusService {
  /// The name under which the API server notes who set the fields.
  private static let fieldManager = "meltemi-status"

  /// Writes what the queue says, as long as we lead.
  func write(
    _ orders: AsyncStream<Void>, _ ordered: AsyncStream<Void>.Continuation, _ client: KubernetesClient
  ) async {
    await withDiscardingTaskGroup { group in
      var alarm: Duration?
      for await _ in orders {
        if let due = alarm, due <= uptime { alarm = nil }
        dispatching: while true {
          let now = uptime
          switch state.withLock({ $0.queue.next(now, time: LeaderElection.systemTime()) }) {
          case .write(let write):
            group.addTask {
              await self.perform(write, client)
              ordered.yield()
            }
          case .pause(let pause):
            if alarm.map({ $0 > now + pause }) ?? true {
              alarm = now + pause
              group.addTask {
                try? await Task.sleep(for: pause)
                ordered.yield()
              }
            }
            break dispatching
          case .wait: break dispatching
          }
        }
      }
      group.cancelAll()
    }
  }

  private func perform(_ write: StatusQueue.Write, _ client: KubernetesClient) async {
    let result: Result<JSONValue, KubernetesError>
    do {
      let place = write.place
      result = .success(
        try await client.patch(
          place.resource, namespace: place.name.namespace, name: place.name.name, subresource: "status", .merge(write.patch),
          fieldManager: Self.fieldManager))
    } catch let error as KubernetesError {
      result = .failure(error)
    } catch {
      // Cancelled: whoever leads next says it all again.
      return
    }
    tell(
      state.withLock { state in
        switch result {
        case .success: state.standing.written += 1
        case .failure: state.standing.failed += 1
        }
        return state.queue.finished(write, result, at: uptime)
      })
    metrics.add(.statusWrites, labels: [("outcome", StatusQueue.outcome(result))])
  }

  private func tell(_ news: StatusQueue.News?) {
    switch news {
    case .forbidden(let scope, let error):
      logger.warning(
        "The status of a kind may not be written, so it is not: allow patch of its subresource status, or use --no-write-status",
        metadata: ["kind": "\(scope)", "error": "\(error)"])
    case .refused(let key, let error):
      logger.warning("A status is refused", metadata: ["object": "\(key)", "error": "\(error)"])
    case .unanswered(let error): logger.info("Status is written later", metadata: ["error": "\(error)"])
    case nil: break
    }
  }
}
