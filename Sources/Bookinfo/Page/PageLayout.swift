/// What every page has around its content: the bar with the account, the sign-in form, and the foot.
struct PageLayout {
  /// The page's title, as the browser's tab shows it.
  var title: String
  /// Who is signed in.
  var user: UserName?
  /// Whether the bar offers to sign in; not on the page that is the sign-in form.
  var offersSignIn = true
  /// What goes between bar and foot.
  var content: HTML
  /// The last line: who made the page.
  var footnote: HTML

  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light">
    <title>\(title)</title>
    <link rel="icon" href="\(Artwork.faviconURL)">
    <style>\(PageStyle.css)</style>
    </head>
    <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header class="bar">
    <a class="brand" href="/productpage">\(Artwork.wind)<span>Bookinfo<small> on Meltemi</small></span></a>
    <div class="account">\(account)</div>
    </header>
    \(user == nil && offersSignIn ? signInDialog : .empty)
    <main id="content">
    \(content)
    </main>
    <footer class="foot"><p>\(footnote)</p></footer>
    </body>
    </html>

    """
  }

  private var account: HTML {
    if let user {
      return """
        <span class="avatar" aria-hidden="true">\(user.text.prefix(1).uppercased())</span>\
        <span class="who">Signed in as <strong id="user">\(user.text)</strong></span>\
        <a class="button quiet" id="sign-out" href="/logout">Sign out</a>
        """
    }
    guard offersSignIn else { return .empty }
    return """
      <button class="button light" id="sign-in-button" type="button" popovertarget="sign-in">Sign in</button>
      """
  }

  /// A popover opens and closes without any script; browsers that do not know it show the form in its place on the page.
  private var signInDialog: HTML {
    """
    <div class="dialog" id="sign-in" popover role="dialog" aria-labelledby="sign-in-title">
    \(SignInForm(problem: nil).html)
    </div>
    """
  }
}

/// The form that signs a user in. It is an ordinary form: no script, one POST.
struct SignInForm {
  /// What was wrong with the last attempt.
  var problem: String?

  var html: HTML {
    """
    <form class="sign-in" method="post" action="/login">
    <span class="emblem">\(Artwork.wind)</span>
    <h2 id="sign-in-title">Sign in to Bookinfo</h2>
    <p class="hint">Rules can route each user differently: try <b>jason</b>. Any password will do.</p>
    \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? .empty)
    <label for="username">Name</label>
    <input id="username" name="username" required maxlength="64" autocomplete="username" autocapitalize="none" \
    spellcheck="false" autofocus>
    <label for="password">Password</label>
    <input id="password" name="passwd" type="password" autocomplete="off">
    <button class="button" type="submit">Sign in</button>
    </form>
    """
  }
}
