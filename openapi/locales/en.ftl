# Refusals
problem-malformed-request = The request cannot be read
problem-unknown-parameter = Unknown parameter
problem-invalid-cursor = This page marker is not valid; reload the list
problem-identifier-in-query = A NIK or family card number must not be written into a name search
problem-unauthenticated = Please sign in again
problem-invalid-credentials = User name and password do not match
problem-forbidden = Your role does not include this action
problem-password-change-required = Set a new password first
problem-not-found = Not found
problem-method-not-allowed = This method is not available at this address
problem-not-acceptable = The requested form of answer is not available
problem-withheld-parameter = Your role may not search or order by this field
problem-nik-exists = This NIK is already in the register
problem-possible-duplicates = A woman like her may already be in the register
problem-open-relocation = A request to move her is waiting for an answer
problem-changed-meanwhile = One of the records was changed meanwhile; compare them again
problem-cannot-undo = This merge can no longer be undone
problem-incomplete = The record is not complete enough to be decided on
problem-own-candidate = Who registered or last edited a candidate cannot validate her
problem-faulty-rows = Some rows are still faulty
problem-not-validated = No decision of the Lurah holds for this programme year
problem-outside-locus = She does not live in the RW of this locus
problem-gate-closed = This stage does not meet its requirements yet
problem-stage-not-reached = An earlier stage is not passed yet
problem-same-person = The same person cannot do both; ask someone else
problem-already-exists = The same record exists already
problem-not-yet-due = The time it is kept for is not over yet
problem-wrong-state = The record is not in a state that allows this step
problem-still-in-use = This record is still in use
problem-request-in-progress = The same request is still being worked on; wait a moment
problem-stale = Someone else has changed this record
problem-payload-too-large = Too large to be accepted
problem-unsupported-media-type = This kind of content is not accepted
problem-invalid-fields = Some fields need to be corrected
problem-idempotency-key-reused = This idempotency key was used for another request
problem-precondition-required = A change needs If-Match with the ETag of the record you read
problem-too-many-requests = Too many attempts; wait a moment
problem-internal = Something went wrong in the system; your data are unchanged
problem-unavailable = The system cannot be reached just now; try again shortly

# Fields
field-required = Required.
field-too-short = At least { $min } characters.
field-too-long = At most { $max } characters.
field-control-character = Remove line breaks and hidden characters.
field-malformed = This is not in the right form.
field-unknown-member = This field is not known.
field-field-withheld = Your role may not see or change this field.
field-unknown-reference = The record referred to was not found.
field-not-in-list = Choose one from the list.
field-ends-before-start = The last day is before the first.
field-region-required = This role needs a region: a { $level ->
    [city] city or regency
    [district] kecamatan
   *[village] kelurahan
 }.
field-region-not-allowed = This role takes no region.
field-agency-required = This role needs an agency.
field-not-for-this-role = This field does not apply to the role.
field-taken = Already in use; choose another.
field-wrong-password = The present password does not match.
field-password-too-common = This password is easy to guess. Use several unrelated words.
field-password-unchanged = The new password must differ from the old one.

field-negative = Cannot be less than zero.
field-too-large = At most { $max }.
field-too-many = At most { $max } at once.
field-in-future = This day has not come yet.
field-one-of-two = Fill in exactly one of the two.
field-nothing-said = Fill in at least one part: income, KS-21, the house, aid or functioning.
field-nik-required = Fill in the NIK, or why there is none yet.
field-nik-malformed = A NIK has 16 digits. Copy it from the identity card.
field-nik-region = The first six digits are no region code. Check digits 1 to 6 on the card.
field-nik-date = The date inside the NIK does not exist. Check digits 7 to 12 on the card.
field-nik-serial = The last four digits of a NIK cannot be 0000.
field-nik-masked = Type the whole NIK, or leave it empty to keep it.
field-nik-district-unknown = The district in the NIK is not in today's list. Keep it if the card says so.
field-nik-sex-differs = This NIK shows another sex. Keep it if the card says so.
field-nik-birth-date-differs = The birth date in the NIK differs. Keep it if the card says so.
field-kk-malformed = A family-card number has 16 digits. Copy it from the family card.
field-household-differs = The household of this family card stands with another sum, or with a sum told on another day that this row does not tell. Correct the row, or the household.
field-place-differs = The address is her household's. Change it there.
field-phone-malformed = Write a phone number, such as 0812-3456-789.
field-birth-date-required = Required. Copy it from the identity card.

field-identifier-rounded = The spreadsheet rounded the last digit. Format the cell as text and type it again from the card.
field-village-unknown-reference = This kelurahan is outside your area.
field-rw-unknown-reference = This RW is outside your area.
field-village-not-in-list = This kelurahan is not known. Write its name only, such as Teluk Pucung.
field-sex-not-in-list = Write P for a woman or L for a man.
field-head-de-jure-not-in-list = Write ya or tidak.
field-head-de-facto-not-in-list = Write ya or tidak.
field-repeated-in-file = This NIK is also in row { $row }. Remove one of them.
field-nik-exists = This NIK is in the register with another name or birth date.
field-possible-duplicate = A woman with a similar name and birth date is already in the register. Open her record; if she is someone else, accept the row.
field-outside-programme = The programme does not run in that region.
field-number-taken = This number stands already for the same kind.
field-document-id-malformed = Wait until the file is uploaded.
field-rws-taken = One of these RW belongs to another locus of the same programme.
field-rws-required = Give at least one RW.
field-in-use = Something still depends on it.
field-unmet = This requirement is not met yet.
field-chair-taken = A team has one chair only.
field-rws-in-use = Women of an RW that is taken out still take part. Withdraw them first.
field-district-codes-outside-programme = There are loci in kecamatan that are not chosen. Choose them, or archive the loci.
field-same-place = She lives there already.
field-same-record = Choose two different records.
field-other-person = This NIK stands in the register under another name or birth date. Compare the identity card; if it is her and the changes are right, accept the row.
field-stands-elsewhere = This NIK is registered in another place. The coordinator has been told; wait until it is settled.
field-record-archived = The record with this NIK was archived. Restore it first if it is her.
field-record-locked = This record cannot be changed from a list now.
field-alike = A woman with the same name, birth date and RW stands in the register. Add the NIK to this row; if she is someone else, accept the row.
field-full-name-repeated-in-file = The same name, birth date and RW also stand in row { $row }. Delete one of them, or add the NIK.
field-row-place-differs = In the register she lives in { $place }. Record the move in her household first, or mend this row.
field-kk-number-household-differs = In the register she has another family card number. Mend this row, or her household.
field-listed-words-not-in-list = This is not one of the choices. Write one of: { $words }.
field-not-a-woman = The programme is for women. If it is a slip, write P.
field-not-a-day = Write a day that exists, such as 14/03/1988.
field-file-empty = This file is empty. Choose another.
field-file-broken = This file is broken or was cut off. Try saving and uploading it again.
field-file-old-office = This file is of an office program from before 2007. Save it as .docx, .xlsx or .pptx, or as PDF, and upload that.
field-file-has-macros = This file holds macros. Save it without macros, or as PDF, and upload that.
field-file-picture-kind = This file holds a picture or film that may tell where it was taken (WebP, TIFF, HEIC, MP4). Replace it by a JPG or PNG, or save the file as PDF, and upload that.
field-file-locked = This file opens with a password only. Save it without one and upload it again.
field-not-an-amount = Write a figure, such as 1.500.000 or 1,5 juta.

field-username-malformed = Use 3–40 lower-case letters, digits, dots, underscores or hyphens.
field-username-taken = This user name is already in use.
field-email-malformed = Write a full e-mail address, such as name@example.org.
field-code-malformed = Use lower-case letters, digits and underscores.
field-code-taken = This code is already in the list.
field-position-malformed = Enter a number from 1 to 10,000.
field-name-taken = This name is taken. Choose another.
field-name-malformed = Write no NIK or family-card number in a name.
field-short-name-taken = This abbreviation belongs to another agency.
field-year-malformed = Enter a year from 1970 to 2100.
field-year-taken = The figure of this year stands for the region already. Change that one.
field-budget-year-malformed = Enter a year from 1970 to 2100.
field-target-families-malformed = Enter the number of families in figures.
field-rws-malformed = Enter RW numbers, for example 11, 12.
field-since-year-malformed = Enter a year from 1990 to 2100.
field-programme-year-malformed = Enter a programme year from 2007 to 2100.
field-monthly-rupiah-malformed = Enter an amount in rupiah above zero.
field-poor-people-malformed = Enter a number of people, 0 to 1,000,000,000.
field-poor-share-malformed = Enter 0 to 100 per cent.
field-floor-area-malformed = Enter a floor area from 1 to 2,000 square metres.
field-programme-taken = This aid is named above already.
field-decile-malformed = Enter a decile from 1 to 10.
field-decile-one-of-two = There is a decile only where she is listed.
field-age-min-malformed = Enter an age from 0 to 120 years.
field-age-max-malformed = Enter an age from 0 to 120 years.
field-age-max-ends-before-start = The highest age cannot be below the lowest.
field-age-on-malformed = Write a month and day there is, such as 01-31 for 31 January.
field-index-taken = This column of the sheet is chosen for something else already.
field-column-taken = This is chosen for another column already.
field-region-code-malformed = Choose a region from the list.
field-rw-malformed = Enter an RW number, such as 11.
field-rt-malformed = Enter an RT number, such as 2.
field-head-malformed = The chain head is not whole. Copy all of it.

# Eligibility
rule-sex-met = A woman.
rule-sex-not-met = Recorded as a man.
rule-age-met = { $age } years old on { $counted_on } (born { $born_on }); the limits are { $min } to { $max } years.
rule-age-not-met = { $age } years old on { $counted_on } (born { $born_on }); the limits are { $min } to { $max } years.
rule-residence-met = Lives in { $place }.
rule-residence-not-met = Lives in { $place }, outside the region of the rules ({ $region }).
rule-vulnerable-place-met = { $place } counts as vulnerable in { $year } (source: { $source }).
rule-vulnerable-place-not-met = { $place } does not count as vulnerable in { $year } (source: { $source }).
rule-vulnerable-place-unknown = Whether { $place } counts as vulnerable is not recorded up to { $year }.
rule-stage-low = { $stage ->
    [pre_prosperous] Pre-prosperous
    [prosperous_1] Prosperous I
    [prosperous_2] Prosperous II
    [prosperous_3] Prosperous III
   *[prosperous_3_plus] Prosperous III Plus
 } by the KS-21 of { $told_on }.
rule-stage-not-low = { $stage ->
    [pre_prosperous] Pre-prosperous
    [prosperous_1] Prosperous I
    [prosperous_2] Prosperous II
    [prosperous_3] Prosperous III
   *[prosperous_3_plus] Prosperous III Plus
 } by the KS-21 of { $told_on }; this stage does not count as low.
rule-stage-unknown = The KS-21 is not complete.
rule-income-below = Income of { $person_rupiah } per person, below the line of { $year }: { $line_rupiah }.
rule-income-not-below = Income of { $person_rupiah } per person, not below the line of { $year }: { $line_rupiah }.
rule-income-unknown = Income is not recorded yet.
rule-income-no-line = Income of { $person_rupiah } per person; there is no poverty line up to { $year } yet.
rule-expenditure-below = Expenditure of { $person_rupiah } per person, below the line of { $year }: { $line_rupiah }.
rule-expenditure-not-below = Expenditure of { $person_rupiah } per person, not below the line of { $year }: { $line_rupiah }.
rule-expenditure-unknown = Expenditure is not recorded yet.
rule-expenditure-no-line = Expenditure of { $person_rupiah } per person; there is no poverty line up to { $year } yet.
rule-withheld-met = Met; the figures are not shown to your role.
rule-withheld-not-met = Not met; the figures are not shown to your role.
rule-withheld-unknown = Not known; what it asks is not complete yet.
rule-head-of-family-met = { $how ->
    [de_jure] Heads her family by the family card.
    [de_facto] Heads her family in life.
   *[both] Heads her family by the family card and in life.
 }
rule-head-of-family-not-met = { $how ->
    [de_jure] Heads her family by the family card only.
   *[de_facto] Heads her family in life only.
 }
rule-head-of-family-unknown = Whether she heads her family is not recorded yet.

problem-reason-required = This decision differs from what the eligibility rules say, or they cannot tell yet; give the reason
field-answer-not-allowed = This item always applies; answer yes or no.
field-out-of-range = Enter a number from { $min } to { $max }.
field-field-fixed = This stays as it is. Add a new record for another one.
