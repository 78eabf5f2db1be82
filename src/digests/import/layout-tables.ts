import type { Element, Root } from 'hast'
import { allElements } from './html-page.ts'

const parts = ['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'center', 'font']
const blocks = ['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'div', 'blockquote', 'img', 'hr']

/** Newsletters in e-mails are laid out in tables: their cells become parts of the text. Tables of data stay. */
export function unwrapLayout(root: Root): void {
  const layouts = allElements(root).filter((element) => element.tagName === 'table' && isLayout(element))
  for (const table of layouts) for (const part of ownParts(table)) part.tagName = 'div'
}

function isLayout(table: Element): boolean {
  if (['presentation', 'none'].includes(String(table.properties.role ?? ''))) return true
  const own = ownParts(table)
  if (own.some(({ tagName }) => tagName === 'th')) return false
  const rows = own.filter(({ tagName }) => tagName === 'tr')
  const isOneColumn = rows.every(({ children }) => children.filter((child) => child.type === 'element').length < 2)
  return (
    isOneColumn ||
    allElements(table)
      .slice(1)
      .some(({ tagName }) => blocks.includes(tagName))
  )
}

/** The table and its rows and cells, without those of tables inside. */
function ownParts(table: Element): Element[] {
  const own: Element[] = [table]
  const visit = (element: Element) => {
    for (const child of element.children) {
      if (child.type !== 'element' || child.tagName === 'table') continue
      if (parts.includes(child.tagName)) own.push(child)
      visit(child)
    }
  }
  visit(table)
  return own
}
