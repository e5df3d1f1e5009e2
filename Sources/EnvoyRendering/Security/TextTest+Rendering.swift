import EnvoyAPI
import MeshTranslation

extension TextTest {
  /// For texts that may be empty or not there, `present` asks for at least one character.
  var stringMatcher: Envoy_Type_Matcher_V3_StringMatcher {
    var matcher = Envoy_Type_Matcher_V3_StringMatcher()
    switch shape {
    case .exact(let text): matcher.exact = text
    case .prefix(let text): matcher.prefix = text
    case .suffix(let text): matcher.suffix = text
    case .regex(let text): matcher.safeRegex.regex = text
    case .present: matcher.safeRegex.regex = ".+"
    }
    matcher.ignoreCase = ignoresCase
    return matcher
  }

  func headerMatcher(_ name: String) -> Envoy_Config_Route_V3_HeaderMatcher {
    var matcher = Envoy_Config_Route_V3_HeaderMatcher()
    matcher.name = name
    if shape == .present { matcher.presentMatch = true } else { matcher.stringMatch = stringMatcher }
    return matcher
  }

  /// The text itself, or an element of a list.
  var textOrElement: Envoy_Type_Matcher_V3_ValueMatcher {
    var text = Envoy_Type_Matcher_V3_ValueMatcher()
    text.stringMatch = stringMatcher
    var either = Envoy_Type_Matcher_V3_ValueMatcher()
    either.orMatch.valueMatchers = [text, element]
    return either
  }

  /// An element of a list.
  var element: Envoy_Type_Matcher_V3_ValueMatcher {
    var list = Envoy_Type_Matcher_V3_ValueMatcher()
    list.listMatch.oneOf.stringMatch = stringMatcher
    return list
  }
}

extension Envoy_Type_Matcher_V3_MetadataMatcher {
  /// - Parameter path: names from the outermost in.
  init(filter: String, path: [String], value: Envoy_Type_Matcher_V3_ValueMatcher) {
    self.init()
    self.filter = filter
    self.path = path.map { key in
      var segment = PathSegment()
      segment.key = key
      return segment
    }
    self.value = value
  }

  /// What a verified token claims.
  static func claim(_ path: [String], _ test: TextTest) -> Self {
    Self(
      filter: RequestAuthenticationPlan.filterName, path: [RequestAuthenticationPlan.payloadKey] + path,
      value: test.textOrElement)
  }
}
