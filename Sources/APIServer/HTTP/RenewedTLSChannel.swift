import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// Puts TLS below HTTP. Unlike the library's own channel it asks for each connection which certificate counts, so the certificate can
/// change while the server runs.
struct RenewedTLSChannel<Base: ServerChildChannel>: ServerChildChannel {
  let base: Base
  let identity: ServingIdentity

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: identity.context))
    }.flatMap { base.setup(channel: channel, logger: logger) }
  }

  func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
