// Makes the page live (progressive enhancement): everything works without it.

// The order decides who handles a key first: a menu, then the page.
import './overflow.js'
import './navigation.js'
import './deliveries.js'
import './forms.js'

document.documentElement.classList.add('js')
