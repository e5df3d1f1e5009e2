import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The page that people see, its sign-in, and the JSON face behind it.
struct ProductpageService: Sendable {
  let podName: String
  let limits: BookinfoConfiguration.Limits
  let sessions: SessionCookie
  let backend: ProductpageBackend

  init(_ configuration: BookinfoConfiguration, client: UpstreamClient, logger: Logger) {
    self.podName = configuration.podName
    self.limits = configuration.limits
    self.sessions = SessionCookie(key: configuration.sessionKey)
    self.backend = ProductpageBackend(
      upstreams: configuration.upstreams, timeouts: configuration.timeouts, client: client, logger: logger)
  }

  func addRoutes(to router: Router<BasicRequestContext>) {
    for path in ["/", "/index.html"] as [RouterPath] {
      router.get(path) { request, _ in
        Response.page(WelcomePage(user: sessions.user(of: request.headers), podName: podName).html)
      }
    }
    router.get("/productpage") { request, _ in await productPage(request) }
    router.get("/health") { _, _ in Response.text("Product page is healthy") }
    addSignInRoutes(to: router)
    addAPIRoutes(to: router)
  }

  private func addSignInRoutes(to router: Router<BasicRequestContext>) {
    router.get("/login") { request, _ in
      Response.page(SignInPage(user: sessions.user(of: request.headers), problem: nil).html)
    }
    router.post("/login") { request, _ in try await signIn(request) }
    router.get("/logout") { request, _ in
      back(from: request, cookie: sessions.signOut(secure: isSecure(request)))
    }
  }

  private func addAPIRoutes(to router: Router<BasicRequestContext>) {
    router.get("/api/v1/products") { _, _ in try Response.json(Product.all) }
    router.get("/api/v1/products/:id") { request, context in
      try await reply(backend.details(of: productID(context), headers: headers(for: request)))
    }
    router.get("/api/v1/products/:id/reviews") { request, context in
      try await reply(backend.reviews(of: productID(context), headers: headers(for: request)))
    }
    router.get("/api/v1/products/:id/ratings") { request, context in
      try await reply(backend.ratings(of: productID(context), headers: headers(for: request)))
    }
  }

  private func productPage(_ request: Request) async -> Response {
    let product = Product.theComedyOfErrors
    let headers = headers(for: request)
    async let details = backend.details(of: String(product.id), headers: headers)
    async let reviews = backend.reviews(of: String(product.id), headers: headers)
    let page = ProductPage(
      product: product, user: sessions.user(of: request.headers), podName: podName, details: await details,
      reviews: await reviews)
    return .page(page.html)
  }

  /// The peer's own JSON when it answered; an apology with the peer's status when it did not.
  private func reply<Value>(_ fetched: Fetched<Value>) throws -> Response {
    switch fetched.outcome {
    case .answered(_, let json): .json(body: json)
    case .failed(let failure, let apology): try .failure(apology, status: HTTPResponse.Status(code: failure.replyStatus))
    }
  }

  private func productID(_ context: BasicRequestContext) throws -> String {
    let segment = try context.parameters.require("id")
    guard let id = segment.removingPercentEncoding, id.utf8.count <= 64 else { throw HTTPError(.badRequest) }
    return id
  }

  private func headers(for request: Request) -> HTTPFields {
    ForwardedHeaders.fromProductpage(request.headers, user: sessions.user(of: request.headers))
  }
}

extension ProductpageService {
  private struct SignInForm: Decodable {
    var username: String
  }

  /// Any password is right, as in the original: the name alone decides what a user sees.
  private func signIn(_ request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: limits.requestBodyBytes)
    guard let form = try? URLEncodedFormDecoder().decode(SignInForm.self, from: String(buffer: body)),
      let user = UserName(form.username)
    else {
      let problem = "Please give a name of 1 to 64 characters."
      return .page(SignInPage(user: nil, problem: problem).html, status: .badRequest)
    }
    return back(from: request, cookie: sessions.signIn(user, secure: isSecure(request)))
  }

  private func back(from request: Request, cookie: String) -> Response {
    var response = Response(status: .found, headers: [.location: returnPath(of: request), .cacheControl: "no-store"])
    response.headers[.setCookie] = cookie
    return response
  }

  /// The page that the user came from, if it is one of ours; a `Referer` from elsewhere must not become a redirect there.
  private func returnPath(of request: Request) -> String {
    guard let referer = request.headers[.referer], let url = URLComponents(string: referer),
      let host = url.host, let authority = request.head.authority,
      authority == (url.port.map { "\(host):\($0)" } ?? host),
      ["/", "/index.html", "/productpage"].contains(url.path)
    else { return "/productpage" }
    return url.path
  }

  /// Whether the browser's own connection was TLS, as the ingress gateway tells it.
  private func isSecure(_ request: Request) -> Bool {
    HTTPField.Name("x-forwarded-proto").flatMap { request.headers[$0] } == "https"
  }
}
