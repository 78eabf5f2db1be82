// The menu over a message box: what can be typed next, and which of it is picked by the next key.

let owner

const menuOf = (element) => element.form.querySelector('.menu')
const optionsOf = (element) => [...menuOf(element).querySelectorAll('[role="option"]')]

export const isOpenFor = (element) => element === owner
export const activeIn = (element) => menuOf(element).querySelector('[aria-selected="true"]')
export const firstIn = (element) => optionsOf(element)[0]

/** Shows what the server offers for the field that is being typed in. */
export function openMenu(element, markup, { picksFirst }) {
  closeMenu()
  const menu = menuOf(element)
  menu.innerHTML = markup
  if (!menu.firstElementChild) return
  owner = element
  menu.hidden = false
  optionsOf(element).forEach((option, at) => {
    option.id = `${menu.id}-${at}`
  })
  if (element.hasAttribute('aria-expanded')) element.setAttribute('aria-expanded', 'true')
  if (picksFirst) activate(firstIn(element))
  announce(element, menu)
}

export function closeMenu() {
  if (!owner) return
  const menu = owner.form?.querySelector('.menu')
  if (menu) menu.hidden = true
  menu?.replaceChildren()
  owner.removeAttribute('aria-activedescendant')
  if (owner.hasAttribute('aria-expanded')) owner.setAttribute('aria-expanded', 'false')
  owner = undefined
}

/** Moves down or up by one, and wraps around. */
export function move(element, by) {
  const options = optionsOf(element)
  if (options.length === 0) return
  const at = options.indexOf(activeIn(element))
  activate(options.at(at < 0 && by < 0 ? -1 : (at + by) % options.length))
}

function activate(option) {
  if (!option) return
  activeIn(owner)?.removeAttribute('aria-selected')
  option.setAttribute('aria-selected', 'true')
  option.scrollIntoView({ block: 'nearest' })
  owner.setAttribute('aria-activedescendant', option.id)
}

/** A message box is no combobox, so a screen reader does not announce the menu by itself. */
function announce(element, menu) {
  const count = optionsOf(element).length
  const words = count > 0 ? `${count} to choose from, with the arrow keys` : menu.textContent
  document.getElementById('announcer').textContent = words.trim().replace(/\s+/g, ' ')
}
