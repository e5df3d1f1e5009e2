import XDSResources

/// What a proxy has under one name, as far as the server knows.
enum Held: Sendable, Hashable {
  /// Nothing, or nobody told it yet that there is nothing.
  case nothing
  /// Something from another stream; nil when its version is not one of ours.
  case version(ResourceVersion?)
  /// What this stream sent.
  case resource(Resource)

  func matches(_ target: Resource?) -> Bool {
    switch (self, target) {
    case (.version(let version), .some(let target)): version == target.version
    case (.resource(let resource), .some(let target)): resource == target
    default: false
    }
  }
}
