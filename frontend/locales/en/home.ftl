home-title = What awaits you
home-lede = { $n ->
    [one] { $day } · { $n } task
   *[other] { $day } · { $n } tasks
 }
home-tasks = Tasks
home-nothing = Nothing awaits you
home-nothing-text = New tasks appear here with their reason and deadline.
home-no-role = Your account has no role yet. Ask the account administrator so that you can start.
home-figures = At present
home-accounts = Accounts: { $state }
task-no-role = { $name } has no role yet
task-no-role-reason = Without a role one can sign in but do nothing.
task-invited = { $name } has never signed in
task-invited-reason = The account waits for a one-time access code to be handed over and used.
task-ending = { $name }, { $role }: the term ends soon
task-ending-reason = Give a new term if it is extended, so that the work does not stop.
task-since = since { $day }
task-days-left = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
 }
task-open-account = Open account
task-open-term = Open term
task-open-list = Open list
task-rest = { $n ->
    [one] { $n } other matter awaits
   *[other] { $n } other matters await
 }
task-rest-reason = Accounts without a role, accounts never used, and terms that end soon.

task-waiting = { $n } women wait for validation
task-waiting-reason = Candidates, and those changed since validation.
task-open-queue = Go through them
task-incomplete = { $n } records are incomplete
task-incomplete-reason = They cannot be validated before they are completed.
task-outdated = { $n } changed since validation
task-outdated-reason = They wait for the Lurah to decide again.
task-destroy = { $n } records are due to be destroyed
task-destroy-reason = Refused and archived records are destroyed when their time is over.
task-actions-rest = { $n } more { $n ->
    [one] action
   *[other] actions
} of yours
task-actions-rest-reason = What follows from meetings and is due later.
task-action-reason = Agreed in { $kind } { $place }, { $day }.
task-action-due = due { $day }
task-action-was-due = was due { $day }
task-open-meeting = Open the meeting
action-late = { $n } { $n ->
    [one] day
   *[other] days
} late
action-done-on = Done { $day }
action-dropped-on = Dropped { $day }
task-stages-rest = { $n } more { $n ->
    [one] locus waits
   *[other] loci wait
} for your step
task-stages-rest-reason = Those that wait for less long.
task-stage-approve = Approve { $stage }, { $place }
task-stage-approve-reason = This stage is submitted and waits for your approval.
task-stage-returned = Mend { $stage }, { $place }
task-stage-returned-reason = This stage was returned with a reason.
task-stage-ready = Submit { $stage }, { $place }
task-stage-ready-reason = All it asks for is met.
task-stage-held = Complete { $stage }, { $place }
task-stage-held-by = Held by: { $names }.
task-stage-held-more = Held by: { $names }, and { $n } more.
task-open-stage = Open the stage
menu-meetings = Meetings & decisions
document-open = Open the file
task-waiver = Sign an exception for { $stage }, { $place }
task-waiver-reason = { $by } asks to pass without “{ $name }”: { $reason }
task-waivers-rest = { $n } more { $n ->
    [one] exception waits
   *[other] exceptions wait
} for your signature
import-tasks-rest = { $n } more { $n ->
    [one] list is
   *[other] lists are
} unfinished
import-tasks-rest-reason = Older lists.
menu-notifications = Notifications
menu-unread = unread
