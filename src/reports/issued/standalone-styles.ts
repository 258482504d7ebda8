import Handlebars from 'handlebars';

/** What a report in one file looks like, on a screen and on paper: it has no style sheet but this one. */
const CSS = `
body { margin: 0 auto; max-width: 70rem; padding: 1rem; color: #0b0c0c; font: 1rem/1.4 arial, sans-serif; }
h1 { font-size: 2rem; } h2 { font-size: 1.5rem; } h3, caption { font-size: 1.15rem; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
th, td { border-bottom: 1px solid #b1b4b6; padding: .35rem .5rem .35rem 0; text-align: left; vertical-align: top; }
.app-lean td, .app-lean thead th { text-align: right; font-variant-numeric: tabular-nums; }
.app-lean .app-words { text-align: left; }
.app-lean tbody th { font-weight: normal; }
main { overflow-wrap: anywhere; } .app-table-scroll { overflow-wrap: normal; }
.app-table-scroll, .app-chart__box { overflow-x: auto; }
@media screen { .app-table-scroll { container-type: inline-size; } caption { max-width: 100cqi; } }
.app-figures { display: flex; flex-wrap: wrap; gap: 1rem; margin: 0 0 1.5rem; }
.app-figures__item { flex: 1 1 12rem; border-left: 4px solid #1d70b8; padding: 0 .75rem; }
.app-figures__figure { font-size: 2rem; font-weight: bold; }
.app-said { margin: 0 0 1.5rem; } .app-said__words { margin: .25rem 0 1rem; max-width: 44rem; }
.app-said__words p { margin: 0 0 .75rem; }
.app-verbatim { white-space: pre-wrap; overflow-wrap: anywhere; }
dt { font-weight: bold; } dd { margin: 0 0 .25rem; }
.app-bar { display: block; width: 6rem; height: .4rem; margin-left: auto; background: #e5e6e7; fill: #1d70b8; }
.app-chart svg { display: block; width: 100%; min-width: 31.25rem; max-width: 40rem; height: auto; }
.app-chart__narrow { display: none; }
@media screen and (max-width: 40em) {
  .app-chart__box--wide { display: none; }
  .app-chart__narrow { display: block; } .app-chart .app-chart__narrow svg { min-width: 0; max-width: 26rem; }
}
td.app-words { min-width: 8em; }
.app-chart { margin: 0 0 1.5rem; } .app-chart__title { font-weight: bold; }
summary h2 { display: inline; }
a { color: #1d70b8; }
@media print { .app-contents, .app-screen-only { display: none; } tr, .app-chart { break-inside: avoid; } }
`;

export const STANDALONE_STYLES = new Handlebars.SafeString(`<style>${CSS}</style>`);
