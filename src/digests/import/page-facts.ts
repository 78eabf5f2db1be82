import type { Root } from 'hast'
import { allElements, elementText } from './html-page.ts'
import type { TextFacts } from './import-markdown.ts'

/** What a page says of itself in its head. */
export function pageFacts(root: Root): TextFacts {
  const elements = allElements(root)
  const meta = (name: string) => {
    const found = elements.find(
      ({ tagName, properties }) => tagName === 'meta' && [properties.property, properties.name].includes(name),
    )
    return String(found?.properties.content ?? '').trim()
  }
  const canonical = elements.find(
    ({ tagName, properties }) => tagName === 'link' && String(properties.rel) === 'canonical',
  )
  const url = [String(canonical?.properties.href ?? ''), meta('og:url')].find(
    (address) => /^https?:/i.test(address) && URL.canParse(address),
  )
  const tab = elements.find(({ tagName }) => tagName === 'title')
  const title = (meta('og:title') || withoutSite(tab ? elementText(tab) : '', meta('og:site_name')))
    .replace(/\s+/g, ' ')
    .trim()
  const language = languageOf(String(elements.find(({ tagName }) => tagName === 'html')?.properties.lang ?? ''))
  return { ...(title && { title }), ...(url && { url }), ...(language && { language }) }
}

/** `Issue 12 | Some Weekly` is `Issue 12`, if the page says that it is of `Some Weekly`. */
function withoutSite(title: string, site: string): string {
  if (site === '' || !title.trim().endsWith(site)) return title
  return title
    .trim()
    .slice(0, -site.length)
    .replace(/[\s|·•:–—-]+$/, '')
}

function languageOf(tag: string): string | undefined {
  try {
    return tag ? new Intl.Locale(tag).language : undefined
  } catch {
    return undefined
  }
}
