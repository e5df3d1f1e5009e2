import EtcdAPI
import GRPCCore
import Logging
import ObjectStore
import StoreJournal
import SwiftProtobuf

/// Follows all keys of the store with one watch, and publishes what it tells. A broken watch is taken up where it broke off.
struct EtcdFollower {
  /// How long to wait before taking up a watch that broke off at once.
  private static let pause = Duration.milliseconds(200)

  let cluster: EtcdCluster
  let feed: ChangeFeed
  let logger: Logger

  func run() async {
    var hasBegun = false
    while !Task.isCancelled {
      do throws(StoreError) {
        if !hasBegun { try await begin() }
        hasBegun = true
        try await follow()
        logger.info("the watch of etcd ended and is taken up again")
      } catch {
        if Task.isCancelled { return }
        logger.warning("etcd cannot be watched and is asked again", metadata: ["error": "\(error)"])
      }
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Decides where memory begins: a bit in the past, so that readers who followed another process can go on here.
  private func begin() async throws(StoreError) {
    let request = Etcdserverpb_RangeRequest.with {
      $0.key = cluster.options.key(StoreKey("/"))
      $0.countOnly = true
    }
    let response = try await cluster.call(isRead: true) { call in
      try await call.member.kv.range(request, metadata: call.metadata, options: call.options)
    }
    let past = Int64(cluster.options.recent.events / 2)
    feed.restart(after: StoreRevision(max(0, response.header.revision - past)))
  }

  private func follow() async throws(StoreError) {
    let request = Etcdserverpb_WatchRequest.with {
      $0.createRequest = Etcdserverpb_WatchCreateRequest.with {
        let bounds = cluster.options.bounds(StoreRange(prefix: ""))
        $0.key = bounds.from
        $0.rangeEnd = bounds.end
        $0.startRevision = feed.latest.number + 1
        $0.prevKv = true
        $0.progressNotify = true
        $0.fragment = true
      }
    }
    try await cluster.stream { call in
      // The stream of requests stays open for as long as the watch is wanted.
      let (open, end) = AsyncStream.makeStream(of: Never.self)
      var metadata = call.metadata
      // Has a member end the watch when it is cut off from the others, rather than be silent.
      metadata.addString("true", forKey: "hasleader")
      try await call.member.watch.watch(metadata: metadata, options: call.options) { writer in
        try await writer.write(request)
        for await _ in open {}
      } onResponse: { response in
        defer { end.finish() }
        var reading = EtcdWatchReading(options: cluster.options)
        for try await message in response.messages {
          for news in try reading.take(message) { publish(news) }
          // etcd leaves the stream open when it ends the watch.
          if message.canceled { break }
        }
      }
    }
  }

  private func publish(_ news: EtcdWatchReading.News) {
    switch news {
    case .events(let events, let revision): feed.publish(events, upTo: revision)
    case .gap(let revision):
      logger.notice("changes of etcd were compacted before they were seen", metadata: ["revision": "\(revision)"])
      feed.restart(after: revision)
    }
  }
}
