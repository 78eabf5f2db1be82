// Dialogs of the app: focus goes in, stays in, and comes back.

const fields = ':is(input:not([type="hidden"]), select, textarea, button, a[href], [tabindex="0"]):not([disabled])'

/** Where focus was when the dialog of a client opened, by the client's id. */
const before = new Map()

/** Makes each window inert behind its dialog, and moves focus when one opened or closed. */
function settle() {
  for (const client of document.querySelectorAll('.client')) {
    const dialog = client.querySelector('.dialog')
    const known = before.has(client.id)
    if (dialog && !known) enter(client, dialog)
    else if (!dialog && known) leave(client)
    client.querySelector('.client-body').inert = Boolean(dialog)
  }
}

function enter(client, dialog) {
  const focused = document.activeElement
  before.set(client.id, client.contains(focused) ? focused : undefined)
  const first = dialog.querySelector(`.dialog-fields ${fields}`) ?? dialog.querySelector('h3')
  if (dialog.checkVisibility()) first.focus()
}

function leave(client) {
  const back = before.get(client.id)
  before.delete(client.id)
  client.querySelector('.client-body').inert = false
  const place = back?.isConnected ? back : client.querySelector('.composer textarea')
  if (client.checkVisibility()) place?.focus({ preventScroll: true })
}

document.addEventListener('keydown', (event) => {
  const dialog = event.target.closest?.('.dialog')
  if (!dialog) return
  if (event.key === 'Escape') {
    event.stopImmediatePropagation()
    dialog.querySelector('[data-close-dialog]').click()
  } else if (event.key === 'Tab') turnAround(event, [...dialog.querySelectorAll(fields)])
})

/** After the last field comes the first. */
function turnAround(event, all) {
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]]
  if (document.activeElement !== from) return
  event.preventDefault()
  to.focus()
}

document.addEventListener('patched', settle)
settle()
