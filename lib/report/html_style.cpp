#include "report/html_parts.h"

namespace llmtco {

/// Colours by Okabe and Ito, which people who see few colours tell apart; in the dark the same, lighter. Text and ground
/// differ by 4.5 to 1 and more.
std::string_view html_style() {
  return R"(:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--band:#8ec1e8;
--c1:#0072b2;--c2:#d55e00;--c3:#009e73;--c4:#b8860b;--c5:#b5508f;--c6:#6e7781;--bad:#b42318;--soft:#f6f8fa}
@media(prefers-color-scheme:dark){:root{--bg:#14181d;--fg:#e6e9ec;--dim:#a3adb8;--line:#3a424c;--band:#2f6a97;
--c1:#56a8e0;--c2:#f08a4b;--c3:#35c79a;--c4:#e0b13c;--c5:#dd8fc1;--c6:#9aa4ae;--bad:#ff8a80;--soft:#1c2229}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;background:var(--bg);color:var(--fg);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2.2rem 0 .5rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1rem 0 .3rem}
.answer{font-size:1.15rem}.dim,figcaption,caption{color:var(--dim)}
figure{margin:1.2rem 0}figcaption{font-size:.92rem;max-width:48rem}
.wide{overflow-x:auto}.wide:focus-visible,summary:focus-visible,pre:focus-visible{outline:2px solid var(--c1)}
table{border-collapse:collapse;font-size:.9rem;margin:.6rem 0}caption{text-align:left;font-size:.85rem}
th,td{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{color:var(--dim);font-weight:600}tbody th{font-weight:600}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
details{margin:.5rem 0}summary{cursor:pointer}li{margin:.2rem 0}
li,p,h1,h2,h3,summary,figcaption{overflow-wrap:anywhere}td,th{overflow-wrap:break-word;max-width:26rem}
tbody th{min-width:8rem}thead .n{white-space:normal}
pre{overflow:auto;background:var(--soft);padding:.7rem;font-size:.85rem}
nav{font-size:.92rem}nav a{margin-right:1rem;color:var(--c1)}.warn li{color:var(--fg)}
svg{display:block;width:100%;min-width:32rem;max-width:52rem;height:auto;font:12.5px system-ui,sans-serif}
svg text{fill:var(--fg)}svg .dim{fill:var(--dim)}svg .end{text-anchor:end}svg .mid{text-anchor:middle}
svg .best{font-weight:700}svg .on{fill:var(--bg);font-weight:700}
svg .grid{stroke:var(--line)}svg .zero{stroke:var(--dim)}
.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}.c4{fill:var(--c4)}.c5{fill:var(--c5)}.c6{fill:var(--c6)}
.whisker{stroke:var(--fg);stroke-width:1.5}.soft{stroke:var(--c6);stroke-width:1}.stem{stroke:var(--c6);stroke-width:2}
.band{fill:var(--band)}.median{stroke:var(--fg);stroke-width:2}.mean{fill:var(--c1);stroke:var(--bg)}
.other{stroke:var(--c2);stroke-width:3}.curve{fill:none;stroke:var(--c1);stroke-width:2}
.perfect{stroke:var(--c3);stroke-dasharray:2 3}.lot{stroke:var(--c6);stroke-dasharray:6 4}
.ring{fill:none;stroke:var(--fg);stroke-width:2.5}.bad{fill:var(--bad);stroke:var(--bad)}.step{stroke:var(--dim)}
.halo{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}
.limit{stroke:var(--bad);stroke-width:2;stroke-dasharray:6 4}
.point{fill:var(--c1);stroke:var(--c1);stroke-width:2}.beaten{fill:var(--bg)}
@media print{:root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--band:#9cc4e4;--soft:#f4f4f4}
body{max-width:none;font-size:11pt}nav{display:none}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;height:auto}.wide{overflow:visible}svg{min-width:0;max-width:36rem}}
)";
}

}  // namespace llmtco
