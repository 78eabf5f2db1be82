import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { daysBack, seeded } from './synthetic.ts'

const samples = fileURLToPath(new URL('../../digests', import.meta.url))

/** The pieces of the samples, of which other digests are composed. */
interface Pieces {
  readonly bullets: readonly string[]
  readonly sections: readonly string[]
  readonly observations: readonly string[]
}

const sectionsOfDigest = 4

/**
 * Writes the digests of the last days, as long as the samples and with the same tables, code and lists. No two are the
 * same. Gives their size in bytes.
 */
export async function writeArchive(folder: string, days: number, seed: number): Promise<number> {
  const pieces = await readPieces()
  const random = seeded(seed)
  const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)] as Value
  await mkdir(folder, { recursive: true })
  let bytes = 0
  for (const [at, day] of daysBack(days).entries()) {
    const sections = Array.from({ length: sectionsOfDigest }, (_, index) => {
      const text = pick(pieces.sections).replace(/^### \d+/, `### 0${index + 1}`)
      return text.replaceAll('https://', `https://${at}-${index}.`).replace(/\.\n/, ` (${at}).\n`)
    })
    const bullets = sections.map(() => `- ${pick(pieces.bullets)}`)
    const text = [
      `---\ntitle: "The ${at}th day"\nlanguage: en\n---\n\n## Today's Overview\n`,
      `${bullets.join('\n')}\n`,
      `## Featured\n`,
      ...sections,
      `## Today's Observation\n`,
      pick(pieces.observations),
    ].join('\n')
    bytes += Buffer.byteLength(text)
    await writeFile(join(folder, `${day}.md`), text)
  }
  return bytes
}

async function readPieces(): Promise<Pieces> {
  const names = (await readdir(samples)).filter((name) => name.endsWith('.md'))
  const texts = await Promise.all(names.map((name) => readFile(join(samples, name), 'utf8')))
  return {
    bullets: texts.flatMap((text) => [...text.matchAll(/^- (\*\*.*)$/gm)].map(([, bullet = '']) => bullet)),
    sections: texts.flatMap((text) => text.split(/^(?=## |### )/m).filter((piece) => /^### \d/.test(piece))),
    observations: texts.flatMap((text) => text.split(/^## Today's Observation\n+/m).slice(1)),
  }
}
