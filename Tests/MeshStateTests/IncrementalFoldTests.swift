import MeshAPI
import MeshModel
import Testing

@testable import MeshState

/// The invariant that lets everything else trust the fold: taking in changes one by one ends where building from all facts ends.
@Suite struct IncrementalFoldTests {
  @Test(arguments: [1, 2, 3, 5, 8, 13, 21, 34] as [UInt64])
  func foldingChangesEqualsFoldingEverything(seed: UInt64) {
    var world = RandomMesh(seed: seed)
    var folded = FoldedMesh()
    for step in 0..<100 {
      let before = folded.snapshot
      let edit = world.edit()
      let changes = folded.fold(
        FactChanges(upserts: edit.upserts, removals: edit.removals, meshConfig: edit.mesh))
      let scratch = FoldedMesh(
        folding: FactChanges(upserts: world.objects.values.sorted { $0.key < $1.key }, meshConfig: world.mesh))
      let context: Comment = "seed \(seed), step \(step)"
      expectEqual(folded, scratch, context)
      #expect(changes == ChangeSet(from: before, to: folded.snapshot), context)
      #expect(folded.snapshot.generation == before.generation + (changes.isEmpty ? 0 : 1), context)
    }
  }

  private func expectEqual(_ folded: FoldedMesh, _ scratch: FoldedMesh, _ context: Comment) {
    let (ours, theirs) = (folded.snapshot, scratch.snapshot)
    #expect(ours.mesh == theirs.mesh, context)
    #expect(ours.namespaces == theirs.namespaces, context)
    #expect(ours.services == theirs.services, context)
    #expect(folded.automaticAddresses == scratch.automaticAddresses, context)
    #expect(ours.namespacesByHost == theirs.namespacesByHost, context)
    #expect(ours.endpoints == theirs.endpoints, context)
    #expect(ours.peers == theirs.peers, context)
    #expect(ours.workloads == theirs.workloads, context)
    #expect(ours.servicesByAddress == theirs.servicesByAddress, context)
    #expect(ours.virtualServices == theirs.virtualServices, context)
    #expect(ours.destinationRules == theirs.destinationRules, context)
    #expect(ours.serviceEntries == theirs.serviceEntries, context)
    #expect(ours.gateways == theirs.gateways, context)
    #expect(ours.sidecars == theirs.sidecars, context)
    #expect(ours.peerAuthentications == theirs.peerAuthentications, context)
    #expect(ours.authorizationPolicies == theirs.authorizationPolicies, context)
    #expect(ours.requestAuthentications == theirs.requestAuthentications, context)
    #expect(ours.envoyFilters == theirs.envoyFilters, context)
    #expect(ours.secrets == theirs.secrets, context)
    #expect(ours.configMaps == theirs.configMaps, context)
    // What the next fold starts from must not drift either, or an index would grow with every change.
    #expect(folded.platform == scratch.platform, context)
    #expect(folded.candidates == scratch.candidates, context)
    #expect(folded.selectors == scratch.selectors, context)
    #expect(folded.claimants == scratch.claimants, context)
    #expect(folded.claims == scratch.claims, context)
    #expect(folded.inlineEndpoints == scratch.inlineEndpoints, context)
    #expect(folded.ingressObjects == scratch.ingressObjects, context)
    #expect(folded.writtenLikeIngress == scratch.writtenLikeIngress, context)
    #expect(folded.findings == scratch.findings, context)
  }
}
