/// The drawings of the pages. All of them are decoration: what they mean is said in words beside them.
enum Artwork {
  /// Three gusts: the sign of the Meltemi, the summer wind of the Aegean.
  static let wind: HTML = """
    <svg class="wind" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.4" \
    stroke-linecap="round"><path d="M3 11h15.5a4 4 0 1 0-3.6-5.7"/><path d="M3 17h22a4.2 4.2 0 1 1-3.9 5.8"/>\
    <path d="M3 23h9.5a3 3 0 1 1-2.7 4.3"/></svg>
    """

  /// The wind on a blue tile, as a data URL.
  static let faviconURL: HTML = """
    data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' \
    fill='%230b5a86'/%3E%3Cg fill='none' stroke='white' stroke-width='2.6' stroke-linecap='round'%3E%3Cpath d='M5 12h12a3.4 3.4 \
    0 1 0-3-4.8M5 18h17a3.6 3.6 0 1 1-3.3 5'/%3E%3C/g%3E%3C/svg%3E
    """

  /// The edge of the sea below the hero.
  static let waves: HTML = """
    <svg class="waves" viewBox="0 0 1440 90" preserveAspectRatio="none" aria-hidden="true">\
    <path class="far" d="M0 46c160-34 300-34 470-6s330 34 500 4 320-26 470 2v44H0z"/>\
    <path class="near" d="M0 66c180-30 340-22 520-2s340 22 500-4 290-18 420 6v24H0z"/></svg>
    """

  /// The book's cover: two ships that cannot be told apart, under one sun.
  static let cover: HTML = """
    <svg class="cover" viewBox="0 0 240 330" aria-hidden="true">\
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fdf3e3"/>\
    <stop offset="1" stop-color="#f7cf9f"/></linearGradient>\
    <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#1689b4"/>\
    <stop offset="1" stop-color="#073a5a"/></linearGradient>\
    <g id="ship"><path d="M-30 0h56l-9 15h-38z" fill="#7c2d16"/><path d="M-3-4V-62L-29-4z" fill="#fff"/>\
    <path d="M2-4V-54q24 22 19 50z" fill="#e9f3f7"/><path d="M-.5 0v-66" stroke="#4a1c0e" stroke-width="2"/></g></defs>\
    <path d="M0 0h240v200H0z" fill="url(#sky)"/><circle cx="120" cy="186" r="52" fill="#d9602f"/>\
    <path d="M0 196h240v134H0z" fill="url(#sea)"/>\
    <path d="M84 206h72M94 216h52M104 226h32" stroke="#f3a26d" stroke-width="3" stroke-linecap="round" opacity=".75"/>\
    <use href="#ship" transform="translate(66 214)"/><use href="#ship" transform="translate(174 214) scale(-1 1)"/>\
    <g fill="none" stroke="#9fd8ea" stroke-width="2.4" stroke-linecap="round" opacity=".8">\
    <path d="M18 244q14-9 28 0t28 0 28 0M138 244q14-9 28 0t28 0 28 0M40 262q14-9 28 0t28 0M150 262q14-9 28 0t28 0"/></g>\
    <g class="lettering" text-anchor="middle" fill="#0a3d5c"><text x="120" y="48" font-size="15" letter-spacing="5">THE COMEDY\
    </text><text x="120" y="72" font-size="11" letter-spacing="4" font-style="italic">of</text>\
    <text x="120" y="99" font-size="22" letter-spacing="7">ERRORS</text></g>\
    <text class="lettering" x="120" y="306" font-size="11" letter-spacing="4" text-anchor="middle" fill="#dff1f7">SHAKESPEARE\
    </text><path d="M0 0h11v330H0z" fill="#000" opacity=".13"/><path d="M11 0h2v330h-2z" fill="#fff" opacity=".35"/></svg>
    """

  /// A ship without wind, for apologies.
  static let becalmed: HTML = """
    <svg class="becalmed" viewBox="0 0 72 64" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.4" \
    stroke-linecap="round" stroke-linejoin="round"><path d="M14 42h44l-7 11H22z"/><path d="M36 42V8"/>\
    <path d="M36 12q-3 12-17 22h17"/><path d="M36 16q5 8 13 18H36"/><path d="M4 60h14M27 60h18M54 60h14"/></svg>
    """

  private static let starShape: HTML =
    "M12 2.2l3 6.4 7 .9-5.1 4.9 1.3 7-6.2-3.4-6.2 3.4 1.3-7L2 9.5l7-.9z"

  static let star: HTML = "<svg class=\"star\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"\(starShape)\"/></svg>"

  static let hollowStar: HTML =
    "<svg class=\"star hollow\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"\(starShape)\"/></svg>"

  /// The two ways from the page to its peers.
  ///
  /// - Parameters:
  ///   - upper: the style class of the upper way.
  ///   - lower: the style class of the lower way.
  static func fork(upper: String, lower: String) -> HTML {
    """
    <svg viewBox="0 0 80 200" preserveAspectRatio="none"><path class="way \(upper)" d="M0 100C44 100 36 50 80 50"/>\
    <path class="way \(lower)" d="M0 100C44 100 36 150 80 150"/></svg>
    """
  }

  /// The way from reviews to ratings.
  static func link(_ state: String) -> HTML {
    "<svg viewBox=\"0 0 80 100\" preserveAspectRatio=\"none\"><path class=\"way \(state)\" d=\"M0 50H80\"/></svg>"
  }
}
