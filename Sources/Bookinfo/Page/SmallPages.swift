/// The sign-in form on a page of its own: for browsers without popovers, and for what the form had to complain about.
struct SignInPage {
  var user: UserName?
  var problem: String?

  var html: HTML {
    PageLayout(
      title: "Sign in · Bookinfo", user: user, offersSignIn: false,
      content: "<div class=\"narrow card\">\(SignInForm(problem: problem).html)</div>",
      footnote: "A demo: the name alone decides what you see."
    ).html
  }
}

/// The front door: what the application is, and the way to its page.
struct WelcomePage {
  var user: UserName?
  var podName: String

  var html: HTML {
    PageLayout(
      title: "Bookinfo on Meltemi", user: user, content: content, footnote: "Page made by <code>\(podName)</code>"
    ).html
  }

  private var content: HTML {
    """
    <section class="hero">
    <div class="wrap hero-grid">
    \(Artwork.cover)
    <div class="pitch">
    <p class="kicker">A small bookshop in four services</p>
    <h1>Bookinfo</h1>
    <p class="summary">One page about one book, put together from <b>details</b>, <b>reviews</b> in three versions, and \
    <b>ratings</b>. An Envoy stands beside each of them, and the rules you write decide which way every request goes.</p>
    <p class="actions"><a class="button light" href="/productpage">Open the product page</a> \
    <a class="button quiet" href="/api/v1/products">See the JSON</a></p>
    </div>
    </div>
    \(Artwork.waves)
    </section>
    <div class="wrap stack"><div class="tips">
    \(tip("Shift", "Send everybody to one version of the reviews, or one visitor in ten to the next."))
    \(tip("Single out", "Give jason the black stars, and everyone else a page without any."))
    \(tip("Break", "Hold the ratings up for seven seconds, and see whose patience ends first."))
    </div></div>
    """
  }

  private func tip(_ title: String, _ text: String) -> HTML {
    "<section class=\"card\"><h2>\(title)</h2><p>\(text)</p></section>"
  }
}
