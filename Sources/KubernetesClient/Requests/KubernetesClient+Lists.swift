package import KubernetesAPI
import NIOHTTP1

/// A part of a list.
package struct ListPage: Hashable, Sendable {
  package var items: [JSONValue]
  /// What the server had seen when it answered; a watch goes on from here.
  package var resourceVersion: String
  /// Asks for the next page; nil on the last.
  package var next: String?

  package init(items: [JSONValue], resourceVersion: String, next: String?) {
    self.items = items
    self.resourceVersion = resourceVersion
    self.next = next
  }

  /// nil for anything that is not a list.
  init?(_ answer: JSONValue, form: ObjectForm) {
    guard let kind = answer["kind"]?.string, kind.hasSuffix("List"), let metadata = answer["metadata"] else { return nil }
    let listed = answer["items"].flatMap { $0.isNull ? [] : $0.array } ?? []
    // A typed list's items leave out what the list says already.
    let version = answer["apiVersion"] ?? .null
    items = listed.map { item in
      var item = form.reduce(item)
      if form == .whole {
        if item["kind"] == nil { item["kind"] = .string(String(kind.dropLast(4))) }
        if item["apiVersion"] == nil { item["apiVersion"] = version }
      }
      return item
    }
    resourceVersion = metadata["resourceVersion"]?.string ?? ""
    next = metadata["continue"]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension KubernetesClient {
  /// One page of a list, asked for once.
  /// - Parameters:
  ///   - next: of the page before; nil for the first.
  ///   - limit: Objects of the page; nil for all at once.
  /// - Throws: `KubernetesError`, `CancellationError`.
  package func page(_ selection: ObjectSelection, next: String?, limit: Int?) async throws -> ListPage {
    var request = APIRequest(.GET, selection.path)
    request.query = selection.query
    request.accept = selection.form.acceptList
    if let limit { request.query.append(("limit", "\(limit)")) }
    if let next { request.query.append(("continue", next)) }
    let answer = try await send(request)
    guard let page = ListPage(answer, form: selection.form) else {
      throw KubernetesError(.malformed, message: "the answer to \(request.path) is not a list")
    }
    return page
  }

  /// All objects, in pages; from the start, and in one piece, where the server forgets them in between.
  /// - Throws: `KubernetesError`, `CancellationError`.
  package func list(_ selection: ObjectSelection) async throws -> ListPage {
    do {
      var page = try await page(selection, next: nil, limit: options.pageSize)
      var items = page.items
      while let next = page.next {
        page = try await self.page(selection, next: next, limit: options.pageSize)
        items += page.items
      }
      return ListPage(items: items, resourceVersion: page.resourceVersion, next: nil)
    } catch let error as KubernetesError where error.code == .gone {
      return try await page(selection, next: nil, limit: nil)
    }
  }
}
