import Synchronization
package import XDSResources

/// What one proxy was sent and what it answered, by type. Written by its stream, read by debug faces.
package struct DeliveryStatus: Sendable, Hashable {
  package struct Kind: Sendable, Hashable {
    /// Names the proxy asks for; nil for all.
    package var subscription: [String]?
    package var isSubscribed = false
    package var sentVersion: String?
    package var sentNonce: String?
    package var acknowledgedVersion: String?
    package var acknowledgedNonce: String?
    /// The last refusal that no later acknowledgement has overtaken.
    package var rejection: Rejection?
    package var responses = 0
    package var resources = 0
    package var bytes = 0
    package var rejections = 0
  }

  package struct Rejection: Sendable, Hashable {
    package var version: String
    package var message: String
    /// The resources of the refused response.
    package var names: [String]
  }

  package var kinds: [TypeURL: Kind] = [:]
  /// The newest generation of which the proxy has answered everything; 0 before its first.
  package private(set) var settledGeneration: UInt64 = 0
  /// What the proxy refused and does not have, by type and name, with what it said.
  package private(set) var refusals: [TypeURL: [String: String]] = [:]

  package init() {}

  mutating func record(_ event: DeliveryEvent) {
    switch event {
    case .sent(let type, let nonce, let version, let resources, _, let bytes, _):
      kinds[type, default: Kind()].recordSent(nonce: nonce, version: version, resources: resources, bytes: bytes)
    case .acknowledged(let type, let nonce, let version, _):
      kinds[type, default: Kind()].acknowledgedNonce = nonce
      kinds[type, default: Kind()].acknowledgedVersion = version
      kinds[type, default: Kind()].rejection = nil
    case .rejected(let type, _, let version, let message, let names):
      kinds[type, default: Kind()].rejection = Rejection(version: version, message: message, names: names)
      kinds[type, default: Kind()].rejections += 1
      for name in names { refusals[type, default: [:]][name] = message }
    case .settled(let generation, let refused):
      settledGeneration = max(settledGeneration, generation)
      refusals = Dictionary(
        uniqueKeysWithValues: refused.map { type, names in
          let known = refusals[type] ?? [:]
          return (type, Dictionary(names.map { ($0, known[$0] ?? "") }) { first, _ in first })
        })
    case .subscribed(let type, let names):
      kinds[type, default: Kind()].subscription = names
      kinds[type, default: Kind()].isSubscribed = true
    }
  }
}

extension DeliveryStatus.Kind {
  fileprivate mutating func recordSent(nonce: String, version: String, resources: Int, bytes: Int) {
    sentNonce = nonce
    sentVersion = version
    responses += 1
    self.resources += resources
    self.bytes += bytes
  }
}
