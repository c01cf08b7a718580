# Used on every page
app-name = P2WKSS
app-city = City of Bekasi
app-title = P2WKSS Kota Bekasi
app-long-name = Integrated programme to advance the role of women towards healthy and prosperous families (P2WKSS), City of Bekasi
skip = Skip to content
menu = Menu
menu-open = Open menu
menu-close = Close menu
menu-main = Main menu
menu-home = Home
menu-users = Users
menu-roles = Roles held
menu-audit = Audit trail
menu-reference = Reference data
menu-regions = Regions
menu-agencies = Agencies
menu-codes = Code lists
menu-account = My account
menu-sign-out = Sign out
menu-no-role = No role yet
crumbs = Where this page is
parts = Parts of the page
tab-overview = Overview
loading = Loading…
close = Close
cancel = Cancel
edit = Edit
all = All
yes = yes
no = no
note = Note
empty-value = not filled in
created-at = Created
updated-at = Last changed
language = Language
copy = Copy
copied = Copied
copy-failed = Could not copy; copy it from the screen yourself
to-home = To the home page
retry = Try again
quote = Code for the help desk: { $id }

ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
 }
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
 }
ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
 }

# Fields
input-optional = (optional)
input-show-password = Show password
input-loading = Loading choices…
input-none = Not filled in
input-choose = Choose one
input-clear = Clear the answer
form-faults = { $n ->
    [one] { $n } field needs to be corrected
   *[other] { $n } fields need to be corrected
 }
reason-hint = Say why, 5 to 500 characters. The reason is recorded.

# Saving
save = Save
save-busy = Saving…
save-sending = Sending…
save-kept = { $seconds ->
    [one] Kept on this device, tried again in { $seconds } second
   *[other] Kept on this device, tried again in { $seconds } seconds
 }
save-waiting = Waiting for a signal…
save-now = Try now
save-stop = Stop trying
save-unsaved = { $n ->
    [one] { $n } field not saved
   *[other] { $n } fields not saved
 }
save-unchanged = No changes yet
editor-saved = Saved
editor-unchanged = Nothing has changed
draft-restored = What you typed at { $time } was restored; it is not saved in the system yet.
draft-discard = Discard it
leave-title = Leave without saving?
leave-text = What you typed is not saved in the system. The draft stays in this tab until you close it or sign out.
leave-stay = Stay here
leave-go = Leave

# Conflicts
conflict-title = This record changed while you were editing
conflict-saved-at = Someone else saved it at { $time }.
conflict-count = { $n ->
    [one] { $n } field differs.
   *[other] { $n } fields differ.
 }
conflict-nothing-lost = Nothing is overwritten before you choose.
conflict-caption = Fields that differ
conflict-field = Field and value before
conflict-before = before: { $value }
conflict-mine = Yours
conflict-theirs = Theirs
conflict-along = { $n ->
    [one] { $n } field without conflict that comes along
   *[other] { $n } fields without conflict that come along
 }
conflict-discard = Discard my changes
conflict-later = Decide later
conflict-save = Save choice

# Lists
table-sort = Sort by { $column }
pager = Pages of the list
pager-range = { $first }–{ $last }
pager-of = { $first }–{ $last } of { $total }
pager-of-at-least = { $first }–{ $last } of at least { $total }
pager-previous = Previous
pager-next = Next
pager-first = To the first page
pager-is-first = This is the first page
pager-is-last = This is the last page
filters-active = Active filters
filters-clear = Clear all
filter-remove = Remove filter: { $filter }
filter-name-contains = Contains “{ $text }”
list-no-match = Nothing matches
list-no-match-advice = Change the search text or remove some filters.
list-show-all = Show all

# History
history = History
history-empty = No history yet
history-empty-text = Every change is recorded here with who made it.
history-system = System
history-to = to

# Problems
failure-no-answer = Not connected
failure-no-answer-advice = There is no signal, or the system does not answer. What you typed is still here; try again.
failure-no-answer-read = There is no signal, or the system does not answer. Try again.
failure-unreadable = The answer cannot be read
failure-unreadable-advice = This answer did not come from the P2WKSS system (status { $status }). Check your internet connection and try again.
failure-wait = { $seconds ->
    [one] Wait { $seconds } second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
 }
failure-not-found-advice = The address may be wrong, or this record is outside your area.
failure-stale-advice = See how it stands now, then decide again.
failure-server-advice = Try again shortly. If it keeps happening, quote the code below to the help desk.
not-found-title = Page not found
not-found-heading = There is no page at this address
not-found-text = Check the address, or start again from the home page.
no-access-title = You may not open this page
no-access-heading = Right needed: { $permission }
no-access-text = Your role does not include this page. Ask the account administrator if your work needs it.

menu-beneficiaries = Beneficiaries
menu-validations = Validation
page-missing = The page has not arrived
page-reload = Load everything anew
menu-imports = Imports
menu-poverty-lines = Poverty lines
menu-region-facts = Region facts
menu-eligibility-rules = Eligibility rules
menu-programmes = Programmes
menu-loci = Loci
menu-stage-board = Stage board
menu-stage-templates = Stage templates
menu-legal-instruments = Legal basis
statistics-withheld = Only the coordinator and the planner can change these figures.
