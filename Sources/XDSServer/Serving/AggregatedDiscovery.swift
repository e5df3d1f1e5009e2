import EnvoyDiscovery
import GRPCCore
import XDSResources

/// The two methods of the aggregated discovery service.
struct AggregatedDiscovery<Source: ResourceSource>: RegistrableRPCService {
  private typealias Methods = Envoy_Service_Discovery_V3_AggregatedDiscoveryService.Method

  let source: Source
  let context: ServingContext
  /// What the transport knows about the client of a call.
  let readPeer: @Sendable (ServerContext) -> ProxyPeer

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    register(SotWStream.self, Methods.StreamAggregatedResources.descriptor, with: &router)
    register(DeltaStream.self, Methods.DeltaAggregatedResources.descriptor, with: &router)
  }

  private func register<Transport: ServerTransport, Machine: StreamMachine>(
    _ machine: Machine.Type, _ method: MethodDescriptor, with router: inout RPCRouter<Transport>
  ) {
    router.registerHandler(
      forMethod: method,
      deserializer: RequestDeserializer<Machine.Message>(),
      serializer: ResponseSerializer(isDelta: Machine.isDelta, identifier: context.configuration.identifier)
    ) { request, call in
      StreamingServerResponse(of: StreamResponse.self) { writer in
        try await serve(machine, request, writer, call)
        return [:]
      }
    }
  }

  private func serve<Machine: StreamMachine>(
    _ machine: Machine.Type, _ request: StreamingServerRequest<Machine.Message>, _ writer: RPCWriter<StreamResponse>,
    _ call: ServerContext
  ) async throws {
    let peer = try await welcome(peer(of: call, request.metadata))
    let id = try context.registry.open()
    let session = StreamSession<Source, Machine>(id: id, source: source, context: context, peer: peer)
    context.registry.join(id, session)
    defer { session.close(id) }
    try await session.run(request.messages, writer, call.cancellation)
  }

  /// Finds out who opens a stream, before it takes a place and before anything is read from it.
  private func welcome(_ peer: ProxyPeer) async throws -> ProxyPeer {
    try context.registry.greet()
    defer { context.registry.meet() }
    do {
      return try await source.welcome(peer)
    } catch let refusal as RefusedProxy {
      throw RPCError(refusal)
    }
  }

  private func peer(of call: ServerContext, _ metadata: Metadata) -> ProxyPeer {
    var peer = readPeer(call)
    for header in metadata[stringValues: "authorization"] where peer.bearerToken == nil {
      peer.bearerToken = BearerToken(authorization: header)
    }
    return peer
  }
}
