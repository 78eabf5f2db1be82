// The simulated clients: typing commands, and dialogs. The page behind them is made live by page.js.

// The order decides which handles a key first: the menu of a message box, then a dialog.
import './commands.js'
import './dialogs.js'
