import type { Element, ElementContent, Root } from 'hast'
import { allElements, elementText } from './html-page.ts'

const parts = ['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'center', 'font']
const blocks = ['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'div', 'blockquote', 'img', 'hr']
/** Word processors make a paragraph of the text of each cell. */
const lines = ['p', 'div']

/** The longest text of a cell that is no column of a page, in characters. */
const cellMax = 200

/** Newsletters in e-mails are laid out in tables: their cells become parts of the text. Tables of data stay. */
export function unwrapLayout(root: Root): void {
  for (const table of allElements(root).filter(({ tagName }) => tagName === 'table')) {
    const own = ownParts(table)
    if (isLayout(table, own)) {
      for (const row of own.filter(({ tagName }) => tagName === 'tr')) pictureBehindText(row)
      for (const part of own) part.tagName = 'div'
    } else {
      for (const cell of own.filter(isCell)) cell.children = inOneLine(cell.children)
      markHead(own)
    }
  }
}

/** A picture to the left of a story belongs to it, and not to the one above. */
function pictureBehindText({ children }: Element): void {
  const [first, ...others] = children.filter((child) => child.type === 'element')
  const isPicture =
    first && elementText(first).trim() === '' && allElements(first).some(({ tagName }) => tagName === 'img')
  if (isPicture && others.some((cell) => elementText(cell).trim() !== ''))
    children.push(...children.splice(children.indexOf(first), 1))
}

function isLayout(table: Element, own: readonly Element[]): boolean {
  if (['presentation', 'none'].includes(String(table.properties.role ?? ''))) return true
  if (own.some(({ tagName }) => tagName === 'th')) return false
  const rows = own.filter(({ tagName }) => tagName === 'tr')
  const isOneColumn = rows.every(({ children }) => children.filter((child) => child.type === 'element').length < 2)
  if (isOneColumn) return true
  const inside = own.filter(isCell).flatMap((cell) => cell.children.flatMap(allElements))
  const holdsMore = inside.some(({ tagName }) => blocks.includes(tagName) && !lines.includes(tagName))
  if (holdsMore || !inside.some(({ tagName }) => lines.includes(tagName))) return holdsMore
  return !isBordered(table, own) && !isGrid(own, rows)
}

/** Rows of short texts below one another; a page in columns has one row of long ones. */
function isGrid(own: readonly Element[], rows: readonly Element[]): boolean {
  const texts = own.filter(isCell).map((cell) => elementText(cell).trim())
  return rows.length > 1 && texts.every((text) => text.length <= cellMax)
}

/** Whether a table has borders, which only tables of data have. */
function isBordered(table: Element, own: readonly Element[]): boolean {
  const styles = own.map(({ properties }) => String(properties.style ?? ''))
  return (
    Number(table.properties.border ?? 0) > 0 ||
    [table.properties.className].flat().includes('MsoTableGrid') ||
    styles.some((style) => /(?:^|[;\s])border(?:-(?:top|bottom))?\s*:[^;]*\b(?:solid|double)\b/i.test(style))
  )
}

/** The paragraphs of a cell as lines: a cell of Markdown holds one line. */
function inOneLine(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((child, at): ElementContent[] => {
    if (child.type !== 'element' || !/^(?:p|div|ul|ol|li|br)$/.test(child.tagName)) return [child]
    const isLast = content.slice(at + 1).every((next) => elementText(next).trim() === '')
    const isFirst = content.slice(0, at).every((last) => elementText(last).trim() === '')
    const isList = child.tagName === 'ul' || child.tagName === 'ol'
    const gap = child.tagName === 'li' ? '; ' : ' '
    return [
      ...(isList && !isFirst ? [{ type: 'text' as const, value: ' ' }] : []),
      ...inOneLine(child.children),
      ...(isLast ? [] : [{ type: 'text' as const, value: gap }]),
    ]
  })
}

/** A first row in bold is the head of a table that names none. */
function markHead(own: readonly Element[]): void {
  const row = own.find(({ tagName }) => tagName === 'tr')
  const cells = row?.children.filter((child) => child.type === 'element') ?? []
  if (own.some(({ tagName }) => tagName === 'th') || cells.length === 0 || !cells.every(isBold)) return
  for (const cell of cells) {
    cell.tagName = 'th'
    for (const element of allElements(cell)) if (/^(?:b|strong)$/.test(element.tagName)) element.tagName = 'span'
  }
}

function isBold(cell: Element): boolean {
  return cell.children.every(
    (child) =>
      elementText(child).trim() === '' ||
      (child.type === 'element' && (/^(?:b|strong)$/.test(child.tagName) || isBold(child))),
  )
}

function isCell({ tagName }: Element): boolean {
  return tagName === 'td' || tagName === 'th'
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
