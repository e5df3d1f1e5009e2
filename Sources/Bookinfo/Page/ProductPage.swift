/// The page about a book: what it is, what readers say, and which calls the page took.
struct ProductPage {
  var product: Product
  var user: UserName?
  /// The workload that makes the page.
  var podName: String
  var details: Fetched<BookDetails>
  var reviews: Fetched<BookReviews>

  var html: HTML {
    PageLayout(
      title: "\(product.title) · Bookinfo", user: user, content: content,
      footnote: "Page made by <code>\(podName)</code> · Write a rule, reload, and watch the route change."
    ).html
  }

  private var content: HTML {
    """
    \(hero)
    <div class="wrap stack">
    \(detailsSection)
    \(ReviewsSection(reviews: reviews).html)
    \(CallMap(podName: podName, details: details, reviews: reviews).html)
    </div>
    """
  }

  private var hero: HTML {
    let byline: HTML = details.value.map { "<p class=\"byline\">\($0.author), \($0.year)</p>" } ?? .empty
    return """
      <section class="hero">
      <div class="wrap hero-grid">
      \(Artwork.cover)
      <div class="pitch">
      <p class="kicker">Book of the day</p>
      <h1>\(product.title)</h1>
      \(byline)
      <p class="summary">\(HTML(trusted: product.descriptionHtml))</p>
      </div>
      </div>
      \(Artwork.waves)
      </section>
      """
  }

  private var detailsSection: HTML {
    switch details.outcome {
    case .failed(let failure, let apology):
      return Apology(
        id: "details", title: "Error fetching product details", text: apology, reason: details.reason(failure)
      ).html
    case .answered(let book, _):
      return """
        <section id="details" class="card facts" aria-labelledby="details-title">
        <h2 id="details-title">Book Details</h2>
        <dl>
        \(fact("Type", book.type))\(fact("Pages", String(book.pages)))\(fact("Publisher", book.publisher))\
        \(fact("Language", book.language))\(fact("ISBN-10", book.isbn10))\(fact("ISBN-13", book.isbn13))
        </dl>
        </section>
        """
    }
  }

  private func fact(_ name: String, _ value: String) -> HTML {
    "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
  }
}

/// What readers say, or an apology.
struct ReviewsSection {
  var reviews: Fetched<BookReviews>

  var html: HTML {
    switch reviews.outcome {
    case .failed(let failure, let apology):
      return Apology(
        id: "reviews", title: "Error fetching product reviews", text: apology, reason: reviews.reason(failure)
      ).html
    case .answered(let book, _):
      return """
        <section id="reviews" aria-labelledby="reviews-title">
        <div class="heading">
        <h2 id="reviews-title">Book Reviews</h2>
        <p class="served">Reviews served by <code id="reviews-pod">\(book.podname)</code>\(cluster(book.clustername))</p>
        </div>
        <div class="reviews">
        \(book.reviews.map(card))
        </div>
        </section>
        """
    }
  }

  private func cluster(_ name: String) -> HTML {
    name == "null" ? .empty : " on cluster <code>\(name)</code>"
  }

  private func card(_ review: BookReviews.Review) -> HTML {
    """
    <figure class="card review">
    \(review.rating.map(rating) ?? .empty)
    <blockquote>\(review.text)</blockquote>
    <figcaption><span class="avatar" aria-hidden="true">\(initials(review.reviewer))</span>\(review.reviewer)</figcaption>
    </figure>
    """
  }

  private func rating(_ rating: BookReviews.Rating) -> HTML {
    guard let stars = rating.stars else {
      return "<p class=\"rating-error\">\(rating.error ?? ReviewsService.ratingsUnavailable)</p>"
    }
    let filled = min(max(stars, 0), 5)
    let color = rating.color ?? "black"
    let drawn = (0..<5).map { $0 < filled ? Artwork.star : Artwork.hollowStar }
    return """
      <div class="stars \(color == "red" ? "red" : "black")" role="img" aria-label="\(filled) of 5 stars, \(color)">\(drawn)</div>
      """
  }

  /// The first letter and the last digit, so that Reviewer1 and Reviewer2 can be told apart.
  private func initials(_ name: String) -> String {
    let digit = name.last.flatMap { $0.isNumber ? String($0) : nil } ?? ""
    return name.prefix(1).uppercased() + digit
  }
}

/// Says what could not be had, and why.
struct Apology {
  /// The section's id.
  var id: String
  var title: String
  /// The words that the original says.
  var text: String
  /// What happened, as the page knows it.
  var reason: String

  var html: HTML {
    """
    <section id="\(id)" class="card apology" aria-labelledby="\(id)-title">
    \(Artwork.becalmed)
    <div>
    <h2 id="\(id)-title">\(title)</h2>
    <p>\(text)</p>
    <p class="effort">\(reason).</p>
    </div>
    </section>
    """
  }
}
