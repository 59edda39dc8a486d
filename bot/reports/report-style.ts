import { Markup } from '../web/html.js';

/** The style inside a report that is saved as one file. */
export const REPORT_STYLE = new Markup(`
body{margin:0 auto;max-width:56rem;padding:1.5rem;font-family:"Hiragino Sans","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif;line-height:1.7;color:#1f2630;background:#fff}
h1{font-size:1.5rem}h3{font-size:1.125rem;margin:2rem 0 .25rem}.note,.caution{color:#565e69}
table{border-collapse:collapse;margin-top:.75rem;width:100%}th,td{padding:.25rem .75rem;border-bottom:1px solid #d9d8d1;text-align:start}td{text-align:end;white-space:nowrap}

.wide{overflow-x:auto}figure{margin:.5rem 0}svg{display:block;max-width:40rem;width:100%}svg text{font-size:12px;fill:#1f2630}.axis{stroke:#868d96}
rect{stroke:#fff}.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:.25rem 0;padding:0;font-size:.875rem}.key{display:inline-block;width:.875em;height:.875em;margin-inline-end:.375em}
.part-0{fill:#1c4e80;background:#1c4e80}.part-1{fill:#d08a1d;background:#d08a1d}.part-2{fill:#a3262a;background:#a3262a}.part-3{fill:#7aa6c2;background:#7aa6c2}.part-4{fill:#868d96;background:#868d96}
section{break-inside:avoid}*{print-color-adjust:exact}
`);
