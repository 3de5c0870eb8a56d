import { cardFacts } from '../../../../ui/number-card'
import type { NumberCardContent } from '../../../../ui/number-card'
import type { TextTable } from '../../../../ui/text-table'
import type { ReportExample, ReportPart } from './part'

/** What a report says about itself. */
export interface ReportHead {
  readonly title: string
  /** Facts of the title page: project, revision, authors, version. */
  readonly facts: readonly (readonly [string, string])[]
  readonly note: string
}

/**
 * A report as one self-contained HTML document: no script, nothing that is fetched, figures as SVG inside.
 * @param svgs SVG of each figure by its name
 */
export function reportDocument(
  head: ReportHead,
  parts: readonly ReportPart[],
  svgs: ReadonlyMap<string, string>
): string {
  const contents = parts.map(({ title }, at) => `<li><a href="#s${at + 1}">${text(title)}</a></li>`).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${text(head.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${text(head.title)}</h1>
<dl class="facts">${head.facts.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`).join('')}</dl>
${head.note === '' ? '' : `<p class="note">${text(head.note)}</p>`}
<nav aria-label="Contents"><ol>${contents}<li><a href="#cards">How the numbers were made</a></li></ol></nav>
</header>
<main>
${parts.map((part, at) => section(part, at + 1, svgs)).join('\n')}
${cardsAppendix(parts.flatMap(({ cards }) => cards))}
</main>
</body>
</html>
`
}

function section(part: ReportPart, number: number, svgs: ReadonlyMap<string, string>): string {
  const figures = part.figures.map(
    ({ name, title, width }) =>
      `<figure${width > WIDE ? ' class="wide"' : ''}>${picture(svgs.get(name), title)}<figcaption>${text(title)}</figcaption></figure>`
  )
  const tables = part.tables.flatMap(({ title, table, shown }) =>
    shown === null
      ? []
      : [
          `<h3>${text(title)}</h3>
<div class="wide">${tableHtml(shown ?? table.map((row) => row.map(shortened)))}</div>`
        ]
  )
  return `<section id="s${number}">
<h2>${number}. ${text(part.title)}</h2>
${part.paragraphs.map((paragraph) => `<p>${text(paragraph)}</p>`).join('\n')}
${part.cards.length === 0 ? '' : cardTable(part.cards)}
${figures.length === 0 ? '' : `<div class="figures">${figures.join('\n')}</div>`}
${tables.join('\n')}
${(part.examples ?? []).map(example).join('\n')}
</section>`
}

/** Figures wider than this take the whole width, pixels. */
const WIDE = 600

/** Numbers as they are read: three decimals; files have all of them. */
const shortened = (cell: string): string => (/^-?\d+\.\d{4,}$/.test(cell) ? Number(cell).toFixed(3) : cell)

/** An SVG goes in as a picture, so that ids in one never meet those of another. */
const picture = (svg: string | undefined, title: string): string =>
  svg === undefined ? '' : `<img alt="${text(title)}" src="data:image/svg+xml,${encodeURIComponent(svg)}">`

const cardTable = (cards: readonly NumberCardContent[]): string =>
  tableHtml([
    ['Number', 'Value', 'Interval', 'Items'],
    ...cards.map(({ name, value, reason, interval, n, unit }) => [
      name,
      value === null ? `not defined: ${reason ?? 'no reason recorded'}` : value.toFixed(3),
      interval ? `[${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]` : '',
      `${n.toLocaleString('en-GB')} ${unit}`
    ])
  ])

const tableHtml = ([head = [], ...body]: TextTable): string =>
  `<table><thead><tr>${head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead><tbody>${body
    .map(
      (row) =>
        `<tr>${row.map((cell, at) => (at === 0 ? `<th scope="row">${text(cell)}</th>` : `<td>${text(cell)}</td>`)).join('')}</tr>`
    )
    .join('')}</tbody></table>`

const example = ({ where, said, words, picture: image, sound }: ReportExample): string =>
  `<article class="example">${image === undefined ? '' : `<img alt="" src="${text(image)}">`}<div><p class="where">${text(where)}</p>${
    words === undefined ? '' : `<p class="words">${text(words)}</p>`
  }<dl class="facts">${said.map(([who, what]) => `<dt>${text(who)}</dt><dd>${text(what)}</dd>`).join('')}</dl>${
    sound === undefined ? '' : `<audio controls src="${text(sound)}"></audio>`
  }</div></article>`

/** Every kind of number once, with all that is needed to quote it. */
function cardsAppendix(cards: readonly NumberCardContent[]): string {
  const known = new Map<string, NumberCardContent>()
  for (const card of cards) if (!known.has(card.name)) known.set(card.name, card)
  const entries = [...known.values()].map(
    (card) =>
      `<h3>${text(card.name)}</h3><dl class="facts">${cardFacts(card)
        .map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`)
        .join('')}</dl>`
  )
  return `<section id="cards"><h2>How the numbers were made</h2>${entries.join('\n')}</section>`
}

const text = (raw: string): string =>
  raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const STYLE = `
@page { size: A4; margin: 18mm 16mm; }
body { max-width: 880px; margin: 32px auto; padding: 0 20px; font: 14px/1.5 Inter, Helvetica, Arial, sans-serif; color: #1b1f24; background: #fff; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 18px; margin: 36px 0 8px; padding-top: 8px; border-top: 1px solid #d9dde3; break-after: avoid; }
h3 { font-size: 14px; margin: 20px 0 6px; break-after: avoid; }
p { margin: 6px 0; }
a { color: #1f6fbf; }
.note { padding: 8px 12px; background: #f4f5f7; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 6px 0; font-size: 12.5px; }
.facts dt { color: #535c67; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
nav ol { margin: 12px 0; padding-left: 22px; }
table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 10px 3px 0; border-bottom: 1px solid #e2e6ea; text-align: right; vertical-align: top; }
th[scope=row], th:first-child { text-align: left; font-weight: 400; }
thead th { border-bottom: 1px solid #858e99; font-weight: 600; }
tr { break-inside: avoid; }
.wide { overflow-x: auto; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(360px, 1fr)); gap: 12px; margin: 12px 0; }
figure { margin: 0; break-inside: avoid; }
figure.wide { grid-column: 1 / -1; max-width: 640px; }
figure img { width: 100%; height: auto; }
figcaption { font-size: 12px; color: #535c67; }
.example { display: flex; gap: 14px; padding: 8px 0; border-bottom: 1px solid #e2e6ea; break-inside: avoid; }
.example img { width: 160px; height: auto; align-self: flex-start; }
.example .where { font-weight: 600; }
.example .words { font-style: normal; }
audio { height: 28px; }
@media print { body { margin: 0; padding: 0; max-width: none; } audio { display: none; } .figures { grid-template-columns: 1fr 1fr; } }
`
