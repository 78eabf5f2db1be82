// Menus behind three dots: opened, walked through and closed by mouse and keyboard.

const openMenus = () => [...document.querySelectorAll('.slack-menu[open]')]
const itemsOf = (menu) => [...menu.querySelectorAll('[role="menuitem"]:not([disabled])')]

function close(menu) {
  const inside = menu.contains(document.activeElement)
  menu.removeAttribute('open')
  if (inside) menu.querySelector('summary').focus({ preventScroll: true })
}

/** Opened, it is seen whole, and not cut off at the right. */
function settle(menu) {
  const list = menu.querySelector('ul')
  menu.classList.remove('to-left')
  const edge = menu.closest('[data-scroll]')?.getBoundingClientRect().right ?? innerWidth
  menu.classList.toggle('to-left', list.getBoundingClientRect().right > edge)
  list.scrollIntoView({ block: 'nearest' })
}

document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target.matches?.('.slack-menu') && target.open) settle(target)
  },
  true,
)

document.addEventListener('pointerdown', ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) close(menu)
})

document.addEventListener('focusin', ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.removeAttribute('open')
})

document.addEventListener('submit', ({ target }) => {
  for (const menu of openMenus()) if (target.contains(menu)) close(menu)
})

document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('.slack-menu')
  if (!menu) return
  const items = itemsOf(menu)
  const at = items.indexOf(document.activeElement)
  const to = {
    ArrowDown: () => items[(at + 1) % items.length],
    ArrowUp: () => items.at(at < 0 ? -1 : at - 1),
    Home: () => items[0],
    End: () => items.at(-1),
  }[event.key]
  if (event.key === 'Escape' && menu.open) {
    event.stopImmediatePropagation()
    close(menu)
  } else if (to && items.length > 0) {
    event.preventDefault()
    menu.open = true
    to().focus()
  }
})
