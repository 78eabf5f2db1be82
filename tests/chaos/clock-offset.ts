// Loaded before the bot: its clock is off by this many milliseconds.
const offsetMs = Number(process.env.CLOCK_OFFSET_MS ?? 0)
const System = Date

globalThis.Date = class extends System {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(System.now() + offsetMs)
    else super(...(given as [number]))
  }

  static override now(): number {
    return System.now() + offsetMs
  }
} as DateConstructor
