work-lists = Work lists
work-lists-title = Work lists for this list
work-lists-none = Nothing has been kept for this list yet.
work-list-keep-title = Keep the filters on the screen
work-list-keep = Keep
work-list-kept = Work list kept
work-list-name-hint = For example: ready to validate, RW 011. No names of people, since others may read it.
work-list-shared-hint = Shared, it is seen by all who work in that place; each still sees only the rows her own rights show.
work-list-no-search = Search words and chosen rows are not kept, since they may name someone.
work-list-own = Only you
work-list-shared = Shared in { $place }
work-list-shared-by = Shared in { $place } by { $owner }
work-list-change-title = Change “{ $name }”
work-list-filters-as-kept = Filters stay as they are
work-list-filters-as-shown = Take the filters on the screen
work-list-forget = Delete
work-list-forget-ask = Delete the work list “{ $name }”?
choose-all = Choose all on this page ({ $n })
chosen-count = { $n } chosen
chosen-clear = Clear the choice
outcomes-title = { $n } of { $total } done
bulk-under-way = { $n } of { $total }…
archive-chosen = Archive ({ $n })
archive-chosen-title = { $n ->
    [one] Archive { $n } woman?
   *[other] Archive { $n } women?
}
duplicates-dismiss-chosen = Not the same person ({ $n })
duplicates-dismiss-chosen-title = { $n ->
    [one] Are the two of this pair different people?
   *[other] Are the two of each of these { $n } pairs different people?
}
duplicates-dismiss-chosen-text = Each pair is recorded as two different people, with the same reason, and is not asked about again.
duplicates-both = { $first } and { $second }
relocations-accept-chosen = Accept ({ $n })
relocations-accept-chosen-title = { $n ->
    [one] Accept { $n } move?
   *[other] Accept { $n } moves?
}
member-filters = Filters
member-sort = Order
member-shared_in = Shared in
resource-work_list = Work list
operation-create_work_list = Keeping a work list
operation-update_work_list = Changing a work list
operation-delete_work_list = Deleting a work list
filtered-list-beneficiaries = Women heading a family
filtered-list-households = Households
filtered-list-duplicate-candidates = Similar pairs
filtered-list-merges = Merges
filtered-list-relocations = Moves
filtered-list-welfare-assessments = Welfare assessments
filtered-list-validations = Decisions
filtered-list-documents = Documents
filtered-list-tasks = Tasks
filtered-list-poverty-lines = Poverty lines
filtered-list-region-facts = Regional statistics
filtered-list-regions = Regions
filtered-list-agencies = Agencies
filtered-list-code-lists = Code lists
filtered-list-users = Users
filtered-list-role-assignments = Role assignments
filtered-list-audit-events = Audit trail
export-chosen = Export ({ $n })
bulk-stop = Stop
bulk-unsure = Not certain: no answer came. Look at the record.
bulk-not-sent = Not sent
