import EnvoyAPI
import MeshTranslation

extension Clause where Test == OperationTest {
  func permission() throws(RenderingError) -> Envoy_Config_Rbac_V3_Permission {
    var permission = Envoy_Config_Rbac_V3_Permission()
    switch self {
    case .any: permission.any = true
    case .test(let test): permission = try test.permission()
    case .not(let clause): permission.notRule = try clause.permission()
    case .all(let clauses):
      if clauses.isEmpty { permission.any = true }
      for clause in clauses { permission.andRules.rules.append(try clause.permission()) }
    case .either(let clauses):
      if clauses.isEmpty { return try Self.never.permission() }
      for clause in clauses { permission.orRules.rules.append(try clause.permission()) }
    }
    return permission
  }
}

extension OperationTest {
  fileprivate func permission() throws(RenderingError) -> Envoy_Config_Rbac_V3_Permission {
    var permission = Envoy_Config_Rbac_V3_Permission()
    switch self {
    case .header(let name, let test): permission.header = test.headerMatcher(name)
    case .path(let test): permission.urlPath.path = test.stringMatcher
    case .pathTemplate(let template):
      var match = Envoy_Extensions_Path_Match_UriTemplate_V3_UriTemplateMatchConfig()
      match.pathTemplate = Self.operators(of: template)
      permission.uriTemplate = try .packing("uri-template", match)
    case .destinationAddress(let block): permission.destinationIp = block.range
    case .destinationPort(let port): permission.destinationPort = UInt32(clamping: port)
    case .serverName(let test): permission.requestedServerName = test.stringMatcher
    case .metadata(let filter, let key, let test, let inList):
      var value = Envoy_Type_Matcher_V3_ValueMatcher()
      if inList { value = test.element } else { value.stringMatch = test.stringMatcher }
      permission.sourcedMetadata.metadataMatcher = Envoy_Type_Matcher_V3_MetadataMatcher(
        filter: filter, path: [key], value: value)
    }
    return permission
  }

  /// Envoy writes the operators of a template without braces.
  private static func operators(of template: String) -> String {
    template.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      segment == "{*}" ? "*" : segment == "{**}" ? "**" : String(segment)
    }.joined(separator: "/")
  }
}

extension Clause where Test == SourceTest {
  var principal: Envoy_Config_Rbac_V3_Principal {
    var principal = Envoy_Config_Rbac_V3_Principal()
    switch self {
    case .any: principal.any = true
    case .test(let test): principal = test.principal
    case .not(let clause): principal.notID = clause.principal
    case .all(let clauses):
      if clauses.isEmpty { principal.any = true } else { principal.andIds.ids = clauses.map(\.principal) }
    case .either(let clauses):
      if clauses.isEmpty { return Self.never.principal }
      principal.orIds.ids = clauses.map(\.principal)
    }
    return principal
  }
}

extension SourceTest {
  fileprivate var principal: Envoy_Config_Rbac_V3_Principal {
    var principal = Envoy_Config_Rbac_V3_Principal()
    switch self {
    case .identity(let test): principal.authenticated.principalName = test.stringMatcher
    case .peerAddress(let block): principal.directRemoteIp = block.range
    case .clientAddress(let block): principal.remoteIp = block.range
    case .header(let name, let test): principal.header = test.headerMatcher(name)
    case .claim(let path, let test): principal.sourcedMetadata.metadataMatcher = .claim(path, test)
    }
    return principal
  }
}

extension AddressBlock {
  fileprivate var range: Envoy_Config_Core_V3_CidrRange {
    Envoy_Config_Core_V3_CidrRange(address, prefixLength: prefixLength)
  }
}
