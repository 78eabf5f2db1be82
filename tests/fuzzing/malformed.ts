import fc from 'fast-check'

/** Corruption of a file: pieces are lost, duplicated or exchanged, and strange bytes are inserted. */
type Mishap = (bytes: Uint8Array) => Uint8Array

/** Bytes that mean something to some parser, or to none. */
const strange = [
  '\0',
  '\u{feff}',
  '\r',
  '\u2028',
  '\ud83d',
  '\u202e',
  '---\n',
  '```',
  '*',
  '[',
  '](',
  '|',
  '>',
  '&a ',
  '*a',
  '<<: ',
  '!!js/function ',
  '!!binary ',
  '? ',
  ': ',
  '- - - ',
  '{',
  '%YAML 9\n',
  '\t',
  '9'.repeat(400),
  '-.inf',
  '0x',
  '__proto__: 1\n',
  'constructor: {}\n',
].map((text) => new TextEncoder().encode(text))

const place = fc.double({ min: 0, max: 1, noNaN: true })

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  fc.tuple(place, fc.oneof(fc.constantFrom(...strange), fc.uint8Array({ maxLength: 40 }))).map(
    ([at, what]): Mishap =>
      (bytes) =>
        spliced(bytes, at, at, what),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Mishap =>
      (bytes) =>
        spliced(bytes, from, to, new Uint8Array()),
  ),
  fc.tuple(place, place, fc.integer({ min: 1, max: 200 })).map(
    ([from, to, times]): Mishap =>
      (bytes) =>
        spliced(bytes, to, to, repeated(cut(bytes, from, to), times)),
  ),
)

/** The corrupted text, or bytes that never were a text. */
export function malformed(text: string): fc.Arbitrary<Uint8Array> {
  const bytes: Uint8Array = new TextEncoder().encode(text)
  const hurt = fc
    .array(mishap, { minLength: 1, maxLength: 4 })
    .map((mishaps) => mishaps.reduce<Uint8Array>((rest, next) => next(rest), bytes))
  const noText = fc.uint8Array({ maxLength: 300 }).map((any): Uint8Array => any)
  return fc.oneof({ weight: 8, arbitrary: hurt }, { weight: 1, arbitrary: noText })
}

/** At most as long as keeps a run short: huge files are refused by their size, elsewhere. */
const lengthMax = 100_000

function cut(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const [start, end] = [from, to].sort((a, b) => a - b).map((share) => Math.round(share * bytes.length))
  return bytes.subarray(start, end)
}

function spliced(bytes: Uint8Array, from: number, to: number, what: Uint8Array): Uint8Array {
  const [start = 0, end = 0] = [from, to].sort((a, b) => a - b).map((share) => Math.round(share * bytes.length))
  return Buffer.concat([bytes.subarray(0, start), what, bytes.subarray(end)]).subarray(0, lengthMax)
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const room = Math.floor(lengthMax / Math.max(1, bytes.length))
  return Buffer.concat(Array.from({ length: Math.min(times, room) }, () => bytes))
}
