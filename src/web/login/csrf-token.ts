/** The field of every form that changes something, against cross-site request forgery (CSRF). */
export const tokenField = 'form-token'

/** Every value in the page's markup is escaped, so a tag ends at the first angle bracket. */
const postForm = /<form\b[^>]*\bmethod="post"[^>]*>/g

/** Puts the token into each form of a page, and where its scripts find it. */
export async function withCsrfToken(response: Response, token: string): Promise<Response> {
  const field = `<input type="hidden" name="${tokenField}" value="${token}" />`
  const markup = (await response.text())
    .replace('</head>', () => `<meta name="${tokenField}" content="${token}" /></head>`)
    .replaceAll(postForm, (tag) => tag + field)
  return new Response(markup, response)
}
