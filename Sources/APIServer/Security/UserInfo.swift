/// Who makes a request.
package struct UserInfo: Hashable, Sendable {
  var name: String
  var uid: String?
  /// Sorted.
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
    self.groups = Set(groups).union([Self.authenticated]).sorted()
    self.extra = extra
  }

  /// A service account, as Kubernetes names it.
  static func serviceAccount(_ name: String, in namespace: String, uid: String?) -> UserInfo {
    UserInfo(
      name: "system:serviceaccount:\(namespace):\(name)", uid: uid,
      groups: [serviceAccounts, "\(serviceAccounts):\(namespace)"])
  }

  var isSuperuser: Bool { groups.contains(Self.superusers) }
}
