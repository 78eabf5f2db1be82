import type { Element, ElementContent, Root } from 'hast'
import { allElements, elementText, hasClass } from './html-page.ts'

/** Rewrites what pages and word processors write in their own way as plain lists and pictures, which the converter reads. */
export function simplifyMarkup(root: Root): void {
  for (const element of allElements(root)) {
    if (element.tagName === 'img') findPicture(element)
    if (element.tagName === 'figure') describePicture(element)
    if (element.tagName === 'dl') toNotes(element)
  }
  for (const parent of [root, ...allElements(root)])
    parent.children = withLists(parent.children) as typeof parent.children
}

/** Pictures that are loaded only when they are seen have their address elsewhere. */
function findPicture({ properties }: Element): void {
  const { src, dataSrc, dataOriginal } = properties
  const lazy = String(dataSrc ?? dataOriginal ?? '')
  if (lazy !== '' && !/^https?:/i.test(String(src ?? ''))) properties.src = lazy
}

/** A picture without an alternative text is described by its caption. */
function describePicture(figure: Element): void {
  const inside = allElements(figure)
  const pictures = inside.filter(({ tagName }) => tagName === 'img')
  const caption = inside.find(({ tagName }) => tagName === 'figcaption')
  const [picture] = pictures
  const words = (caption ? elementText(caption) : String(picture?.properties.title ?? '')).replace(/\s+/g, ' ').trim()
  if (picture && pictures.length === 1 && String(picture.properties.alt ?? '').trim() === '' && words !== '')
    picture.properties.alt = words
}

/** Terms with one line about each are notes. */
function toNotes(list: Element): void {
  const parts = list.children.flatMap((child) =>
    child.type === 'element' && child.tagName === 'div' ? child.children : [child],
  )
  const isLine = (part: ElementContent) =>
    allElements(part)
      .slice(1)
      .every(({ tagName }) => !/^(?:p|div|ul|ol|dl|table|h\d|blockquote|pre)$/.test(tagName))
  if (!parts.every(isLine)) return
  const items: Element[] = []
  for (const part of parts) {
    if (part.type !== 'element') continue
    const last = items.at(-1)
    const blank = { type: 'text' as const, value: ' ' }
    if (part.tagName === 'dt' || !last) items.push(elementOf('li', [elementOf('strong', part.children)]))
    else last.children.push(blank, ...part.children)
  }
  list.tagName = 'ul'
  list.children = items
}

/** The bullet or number that Word writes in front of an item, with blanks to its width. */
const marker = /^[\s\u00A0]*(?:[·•o§Øü‣▪–-]|(\d{1,3}|[a-z])[.)])[\s\u00A0]+/

/** Paragraphs that Word shows as items of a list. */
function withLists(
  content: readonly (ElementContent | Root['children'][number])[],
): (ElementContent | Root['children'][number])[] {
  const result: (ElementContent | Root['children'][number])[] = []
  let list: Element | undefined
  for (const child of content) {
    const mark = child.type === 'element' && isItem(child) ? marker.exec(elementText(child)) : null
    if (child.type === 'element' && mark) {
      const name = mark[1] === undefined ? 'ul' : 'ol'
      if (list?.tagName !== name) {
        list = elementOf(name, [])
        result.push(list)
      }
      dropStart(child, mark[0].length)
      list.children.push(elementOf('li', child.children))
    } else {
      if (elementText(child).trim() !== '') list = undefined
      result.push(child)
    }
  }
  return result
}

function isItem(element: Element): boolean {
  return element.tagName === 'p' && hasClass(element, /^MsoListParagraph/)
}

/** Removes `length` characters from the start of the text. Returns how many are still to be removed. */
function dropStart(element: Element, length: number): number {
  let left = length
  for (const child of element.children) {
    if (left === 0) return 0
    if (child.type === 'element') left = dropStart(child, left)
    if (child.type !== 'text') continue
    const taken = Math.min(left, child.value.length)
    child.value = child.value.slice(taken)
    left -= taken
  }
  return left
}

function elementOf(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}
