import MeshModel

/// `region/zone/subzone` as rules write it: a part that is missing or `*` stands for any.
struct LocalityPattern: Hashable {
  private let parts: [String]

  init(_ text: String) {
    parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
  }

  func matches(_ locality: Locality) -> Bool {
    zip(parts, [locality.region, locality.zone, locality.subZone]).enumerated().allSatisfy { place, pair in
      let (wanted, actual) = pair
      // An empty region is not "any": a locality that is unknown matches nothing but `*`.
      return wanted == "*" || wanted == actual || (place > 0 && wanted.isEmpty)
    }
  }

  /// How many parts it fixes.
  var specificity: Int { parts.filter { $0 != "*" && !$0.isEmpty }.count }
}
