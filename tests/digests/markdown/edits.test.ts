import { createRequire } from 'node:module'
import fc from 'fast-check'
import { EditMap } from 'micromark-util-edit-map'
import { expect, test } from 'vitest'
import { applyEdits, parseMarkdown } from '../../../src/digests/markdown/parse.ts'

type Events = Parameters<EditMap['consume']>[0]

const eventsOf = (names: readonly string[]) => names as unknown as Events

const edit = fc.record({
  at: fc.nat(12),
  removed: fc.nat(2),
  added: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
})

test('edits give the same events as one splice each, from the last to the first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(edit, { selector: ({ at }) => at, maxLength: 4 }), (edits) => {
      const names = Array.from('abcdefghijkl')
      // Edits that overlap have no meaning.
      const apart = edits.filter(({ at, removed }) =>
        edits.every((other) => other.at <= at || other.at >= at + removed),
      )
      const map = new EditMap()
      for (const { at, removed, added } of apart) map.add(at, removed, eventsOf(added))
      const events = eventsOf([...names])
      applyEdits.call(map, events)
      for (const { at, removed, added } of apart.toSorted((one, other) => other.at - one.at))
        names.splice(at, removed, ...added)
      expect(events).toEqual(names)
      expect(map.map).toEqual([])
    }),
  )
})

test('events before the first edit are not touched, so that the end of a list costs the same in a long text', () => {
  const events = new Proxy(eventsOf([...'abcdef']), {
    get(target, name, receiver) {
      if (/^[0-3]$/.test(String(name))) throw new Error(`event ${String(name)} is read`)
      return Reflect.get(target, name, receiver)
    },
  })
  const map = new EditMap()
  map.add(4, 1, eventsOf(['x']))
  applyEdits.call(map, events)
  expect([events[4], events[5], events.length]).toEqual(['x', 'f', 6])
})

test('the Markdown parser edits its events that way', () => {
  parseMarkdown('- a\n\nb')
  const from = (path: string, name: string) => createRequire(path).resolve(name)
  const markdown = from(import.meta.url, 'mdast-util-from-markdown')
  const ofParser = from(from(markdown, 'micromark'), 'micromark-util-edit-map')
  expect(ofParser).toBe(from(import.meta.url, 'micromark-util-edit-map'))
  expect(EditMap.prototype.consume).toBe(applyEdits)
})
