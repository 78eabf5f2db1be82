const [tooMany, disk] = [
  'The bot has too many files open: raise the limit of its user, with LimitNOFILE of systemd or `ulimit -n`.',
  'The disk or the network share does not work as it should: see what the system says of it. The bot looks again by itself.',
]

const advice: Readonly<Record<string, string>> = {
  EMFILE: tooMany,
  ENFILE: tooMany,
  EIO: disk,
  ESTALE: disk,
  ENXIO: disk,
  ETIMEDOUT: disk,
  EHOSTDOWN: disk,
  ELOOP: 'A link leads to itself: remove it.',
}

/** What to do about a file or folder that exists and cannot be read, from the `code` of the system's error. */
export function unreadableAdvice(code: string): string {
  return advice[code] ?? 'Make it readable for the user of the bot.'
}
