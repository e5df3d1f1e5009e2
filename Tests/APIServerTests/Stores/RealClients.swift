import Testing

/// What clients of Kubernetes do that know nothing of Meltemi, under each store.
@Suite("Real clients of Kubernetes", .sharedServers)
enum RealClients {}
