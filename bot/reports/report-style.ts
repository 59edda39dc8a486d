import { Markup } from '../web/html.js';

/** The style inside a report that is saved as one file. */
export const REPORT_STYLE = new Markup(`
:root{color-scheme:light dark;--ink:#1f2630;--subtle:#565e69;--paper:#fff;--line:#868d96;--hairline:#d9d8d1;--decal:rgb(255 255 255/55%);--part-0:#1c4e80;--part-1:#d08a1d;--part-2:#a3262a;--part-3:#7aa6c2;--part-4:#868d96}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8e9ea;--subtle:#b0b6bd;--paper:#16191d;--line:#8d97a3;--hairline:#3a4048;--decal:rgb(0 0 0/45%);--part-0:#6ea3d8;--part-1:#e0a94a;--part-2:#e0736b;--part-3:#3f6f8f;--part-4:#8d97a3}}
body{margin:0 auto;max-width:56rem;padding:1.5rem;font-family:"Hiragino Sans","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif;line-height:1.7;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem}h3{font-size:1.125rem;margin:2rem 0 .25rem}.note,.caution{color:var(--subtle)}
table{border-collapse:collapse;margin-top:.75rem;width:100%}th,td{padding:.25rem .75rem;border-bottom:1px solid var(--hairline);text-align:start}td{text-align:end;white-space:nowrap}thead th:not(:first-child){text-align:end}
#report-texts~.wide td{white-space:normal}.wide{overflow-x:auto}
figure{margin:.75rem 0 1rem}svg{display:block;max-width:45rem;width:100%}svg.slim{display:none;max-width:30rem}svg text{font-family:inherit;font-size:13px}
@media(max-width:40rem){svg.broad{display:none}svg.slim{display:block}}
section{break-inside:avoid}*{print-color-adjust:exact}
`);
