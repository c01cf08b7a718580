export = Export
export-title = Export this list
export-text = The file holds all rows of this list, filtered and ordered as on the screen. Your name and the time stand in it, and in the audit trail.
export-text-rows = The file holds { $rows } of this list, filtered and ordered as on the screen. Your name and the time stand in it, and in the audit trail.
export-rows = { $n } { $n ->
    [one] row
   *[other] rows
 }
export-rows-at-least = more than { $n } rows
export-format = Kind of file
export-xlsx = Excel (XLSX)
export-csv = CSV, for other programs
export-identities = Include whole NIK and family-card numbers
export-identities-note = Whoever holds this file can read the NIK. Keep it in a safe place and delete it after use. Your reason stands in the file and in the audit trail.
export-masked-note = NIK and family-card numbers are masked.
export-get = Download
resource-export = Export
operation-create_export = Exported a list
