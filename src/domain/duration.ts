/** In milliseconds. A calendar day may be longer or shorter than `dayMs`: count calendar days with `addDays`. */
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
