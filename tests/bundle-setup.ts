import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../scripts/checkout-bundle.js', import.meta.url))

/** Writes the bundle of the source before the tests that start the bot, so that each starts it in the same way. */
export default function setUp(): void {
  execFileSync(process.execPath, [program])
}
