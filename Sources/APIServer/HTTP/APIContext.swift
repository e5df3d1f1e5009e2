import Hummingbird
import NIOCore
import NIOSSL

/// What the HTTP library knows of a request beside its text.
struct APIContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The client's certificate as DER, which the TLS layer has found to be signed by an authority that is believed; nil without one.
  var certificate: [UInt8]? {
    get async {
      return try? await channel.nioSSL_peerCertificate().get()?.toDERBytes()
    }
  }
}
