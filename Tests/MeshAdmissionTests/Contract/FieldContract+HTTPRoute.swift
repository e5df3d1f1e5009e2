extension FieldContract {
  private static let route = "route: [{destination: {host: a}}]"

  /// The fields of one item of a VirtualService's `http`.
  static func httpRoute(_ writer: inout ContractWriter) {
    writer.scalar("name", "{\(route), name: @}", "a", .translated(shownBy: "RoutePlanTests.everyMatchIsARouteOfItsOwn"))
    writer.scalar("timeout", "{\(route), timeout: @}", "1s", .translated(shownBy: goldens + "forwarding.json"))
    writer.list(
      "match", "{\(route), match: @}", item: "{port: 80}", .translated(shownBy: "RoutePlanTests.everyConditionOnARequest"))
    writer.at("match[]", "{\(route), match: [@]}") { requestMatch(&$0) }
    writer.with(.translated(shownBy: "RoutePlanTests.destinationsByWeight")) { writer in
      destinations(&writer, "{route: @}")
      writer.at("route[]", "{route: [@]}") { headers(&$0, "{destination: {host: a}, headers: @}") }
    }
    writer.with(.translated(shownBy: goldens + "destinations.json")) { headers(&$0, "{\(route), headers: @}") }
    writer.with(.translated(shownBy: "DelegationTests.theDelegatesRoutesTakeTheRootsPlace")) { writer in
      writer.container("delegate", "{delegate: @}", "{name: a}")
      writer.scalar("delegate.name", "{delegate: {name: @}}", "a")
      writer.scalar("delegate.namespace", "{delegate: {name: a, namespace: @}}", "b")
    }
    answers(&writer)
    rewrite(&writer)
    retries(&writer)
    writer.with(.translated(shownBy: goldens + "faults-and-cors.json")) { writer in
      cors(&writer)
      fault(&writer)
    }
    writer.with(.translated(shownBy: "RoutePlanTests.mirrors")) { mirrors(&$0) }
  }

  private static let goldens = "Tests/EnvoyRenderingTests/Goldens/Routes/"

  private static func requestMatch(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "RoutePlanTests.everyConditionOnARequest")) { writer in
      writer.scalar("name", "{name: @}", "a")
      for field in ["uri", "scheme", "method", "authority"] { textMatch(&writer, field, "{\(field): @}") }
      writer.scalar("ignoreUriCase", "{ignoreUriCase: @}", "true", wrong: "7")
      for field in ["headers", "withoutHeaders", "queryParams"] {
        writer.container(field, "{\(field): @}", "{a: {exact: b}}")
        textMatch(&writer, "\(field){}", "{\(field): {a: @}}", key: "a")
      }
      writer.scalar("statPrefix", "{statPrefix: @}", "a")
    }
    writer.with(.translated(shownBy: "RoutePlanTests.conditionsOnTheClientDecideBeforehand")) { writer in
      writer.scalar("port", "{port: @}", "80")
      writer.container("sourceLabels", "{sourceLabels: @}", "{app: a}")
      writer.scalar("sourceLabels{}", "{sourceLabels: {app: @}}", "a")
      writer.scalar("sourceNamespace", "{sourceNamespace: @}", "a")
      writer.texts("gateways", "{gateways: @}", "mesh")
    }
  }

  // MARK: What becomes of a request

  private static func answers(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "RoutePlanTests.redirects")) { writer in
      writer.container("redirect", "{redirect: @}", "{uri: /a}")
      writer.scalar("redirect.uri", "{redirect: {uri: @}}", "/a")
      writer.scalar("redirect.prefixRewrite", "{redirect: {prefixRewrite: @}}", "/a")
      writer.scalar("redirect.authority", "{redirect: {authority: @}}", "a.com")
      writer.scalar("redirect.port", "{redirect: {port: @}}", "80")
      writer.scalar("redirect.derivePort", "{redirect: {derivePort: @}}", "FROM_REQUEST_PORT")
      writer.scalar("redirect.scheme", "{redirect: {scheme: @}}", "https")
      writer.scalar("redirect.redirectCode", "{redirect: {uri: /a, redirectCode: @}}", "302")
    }
    writer.with(.translated(shownBy: goldens + "answers.json")) { writer in
      writer.container("directResponse", "{directResponse: @}", "{status: 200}")
      writer.scalar("directResponse.status", "{directResponse: {status: @}}", "200")
      writer.container("directResponse.body", "{directResponse: {status: 200, body: @}}", "{string: a}")
      writer.scalar("directResponse.body.string", "{directResponse: {status: 200, body: {string: @}}}", "a")
      writer.scalar("directResponse.body.bytes", "{directResponse: {status: 200, body: {bytes: @}}}", "YQ==")
    }
  }

  private static func rewrite(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "RoutePlanTests.rewriteBeatsHeadersForTheAuthority")) { writer in
      writer.container("rewrite", "{\(route), rewrite: @}", "{uri: /a}")
      writer.scalar("rewrite.uri", "{\(route), rewrite: {uri: @}}", "/a")
      writer.scalar("rewrite.authority", "{\(route), rewrite: {authority: @}}", "a.com")
    }
    writer.with(.translated(shownBy: "RoutePlanTests.regexRewrite")) { writer in
      writer.container("rewrite.uriRegexRewrite", "{\(route), rewrite: {uriRegexRewrite: @}}", "{match: a, rewrite: b}")
      writer.scalar(
        "rewrite.uriRegexRewrite.match", "{\(route), rewrite: {uriRegexRewrite: {match: @, rewrite: b}}}", "a")
      writer.scalar(
        "rewrite.uriRegexRewrite.rewrite", "{\(route), rewrite: {uriRegexRewrite: {match: a, rewrite: @}}}", "b")
    }
  }

  private static func retries(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "RoutePlanTests.retryPolicies")) { writer in
      writer.container("retries", "{\(route), retries: @}", "{attempts: 3}")
      writer.at("retries", "{\(route), retries: @}") { writer in
        writer.scalar("attempts", "{attempts: @}", "3")
        writer.scalar("perTryTimeout", "{attempts: 3, perTryTimeout: @}", "1s")
        writer.scalar("retryOn", "{attempts: 3, retryOn: @}", "5xx")
        writer.scalar("retryRemoteLocalities", "{attempts: 3, retryRemoteLocalities: @}", "true", wrong: "7")
        writer.scalar("retryIgnorePreviousHosts", "{attempts: 3, retryIgnorePreviousHosts: @}", "false", wrong: "7")
        writer.scalar("backoff", "{attempts: 3, backoff: @}", "25ms")
      }
    }
  }

  private static func cors(_ writer: inout ContractWriter) {
    writer.container("corsPolicy", "{\(route), corsPolicy: @}", "{allowMethods: [GET]}")
    writer.at("corsPolicy", "{\(route), corsPolicy: @}") { writer in
      writer.texts("allowOrigin", "{allowOrigin: @}", "a.com")
      writer.container("allowOrigins", "{allowOrigins: @}", "[{exact: a}]")
      textMatch(&writer, "allowOrigins[]", "{allowOrigins: [@]}")
      writer.texts("allowMethods", "{allowMethods: @}", "GET")
      writer.texts("allowHeaders", "{allowHeaders: @}", "a")
      writer.texts("exposeHeaders", "{exposeHeaders: @}", "a")
      writer.scalar("maxAge", "{maxAge: @}", "1h")
      writer.scalar("allowCredentials", "{allowCredentials: @}", "true", wrong: "7")
      writer.scalar("unmatchedPreflights", "{unmatchedPreflights: @}", "IGNORE")
    }
  }

  private static func fault(_ writer: inout ContractWriter) {
    writer.container("fault", "{\(route), fault: @}", "{abort: {httpStatus: 500}}")
    writer.at("fault", "{\(route), fault: @}") { writer in
      writer.container("abort", "{abort: @}", "{httpStatus: 500}")
      writer.at("abort", "{abort: @}") { writer in
        writer.scalar("httpStatus", "{httpStatus: @}", "500")
        writer.scalar("grpcStatus", "{grpcStatus: @}", "UNAVAILABLE")
        writer.scalar("http2Error", "{http2Error: @}", "INTERNAL", .refused(because: "Istio refuses it as well"))
        percentage(&writer, "percentage", "{httpStatus: 500, percentage: @}")
      }
      writer.container("delay", "{delay: @}", "{fixedDelay: 1s}")
      writer.at("delay", "{delay: @}") { writer in
        writer.scalar("fixedDelay", "{fixedDelay: @}", "1s")
        writer.scalar("exponentialDelay", "{exponentialDelay: @}", "1s", .refused(because: "Istio refuses it as well"))
        writer.scalar("percent", "{fixedDelay: 1s, percent: @}", "50")
        percentage(&writer, "percentage", "{fixedDelay: 1s, percentage: @}")
      }
    }
  }

  private static func mirrors(_ writer: inout ContractWriter) {
    destination(&writer, "mirror", "{\(route), mirror: @}")
    writer.scalar("mirrorPercent", "{\(route), mirror: {host: a}, mirrorPercent: @}", "50")
    writer.scalar("mirror_percent", "{\(route), mirror: {host: a}, mirror_percent: @}", "50")
    percentage(&writer, "mirrorPercentage", "{\(route), mirror: {host: a}, mirrorPercentage: @}")
    writer.list("mirrors", "{\(route), mirrors: @}", item: "{destination: {host: a}}")
    writer.at("mirrors[]", "{\(route), mirrors: [@]}") { writer in
      destination(&writer, "destination", "{destination: @}")
      percentage(&writer, "percentage", "{destination: {host: a}, percentage: @}")
    }
  }
}
