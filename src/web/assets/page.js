// Makes the page live. Everything works without it.

// The order decides who handles a key first: a menu, then a dialog, then the page.
import './commands.js'
import './overflow.js'
import './dialogs.js'
import './navigation.js'
import './deliveries.js'
import './forms.js'

document.documentElement.classList.add('js')
