// Writes the program as a few files of JavaScript: `node scripts/bundle.js FOLDER`. A process that loads it starts in half
// of the time of one that loads two thousand modules, and needs a quarter less memory.
//
// Names of functions and classes are kept, so that the log's stack traces can be read. bin/load-bundle.cjs runs what is written here.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')

/** Modules that discord.js and `ws` use where they are installed. */
const optional = ['bufferutil', 'erlpack', 'utf-8-validate', 'zlib-sync']

/** Not part of the bundle, because Node 26 does without it. CommonJS cannot await it, and need not. */
const polyfill = 'temporal-polyfill'
const requirePolyfill = {
  name: 'require-polyfill',
  transform: (code) => code.replace(`await import('${polyfill}')`, `require('${polyfill}')`),
}

/** Files are found beside their source: the loader knows where that is. */
const sourceUrls = {
  name: 'source-urls',
  transform(code, id) {
    if (!id.startsWith(source) || !code.includes('import.meta.url')) return
    const path = relative(source, id).split(sep).join('/')
    return code.replaceAll('import.meta.url', `__sourceUrl(${JSON.stringify(path)})`)
  },
}

/** V8 keeps the source text, with two bytes for each character if one of them is outside Latin 1. */
const asAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Throws if the development dependencies are not installed. */
export async function writeBundle(folder) {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    cwd: root,
    input: { main: join(source, 'main.ts'), cli: join(source, 'cli/main.ts') },
    platform: 'node',
    external: [/^node:/, polyfill, ...optional],
    // Three versions of undici would be loaded otherwise.
    resolve: { alias: { undici: join(root, 'node_modules/undici/index.js') } },
    plugins: [sourceUrls, requirePolyfill],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({
    format: 'cjs',
    minify: { compress: false, mangle: { keepNames: true }, codegen: true },
    entryFileNames: '[name]-[hash].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  })
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { fileName, code } of output) writeFileSync(join(folder, fileName), asAscii(code))
  const entries = output.filter(({ isEntry }) => isEntry).map(({ name, fileName }) => [name, fileName])
  // Written last: a folder without it is not whole.
  writeFileSync(join(folder, 'bundle.json'), JSON.stringify(Object.fromEntries(entries)))
}
