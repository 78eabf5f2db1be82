import type { ProblemWords } from '../../domain/problem.ts'

/** `12 bytes`, `256 KB`, `10.2 MB`. */
export function formatSize(bytes: number, unit = 'bytes'): string {
  if (bytes < 1024) return `${bytes} ${unit}`
  const [size, larger] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB']
  return `${Math.ceil(size * 10) / 10} ${larger}`
}

/** What to do about a file or folder that exists and cannot be read. */
const unreadableFixes = {
  files: 'The bot has too many files open: raise the limit of its user, with LimitNOFILE of systemd or `ulimit -n`.',
  disk: 'The disk or the network share does not work as it should: see what the system says of it. The bot looks again by itself.',
  loop: 'A link leads to itself: remove it.',
  other: 'Make it readable for the user of the bot.',
}
export type UnreadableCause = keyof typeof unreadableFixes

const specialKinds = { folder: 'a folder', pipe: 'a named pipe', socket: 'a socket', device: 'a device' }
export type SpecialKind = keyof typeof specialKinds

const costly = {
  blocks: 'paragraphs, headings and list items',
  quotes: 'paragraphs in quotes and footnotes',
  pieces: 'links, styles, code spans, images, emoji and line breaks',
  cells: 'cells of tables',
  blanks: 'blank lines',
}
export type CostlyPart = keyof typeof costly

const runs = { characters: 'characters', marks: 'marks such as * _ [ and `' }
export type RunPart = keyof typeof runs

const shorten = 'Make it shorter, or split it.'
const saveAsUtf8 = 'Save it as UTF-8.'
const nameByDay = 'Name a digest after its day (`2026-03-12.md`), or write `date: 2026-03-12` in its front matter.'

/** Files and folders of digests, whatever is in them. */
export const enFileProblems = {
  'missing-file': () => ['This file cannot be opened: it was deleted, or it is a broken link.', 'Put it back.'],
  'unreadable-file': (code: string, cause: UnreadableCause) => [
    `This file cannot be opened (${code}).`,
    unreadableFixes[cause],
  ],
  'special-file': (kind: SpecialKind) => [
    `This is ${specialKinds[kind]}, not a file; it is never opened.`,
    'Remove it, or put a Markdown file in its place.',
  ],
  moved: (to: string, from: string) => [
    `This digest is for ${to} now.`,
    `Write \`date: ${from}\` again if that is wrong.`,
  ],
  'being-written': () => [
    'This file is still being written.',
    'Wait: it is read once it has stayed the same for some seconds.',
  ],
  'keeps-changing': (seconds: number) => [
    `This file has kept changing for ${seconds} seconds; it is read as it is now, and again when it is quiet.`,
    'See what writes it again and again.',
  ],
  unwatched: (why: string) => [
    `Changes in this folder are not noticed at once (${why}).`,
    'Remove the cause and restart the bot; until then it looks once a minute.',
  ],
  samples: (command: string) => [
    'This holds digests that come with Morning Post as samples. They are never posted; digests of your own are.',
    `Put yours there, or run \`${command}\`, which makes a folder for them.`,
  ],

  'too-large': (bytes: number, limit: number, kind: 'digest' | 'page') => [
    `This file holds ${formatSize(bytes)}; a ${kind} may hold ${formatSize(limit)}.`,
    shorten,
  ],
  'utf-16': () => ['This file is in UTF-16.', saveAsUtf8],
  'not-utf-8': () => ['This file is not UTF-8; it may be in Latin-1 or Windows-1252.', saveAsUtf8],
  'zero-byte': () => ['This file is no text: it holds a zero byte.', 'Save it as text.'],
  'too-many-parts': (max: number, part: CostlyPart) => [
    `There are more than ${max} ${costly[part]} in this file up to here; a digest may have no more.`,
    shorten,
  ],
  'long-run': (max: number, part: RunPart) => [
    `There are more than ${max} ${runs[part]} from here on without a blank line between them.`,
    'Leave lines blank between its paragraphs.',
  ],
  'too-deep': (max: number) => [
    `Lists, quotes or styles are nested more than ${max} deep in this line.`,
    'Write it flatter.',
  ],

  'unread-file': () => ['This file is not read.', 'Name it after its day if it is a digest: `2026-03-12.md`.'],
  'no-such-day': (day: string) => [`There is no ${day} in the calendar.`, 'Rename the file.'],
  'other-file-read': (name: string) => [
    `This file is not read: ${name} is for the same day.`,
    'Remove or rename one of them.',
  ],
  'two-files': (names: readonly string[]) => [
    `${names.join(' and ')} is for the same day, so neither is read.`,
    'Remove one of them.',
  ],
  'undated-file': () => ['This file is not read.', nameByDay],
  'undated-files': (count: number, names: readonly string[]) => [
    `${count} files in this folder are not read, such as ${names.join(', ')}.`,
    nameByDay,
  ],
  'missing-folder': () => [
    'There is no such folder.',
    'Create it and put digests in it, or name another one with the key "digests" of the configuration.',
  ],
  'broken-link': (link: string, target: string) => [
    `${link} is a link to ${target}, and nothing is there.`,
    'Mount or restore what it leads to, or change the link.',
  ],
  'file-in-path': (path: string) => [
    `${path} is a file, and has to be a folder.`,
    'Correct the path, or put a folder there.',
  ],
  'unreadable-config': (code: string, cause: UnreadableCause) => [
    `The file cannot be read (${code}).`,
    unreadableFixes[cause],
  ],
  'unreadable-folder': (code: string, cause: UnreadableCause) => [
    `This folder cannot be listed (${code}).`,
    unreadableFixes[cause],
  ],
  'link-to-parent': () => ['This link leads to a folder that holds it; it is not read.', 'Remove it.'],
  'link-to-itself': () => ['This link leads to itself.', 'Remove it.'],
  'publication-taken': (name: string) => [
    `The digests right above this folder are called “${name}” already.`,
    'Give it another name.',
  ],
  'publication-name': () => [
    'This folder is not read.',
    'Name a publication in lower-case letters, digits and hyphens, 40 at most.',
  ],

  'git-lfs': () => [
    'This is a pointer of Git LFS, and its content is elsewhere.',
    'Keep digests in the repository itself: `git lfs untrack "*.md"`.',
  ],
  'git-link': () => ['This is a symbolic link, which is not followed.', 'Put the file itself there.'],
  'git-submodule': () => ['This is no file but a submodule, which is not fetched.', 'Put the file itself there.'],
  'git-path': () => [
    'This file is not read: it is more than three folders deep, or a name in its path has a sign that not every system takes.',
    'Put it into the folder of its publication.',
  ],
  'not-pulled': (url: string) => [
    `The digests of ${url} have not been pulled yet.`,
    'Start the bot, which pulls them.',
  ],
} satisfies ProblemWords
