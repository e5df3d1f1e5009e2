import IstioNameTableAPI
import MeshModel
package import MeshTranslation
package import XDSResources

extension NameTable: EnvoyRenderable {
  package func render() throws(RenderingError) -> Resource {
    var message = Istio_Networking_Nds_V1_NameTable()
    for entry in entries {
      var info = Istio_Networking_Nds_V1_NameTable.NameInfo()
      info.ips = entry.addresses
      info.registry = entry.registry == .kubernetes ? "Kubernetes" : "External"
      info.shortname = entry.shortName
      info.namespace = entry.namespace
      message.table[entry.host] = info
    }
    return try message.resource(.nameTable, named: name)
  }
}
