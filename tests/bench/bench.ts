import { stderr } from 'node:process'
import { benchLookup } from './lookup.ts'

/** Each can be run alone: `npm run bench -- lookup`. */
const parts: Readonly<Record<string, () => void | Promise<void>>> = { lookup: benchLookup }

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  stderr.write(`There is no bench called ${unknown.join(', ')}. There is: ${Object.keys(parts).join(', ')}.\n`)
  process.exitCode = 1
} else {
  for (const [name, run] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await run()
}
