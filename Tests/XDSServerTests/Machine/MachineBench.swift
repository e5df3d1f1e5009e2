import XDSResources

@testable import XDSServer

/// A state machine on a bench: short names for what a table of steps needs.
struct MachineBench<Machine: StreamMachine> {
  var machine: Machine
  var now: Duration = .seconds(1)
  private var tables: [TypeURL: ResourceTable] = [:]
  private var generation: UInt64 = 0

  init(rules: DeliveryRules = DeliveryRules()) { machine = Machine(rules: rules, noncePrefix: "") }

  /// Sets and removes resources, and publishes. Names are given as `type/name=content`; without content they are removed.
  mutating func publish(_ changes: (TypeURL, String, String?)...) {
    for (type, name, content) in changes {
      if let content {
        tables[type, default: ResourceTable()].apply(setting: [Resource(type, name, content)])
      } else {
        tables[type]?.apply(setting: [], removing: [name])
      }
    }
    generation += 1
    var snapshot = ResourceSnapshot(generation: generation)
    for (type, table) in tables {
      snapshot.layers[type] = [
        ResourceSnapshot.Layer(identity: LayerIdentity(rawValue: UInt64(type.rawValue.count)), table: table)
      ]
    }
    machine.publish(snapshot)
  }

  /// All that the machine wants to send now.
  mutating func responses() -> [StreamResponse] {
    var found: [StreamResponse] = []
    while let response = machine.next(now) { found.append(response) }
    return found
  }

  /// All that it wants to send now, as `cluster a b -c`.
  mutating func sent() -> [String] { responses().map(\.summary) }

  func version(_ type: TypeURL, _ name: String) -> ResourceVersion? { tables[type]?[name]?.version }
}

extension StreamResponse {
  /// The type's short name, the names sent, and the names removed with a minus.
  var summary: String {
    let short = String(type.rawValue.split(separator: ".").last ?? "")
    return ([short] + resources.map(\.name) + removed.map { "-" + $0 }).joined(separator: " ")
  }
}

extension MachineBench where Machine == DeltaStream {
  mutating func subscribe(
    _ type: TypeURL, _ names: String..., unsubscribe: [String] = [], initial: [String: ResourceVersion?] = [:]
  ) {
    machine.received(DeltaStream.Request(type: type, subscribe: names, unsubscribe: unsubscribe, initial: initial))
  }

  mutating func answer(_ response: StreamResponse?, refusal: String? = nil) {
    guard let response else { return }
    machine.received(DeltaStream.Request(type: response.type, nonce: response.nonce, refusal: refusal))
  }

  /// Sends what there is and acknowledges it, until there is nothing more; what was sent.
  mutating func settle() -> [String] {
    var summaries: [String] = []
    while true {
      let round = responses()
      if round.isEmpty { return summaries }
      summaries += round.map(\.summary)
      for response in round { answer(response) }
    }
  }
}

extension MachineBench where Machine == SotWStream {
  mutating func request(
    _ type: TypeURL, _ names: String..., version: String = "", answering response: StreamResponse? = nil, refusal: String? = nil
  ) {
    machine.received(
      SotWStream.Request(type: type, names: names, version: version, nonce: response?.nonce ?? "", refusal: refusal))
  }
}
