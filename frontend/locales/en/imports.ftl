# Imports: a list of one's own, checked before anything is kept
menu-imports = Imports
imports = Imports
imports-lede = The lists you uploaded. Nothing is saved before you decide it.
imports-lede-all = The lists uploaded in your place. Only who uploaded one can go on with it.
imports-add = Upload a list
imports-empty = No list has been uploaded
imports-empty-text = Upload an XLSX or CSV list; each row is checked and you decide what is saved.
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
import-new-lede = Nothing is saved before step 3.
upload-region = Kelurahan of rows that do not name one
upload-region-hint = Leave empty if the file has a kelurahan column.
upload-file = Drop a file here, or choose one
upload-file-hint = XLSX or CSV, up to 10,000 rows and 10 MB. Your own list will do; it need not be the template.
upload-chosen = Chosen: { $name } ({ $size })
upload-wrong-kind = This file is neither XLSX nor CSV. Save the sheet as one of these and choose it again.
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
    [one] { $rows } row = { $create } new + { $unchanged } just the same + { $faulty } wrong.
   *[other] { $rows } rows = { $create } new + { $unchanged } just the same + { $faulty } wrong.
 }
import-ignored = These columns are not known and are left aside:
import-by-outcome = By outcome
import-tab = { $outcome } ({ $n })
import-rows-checked = Row by row
import-no-rows = No rows with this outcome
import-no-rows-text = Choose another outcome above.
import-row = Row
import-column = Column
import-value = In the file
import-why = Why it is wrong, what to do
import-is-fault = Wrong
import-is-warning = Warning
import-empty-cell = (empty)
import-will-create = Right; will be created when saved.
import-will-skip = Already in the register just so; left as it is.
import-further = How to go on?
import-mend = Correct first (recommended)
import-mend-text = Correct the wrong rows in the file of faults, then upload that file alone. The right rows wait here.
import-download-faults = { $n ->
    [one] Download { $n } row with a column of faults
   *[other] Download { $n } rows with a column of faults
 }
import-upload-mended = Upload the corrected rows
import-keep-right = Save only what is right
import-keep-text = { $create ->
    [one] { $create } new row is saved; wrong rows not saved: { $faulty }.
   *[other] { $create } new rows are saved; wrong rows not saved: { $faulty }.
 }
import-keep-all-text = { $create ->
    [one] All rows are right; { $create } new row is saved.
   *[other] All rows are right; { $create } new rows are saved.
 }
import-keep = { $create ->
    [one] Save { $create } row
   *[other] Save { $create } rows
 }
import-keep-none = There is no new row to save.
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

import-state-checking = Being checked
import-state-checked = Not saved yet
import-state-committing = Being saved
import-state-committed = Saved
import-state-failed = Cannot be used
import-state-destroyed = Destroyed
row-outcome-create = New
row-outcome-unchanged = Just the same
row-outcome-faulty = Wrong
file-fault-unknown_format = What is in this file is neither XLSX nor CSV. Save it again from the spreadsheet program as XLSX.
file-fault-not_utf8 = The text of this CSV file cannot be read. Save it as “CSV UTF-8” or as XLSX.
file-fault-no_header = There is no heading row with a name column. Give each column a heading, for instance Nama, NIK, Tanggal Lahir.
file-fault-no_rows = There are no filled rows below the headings.
file-fault-too_many_elsewhere = More than 30 NIK of this file stand in other places. The list was not processed; the DP3A coordinator has been told. Speak to the coordinator before you upload again.
file-fault-too_many_rows = This file has more than 10,000 rows. Split it into several files.
operation-create_import = Upload of a list to import
operation-commit_import = Saving rows of an import
operation-import_check = Checking an uploaded list
operation-import_commit = Registering from an uploaded list
operation-destroy_import = Destroying an uploaded list
operation-discard_import = Discarding an import list
operation-link_import_file = Download of an import file
operation-link_import_faults = Download of wrong rows of an import
operation-link_import_template = Download of the import template
resource-import = Import
resource-import_row = Row of an import
resource-import_template = Import template
