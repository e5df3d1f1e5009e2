/// The calls behind a page, as a picture: who was asked, who answered, and how long it took.
struct CallMap {
  /// The workload that made the page.
  var podName: String
  var details: Fetched<BookDetails>
  var reviews: Fetched<BookReviews>

  /// How a call went; the raw value is the style class.
  private enum State: String {
    case answered, failed, unused
  }

  var html: HTML {
    let ratings = ratingsNode
    return """
      <section id="calls" class="card calls" aria-labelledby="calls-title">
      <div class="heading">
      <h2 id="calls-title">How this request travelled</h2>
      <p class="served">Each box is a service with an Envoy beside it.</p>
      </div>
      <ul class="map">
      \(node("productpage", pod: podName, state: .answered, "made this page", area: "page"))
      <li class="fork" aria-hidden="true">\(Artwork.fork(upper: state(details).rawValue, lower: state(reviews).rawValue))</li>
      \(node("details", pod: nil, state: state(details), effort(details), area: "details"))
      \(node("reviews", pod: reviews.value?.podname, state: state(reviews), effort(reviews), area: "reviews"))
      <li class="link" aria-hidden="true">\(Artwork.link(ratings.state.rawValue))</li>
      \(node("ratings", pod: nil, state: ratings.state, ratings.text, area: "ratings"))
      </ul>
      </section>
      """
  }

  private func node(_ service: String, pod: String?, state: State, _ text: String, area: String) -> HTML {
    """
    <li class="node \(state.rawValue) at-\(area)"><span class="name"><span class="dot" aria-hidden="true"></span>\
    <strong>\(service)</strong></span>\
    \(pod.map { "<code>\($0)</code>" } ?? .empty)<span class="note">\(text)</span></li>
    """
  }

  /// The page never calls ratings itself: what it knows is what the reviews tell.
  private var ratingsNode: (state: State, text: String) {
    guard let reviews = reviews.value else { return (.unused, "not known") }
    let ratings = reviews.reviews.compactMap(\.rating)
    if ratings.isEmpty { return (.unused, "not asked") }
    if ratings.contains(where: { $0.stars == nil }) { return (.failed, "unavailable") }
    return (.answered, ratings.first?.color.map { "gave \($0) stars" } ?? "answered")
  }

  private func state<Value>(_ fetched: Fetched<Value>) -> State {
    fetched.value == nil ? .failed : .answered
  }

  private func effort<Value>(_ fetched: Fetched<Value>) -> String {
    switch fetched.outcome {
    case .answered: "answered in \(fetched.effort)"
    case .failed(let failure, _): fetched.reason(failure)
    }
  }
}

extension Fetched {
  /// What it took, for people: `12 ms`, or `2 tries and 6.0 s`.
  var effort: String {
    let milliseconds = Int(duration / .milliseconds(1))
    let tenths = Int(duration / .milliseconds(100))
    let time = milliseconds < 1000 ? "\(max(1, milliseconds)) ms" : "\(tenths / 10).\(tenths % 10) s"
    return tries == 1 ? time : "\(tries) tries and \(time)"
  }

  /// Why it failed, for people: `no answer in 2 tries and 6.0 s`.
  func reason(_ failure: FetchFailure) -> String {
    switch failure {
    case .noAnswer: "no answer in \(effort)"
    case .refused(let status): "status \(status) in \(effort)"
    case .unreadable: "an answer nobody can read in \(effort)"
    }
  }
}
