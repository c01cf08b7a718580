# Imports: a list of one's own, checked before anything is kept
imports = Imports
imports-lede = The lists you uploaded. Nothing is saved before you decide it.
imports-lede-all = The lists uploaded in your place. Only who uploaded one can go on with it.
imports-add = Upload a list
imports-empty = No list has been uploaded
imports-empty-text = Upload a list as XLSX, XLS, ODS or CSV; each row is checked and you decide what is saved.
imports-empty-all = Lists uploaded in your place appear here.
import = Import
import-nameless = List without a file name
import-file = File
import-rows = Rows in the file
import-create = New
import-create-detail = will be created
import-unchanged = Just the same
import-unchanged-detail = left as they are
import-faulty = Wrong
import-faulty-detail = to be corrected
import-warned = Warnings
import-warned-detail = can be saved all the same
import-read-only = You are reading someone else’s list. Only who uploaded it decides what is saved.
import-download-file = Download the original file
import-discard = Discard this list
import-discard-title = Discard this list?
import-discard-text = The file and all its rows are destroyed now and cannot be brought back. Nothing has been saved from it.
import-discard-kept = { $n ->
    [one] The file and all its rows are destroyed now and cannot be brought back. The { $n } row that was saved remains in the list of beneficiaries.
   *[other] The file and all its rows are destroyed now and cannot be brought back. The { $n } rows that were saved remain in the list of beneficiaries.
 }
import-discarded = List discarded
import-no-region = No default kelurahan

import-steps = Steps of the import
import-step-file = File
import-step-result = Result
import-step-keep = Save

# The first step
import-new = Upload a list
import-new-lede = Nothing is saved before step 4.
upload-region = Kelurahan of rows that do not name one
upload-region-hint = Leave empty if the file has a kelurahan column.
upload-file = Drop a file here, or choose one
upload-file-hint = XLSX, XLS, ODS or CSV, up to 10,000 rows and 10 MB. Your own list will do; it need not be the template.
upload-chosen = Chosen: { $name } ({ $size })
upload-wrong-kind = This file is not XLSX, XLS, ODS or CSV. Save the sheet as one of them and choose it again.
upload-empty = This file is empty. Choose a file with a list in it.
upload-too-large = This file is larger than 10 MB. Split it into several files.
upload-unreadable = The file cannot be read from this device. Close it in other programs and choose it again.
upload-choose-first = Choose a file first.
upload-send = Upload and check
upload-sending = Uploading the file…
upload-kept = { $seconds ->
    [one] Not connected. The file stays chosen on this page and is sent again in { $seconds } second; the same list will not be taken twice.
   *[other] Not connected. The file stays chosen on this page and is sent again in { $seconds } seconds; the same list will not be taken twice.
 }
upload-template = Template
upload-template-text = An empty sheet with the column names, lists to choose from and guidance.
upload-template-get = Download the template

# At work, and failed
import-checking = Checking each row
import-committing = Saving
import-progress = { $done } of { $total } rows
import-waiting = Waiting its turn…
import-may-leave = You may leave this page. The result stays under “Imports”.
import-job-failed = This work has stopped. Quote the text below to the help desk.
import-failed = The file cannot be used
import-failed-text = Nothing was saved. Correct the file and upload it again.
import-failed-otherwise = The check was stopped by a fault of the system. Upload the same file again.
import-again = Upload again

# Result
import-nothing-kept = Nothing has been saved
import-sum = { $rows ->
    [one] { $rows } row = { $create } new + { $update } changed + { $unchanged } just the same + { $conflict } in conflict + { $faulty } wrong.
   *[other] { $rows } rows = { $create } new + { $update } changed + { $unchanged } just the same + { $conflict } in conflict + { $faulty } wrong.
 }
import-ignored = These columns are not known and are left aside:
import-by-outcome = By outcome
import-tab = { $outcome } ({ $n })
import-rows-checked = Row by row
import-no-rows = No rows with this outcome
import-no-rows-text = Choose another outcome above.
import-row = Row
import-column = Column
import-value = In the file, or what changes
import-why = Why, and what to do
import-is-fault = Wrong
import-is-warning = Warning
import-empty-cell = (empty)
import-will-create = Right; will be created when saved.
import-will-skip = Already in the register just so; left as it is.
import-further = How to go on?
import-mend = Correct first (recommended)
import-mend-text = Correct the rows that are wrong or in conflict in the file of faults, then upload that file alone. The right rows wait here.
import-download-faults = { $n ->
    [one] Download { $n } row with a column of faults
   *[other] Download { $n } rows with a column of faults
 }
import-upload-mended = Upload the corrected rows
import-keep-right = Save only what is right
import-keep-text = { $create ->
    [one] { $create } new row is saved; rows that are wrong or in conflict are not: { $faulty }.
   *[other] { $create } new rows are saved; rows that are wrong or in conflict are not: { $faulty }.
 }
import-keep-all-text = { $create ->
    [one] All rows are right; { $create } new row is saved.
   *[other] All rows are right; { $create } new rows are saved.
 }
import-keep-all-both-text = All rows are right. New rows saved: { $create }; changes saved: { $update }.
import-keep-all-new-text = All rows are right. New rows saved: { $create }; changes left: { $update }.
import-keep-both-text = New rows saved: { $create }; changes saved: { $update }; rows that are wrong or in conflict, not saved: { $faulty }.
import-keep-new-text = New rows saved: { $create }; changes left: { $update }; rows that are wrong or in conflict, not saved: { $faulty }.
import-keep = { $create ->
    [one] Save { $create } row
   *[other] Save { $create } rows
 }
import-keep-none = There is no row to save.
import-again-in = { $seconds ->
    [one] Not connected; trying again in { $seconds } second.
   *[other] Not connected; trying again in { $seconds } seconds.
 }
import-reload = Load the result again

# Done
import-done = { $n ->
    [one] { $n } row saved
   *[other] { $n } rows saved
 }
import-committed = Saved
import-committed-at = Finished
import-destroyed-on = File and rows are destroyed on { $day }
import-to-beneficiaries = See the beneficiaries
import-destroyed = This file has been destroyed
import-destroyed-text = File and rows were deleted, after their time or because whoever uploaded them asked for it. What was saved remains in the list of beneficiaries.

# Home
import-task = Import { $name } is not finished
import-task-faulty = { $faulty ->
    [one] { $faulty } row to be corrected, { $create } ready to be saved; nothing has been saved.
   *[other] { $faulty } rows to be corrected, { $create } ready to be saved; nothing has been saved.
 }
import-task-ready = { $create ->
    [one] { $create } row is ready to be saved; nothing has been saved.
   *[other] { $create } rows are ready to be saved; nothing has been saved.
 }
import-task-open = Open the result


import-update = Changed
import-update-detail = registered with other values
import-conflict = Conflict
import-conflict-detail = for you to settle
import-mended = Corrected since
import-uploaded-by = Uploaded by { $name }
import-step-columns = Columns
import-will-change = Already registered; changes when saved.
import-from = Now
import-to = becomes
import-see-record = See her record
import-see-named = See the record of { $name }
import-accept-changes = If accepted, her record changes:
import-accept-creates = If accepted, she is registered as a new woman.
import-row-mended = Came in again, corrected, and was saved.
import-accept-row = Accept row { $row }
import-updates = { $n ->
    [one] { $n } woman is registered with other values
   *[other] { $n } women are registered with other values
 }
import-updates-apply = Change them by this list
import-updates-leave = Leave them as registered

# Where the list was read from
import-read-from = Read from sheet “{ $sheet }”; headings in row { $row }.
import-read-from-csv = Read from a CSV file; headings in row { $row }.
import-as-remembered = Columns matched as remembered for “{ $source }” on { $day } by { $name }.
import-forget = Forget this source
import-forgotten = Source forgotten; this list stays as it is
import-hidden-read = Hidden columns were read too: { $columns }.
import-other-sheets = Other sheets are not included: { $sheets }. Upload again for those.
import-left-out = Not rows of the list, left out: { $rows }.
import-mends = These are corrected rows of an earlier list; row numbers are those of that list.
import-change-columns = Change sheet or columns
import-change-columns-csv = Change the columns
upload-mends = Upload the corrected file of faults. Its row numbers are those of the first list.

# Matching columns
mapping-waits = The sheet or its columns have to be matched first.
mapping-waits-csv = The columns have to be matched first.
mapping-columns = Columns of the file and what they hold
mapping-known = { $known } of { $all } columns recognised.
mapping-found = Headings found in row { $row } of sheet “{ $sheet }”.
mapping-found-csv = Headings found in row { $row }.
mapping-lacking = No column yet for: { $columns }. Rows without it will be wrong.
mapping-hidden-read = This sheet has hidden columns; they are read as well.
mapping-which-sheet = Which sheet is imported?
mapping-which-sheet-hint = One upload reads one sheet. Upload again for another.
mapping-sheet = { $n ->
    [one] { $sheet } ({ $n } row)
   *[other] { $sheet } ({ $n } rows)
 }
mapping-hidden-sheet = hidden sheet
mapping-in-file = Column of the file
mapping-samples = Samples
mapping-holds = Holds
mapping-holds-of = What { $heading } holds
mapping-state = State
mapping-letter = column { $letter }
mapping-hidden = hidden
mapping-no-heading = (no heading)
mapping-skip = Leave this column aside
mapping-recognised = Recognised
mapping-chosen = Your choice
mapping-skipped = Left aside
mapping-check = { $n ->
    [one] Check { $n } row
   *[other] Check { $n } rows
 }
mapping-back = Back to the result
mapping-needs-name = Choose the column that holds the full name.
mapping-needs-source = Name the source to be remembered.
mapping-doubled = Two columns hold { $column }. Leave one aside.
mapping-remember = Remember this for lists with the same headings
mapping-source = Name of the source
mapping-source-hint = For example “Daftar PKK RW 11”. The next list is recognised by itself, in this kelurahan only.
mapping-wrong-row = The headings stand in another row
mapping-row = Row of the headings
mapping-row-hint = As the spreadsheet numbers it.
mapping-needs-row = Write the number of the row.
mapping-read-again = Read this sheet again
mapping-read-again-csv = Read this file again


