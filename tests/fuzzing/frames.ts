import fc from 'fast-check'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    0.5,
    1e308,
    '',
    ' ',
    '__proto__',
    '\u{202e}\0\ud800',
    'mp:',
    'mp:open:main/2026-03-12:',
    'mp:page:x:-1',
    'mp:subscribe:../../etc',
    'x'.repeat(20_000),
    '9'.repeat(30),
    [],
    {},
    [[[]]],
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
)

/** One thing in a frame became another, or is gone. */
interface Change {
  /** Where, as shares of the way through each level. */
  readonly path: readonly number[]
  readonly value: Json | undefined
}

const change: fc.Arbitrary<Change> = fc.record({
  path: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 7 }),
  value: fc.option(strange, { nil: undefined }),
})

/** A malformed frame: a real one with some changes. */
export function madFrame(frames: readonly string[], kept: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...frames), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([frame, changes]) => JSON.stringify(changes.reduce((json, next) => changed(json, next, kept), parsed(frame))))
}

function parsed(frame: string): Json {
  return JSON.parse(frame) as Json
}

/** What `kept` names stays, or the frame would not be looked into at all. */
function changed(json: Json, { path: [step = 0, ...rest], value }: Change, kept: readonly string[]): Json {
  if (typeof json !== 'object' || json === null) return value ?? null
  const keys = Object.keys(json).filter((key) => !kept.includes(key))
  const key = keys[Math.floor(step * keys.length)]
  if (key === undefined) return json
  const inner = (json as Record<string, Json>)[key] ?? null
  const isLast = rest.length === 0 || typeof inner !== 'object' || inner === null
  const next = isLast ? value : changed(inner, { path: rest, value }, kept)
  const copy: Record<string, Json> = { ...(json as Record<string, Json>) }
  if (next === undefined) delete copy[key]
  else copy[key] = next
  return Array.isArray(json) ? Object.values(copy) : copy
}
