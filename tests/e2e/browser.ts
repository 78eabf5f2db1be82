import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** How long a page may take for anything, in milliseconds: a busy machine is no error. */
export const patienceMs = 120_000

/** Where Chrome and Chromium are installed by their own packages. */
const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * A browser, found in this order: the one that MORNING_POST_BROWSER names, the one that comes with the development
 * dependencies (Linux on x64), which is the same everywhere and loads a page in a third of the processor time, and an
 * installed Chrome or Chromium. Nothing is downloaded.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env.MORNING_POST_BROWSER
  if (!named && process.platform === 'linux' && process.arch === 'x64') return launchBundled()
  const found = named ?? installed.find((path) => existsSync(path))
  if (found) return chromium.launch({ executablePath: found, args: sandboxArgs() })
  throw new Error('No browser was found: install Chrome or Chromium, or name one in MORNING_POST_BROWSER')
}

/** Chromium's own sandbox does not work for root, which many containers run as. */
function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

async function launchBundled(): Promise<Browser> {
  const { default: bundled, inflate } = await import('@sparticuz/chromium')
  bundled.setGraphicsMode = false
  const executablePath = await alone(() => bundled.executablePath())
  const env: Record<string, string> = { ...(process.env as Record<string, string>), HOME: process.env.HOME ?? tmpdir() }
  if (await lacksLibraries(executablePath)) {
    // The package carries them for Amazon Linux, and unpacks them by itself only there.
    const archive = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium')).pathname
    const libraries = join(await alone(() => inflate(archive)), 'lib')
    env.LD_LIBRARY_PATH = [libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  }
  // Its own arguments are for serverless machines: a single process, and no web security. It has no sandbox of its own.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], env })
}

const lock = join(tmpdir(), 'morning-post-browser.lock')
const abandonedMs = 60_000

/** One process unpacks at a time: another would take what is half written for the whole. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  while (
    !(await mkdir(lock).then(
      () => true,
      () => false,
    ))
  ) {
    const since = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    )
    if (Date.now() - since > abandonedMs) await rm(lock, { recursive: true, force: true })
    await wait(100)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** Whether the system has no NSS, which a bare one has not. */
async function lacksLibraries(executable: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ldd', [executable]).catch(() => ({ stdout: 'not found' }))
  return stdout.includes('not found')
}
