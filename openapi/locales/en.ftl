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
problem-already-exists = The same record exists already
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

field-username-malformed = Use 3–40 lower-case letters, digits, dots, underscores or hyphens.
field-username-taken = This user name is already in use.
field-email-malformed = Write a full e-mail address, such as name@example.org.
field-code-malformed = Use lower-case letters, digits and underscores.
field-code-taken = This code is already in the list.
field-position-malformed = Enter a number from 1 to 10,000.
