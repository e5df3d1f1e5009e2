import EnvoyAPI
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import HTTPTypes
import Hummingbird
import Logging
import MeshTestSupport
import ServiceLifecycle
import Testing

/// Decides over HTTP: lets pass what has the header `x-ext-authz: allow`.
struct HTTPAuthorizer: Service {
  let host: String
  let port: Int
  let ready = EventLog<Void>()
  /// The paths of the questions.
  let questions = EventLog<String>()

  func run() async throws {
    let (ready, questions) = (ready, questions)
    let router = Router()
    router.get("**") { request, _ -> Response in
      questions.append(request.uri.path)
      let isAllowed = request.headers[try .named("x-ext-authz")] == "allow"
      var headers = HTTPFields()
      headers[try .named("x-user")] = "someone"
      headers[try .named("x-reason")] = isAllowed ? nil : "not today"
      if let extra = request.headers[try .named("x-extra")] { headers[try .named("x-extra-seen")] = extra }
      return Response(status: isAllowed ? .ok : .forbidden, headers: headers)
    }
    var logger = Logger(label: "authorizer")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname(host, port: port)),
      onServerRunning: { _ in ready.append(()) }, logger: logger)
    try await application.run()
  }
}

/// Decides over gRPC: lets pass requests with the header `x-ext-authz: allow`, and connections of the service account `web`.
struct GRPCAuthorizer: Service, RegistrableRPCService {
  let host: String
  let port: Int

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    router.registerHandler(
      forMethod: MethodDescriptor(fullyQualifiedService: "envoy.service.auth.v3.Authorization", method: "Check"),
      deserializer: ProtobufDeserializer<Envoy_Service_Auth_V3_CheckRequest>(),
      serializer: ProtobufSerializer<Envoy_Service_Auth_V3_CheckResponse>()
    ) { request, _ in
      var isAllowed = false
      for try await question in request.messages {
        let attributes = question.attributes
        isAllowed =
          attributes.request.hasHTTP
          ? attributes.request.http.headers["x-ext-authz"] == "allow" : attributes.source.principal.hasSuffix("/sa/web")
      }
      var answer = Envoy_Service_Auth_V3_CheckResponse()
      answer.status.code = isAllowed ? 0 : 7
      return StreamingServerResponse(single: ServerResponse(message: answer))
    }
  }

  func run() async throws {
    let server = GRPCServer(
      transport: HTTP2ServerTransport.Posix(address: .ipv4(host: host, port: port), transportSecurity: .plaintext),
      services: [self])
    try await withGracefulShutdownHandler {
      try await server.serve()
    } onGracefulShutdown: {
      server.beginGracefulShutdown()
    }
  }
}

extension HTTPField.Name {
  fileprivate static func named(_ text: String) throws -> Self { try #require(Self(text)) }
}
