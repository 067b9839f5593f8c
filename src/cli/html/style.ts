/** How the mailed page looks: one column that reads at 600 px, light and dark, and on paper. */
import { Markup } from './markup.ts';

export const style = new Markup(`
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5b636b; --line: #d9dde1; --ground: #ffffff; --panel: #f5f6f8; --accent: #0b6bb8;
  --critical: #a3123a; --high: #b3261e; --medium: #8a5300; --low: #3d5a80; --info: #5b636b; --safe: #1e6b3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --soft: #a0a8b0; --line: #363c42; --ground: #14171a; --panel: #1d2125;
  --accent: #6bb5f0; --critical: #ff8aa6; --high: #ff9d94; --medium: #f0b45c; --low: #9fc0e8; --info: #a0a8b0; --safe: #7fd0a0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px; max-width: 880px; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; } h2 { font-size: 18px; margin: 32px 0 8px; } h3 { font-size: 15px; margin: 0; }
p { margin: 0 0 8px; max-width: 68ch; } .soft { color: var(--soft); } small, .small { font-size: 13px; }
code, .mono { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: 13px; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 20px; } a { color: var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
.scroll { overflow-x: auto; }
.finding { border-left: 3px solid var(--line); padding: 2px 0 2px 12px; margin: 12px 0; }
.advice { margin: 16px 0 8px; }
.critical { border-color: var(--critical); } .high { border-color: var(--high); } .medium { border-color: var(--medium); }
.low { border-color: var(--low); } .tag { font-size: 12px; font-weight: 600; text-transform: uppercase; letter-spacing: .04em; }
.critical .tag { color: var(--critical); } .high .tag { color: var(--high); } .medium .tag { color: var(--medium); } .low .tag { color: var(--low); }
details { border-bottom: 1px solid var(--line); padding: 8px 0; } summary { cursor: pointer; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 8px 0; } .facts dt { color: var(--soft); } .facts dd { margin: 0; }
svg { width: 100%; height: auto; display: block; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); } svg .head { fill: var(--soft); font-weight: 600; }
svg .node { fill: var(--panel); stroke: var(--line); } svg .edge { fill: none; stroke: var(--soft); opacity: .55; }
svg .exposed { stroke: var(--high); opacity: .9; } svg .weak { stroke: var(--medium); opacity: .9; stroke-dasharray: 6 3; }
svg .encrypted { stroke: var(--safe); opacity: .8; stroke-dasharray: 2 3; }
.key { display: inline-block; width: 28px; border-top: 2px solid var(--soft); vertical-align: middle; margin: 0 6px 0 0; }
.key.exposed { border-color: var(--high); } .key.weak { border-top: 2px dashed var(--medium); } .key.encrypted { border-top: 2px dotted var(--safe); }
@media print { body { max-width: none; } details { break-inside: avoid; } }
`);
