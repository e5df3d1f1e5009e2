import EnvoyAPI
import Foundation
import MeshAPI
package import MeshTranslation
package import XDSResources

extension SecretInputs: EnvoyRenderable {
  package func render() throws(RenderingError) -> Resource {
    var secret = Envoy_Extensions_TransportSockets_Tls_V3_Secret()
    secret.name = name
    switch content {
    case .keyPair(let pair):
      secret.tlsCertificate.certificateChain.inlineBytes = Data(pair.chainPEM)
      secret.tlsCertificate.privateKey.inlineBytes = Data(pair.keyPEM.reveal())
      if let staple = pair.staple { secret.tlsCertificate.ocspStaple.inlineBytes = Data(staple) }
    case .roots(let roots):
      secret.validationContext.trustedCa.inlineBytes = Data(roots.certificatesPEM)
      if let list = roots.revocationListPEM { secret.validationContext.crl.inlineBytes = Data(list) }
    }
    return try secret.resource(.secret, named: name)
  }
}
