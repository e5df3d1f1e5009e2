import HashTreeCollections
import MeshModel
import Synchronization

/// The services that have automatic addresses, as proxies see them that use these: everything that reads a service's addresses then
/// does with automatic ones what it does with written ones.
struct AutomaticServices: Sendable {
  private struct Replacement: Sendable {
    var original: Shared<Service>
    var byFamily: [AddressFamily: Shared<Service>]
  }

  /// Views are made when the first class of proxies asks for them: mostly none does.
  private final class Views: Sendable {
    let made = Mutex<[AddressFamily: ServiceView]>([:])
  }

  private var replacements: [ServiceKey: Replacement] = [:]
  private let plain: ServiceView
  private let views = Views()

  /// - Parameters:
  ///   - common: what a namespace sees that has nothing of its own.
  ///   - previous: made from an older state of the mesh; what did not change since is shared with it.
  init(of services: TreeDictionary<ServiceKey, Shared<Service>>, common: ServiceView, previous: AutomaticServices?) {
    plain = common
    for (key, service) in services where !service.value.automaticAddresses.isEmpty {
      if let known = previous?.replacements[key], known.original == service {
        replacements[key] = known
        continue
      }
      var byFamily: [AddressFamily: Shared<Service>] = [:]
      for family in AddressFamily.allCases {
        byFamily[family] = service.value.withAutomaticAddress(of: family).map { Shared($0) }
      }
      if !byFamily.isEmpty { replacements[key] = Replacement(original: service, byFamily: byFamily) }
    }
  }

  /// `services` with automatic addresses of a family; as they are without one.
  func replacing(_ services: [Shared<Service>], _ family: AddressFamily?) -> [Shared<Service>] {
    guard let family, !replacements.isEmpty else { return services }
    return services.map { replacements[$0.value.key]?.byFamily[family] ?? $0 }
  }

  /// The common view with automatic addresses of a family; nil where there are none.
  func common(_ family: AddressFamily) -> ServiceView? {
    guard !replacements.isEmpty else { return nil }
    return views.made.withLock { made in
      if let view = made[family] { return view }
      let view = ServiceView(replacing(plain.services, family))
      made[family] = view
      return view
    }
  }
}
