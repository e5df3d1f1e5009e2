package import ObjectStore

/// What every store promises (see `ObjectStore`), one check for each promise. A test runs them all on each kind of store:
///
///     @Test(arguments: StorePromise.allCases)
///     func isKept(_ promise: StorePromise) async throws { try await promise.check(StoreUnderTest(store, promise)) }
package enum StorePromise: String, CaseIterable, Sendable {
  // Writing
  case writesAreRead, conditionsAreJudged, conflictsChangeNothing, deletedKeysStartAnew, deletingNothingIsNoWrite
  case keysAreBytes, sizesAreLimited, emptyValuesAreValues, oneOfManyWins, noWriteIsLost
  // Reading
  case rangesAreSorted, rangesEndWithTheirPrefix, rangesStartAfterAKey, limitsCount, piecesAreBounded, pagesAreOfOneRevision
  case futureCannotBeRead
  // Watching
  case watchesTellAllInOrder, watchesTellWhatWasBefore, watchesKeepToTheirRange, watchesAreTakenUpAgain, watchesWait
  case watchesOfTheFutureWait, quietWatchesTellProgress, slowReadersMissNothing, watchesEndWithTheirTask, watchesAreIndependent
  // History
  case compactionKeepsWhatIsInForce, compactedCannotBeRead, compactionIsRepeatable, watchesOutliveCompaction
  // Lifetimes
  case lifetimesEnd, lifetimesAreReplaced
  // All together
  case randomWorldsAgreeWithTheModel

  package func check(_ subject: StoreUnderTest<some ObjectStore>) async throws {
    switch self {
    case .writesAreRead: try await subject.writesAreRead()
    case .conditionsAreJudged: try await subject.conditionsAreJudged()
    case .conflictsChangeNothing: try await subject.conflictsChangeNothing()
    case .deletedKeysStartAnew: try await subject.deletedKeysStartAnew()
    case .deletingNothingIsNoWrite: try await subject.deletingNothingIsNoWrite()
    case .keysAreBytes: try await subject.keysAreBytes()
    case .sizesAreLimited: try await subject.sizesAreLimited()
    case .emptyValuesAreValues: try await subject.emptyValuesAreValues()
    case .oneOfManyWins: try await subject.oneOfManyWins()
    case .noWriteIsLost: try await subject.noWriteIsLost()
    case .rangesAreSorted: try await subject.rangesAreSorted()
    case .rangesEndWithTheirPrefix: try await subject.rangesEndWithTheirPrefix()
    case .rangesStartAfterAKey: try await subject.rangesStartAfterAKey()
    case .limitsCount: try await subject.limitsCount()
    case .piecesAreBounded: try await subject.piecesAreBounded()
    case .pagesAreOfOneRevision: try await subject.pagesAreOfOneRevision()
    case .futureCannotBeRead: try await subject.futureCannotBeRead()
    case .watchesTellAllInOrder: try await subject.watchesTellAllInOrder()
    case .watchesTellWhatWasBefore: try await subject.watchesTellWhatWasBefore()
    case .watchesKeepToTheirRange: try await subject.watchesKeepToTheirRange()
    case .watchesAreTakenUpAgain: try await subject.watchesAreTakenUpAgain()
    case .watchesWait: try await subject.watchesWait()
    case .watchesOfTheFutureWait: try await subject.watchesOfTheFutureWait()
    case .quietWatchesTellProgress: try await subject.quietWatchesTellProgress()
    case .slowReadersMissNothing: try await subject.slowReadersMissNothing()
    case .watchesEndWithTheirTask: try await subject.watchesEndWithTheirTask()
    case .watchesAreIndependent: try await subject.watchesAreIndependent()
    case .compactionKeepsWhatIsInForce: try await subject.compactionKeepsWhatIsInForce()
    case .compactedCannotBeRead: try await subject.compactedCannotBeRead()
    case .compactionIsRepeatable: try await subject.compactionIsRepeatable()
    case .watchesOutliveCompaction: try await subject.watchesOutliveCompaction()
    case .lifetimesEnd: try await subject.lifetimesEnd()
    case .lifetimesAreReplaced: try await subject.lifetimesAreReplaced()
    case .randomWorldsAgreeWithTheModel: try await subject.randomWorldsAgreeWithTheModel()
    }
  }
}
