import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { failureReason } from '../../i18n/failures.ts'
import { FetchFailed } from './fetch-failed.ts'

/** The decoder of each content coding. */
const decoders = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

/** Not `deflate`, which half of the servers send without its header. */
export const acceptedEncodings = 'gzip, br'

/** The decoded body. Throws `FetchFailed` once it is larger than `maxBytes`, compressed or not. */
export async function readBody(body: Readable, coding: string | undefined, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  const limit = (received: number) => {
    if (received > maxBytes) throw new FetchFailed(failureReason('source-large', String(maxBytes / 1_000_000)))
  }
  const collect = async (source: AsyncIterable<Buffer>) => {
    let size = 0
    for await (const chunk of source) {
      size += chunk.length
      limit(size)
      chunks.push(chunk)
    }
  }
  const name = coding?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'identity') {
    await collect(body)
    return Buffer.concat(chunks)
  }
  if (!Object.hasOwn(decoders, name)) {
    body.destroy()
    throw new FetchFailed(failureReason('source-coding', name))
  }
  const decoder = decoders[name as keyof typeof decoders]()
  try {
    await pipeline(body, decoder, collect)
  } catch (error) {
    if (
      error instanceof Error &&
      'errno' in error &&
      /^(?:Z_|ERR_|ERR__)/.test(String('code' in error ? error.code : ''))
    )
      throw new FetchFailed(failureReason('source-compressed', name, error.message), { cause: error })
    throw error
  }
  return Buffer.concat(chunks)
}
