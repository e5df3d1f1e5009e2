import EnvoyAPI
import Foundation
import SwiftProtobuf

extension Google_Protobuf_Any {
  /// Merges what another `Any` holds into what this one holds; both are of one type.
  /// - Throws: `PatchMismatch` where they are not, or one does not hold what it says.
  mutating func merge(unpacking source: Google_Protobuf_Any) throws(PatchMismatch) {
    let (own, other) = (EnvoyTypeRegistry.typeName(ofTypeURL: typeURL), EnvoyTypeRegistry.typeName(ofTypeURL: source.typeURL))
    guard own == other else { throw PatchMismatch("a \(other) cannot be merged into a \(own)") }
    guard let type = EnvoyTypeRegistry.messageType(named: own) else {
      throw PatchMismatch("the message type \(own) is not known")
    }
    value = try Self.merged(type, value, source.value)
  }

  private static func merged<M: Message>(_ type: M.Type, _ target: Data, _ source: Data) throws(PatchMismatch) -> Data {
    do {
      var message = try M(serializedBytes: target)
      try MessageMerger.merge(try M(serializedBytes: source), into: &message)
      return try AnyPacking.bytes(of: message)
    } catch {
      throw PatchMismatch("the content is not a \(M.protoMessageName)")
    }
  }
}

/// Why a patch does not fit what it should change.
struct PatchMismatch: Error {
  var message: String

  init(_ message: String) { self.message = message }
}
