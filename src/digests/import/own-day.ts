import type { Day } from '../../domain/day.ts'
import { dateIn } from '../front-matter-dates.ts'
import { readDate } from '../markdown/front-matter-date.ts'
import { pageKind } from './page-kind.ts'

/** Where pages say when they were published: Open Graph, schema.org, Dublin Core, Parse.ly, Sailthru. */
const names =
  /^(?:article:published_time|datePublished|date|dc\.date(?:\.issued)?|dcterms\.(?:date|issued)|parsely-pub-date|sailthru\.date)$/i

/** Far enough for the head of a page with its styles and scripts, in characters. */
const pageMax = 2_000_000

/**
 * The day that a document states for itself, as written and in its own time zone: in its front matter, in the head of a
 * page, or in the only time of a page. Undefined without a day or with several.
 */
export function ownDay(text: string): Day | undefined {
  // Each of its entries has a day.
  if (pageKind(text) === 'feed') return undefined
  const inMatter = dateIn(new TextEncoder().encode(text.replace(/^\uFEFF/, '')))
  if (inMatter) return inMatter
  const page = text.slice(0, pageMax)
  const metas = tagsOf(page, 'meta').flatMap(({ property, name, itemprop, content = '' }) =>
    [property, name, itemprop].some((each) => each !== undefined && names.test(each))
      ? (readDate(content)?.day ?? [])
      : [],
  )
  const linked = [...page.matchAll(/"datePublished"\s*:\s*"([^"]{8,40})"/g)].flatMap(
    ([, date = '']) => readDate(date)?.day ?? [],
  )
  const times = tagsOf(page, 'time').flatMap(({ datetime = '' }) => readDate(datetime)?.day ?? [])
  for (const days of [metas, linked, times]) {
    const [day, ...others] = new Set(days)
    if (day) return others.length === 0 ? day : undefined
  }
  return undefined
}

/** The attributes of each tag of a kind, their names in lower case. */
function tagsOf(page: string, kind: string): Record<string, string>[] {
  return [...page.matchAll(new RegExp(`<${kind}\\s([^<>]{1,2000})>`, 'gi'))].map(([, inside = '']) =>
    Object.fromEntries(
      [...inside.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
        name.toLowerCase(),
        (double ?? single ?? '').trim(),
      ]),
    ),
  )
}
