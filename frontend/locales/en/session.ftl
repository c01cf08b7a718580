# Signing in and the first password
sign-in-title = Sign in
sign-in-button = Sign in
sign-in-busy = Checking…
sign-in-ended = Your session has ended. Sign in again; what you had not saved is still in this tab.
sign-in-not-locked = Check upper and lower case. After several failures you are asked to wait; your account is not locked.
sign-in-help = Forgotten your password, or no account yet
sign-in-help-text = Ask the account administrator at DP3A. You receive a one-time access code, valid for 24 hours: enter it as the password, then set a password of your own.
set-password-title = Set your password
set-password-lede = You signed in with a one-time code. Before you go on, set a password that only you know.
set-password-code = One-time access code
password-hint = At least { $min } characters. Several unrelated words are easy to remember and hard to guess.
password-save = Save password
password-saved = Password saved
password-change = Change password
password-ends-others = Once changed, your sessions on other devices are ended.
