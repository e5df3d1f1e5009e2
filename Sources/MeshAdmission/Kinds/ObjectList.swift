/// Lists of objects in one document: `kind: List`, `VirtualServiceList` ...
enum ObjectList {
  /// The objects of a root value: its items where it is a list, itself otherwise.
  static func items(of root: DocumentValue) -> [DocumentValue] {
    guard let kind = root["kind"]?.string, kind.hasSuffix("List"), case .list(let items)? = root["items"]?.content else {
      return [root]
    }
    let identity = [("apiVersion", root["apiVersion"]?.string ?? ""), ("kind", String(kind.dropLast(4)))]
    return kind == "List" ? items : items.map { complete($0, with: identity) }
  }

  /// An API server leaves kind and version out of a typed list's items.
  private static func complete(_ item: DocumentValue, with identity: [(key: String, text: String)]) -> DocumentValue {
    guard case .mapping(var entries) = item.content, item["kind"] == nil else { return item }
    for field in identity where item[field.key] == nil {
      let value = DocumentValue(.string(field.text), line: item.line, column: item.column)
      entries.append(DocumentEntry(key: field.key, line: item.line, column: item.column, value: value))
    }
    return DocumentValue(.mapping(entries), line: item.line, column: item.column)
  }
}
