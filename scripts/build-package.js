// Emits what the npm package runs into dist/: the bundle of the program, the source as JavaScript, which threads run, and the
// files beside it that are no TypeScript.
// npm runs it before it packs; a checkout never needs dist/.
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeBundle } from './bundle.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = { cwd: root, stdio: 'inherit' }

// What an earlier version emitted and this one does not must not be packed.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'], inRoot)
const isAsset = (file) => statSync(file).isDirectory() || !/(?:\.ts|launch\.js)$/.test(file)
cpSync(new URL('../src', import.meta.url), new URL('../dist', import.meta.url), { recursive: true, filter: isAsset })
await writeBundle(fileURLToPath(new URL('../dist/bundle', import.meta.url)))
