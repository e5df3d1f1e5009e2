/// Who makes a request.
package struct UserInfo: Hashable, Sendable {
  var name: String
  var uid: String?
  /// Sorted by their bytes.
  var groups: [String]
  /// What else the credentials say.
  var extra: [String: [String]] = [:]

  /// Members may do everything; no role can take that from them.
  package static let superusers = "system:masters"
  static let authenticated = "system:authenticated"
  static let serviceAccounts = "system:serviceaccounts"

  /// Somebody who proved to be `name`: a member of the group of all who did.
  init(name: String, uid: String? = nil, groups: some Sequence<String>, extra: [String: [String]] = [:]) {
    self.name = name
    self.uid = uid
    let names = Set(groups.map { ExactName($0) }).union([ExactName(Self.authenticated)])
    self.groups = names.sorted().map(\.text)
    self.extra = extra
  }

  /// A service account, as Kubernetes names it.
  static func serviceAccount(_ name: String, in namespace: String, uid: String?) -> UserInfo {
    UserInfo(
      name: "system:serviceaccount:\(namespace):\(name)", uid: uid,
      groups: [serviceAccounts, "\(serviceAccounts):\(namespace)"])
  }

  var isSuperuser: Bool { isMember(of: ExactName(Self.superusers)) }

  func isMember(of group: ExactName) -> Bool { groups.contains { ExactName($0) == group } }
}
