import HTTPTypes
import Hummingbird
import Logging

/// Turns whatever a handler throws into an answer in the application's own shape, and keeps browsers from guessing types.
struct ErrorReplies<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as any HTTPResponseError {
      response = try .failure(Self.message(for: error.status), status: error.status)
      for header in (error as? HTTPError)?.headers ?? [:] { response.headers.append(header) }
    } catch {
      context.logger.error("Request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
      response = try .failure(Self.message(for: .internalServerError), status: .internalServerError)
    }
    response.headers[.xContentTypeOptions] = "nosniff"
    context.logger.debug(
      "Request served",
      metadata: ["method": "\(request.method)", "path": "\(request.uri.path)", "status": "\(response.status.code)"])
    return response
  }

  private static func message(for status: HTTPResponse.Status) -> String {
    switch status {
    case .notFound: "there is nothing at this path"
    case .contentTooLarge: "the request body is too large"
    case .internalServerError: "something went wrong on our side"
    default: status.reasonPhrase.lowercased()
    }
  }
}
