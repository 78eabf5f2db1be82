import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** How long a program may take that writes into a pipe, in milliseconds: it may ask a person for a password. */
const pipeMs = 10_000

const chunkSize = 64 * 1024

/**
 * The bytes of a file, or of a pipe such as `<(…)` of a shell. Throws errors with the `code` of a system, as `open` does;
 * `EFBIG` for more than `sizeMax` bytes, as of a device that never ends; `ETIMEDOUT` for a pipe that nothing is written
 * into. So it always comes to an end, whatever is at the path.
 */
export function readSmallFile(path: string, sizeMax: number, timeoutMs = pipeMs): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const isPipe = fstatSync(file).isFIFO()
    const chunks: Buffer[] = []
    for (let size = 0, deadline = performance.now() + timeoutMs; ; ) {
      const chunk = readChunk(file)
      if (chunk && chunk.length > 0) {
        chunks.push(chunk)
        size += chunk.length
        if (size > sizeMax) throw failure('EFBIG', path)
      } else if (chunk && (size > 0 || !isPipe)) {
        return Buffer.concat(chunks)
      } else if (performance.now() > deadline) {
        throw failure('ETIMEDOUT', path)
      } else {
        sleep(20)
      }
    }
  } finally {
    closeSync(file)
  }
}

/** Empty at the end, and in a pipe that no program has opened to write; undefined where nothing is written just now. */
function readChunk(file: number): Buffer | undefined {
  const buffer = Buffer.alloc(chunkSize)
  try {
    return buffer.subarray(0, readSync(file, buffer))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
    throw error
  }
}

/** Blocks the thread: files are read synchronously at the start. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

const failure = (code: string, path: string) => Object.assign(new Error(`${code}: ${path}`), { code })
