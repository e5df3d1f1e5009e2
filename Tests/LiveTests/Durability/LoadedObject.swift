import KubernetesAPI

/// An object of the load. All that is in it follows from its name and a count, so that half a write is seen.
struct LoadedObject: Hashable, Sendable {
  var name: String
  var count: Int

  static let namespace = "load"

  init(name: String, count: Int) {
    self.name = name
    self.count = count
  }

  /// nil where it is not, to the last byte, what somebody wrote.
  init?(_ object: JSONValue) {
    guard let name = object["metadata"]?["name"]?.string, let count = object["data"]?["count"]?.string.flatMap({ Int($0) })
    else { return nil }
    self.init(name: name, count: count)
    guard object["data"] == data, object["metadata"]?["labels"]?["shard"]?.string == shard else { return nil }
  }

  var data: JSONValue {
    ["count": .string("\(count)"), "fill": .string(String(repeating: "\(count % 10)", count: count * 37 % 3000))]
  }

  private var shard: String { name.last.map(String.init) ?? "" }

  /// - Parameter version: Of the object that this one replaces; nil for a new one.
  func object(replacing version: String? = nil) -> JSONValue {
    var object: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "data": data]
    object.metadata.name = name
    object.metadata.namespace = Self.namespace
    object.metadata.labels = ["shard": shard]
    object.metadata.resourceVersion = version
    return object
  }
}

/// A change that somebody asked for.
enum LoadedWrite: Hashable, Sendable {
  case create(LoadedObject)
  /// By a replacement or a patch.
  case change(LoadedObject)
  /// Of the object as it is.
  case delete(LoadedObject)

  var name: String {
    switch self {
    case .create(let object), .change(let object), .delete(let object): object.name
    }
  }
}

/// A change that a watch has told.
struct ToldChange: Hashable, Sendable {
  var version: Int64
  /// nil for changes of objects that are not part of the load.
  var write: LoadedWrite?
  /// `namespace/name`.
  var object: String
}
