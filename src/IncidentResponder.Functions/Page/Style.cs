using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>The page's one style sheet: phone first, light and dark, print.</summary>
internal static class Style
{
    /// <summary>The sheet, to stand in a style element with a nonce.</summary>
    internal static Html Sheet { get; } = Html.Of($$$"""
        :root{color-scheme:light dark;--ink:#1b1f24;--dim:#4d5560;--paper:#fff;--card:#f4f6f8;--line:#8a94a0;--act:#0b57a4;--on-act:#fff;--bad:#a4161a;--good:#17643a;--warn:#7a4a00;--focus:#b3006b}
        @media (prefers-color-scheme:dark){:root{--ink:#e8ebee;--dim:#b4bcc6;--paper:#15181c;--card:#20252b;--line:#7d8894;--act:#8ec5ff;--on-act:#0c1a2a;--bad:#ff9b9b;--good:#86dba6;--warn:#f3c06b;--focus:#ff8ad0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
        header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
        h1{font-size:1.45rem;line-height:1.25;margin:.4rem 0 .6rem}
        h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
        h3{font-size:1rem;margin:1rem 0 .3rem}
        p{margin:.5rem 0}
        a{color:var(--act);text-underline-offset:.15em}
        .jump{display:inline-block;padding:.6rem 0;min-height:44px;font-weight:600}
        .severity{display:flex;gap:.5rem;align-items:center;margin:1rem 0 0;font-weight:700;color:var(--warn)}
        .severity.high,.severity.critical{color:var(--bad)}
        .severity svg{width:1.5rem;height:1.2rem;flex:none;fill:currentColor}
        .notice{border-left:.35rem solid var(--act);background:var(--card);padding:.7rem .9rem;margin:.8rem 0}
        .notice.bad{border-color:var(--bad)}.notice.good{border-color:var(--good)}
        .notice strong{display:block}
        dl{margin:.8rem 0;display:grid;grid-template-columns:minmax(0,1fr);gap:.1rem}
        dt{color:var(--dim);font-size:.9rem;margin-top:.4rem}
        dd{margin:0}
        ol,ul{padding-left:1.3rem;margin:.4rem 0}
        li{margin:.35rem 0}
        pre{background:var(--card);border:1px solid var(--line);padding:.6rem;margin:.3rem 0;white-space:pre-wrap;font:.875rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        time,.source{color:var(--dim);font-size:.9rem}
        .gap{color:var(--warn)}
        .change{display:block}.change dt{margin-top:.5rem}.change dd{margin:.1rem 0 .3rem;overflow-wrap:anywhere}
        .exports{list-style:none;padding:0}
        .exports a{display:inline-block;min-height:44px;padding:.6rem 0}
        .incidents{list-style:none;padding:0}
        .incidents li{border-bottom:1px solid var(--line);padding:.2rem 0 .6rem}
        .incidents p{margin:.15rem 0}
        nav{display:flex;flex-wrap:wrap;gap:0 1.5rem}
        form.account{display:flex;flex-wrap:wrap;align-items:center;gap:0 1rem}
        .account p{flex:1 1 12rem}.account button{width:auto}
        form{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.9rem;margin:.8rem 0}
        label{display:block;font-weight:600;margin:.2rem 0}
        .hint{color:var(--dim);font-size:.9rem;margin:.1rem 0 .4rem}
        input,textarea,select,button{font:inherit;width:100%;min-height:44px;border-radius:.35rem;border:1px solid var(--line);padding:.5rem .7rem}
        input,textarea,select{background:var(--paper);color:var(--ink);margin-bottom:.7rem}
        input.code{font-size:1.35rem;letter-spacing:.12em;max-width:16rem;display:block}
        button{background:var(--paper);color:var(--act);border:2px solid var(--act);font-weight:700;cursor:pointer;margin:.3rem 0}
        button.go{background:var(--act);color:var(--on-act)}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px}
        footer{color:var(--dim);font-size:.9rem;padding-bottom:2rem;margin-top:2rem}
        @media (min-width:40rem){dl{grid-template-columns:8rem minmax(0,1fr);gap:.3rem 1rem}dt{margin:0;font-size:1rem}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}}
        @media print{form,nav,.exports,.jump[href^="#"]{display:none}body{color:#000;background:#fff}h2{break-after:avoid}li,pre{break-inside:avoid}}
        """);
}
