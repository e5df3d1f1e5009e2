public import SwiftProtobuf

/// Finds the Swift type of a message by its name, for all messages of this module and Google's well-known types.
///
/// SwiftProtobuf can only read an `Any` whose type somebody registered with it. The first look-up here registers all of Envoy's
/// messages, once in the life of the process; safe from any thread.
public enum EnvoyTypeRegistry {
  /// The full names of Envoy's messages that are registered, sorted.
  public static var messageNames: [String] { registered.keys.sorted() }

  /// Registers all messages with SwiftProtobuf, unless that has happened already. Needed only before SwiftProtobuf's own JSON or
  /// text format is used on a message that holds an `Any`.
  public static func register() { _ = registered }

  /// The type of a message by its full name, e.g. `envoy.config.cluster.v3.Cluster`.
  public static func messageType(named name: String) -> (any Message.Type)? {
    registered[name] ?? Google_Protobuf_Any.messageType(forMessageName: name)
  }

  /// The type that the type URL of an `Any` names: what follows the last slash is the name. Also takes a bare name.
  public static func messageType(forTypeURL url: String) -> (any Message.Type)? {
    messageType(named: typeName(ofTypeURL: url))
  }

  /// The message's full name inside a type URL, e.g. `envoy.config.cluster.v3.Cluster`.
  public static func typeName(ofTypeURL url: String) -> String {
    url.lastIndex(of: "/").map { String(url[url.index(after: $0)...]) } ?? url
  }

  private static let registered: [String: any Message.Type] = {
    var types: [String: any Message.Type] = [:]
    EnvoyMessageTypes.forEach { type in
      // A name that somebody registered before with a type of his own stays his; within Envoy's API, our table decides.
      Google_Protobuf_Any.register(messageType: type)
      types[type.protoMessageName] = type
    }
    return types
  }()
}
