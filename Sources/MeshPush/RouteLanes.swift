import MeshAPI
import MeshTranslation
import XDSResources

/// The route configurations of a class, in the form that its proxies take: with their virtual hosts inside, or with the virtual hosts
/// as resources of their own beside them.
struct RouteLanes {
  /// What identifies a route configuration whose virtual hosts come apart: nothing of it changes with them.
  struct Shell: Hashable, Sendable {
    var name: String
    var side: RouteConfigurationInputs.Side
    /// Of the configuration as a whole.
    var patches: [EnvoyPatch]
  }

  /// A virtual host as a member of one route configuration.
  struct Member: Hashable, Sendable {
    var route: String
    var side: RouteConfigurationInputs.Side
    var host: Patched<VirtualHostInputs>
  }

  private var whole: Lane<String, PatchedRoutes>
  private var shells: Lane<String, Shell>
  private var members: Lane<String, Member>
  private let isApart: Bool

  /// - Parameter apart: whether virtual hosts are resources of their own.
  init(apart: Bool, identities: inout LayerIdentities) {
    isApart = apart
    whole = Lane(type: .route, identity: identities.next())
    shells = Lane(type: .route, identity: identities.next())
    members = Lane(type: .virtualHost, identity: identities.next())
  }

  /// Makes `wanted` the route configurations of the class.
  /// - Returns: whether a resource changed, appeared or went.
  mutating func replaceAll(_ wanted: [PatchedRoutes], builders: inout Builders) -> Bool {
    guard isApart else {
      return whole.replaceAll(wanted.map { ($0.name, [$0]) }, memo: &builders.routes, counts: &builders.counts)
    }
    let a = shells.replaceAll(
      wanted.map { ($0.name, [Shell(name: $0.name, side: $0.side, patches: $0.patches)]) },
      memo: &builders.routes.shells, counts: &builders.counts)
    let b = members.replaceAll(
      wanted.map { routes in
        (routes.name, routes.virtualHosts.map { Member(route: routes.name, side: routes.side, host: $0) })
      }, memo: &builders.routes.members, counts: &builders.counts)
    return a || b
  }

  func layer(of type: TypeURL) -> ResourceSnapshot.Layer? {
    switch type {
    case .route: isApart ? shells.layer : whole.layer
    case .virtualHost: isApart ? members.layer : nil
    default: nil
    }
  }

  func origins(of type: TypeURL, _ name: String) -> [ObjectKey]? {
    switch type {
    case .route: isApart ? shells.origins(of: name) : whole.origins(of: name)
    case .virtualHost: isApart ? members.origins(of: name) : nil
    default: nil
    }
  }

  mutating func retire(builders: inout Builders) {
    whole.retire(memo: &builders.routes)
    shells.retire(memo: &builders.routes.shells)
    members.retire(memo: &builders.routes.members)
  }
}
