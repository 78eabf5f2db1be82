import type { Inline } from '../../domain/digest.ts'
import { matchPlaces, placesOf, type Term } from './terms.ts'
import { tokenize } from './tokenizer.ts'

/** About how many characters (UTF-16 units) of a text are shown. */
const excerptLength = 160

interface Place {
  readonly start: number
  readonly end: number
}

const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' })
const graphemeSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The excerpt where most terms are close together, with the terms in strong; else the beginning. */
export function snippetOf(text: string, terms: readonly Term[], language = 'en'): Inline[] {
  const words = tokenize(text)
  const found = terms.flatMap((term, of) => {
    const places = placesOf(term, words, language)
    return (places.length > 0 ? places : matchPlaces(term, text, words)).map(({ start, end }) => ({ start, end, of }))
  })
  const places = found.toSorted((one, other) => one.start - other.start || one.end - other.end)
  const shown = windowAround(text, bestSpan(places))
  return [
    ...plain(shown.start > 0 ? '…' : ''),
    ...emphasized(text, shown, places),
    ...plain(shown.end < text.length ? '…' : ''),
  ]
}

/** From the first to the last of the places that hold the most different terms within the length of an excerpt. */
function bestSpan(places: readonly (Place & { of: number })[]): Place {
  let best: Place = { start: 0, end: 0 }
  let most = 0
  for (const [at, { start }] of places.entries()) {
    const terms = new Set<number>()
    let end = start
    for (let next = at; next < places.length; next += 1) {
      const place = places[next]
      if (!place || place.start >= start + excerptLength) break
      if (terms.size > 0 && place.end > start + excerptLength) break
      terms.add(place.of)
      end = Math.max(end, place.end)
    }
    if (terms.size > most) [best, most] = [{ start, end }, terms.size]
  }
  return best
}

function windowAround(text: string, span: Place): Place {
  const room = Math.max(0, excerptLength - (span.end - span.start))
  const start = Math.max(0, Math.min(span.start - Math.floor(room / 2), text.length - excerptLength))
  const end = Math.min(text.length, start + excerptLength)
  const from = start === 0 ? 0 : boundaryAfter(text, start, span.start)
  const to = end === text.length ? end : boundaryBefore(text, end, Math.min(span.end, end))
  const inside = text.slice(from, to)
  return { start: to - inside.trimStart().length, end: from + inside.trimEnd().length }
}

/** The first word boundary from `at` to `latest`; else a place inside a word, but never inside a character. */
function boundaryAfter(text: string, at: number, latest: number): number {
  const { index, segment } = segmentAt(wordSegmenter, text, at)
  const boundary = index === at ? at : index + segment.length
  return boundary <= latest ? boundary : segmentAt(graphemeSegmenter, text, Math.min(at, latest)).index
}

function boundaryBefore(text: string, at: number, earliest: number): number {
  const { index } = segmentAt(wordSegmenter, text, at)
  return index > 0 && index >= earliest ? index : segmentAt(graphemeSegmenter, text, at).index
}

function segmentAt(segmenter: Intl.Segmenter, text: string, at: number): { index: number; segment: string } {
  return segmenter.segment(text).containing(at) ?? { index: at, segment: '' }
}

/** The window's text with the places in strong; places that overlap are one. */
function emphasized(text: string, shown: Place, places: readonly Place[]): Inline[] {
  const inlines: Inline[] = []
  let done = shown.start
  let open: Place | undefined
  const write = (place: Place) => {
    inlines.push(...plain(text.slice(done, place.start)))
    inlines.push({ type: 'strong', children: plain(text.slice(place.start, place.end)) })
    done = place.end
  }
  for (const place of places) {
    const start = Math.max(place.start, shown.start)
    const end = Math.min(place.end, shown.end)
    if (start >= end) continue
    if (open && start <= open.end) open = { start: open.start, end: Math.max(open.end, end) }
    else {
      if (open) write(open)
      open = { start, end }
    }
  }
  if (open) write(open)
  return [...inlines, ...plain(text.slice(done, shown.end))]
}

function plain(value: string): Inline[] {
  return value ? [{ type: 'text', value }] : []
}
