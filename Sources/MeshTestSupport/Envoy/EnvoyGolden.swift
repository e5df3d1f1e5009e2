import EnvoyAPI
package import Foundation
import SwiftProtobuf
package import XDSResources

/// Rendered resources as JSON, with the field names of the .proto files, to be kept in a file and compared with.
///
/// A file holds resources by kind (`cluster`, `endpoint`, `listener`, `route`, `virtual_host`, `extension`) and name, or one route
/// configuration.
package enum EnvoyGolden {
  private static let kinds: KeyValuePairs<String, TypeURL> = [
    "cluster": .cluster, "endpoint": .endpoint, "listener": .listener, "route": .route, "virtual_host": .virtualHost,
    "extension": .extensionConfig,
  ]

  /// The resources by kind and name, both sorted.
  /// - Throws: `UnreadableGolden` for types that no golden can hold.
  package static func text(of resources: [Resource]) throws -> String {
    if let stranger = resources.first(where: { resource in !kinds.contains { $0.value == resource.type } }) {
      throw UnreadableGolden(label: stranger.name, reason: "\(stranger.type) is no type of golden")
    }
    let members = kinds.compactMap { kind, type -> EnvoyJSONMember? in
      let named = resources.filter { $0.type == type }.sorted { $0.name < $1.name }.map { resource in
        EnvoyJSONMember(name: resource.name, value: json(of: resource))
      }
      return named.isEmpty ? nil : EnvoyJSONMember(name: kind, value: .object(named))
    }
    return EnvoyJSONValue.object(members).text(pretty: true) + "\n"
  }

  /// Every resource in the JSON files below `folder`, labelled `FILE: NAME` and sorted by that.
  /// - Throws: `UnreadableGolden` for a file that holds anything else: a golden that nobody can validate would prove nothing.
  package static func resources(below folder: URL) throws -> [EnvoyValidation.Candidate] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: [EnvoyValidation.Candidate] = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "json" else { continue }
      let label = file.path.hasPrefix(folder.path) ? String(file.path.dropFirst(folder.path.count + 1)) : file.path
      found += try resources(in: EnvoyJSONValue(parsing: Array(Data(contentsOf: file))), label: label)
    }
    return found.sorted { $0.label < $1.label }
  }

  private static func resources(in golden: EnvoyJSONValue, label: String) throws -> [EnvoyValidation.Candidate] {
    guard case .object(let members) = golden else { throw UnreadableGolden(label: label, reason: "not an object") }
    if golden["virtual_hosts"] != nil { return [try candidate(golden, of: .route, label: label)] }
    return try members.flatMap { kind -> [EnvoyValidation.Candidate] in
      guard let type = kinds.first(where: { $0.key == kind.name })?.value, case .object(let named) = kind.value else {
        throw UnreadableGolden(label: label, reason: "\(kind.name) is no kind of resource")
      }
      return try named.map { try candidate($0.value, of: type, label: "\(label): \($0.name)") }
    }
  }

  private static func candidate(_ json: EnvoyJSONValue, of type: TypeURL, label: String) throws -> EnvoyValidation.Candidate {
    let result = EnvoyJSON.decode(typeName: type.rawValue, from: json)
    guard let message = result.message, result.issues.isEmpty else {
      throw UnreadableGolden(label: label, reason: result.issues.map(\.description).joined(separator: "; "))
    }
    return EnvoyValidation.Candidate(label, Resource(type: type, name: label, body: Array(try AnyPacking.bytes(of: message))))
  }

  /// The content without the `@type` that only an `Any` needs.
  private static func json(of resource: Resource) -> EnvoyJSONValue {
    let json = EnvoyJSON.encode(typeURL: resource.type.rawValue, value: Data(resource.body))
    guard case .object(let members) = json else { return json }
    return .object(members.filter { $0.name != "@type" })
  }
}

/// A golden that is not what it should be.
package struct UnreadableGolden: Error, CustomStringConvertible {
  package var label: String
  package var reason: String
  package var description: String { "\(label): \(reason)" }
}
