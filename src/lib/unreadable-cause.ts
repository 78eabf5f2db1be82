type Cause = 'files' | 'disk' | 'loop'

const causes: Readonly<Record<string, Cause>> = {
  EMFILE: 'files',
  ENFILE: 'files',
  EIO: 'disk',
  ESTALE: 'disk',
  ENXIO: 'disk',
  ETIMEDOUT: 'disk',
  EHOSTDOWN: 'disk',
  ELOOP: 'loop',
}

/** Why a file or folder that exists cannot be read, from the `code` of the system's error. */
export function unreadableCause(code: string): Cause | 'other' {
  return causes[code] ?? 'other'
}
