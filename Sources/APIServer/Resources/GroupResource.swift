/// A kind of objects as paths name it, in whichever version.
struct GroupResource: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Empty for the core group.
  var group: String
  /// The plural name.
  var resource: String

  /// `plural.group`, or `plural` for the core group.
  var description: String { group.isEmpty ? resource : "\(resource).\(group)" }

  static func < (left: Self, right: Self) -> Bool { (left.group, left.resource) < (right.group, right.resource) }
}
