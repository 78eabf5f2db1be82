import { stderr } from 'node:process'
import { benchCheck } from './check.ts'
import { benchDrafts } from './drafts.ts'
import { benchFanOut } from './fan-out.ts'
import { benchLookup } from './lookup.ts'
import { benchRender } from './render.ts'
import { benchResponsive } from './responsive.ts'
import { benchScale } from './scale.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'

/** Each can be run alone: `npm run bench -- lookup`. */
const parts: Readonly<Record<string, (full: boolean) => void | Promise<void>>> = {
  lookup: () => benchLookup(),
  search: () => benchSearch(),
  responsive: () => benchResponsive(),
  'fan-out': benchFanOut,
  drafts: benchDrafts,
  render: benchRender,
  check: () => benchCheck(),
  scale: () => benchScale(),
  start: benchStart,
}

/** With `--full`, what takes half an hour as well. */
const full = process.argv.includes('--full')
const asked = process.argv.slice(2).filter((name) => name !== '--full')
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  stderr.write(`There is no bench called ${unknown.join(', ')}. There is: ${Object.keys(parts).join(', ')}.\n`)
  process.exitCode = 1
} else {
  for (const [name, run] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await run(full)
}
