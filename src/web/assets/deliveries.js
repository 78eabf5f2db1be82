// The calendar of deliveries: from day to day by arrow keys, one stop of the Tab key instead of a thousand.

const cells = (row) => [...row.querySelectorAll('.shape')]
const table = () => document.querySelector('[data-cells]')

/** Among all days, one can be reached with the Tab key: the one used last, or else today. */
function settle() {
  const calendar = table()
  if (!calendar) return
  const links = [...calendar.querySelectorAll('a.shape')]
  const focused = links.includes(document.activeElement) ? document.activeElement : undefined
  const stop = focused ?? calendar.querySelector('a.shape[aria-current], td.today a.shape') ?? links.at(-1)
  for (const link of links) link.tabIndex = link === stop ? 0 : -1
}

const steps = {
  ArrowLeft: (rows, row, at) => rows[row].slice(0, at).findLast(isLink),
  ArrowRight: (rows, row, at) => rows[row].slice(at + 1).find(isLink),
  ArrowUp: (rows, row, at) => rows.slice(0, row).findLast((line) => isLink(line[at]))?.[at],
  ArrowDown: (rows, row, at) => rows.slice(row + 1).find((line) => isLink(line[at]))?.[at],
  Home: (rows, row) => rows[row].find(isLink),
  End: (rows, row) => rows[row].findLast(isLink),
}

function isLink(element) {
  return element?.matches('a')
}

document.addEventListener('keydown', (event) => {
  const { target, key } = event
  if (!target.matches?.('[data-cells] a.shape') || !steps[key] || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...table().querySelectorAll('tbody tr')].map(cells)
  const row = rows.findIndex((line) => line.includes(target))
  event.preventDefault()
  steps[key](rows, row, rows[row].indexOf(target))?.focus()
  settle()
})

document.addEventListener('focusin', ({ target }) => {
  if (target.matches?.('[data-cells] a.shape')) settle()
})

document.addEventListener('change', ({ target }) => {
  if (target.matches?.('[data-pick] select')) target.form.requestSubmit()
})

document.addEventListener('patched', settle)
settle()
