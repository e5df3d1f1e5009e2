extension FieldContract {
  static let requestAuthentication: [FieldContract] = {
    let live = Standing.translated(shownBy: "SecurityMatrixTests.policiesAllowAndDenyAsIstioSays")
    var writer = ContractWriter("RequestAuthentication", spec: "{}", live)
    let rules = ", jwtRules: [{issuer: 'https://a.com'}]"
    writer.with(.translated(shownBy: "RequestAuthenticationTests.rulesOfAllObjectsAddUpSortedByIssuer")) { $0.selector(rules) }
    writer.with(targetsRefusal) { $0.targets(rules) }
    writer.list("jwtRules", "{jwtRules: @}", item: "{issuer: 'https://a.com'}")
    writer.scalar("jwtRules[].issuer", "{jwtRules: [{issuer: @}]}", "https://a.com")
    writer.at("jwtRules[]", "{jwtRules: [{issuer: 'https://a.com', @}]}") { tokenRule(&$0) }
    return writer.fields
  }()

  private static func tokenRule(_ writer: inout ContractWriter) {
    writer.texts("audiences", "audiences: @", "a")
    writer.scalar("jwksUri", "jwksUri: @", "'https://a.com/keys'")
    writer.scalar("jwks_uri", "jwks_uri: @", "'https://a.com/keys'")
    writer.scalar("jwks", "jwks: @", #"'{"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}'"#)
    writer.list("fromHeaders", "fromHeaders: @", item: "{name: a}")
    writer.scalar("fromHeaders[].name", "fromHeaders: [{name: @}]", "a")
    writer.scalar("fromHeaders[].prefix", "fromHeaders: [{name: a, prefix: @}]", "'Bearer '")
    writer.texts("fromParams", "fromParams: @", "a")
    writer.texts("fromCookies", "fromCookies: @", "a")
    writer.scalar("outputPayloadToHeader", "outputPayloadToHeader: @", "x-a")
    writer.scalar("forwardOriginalToken", "forwardOriginalToken: @", "true")
    writer.list("outputClaimToHeaders", "outputClaimToHeaders: @", item: "{header: x-a, claim: a}")
    writer.scalar("outputClaimToHeaders[].header", "outputClaimToHeaders: [{header: @, claim: a}]", "x-a")
    writer.scalar("outputClaimToHeaders[].claim", "outputClaimToHeaders: [{header: x-a, claim: @}]", "a")
    writer.with(.translated(shownBy: "RequestAuthenticationTests.claimsOfWordsAreListed")) { writer in
      writer.texts("spaceDelimitedClaims", "spaceDelimitedClaims: @", "a")
    }
    writer.scalar(
      "timeout", "timeout: @", "3s",
      .validated(because: "the control plane fetches keys, proxies do not: it bounds the fetch"))
  }
}
