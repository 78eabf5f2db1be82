import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

export const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const cookie = 'theme'
const yearSeconds = 31_536_000

/** The theme this browser chose; the system's own by default. */
export function themeOf(context: Context): Theme {
  return themes.find((theme) => theme === getCookie(context, cookie)) ?? 'system'
}
export async function chooseTheme(context: Context): Promise<Response> {
  const chosen = new URLSearchParams(await context.req.text()).get('theme')
  const theme = themes.find((one) => one === chosen) ?? 'system'
  setCookie(context, cookie, theme, { path: '/', maxAge: yearSeconds, sameSite: 'Strict', httpOnly: true })
  const from = URL.parse(context.req.header('referer') ?? '')
  const back = from?.host === context.req.header('host') ? `${from?.pathname}${from?.search}` : '/'
  return context.redirect(back, 303)
}
