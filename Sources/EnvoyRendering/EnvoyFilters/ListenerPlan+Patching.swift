package import EnvoyAPI
import MeshAPI
package import MeshTranslation
import SwiftProtobuf
package import XDSResources

extension ListenerPlan: EnvoyPatchable {
  package static var resourceType: TypeURL { .listener }

  package static func apply(
    _ patches: [EnvoyPatch], to message: inout Envoy_Config_Listener_V3_Listener
  ) -> [PatchProblem] {
    var patcher = ListenerPatcher(patches, listener: message.name)
    patcher.apply(to: &message)
    return patcher.report.problems
  }
}

/// Applies patches to one listener, from the outside to the inside: the listener, its own filters, filter chains, network filters, HTTP
/// filters. (Istio's order: within each, by priority.)
struct ListenerPatcher {
  var report: PatchReport
  let patches: [EnvoyPatch]
  /// Whether the listener takes traffic for all ports, so that a match of a port is about filter chains.
  let isVirtual: Bool

  init(_ patches: [EnvoyPatch], listener name: String) {
    self.patches = patches
    report = PatchReport(resource: name)
    isVirtual = name == ListenerPlan.virtualOutboundName || name == ListenerPlan.virtualInboundName
  }

  mutating func apply(to listener: inout Envoy_Config_Listener_V3_Listener) {
    let name = listener.name
    for patch in patches where patch.patch.applyTo == .listener {
      if patch.patch.operation.isMerge {
        report.merge(patch, into: &listener)
      } else if patch.patch.operation == .add {
        report.leaveOut(patch, "there is a listener of this name already")
      }
      guard listener.name != name else { continue }
      listener.name = name
      report.leaveOut(patch, "the name of a listener cannot be changed")
    }
    patchListenerFilters(of: &listener)
    patchFilterChains(of: &listener)
  }

  // MARK: Listener filters

  private mutating func patchListenerFilters(of listener: inout Envoy_Config_Listener_V3_Listener) {
    for patch in patches where patch.patch.applyTo == .listenerFilter {
      let wanted = patch.patch.listener.listenerFilter
      if patch.patch.operation.isMerge {
        for index in listener.listenerFilters.indices where listener.listenerFilters[index].name == wanted {
          report.merge(patch, into: &listener.listenerFilters[index], isNamed: true)
        }
      } else {
        listener.listenerFilters.apply(
          patch.patch.operation, report.value(of: patch), where: wanted.map { name in { $0.name == name } })
      }
    }
  }

  // MARK: Filter chains

  private mutating func patchFilterChains(of listener: inout Envoy_Config_Listener_V3_Listener) {
    let before = listener
    listener.filterChains = listener.filterChains.compactMap { patched($0) }
    if listener.hasDefaultFilterChain {
      if let chain = patched(listener.defaultFilterChain) {
        listener.defaultFilterChain = chain
      } else {
        listener.clearDefaultFilterChain()
      }
    }
    for patch in patches where patch.patch.applyTo == .filterChain && patch.patch.operation == .add {
      if let chain = report.value(of: patch, as: Envoy_Config_Listener_V3_FilterChain.self) {
        listener.filterChains.append(chain)
      }
    }
    guard listener.filterChains.isEmpty, !listener.hasDefaultFilterChain,
      !before.filterChains.isEmpty || before.hasDefaultFilterChain
    else { return }
    listener.filterChains = before.filterChains
    if before.hasDefaultFilterChain { listener.defaultFilterChain = before.defaultFilterChain }
    for patch in patches where patch.patch.applyTo == .filterChain && patch.patch.operation == .remove {
      report.leaveOut(patch, "it would leave the listener without filter chains; remove the listener instead")
    }
  }

  /// nil where the chain is removed.
  private mutating func patched(_ chain: Envoy_Config_Listener_V3_FilterChain) -> Envoy_Config_Listener_V3_FilterChain? {
    var chain = chain
    for patch in patches where patch.patch.applyTo == .filterChain && fits(patch, chain) {
      if patch.patch.operation == .remove { return nil }
      if patch.patch.operation.isMerge { merge(patch, into: &chain) }
    }
    patchNetworkFilters(of: &chain)
    return chain
  }

  /// A transport socket of the same name is merged unpacked, any other replaces the one that is there.
  private mutating func merge(_ patch: EnvoyPatch, into chain: inout Envoy_Config_Listener_V3_FilterChain) {
    guard var value = report.value(of: patch, as: Envoy_Config_Listener_V3_FilterChain.self) else { return }
    if value.hasTransportSocket, chain.hasTransportSocket, value.transportSocket.name == chain.transportSocket.name {
      do throws(PatchMismatch) {
        try chain.transportSocket.merge(value.transportSocket)
      } catch {
        return report.leaveOut(patch, error.message)
      }
      value.clearTransportSocket()
    }
    report.merge(value, of: patch, into: &chain)
  }

  private func fits(_ patch: EnvoyPatch, _ chain: Envoy_Config_Listener_V3_FilterChain) -> Bool {
    let (match, found) = (patch.patch.listener, chain.filterChainMatch)
    let port = found.hasDestinationPort ? Int(found.destinationPort.value) : nil
    if isVirtual, let wanted = match.port, wanted != port { return false }
    if let wanted = match.chain.name, wanted != chain.name { return false }
    if let wanted = match.chain.serverName, !found.serverNames.contains(wanted) { return false }
    if let wanted = match.chain.transportProtocol, wanted != found.transportProtocol { return false }
    guard match.chain.applicationProtocols.allSatisfy(found.applicationProtocols.contains) else { return false }
    return match.chain.destinationPort.map { $0 == port } ?? true
  }

  // MARK: Network filters

  private mutating func patchNetworkFilters(of chain: inout Envoy_Config_Listener_V3_FilterChain) {
    let fitting = patches.filter { $0.patch.applyTo == .networkFilter && fits($0, chain) }
    for patch in fitting where !patch.patch.operation.isMerge {
      chain.filters.apply(
        patch.patch.operation, report.value(of: patch),
        where: patch.patch.listener.chain.filter.map { name in { $0.name == name } })
    }
    for index in chain.filters.indices {
      for patch in fitting where patch.patch.operation.isMerge {
        let wanted = patch.patch.listener.chain.filter
        guard wanted == nil || wanted == chain.filters[index].name else { continue }
        report.merge(patch, into: &chain.filters[index], isNamed: wanted != nil)
      }
      let name = chain.filters[index].name
      let inner = patches.filter { patch in
        patch.patch.applyTo == .httpFilter && fits(patch, chain) && patch.patch.listener.chain.filter.map { $0 == name } ?? true
      }
      patchConnectionManager(&chain.filters[index], inner)
    }
  }
}

extension Envoy_Config_Core_V3_TransportSocket {
  /// Merges what another socket of this name says.
  mutating func merge(_ other: Self) throws(PatchMismatch) {
    guard case .typedConfig(let source)? = other.configType else { return }
    guard case .typedConfig(var target)? = configType else {
      configType = .typedConfig(source)
      return
    }
    try target.merge(unpacking: source)
    configType = .typedConfig(target)
  }
}
