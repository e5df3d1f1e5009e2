import MeshAPI
import MeshModel

/// Several ServiceEntries of one namespace for one host. The first in order makes the service; the others may add ports to it.
extension Service {
  /// The service that entries make together, the one that comes first in front.
  ///
  /// - Returns: nil where there is no entry.
  init?(serviceEntries entries: [Object<ServiceEntry>], host: Hostname) {
    guard let first = entries.first else { return nil }
    self.init(serviceEntry: first, host: host)
    for entry in entries.dropFirst() {
      let other = Service(serviceEntry: entry, host: host)
      if canTakePorts(of: other) { takePorts(of: other) }
    }
  }

  /// Whether another ServiceEntry for the host describes the same thing, so that its ports can be added: the same resolution, labels,
  /// workload selector and exportTo.
  func canTakePorts(of other: Service) -> Bool {
    registry == .serviceEntry && other.registry == .serviceEntry && key == other.key && resolution == other.resolution
      && labels == other.labels && selector == other.selector && exportTo.map(Set.init) == other.exportTo.map(Set.init)
  }

  /// What another entry says that does not count, because this service says something else; as fields of `spec`.
  func fieldsLeftOut(of other: Service) -> [String] {
    var fields: [String] = []
    let differs = other.ports.contains { port in ports.contains { $0.number == port.number && $0.protocol != port.protocol } }
    if differs { fields.append("ports") }
    if !Set(other.addresses).isSubset(of: addresses) { fields.append("addresses") }
    if isMeshExternal != other.isMeshExternal { fields.append("location") }
    if !Set(other.subjectAltNames).isSubset(of: subjectAltNames) { fields.append("subjectAltNames") }
    return fields
  }

  /// The name under which endpoints of a port number are found; nil where the service has no such port.
  func portName(number: Int) -> String? { ports.first { $0.number == number }?.name }

  /// Adds the ports whose numbers are new. A name that is taken gets the number behind it: endpoints find their port by its name.
  private mutating func takePorts(of other: Service) {
    for var port in other.ports where portName(number: port.number) == nil {
      while ports.contains(where: { $0.name == port.name }) { port.name += "-\(port.number)" }
      ports.append(port)
    }
  }
}
