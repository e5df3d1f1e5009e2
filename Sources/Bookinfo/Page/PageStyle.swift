/// The pages' one style sheet: the sea, whitewash and terracotta. It is part of every page, so that nothing else is loaded.
enum PageStyle {
  static let css: HTML = HTML(trusted: [base, bar, dialog, hero, sections, reviews, calls, narrow].joined())

  private static let base = """
    :root{--ink:#12242f;--soft:#4a6170;--line:#d3e2e9;--wash:#f4f8fa;--foam:#e6f3f8;--sea:#0b5a86;--deep:#062f4a;
    --sky:#29a3cf;--terracotta:#b3401d;--clay:#fdf1ea;--olive:#4e7325;--radius:14px;
    --serif:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,"Liberation Serif",serif;
    --sans:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
    --mono:ui-monospace,SFMono-Regular,Menlo,"Liberation Mono","DejaVu Sans Mono",monospace}
    *,*::before,*::after{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--wash);color:var(--ink);
    font:1rem/1.6 var(--sans)}
    main{flex:1}
    h1,h2{margin:0;font-family:var(--serif);font-weight:600;line-height:1.15;text-wrap:balance}
    h2{font-size:1.6rem;color:var(--deep)}
    p{margin:0}
    code{font:.88em var(--mono);background:var(--foam);color:var(--deep);padding:.1em .45em;border-radius:6px}
    a{color:inherit}
    :focus-visible{outline:3px solid var(--sky);outline-offset:3px;border-radius:6px}
    .wrap{width:min(100% - 2.5rem,68rem);margin-inline:auto}
    .card{background:#fff;border:1px solid var(--line);border-radius:var(--radius);padding:1.6rem 1.8rem;
    box-shadow:0 1px 2px #062f4a0d,0 10px 30px -18px #062f4a40}
    .heading{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.4rem 1.5rem;
    margin-bottom:1.1rem}
    .served{color:var(--soft);font-size:.92rem}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:1rem;z-index:9;background:#fff;padding:.5rem 1rem;border-radius:8px}
    .foot{padding:2.2rem 1.25rem;text-align:center;font-size:.88rem;color:var(--soft)}

    """

  private static let bar = """
    .bar{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.75rem clamp(1.25rem,4vw,2.5rem);
    background:var(--deep);color:#fff}
    .brand{display:flex;align-items:center;gap:.65rem;text-decoration:none;font:600 1.3rem/1 var(--serif)}
    .brand small{font:400 .82rem var(--sans);color:#a9cfe0}
    .wind{width:1.75rem;height:1.75rem;color:#6fcbea;flex:none}
    .account{display:flex;align-items:center;gap:.7rem;min-height:2.5rem}
    .who{font-size:.92rem;color:#cfe4ee;max-width:16rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .who strong{color:#fff}
    .avatar{display:inline-grid;place-items:center;width:2.1rem;height:2.1rem;border-radius:50%;background:var(--sky);
    color:#fff;background:linear-gradient(140deg,#1787b5,#0b5a86);font:600 .82rem/1 var(--sans);flex:none}
    .button{display:inline-block;border:0;border-radius:9px;padding:.6rem 1.15rem;background:var(--sea);color:#fff;
    font:600 .95rem/1.25 var(--sans);text-decoration:none;cursor:pointer;transition:background .15s,color .15s}
    .button:hover{background:#0e6fa4}
    .button.light{background:#fff;color:var(--deep)}
    .button.light:hover{background:#d9eef7}
    .button.quiet{background:#ffffff1a;color:#fff}
    .button.quiet:hover{background:#ffffff33}

    """

  private static let dialog = """
    .dialog{position:fixed;inset:0;margin:auto;width:min(100% - 2rem,25rem);height:fit-content;border:0;padding:2rem;
    border-radius:18px;background:#fff;color:var(--ink);box-shadow:0 30px 80px -20px #062f4aaa}
    .dialog::backdrop{background:#062f4a99;backdrop-filter:blur(3px)}
    .sign-in{display:grid;gap:.4rem}
    .sign-in h2{text-align:center;margin-top:.35rem}
    .sign-in .wind{width:2rem;height:2rem;color:#fff}
    .emblem{justify-self:center;display:grid;place-items:center;width:3.6rem;height:3.6rem;border-radius:50%;
    background:linear-gradient(150deg,#1787b5,var(--deep))}
    .hint{color:var(--soft);font-size:.92rem;text-align:center;margin-bottom:.6rem;text-wrap:balance}
    .problem{background:var(--clay);color:var(--terracotta);border-radius:8px;padding:.5rem .8rem;font-size:.92rem}
    .sign-in label{font-weight:600;font-size:.88rem;margin-top:.35rem}
    .sign-in input{font:inherit;color:inherit;padding:.6rem .8rem;border:1px solid #89a5b3;border-radius:9px;background:#fff;
    width:100%}
    .sign-in input:focus{outline:3px solid #29a3cf66;outline-offset:0;border-color:var(--sea)}
    .sign-in .button{margin-top:1rem;padding:.75rem}
    .narrow{width:min(100% - 2.5rem,26rem);margin:4rem auto}

    """

  private static let hero = """
    .hero{position:relative;color:#fff;overflow:hidden;
    background:radial-gradient(90rem 40rem at 85% -10%,#37b3dc 0,#0f7fae 30%,#0b5a86 58%,#073f62 100%)}
    .hero-grid{position:relative;z-index:1;display:grid;grid-template-columns:auto 1fr;gap:clamp(1.5rem,5vw,4rem);
    align-items:center;padding:2.2rem 0 4.9rem}
    .cover{width:clamp(9rem,17vw,11.5rem);height:auto;display:block;border-radius:4px 9px 9px 4px;
    box-shadow:0 2px 4px #0003,0 28px 50px -16px #021a2bcc}
    .lettering{font-family:var(--serif);font-weight:600}
    .kicker{font-size:.82rem;font-weight:600;letter-spacing:.14em;text-transform:uppercase;color:#b9e5f5}
    .hero h1{font-size:clamp(2.3rem,5.6vw,3.9rem);margin:.35rem 0 .3rem;letter-spacing:-.01em}
    .byline{font:italic 1.2rem var(--serif);color:#dff2f9}
    .summary{margin-top:1rem;max-width:38rem;font-size:1.08rem;color:#f1f9fc;text-wrap:pretty}
    .summary a{text-underline-offset:.2em;text-decoration-color:#8fd3ec}
    .actions{display:flex;flex-wrap:wrap;gap:.8rem;margin-top:1.8rem}
    .waves{position:absolute;z-index:2;left:0;bottom:-1px;width:100%;height:4.6rem;display:block}
    .far{fill:#ffffff2e}
    .near{fill:var(--wash)}

    """

  private static let sections = """
    .stack{display:grid;gap:2rem;padding-top:.4rem}
    .facts{display:flex;flex-wrap:wrap;gap:1rem 3rem;align-items:center}
    .facts dl{flex:1;display:flex;flex-wrap:wrap;justify-content:space-between;gap:.9rem 1.6rem;margin:0}
    dt{font-size:.76rem;font-weight:600;letter-spacing:.07em;text-transform:uppercase;color:var(--soft)}
    dd{margin:.1rem 0 0;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
    dd::first-letter{text-transform:uppercase}
    .apology{display:flex;gap:1.5rem;align-items:center;background:var(--clay);border-color:#f0d3c3}
    .apology h2{color:var(--terracotta);font-size:1.35rem;margin-bottom:.3rem}
    .becalmed{width:4.6rem;flex:none;color:var(--terracotta)}
    .effort{color:#6d5247;font-size:.92rem}
    .effort::first-letter{text-transform:uppercase}
    .tips{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));gap:1.4rem}
    .tips h2{font-size:1.25rem;margin-bottom:.3rem}

    """

  private static let reviews = """
    .reviews{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1.4rem}
    .review{margin:0;display:flex;flex-direction:column;gap:.9rem}
    .review blockquote{margin:0;font:1.22rem/1.5 var(--serif);flex:1;text-wrap:pretty;quotes:"\\201c" "\\201d"}
    .review blockquote::before{content:open-quote}
    .review blockquote::after{content:close-quote}
    .review figcaption{display:flex;align-items:center;gap:.7rem;font-weight:600;font-size:.95rem}
    .stars{display:flex;gap:.15rem}
    .star{width:1.5rem;height:1.5rem;fill:currentColor;stroke:currentColor;stroke-width:1.4;stroke-linejoin:round}
    .hollow{fill:none;opacity:.45}
    .stars.black{color:#10181d}
    .stars.red{color:#d3202f}
    .rating-error{align-self:start;background:var(--clay);color:var(--terracotta);border:1px solid #f0d3c3;font-size:.9rem;
    font-weight:600;padding:.25rem .75rem;border-radius:99px}

    """

  private static let calls = """
    .map{list-style:none;margin:0;padding:0;display:grid;grid-template-rows:1fr 1fr;gap:1rem 0;align-items:center;
    grid-template-columns:1fr clamp(2rem,6vw,5rem) 1fr clamp(2rem,6vw,5rem) 1fr}
    .node{display:grid;gap:.2rem;justify-items:start;align-content:center;min-height:6.2rem;padding:.8rem 1.1rem;
    background:var(--wash);border:1px solid var(--line);border-radius:12px}
    .node strong{font:600 1.1rem/1.2 var(--serif);color:var(--deep)}
    .note{font-size:.86rem;color:var(--soft)}
    .name{display:flex;align-items:center;gap:.6rem}
    .dot{width:.62rem;height:.62rem;border-radius:50%;background:var(--olive);flex:none}
    .node.failed{background:var(--clay);border-color:#e9bfa9}
    .node.failed .dot{background:var(--terracotta);border-radius:2px;transform:rotate(45deg)}
    .node.failed .note{color:var(--terracotta);font-weight:600}
    .node.unused{border-style:dashed;background:none}
    .node.unused .dot{background:none;border:2px solid #8ba1ad}
    .node.unused strong{color:var(--soft)}
    .at-page{grid-area:1/1/3/2}
    .fork{grid-area:1/2/3/3;height:100%}
    .at-details{grid-area:1/3}
    .at-reviews{grid-area:2/3}
    .link{grid-area:2/4;height:100%}
    .at-ratings{grid-area:2/5}
    .fork svg,.link svg{display:block;width:100%;height:100%}
    .way{fill:none;stroke-width:2.2;vector-effect:non-scaling-stroke;stroke:#6f9a43}
    .way.failed{stroke:var(--terracotta);stroke-dasharray:7 6}
    .way.unused{stroke:#a9bcc6;stroke-dasharray:2 6}
    @media (prefers-reduced-motion:no-preference){.way.answered{stroke-dasharray:9 5;animation:blow 1.1s linear infinite}
    @keyframes blow{to{stroke-dashoffset:-14}}}

    """

  private static let narrow = """
    @media (max-width:46rem){
    .hero-grid{grid-template-columns:1fr;justify-items:center;text-align:center;padding-top:2rem}
    .actions{justify-content:center}
    .facts dl{flex-basis:100%;display:grid;grid-template-columns:1fr 1fr}
    .map{display:grid;grid-template-columns:1fr;grid-template-rows:none;gap:.8rem}
    .map>li{grid-area:auto}
    .fork,.link{display:none}
    .at-details,.at-reviews{margin-left:1.4rem}
    .at-ratings{margin-left:2.8rem}
    .node{min-height:0}
    .card{padding:1.3rem}
    .apology{flex-direction:column;align-items:flex-start}
    .brand small,.who{display:none}}
    @media print{.bar,.foot,.waves{display:none}.hero{background:none;color:inherit}.summary,.byline,.kicker{color:inherit}}
    """
}
