/** The report's style sheet: light and dark, narrow and wide, screen and paper. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#8c959f;--grid:#e3e7eb;--panel:#f6f8fa;--accent:#0550ae;--good:#116329;--bad:#a40e26;--open:#7a4d00;
--series-0:#0550ae;--series-1:#bc4c00;--series-2:#116329;--series-3:#8250df;--series-4:#a40e26;--series-5:#0891a8;--series-6:#6e5600;--series-7:#99286e}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--soft:#9da7b3;--line:#6e7681;--grid:#262c36;--panel:#161b22;--accent:#6cb6ff;--good:#57c76b;--bad:#ff8182;--open:#e3b341;
--series-0:#6cb6ff;--series-1:#f69d50;--series-2:#6bc46d;--series-3:#dcbdfb;--series-4:#ff938a;--series-5:#76e3ea;--series-6:#daaa3f;--series-7:#fc8dc7}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer,nav{max-width:68rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;margin:1.5rem 0 .25rem;overflow-wrap:anywhere}h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--grid)}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
a{color:var(--accent)}a:focus-visible,input:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem;z-index:1}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
.soft{color:var(--soft)}
.verdict{border-left:.5rem solid var(--open);background:var(--panel);padding:1rem 1.25rem;border-radius:.25rem}
.verdict.within{border-color:var(--good)}.verdict.exceeds{border-color:var(--bad)}.verdict strong{font-size:1.3rem;display:block}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}caption{text-align:left;color:var(--soft);padding:.25rem 0}caption span{display:inline-block;max-width:min(44rem,calc(100vw - 4rem))}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--grid);text-align:right;white-space:nowrap}th[scope=row],th:first-child,td.text,thead th.text{text-align:left}tbody th{white-space:normal;min-width:8rem;max-width:20rem;overflow-wrap:break-word;font-weight:600}th:first-child{position:sticky;left:0;background:var(--paper)}.slider th:first-child{background:var(--panel)}td.note{white-space:normal;min-width:8rem}thead th{white-space:normal}
thead th{border-bottom:2px solid var(--line);vertical-align:bottom}
figure .key{display:flex;flex-wrap:wrap;gap:.15rem .9rem;list-style:none;margin:.4rem 0 0;padding:0;font-size:.85rem}.key li{display:flex;align-items:center;gap:.4rem}figure .key svg{width:28px;height:8px;flex:none}figure p.note,.remark{font-size:.85rem;margin:.4rem 0 0}.remark{color:var(--soft);max-width:44rem}
.heat thead th{text-align:center;padding:.3rem .25rem}td.open{background-image:repeating-linear-gradient(135deg,transparent 0 5px,var(--grid) 5px 7px)}td small{display:block;font-size:.75rem;color:inherit}.cells thead th{font-size:.78rem;max-width:9rem}
.heat td{text-align:center;min-width:4.6rem;padding:.25rem .3rem;color:var(--ink);border:1px solid var(--paper)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.5rem}
figure{margin:0;min-width:0}figcaption{font-weight:600;margin-bottom:.5rem}figure svg{width:100%;max-width:34rem;height:auto;display:block}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--accent)}
.slider{background:var(--panel);padding:1rem;border-radius:.25rem}.slider input{width:100%;accent-color:var(--accent)}
.note{color:var(--open)}
ul.warnings li{color:var(--open)}
dl.glossary dt{font-weight:600;margin-top:1rem;scroll-margin-top:1rem}dl.glossary dd{margin:0 0 0 1rem;overflow-wrap:anywhere}dl.glossary dt:target{background:var(--panel);outline:2px solid var(--accent)}
.pairs{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem;list-style:none;padding:0}.pairs li{background:var(--panel);padding:.6rem;border-radius:.25rem;overflow-wrap:anywhere;font-size:.88rem}.pairs img{width:45%;height:auto;margin-right:4%}
code,p,li,dd,dt,figcaption{overflow-wrap:anywhere}
footer{margin-top:3rem;padding-bottom:2rem;border-top:1px solid var(--grid)}
@media (max-width:30rem){th,td{padding:.25rem .35rem}tbody th{min-width:6.5rem;max-width:9rem;font-size:.85rem}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--line:#8c959f;--grid:#ccc;--panel:#fff;--accent:#0550ae;--good:#116329;--bad:#a40e26;--open:#7a4d00;--series-0:#0550ae;--series-1:#bc4c00;--series-2:#116329;--series-3:#8250df;--series-4:#a40e26;--series-5:#0891a8;--series-6:#6e5600;--series-7:#99286e}nav,.slider,.skip{display:none}body{font-size:11pt}h2{break-after:avoid}figure,tr,.verdict,.pairs li{break-inside:avoid}.charts{grid-template-columns:1fr 1fr}.scroll{overflow:visible}table{font-size:8pt}th,td{white-space:normal;padding:.15rem .3rem}tbody th{min-width:5rem;overflow-wrap:anywhere}thead th{overflow-wrap:anywhere}th:first-child{position:static}.heat{font-size:7pt}.heat.small{zoom:.6}.heat.tiny{zoom:.4}.heat td,.heat thead th{min-width:0;padding:.1rem .15rem}td small{font-size:6.5pt}.heat td{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
