package import EnvoyAPI
package import MeshTranslation

extension RouteConfigurationPlan {
  /// The configuration as a message, for a listener that holds it.
  package func message() throws(RenderingError) -> Envoy_Config_Route_V3_RouteConfiguration {
    var configuration = RouteConfigurationAssembly(name: name, side: side).settings
    configuration.name = name
    for host in virtualHosts { configuration.virtualHosts.append(try host.message()) }
    return configuration
  }
}
