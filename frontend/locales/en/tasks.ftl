# Tasks: what someone in a role must settle
menu-tasks = Tasks
tasks = Tasks
tasks-lede = NIK that were entered again elsewhere. Their registration is held up until you settle them.
tasks-by-state = By state
tasks-none-open = No task waits
tasks-none-open-text = A task appears here when a NIK that is registered is entered again in another kelurahan.
tasks-none-done = No task has been settled
tasks-none-done-text = The tasks you settle are kept here with what was decided.
tasks-rest = { $n ->
    [one] { $n } other task waits
   *[other] { $n } other tasks wait
 }
tasks-rest-reason = Older ones are in the list of tasks.
task = Task
task-nik-title = The NIK of { $name } was entered again
task-nik-reason = { $claimed } in { $claimed_region } was turned away because her NIK is registered in { $region }.
task-nameless = No name
task-settle = Look into it
task-stands = Already registered
task-stands-in = Registered in { $region }
task-claimed = Turned away
task-kelurahan = Village (kelurahan)
task-raised-by = Entered by
task-raised-at = Entered on
task-open-record = Open the record
task-to-do = What to do
task-to-do-compare = Compare both names with the identity or family card; ask whoever entered the second one.
task-case-moved = The same woman, and she moved?
task-case-moved-do = Change the address of her household to the new kelurahan.
task-case-typed = A slip in the number that was entered?
task-case-typed-do = Ask whoever entered it to correct the NIK and register her again.
task-case-wrong = A wrong number on the record?
task-case-wrong-do = Correct the NIK on the record, then ask that the other woman be registered again.
task-to-do-close = Then settle this task and write what was decided.
task-complete = Settle
task-complete-title = Settle the task about { $name }?
task-complete-text = Write what you found and decided. The task then moves to the settled ones.
task-completed = Task settled
task-settled = Settled
task-outcome = Decision
task-done-by = Settled by
task-done-at = Settled on

task-state-open = Waiting
task-state-done = Settled
member-beneficiary_id = Beneficiary
member-claimed_region_code = Village that entered it
resource-nik_probe = NIK attempt
