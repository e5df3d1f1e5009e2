import KubernetesAPI

/// Reads CustomResourceDefinitions.
///
/// Source: `apiextensions.k8s.io/v1` CustomResourceDefinition.
enum CustomResource {
  static let resource = GroupResource(group: "apiextensions.k8s.io", resource: "customresourcedefinitions")
  private static let root = FieldPath("spec")
  private static let mostVersions = 50

  /// What a definition defines.
  /// - Throws: the fields that are wrong.
  static func definition(_ object: JSONValue) throws(FieldErrors) -> ServedKind {
    var errors: [FieldError] = []
    let spec = object["spec"] ?? [:]
    let group = text(spec, "group", root, &errors)
    let names = names(spec["names"] ?? [:], &errors)
    let scope = text(spec, "scope", root, &errors)
    if !scope.isEmpty, scope != "Namespaced", scope != "Cluster" {
      errors.append(.notSupported(root.field("scope"), .string(scope), supported: ["Cluster", "Namespaced"]))
    }
    if let strategy = spec["conversion"]?["strategy"]?.string, strategy != "None" {
      errors.append(
        .notSupported(root.field("conversion").field("strategy"), .string(strategy), supported: ["None"]))
    }
    errors += NameRules.dns1123Subdomain(group).map { .invalid(root.field("group"), .string(group), $0) }
    if !group.isEmpty, !group.contains(".") {
      // `core` would lie where the kinds without a group lie.
      errors.append(.invalid(root.field("group"), .string(group), "should be a domain with at least one dot"))
    }
    let wanted = "\(names.plural).\(group)"
    if let name = object.metadata.name, name != wanted {
      errors.append(.invalid(FieldPath("metadata", "name"), .string(name), "must be spec.names.plural+\".\"+spec.group"))
    }
    let versions = versions(spec["versions"]?.array ?? [], &errors)
    guard errors.isEmpty else { throw FieldErrors(errors: errors) }
    var definition = ServedKind(
      group: group, names: names, isNamespaced: scope == "Namespaced", versions: versions,
      origin: .custom(uid: object.metadata.uid ?? ""))
    definition.traits.needsVersionForUpdate = true
    definition.isTerminating = object.metadata.deletionTimestamp != nil
    return definition
  }

  private static func text(_ value: JSONValue, _ field: String, _ path: FieldPath, _ errors: inout [FieldError]) -> String {
    guard let text = value[field]?.string, !text.isEmpty else {
      errors.append(.required(path.field(field)))
      return ""
    }
    return text
  }

  private static func names(_ json: JSONValue, _ errors: inout [FieldError]) -> ServedKind.Names {
    let path = root.field("names")
    let plural = text(json, "plural", path, &errors)
    let kind = text(json, "kind", path, &errors)
    if !plural.isEmpty { errors += NameRules.dns1035Label(plural).map { .invalid(path.field("plural"), .string(plural), $0) } }
    if !kind.isEmpty {
      errors += NameRules.dns1035Label(kind.lowercased()).map { .invalid(path.field("kind"), .string(kind), $0) }
    }
    func texts(_ field: String) -> [String] { json[field]?.array?.compactMap(\.string) ?? [] }
    func given(_ field: String) -> String? { json[field]?.string.flatMap { $0.isEmpty ? nil : $0 } }
    return ServedKind.Names(
      plural: plural, singular: given("singular") ?? kind.lowercased(), kind: kind, listKind: given("listKind") ?? "\(kind)List",
      shortNames: texts("shortNames"), categories: texts("categories"))
  }

  // MARK: Versions

  private static func versions(_ list: [JSONValue], _ errors: inout [FieldError]) -> [ServedKind.Version] {
    let path = root.field("versions")
    guard !list.isEmpty else {
      errors.append(.required(path, "must have exactly one version marked as storage version"))
      return []
    }
    guard list.count <= mostVersions else {
      errors.append(.tooMany(path, count: Int64(list.count), atMost: Int64(mostVersions)))
      return []
    }
    if list.count(where: { $0["storage"]?.bool == true }) != 1 {
      errors.append(.invalid(path, nil, "must have exactly one version marked as storage version"))
    }
    var versions: [ServedKind.Version] = []
    for (index, json) in list.enumerated() {
      if let version = version(json, path.index(index), &errors) {
        if versions.contains(where: { $0.name == version.name }) {
          errors.append(.duplicate(path.index(index).field("name"), .string(version.name)))
        }
        versions.append(version)
      }
    }
    return versions.sorted { VersionPriority.precedes($0.name, $1.name) }
  }

  private static func version(
    _ json: JSONValue, _ path: FieldPath, _ errors: inout [FieldError]
  ) -> ServedKind.Version? {
    let name = text(json, "name", path, &errors)
    guard !name.isEmpty else { return nil }
    errors += NameRules.dns1035Label(name).map { .invalid(path.field("name"), .string(name), $0) }
    var version = ServedKind.Version(name: name, isServed: json["served"]?.bool ?? false)
    if json["deprecated"]?.bool == true {
      version.deprecationWarning = json["deprecationWarning"]?.string ?? "this version is deprecated"
    }
    version.hasStatus = json["subresources"]?["status"]?.object != nil
    if let scale = json["subresources"]?["scale"], !scale.isNull {
      version.scale = ScalePaths(scale, at: path.field("subresources").field("scale"), &errors)
    }
    let schemaPath = path.field("schema").field("openAPIV3Schema")
    if let schema = json["schema"]?["openAPIV3Schema"] {
      version.openAPI = schema
      let (read, problems) = StructuralSchema.read(schema, at: schemaPath)
      version.schema = read
      errors += problems
    } else {
      errors.append(.required(schemaPath, "schemas are required"))
    }
    version.columns = columns(json["additionalPrinterColumns"]?.array ?? [], path, &errors)
    version.selectableFields = (json["selectableFields"]?.array ?? []).compactMap { field in
      field["jsonPath"]?.string.map { String($0.drop { $0 == "." }) }
    }
    return version
  }

  private static func columns(_ list: [JSONValue], _ path: FieldPath, _ errors: inout [FieldError]) -> [TableColumn] {
    guard !list.isEmpty else { return TableEncoder.usual }
    var columns = [TableEncoder.usual[0]]
    for (index, json) in list.enumerated() {
      let path = path.field("additionalPrinterColumns").index(index)
      let name = text(json, "name", path, &errors)
      let type = text(json, "type", path, &errors)
      let text = text(json, "jsonPath", path, &errors)
      guard !text.isEmpty else { continue }
      guard let tablePath = TablePath(text) else {
        errors.append(.invalid(path.field("jsonPath"), .string(text), "is no path that can be read"))
        continue
      }
      columns.append(
        TableColumn(
          name: name, type: type, format: json["format"]?.string ?? "", summary: json["description"]?.string ?? "",
          priority: Int(clamping: json["priority"]?.integer ?? 0), content: .path(tablePath)))
    }
    return columns
  }
}
