programmes = Programmes
programmes-lede = What the city runs in one year, with its loci.
programmes-add = Add a programme
programmes-empty = No programme yet
programmes-empty-text = Add the first programme.
programmes-withheld = Only the coordinator of the city changes programmes and loci.
programme = Programme
programme-edit = Change the programme
programme-facts = About the programme
programme-fixed = The year stays as it was. For another year add a new programme.
programme-name-hint = The name as its legal basis has it.
programme-districts = Districts (kecamatan)
programme-districts-hint = Tick where the programme runs. Leave all empty for the whole city.
programme-whole-city = The whole city
programme-archive-text = The programme is no longer listed. One that still has loci cannot be archived.
programme-restore-text = The programme is listed again.
programme-loci-empty-text = This programme has no locus in your area yet.
target-families-hint = Number of families it is meant for.
budget-year-hint = The year of the budget that pays for it. Leave empty if it is the programme's year.
locus = Locus
loci = Loci
loci-lede = RW of a kelurahan assisted in a programme year.
loci-add = Add a locus
loci-empty = No locus yet
loci-empty-text = No RW has been fixed in your area yet.
loci-all-programmes = All programmes
locus-edit = Change the locus
locus-facts = About the locus
locus-fixed = Programme and kelurahan stay as they were.
locus-archive-text = The locus is no longer listed, and another may take its RW.
locus-restore-text = The locus is listed again, unless another has taken its RW.
rws-hint = RW numbers with commas, for example 11, 12.
enrolments = Participants
enrolments-empty = No participant yet
enrolments-empty-text = Choose women the Lurah has validated, then put them forward for this locus.
enrolments-empty-seen = Participants you may see are shown here.
enrolments-all-states = All states
enrolments-choose = Choose from the register
enrolments-withheld = Only officers of the kelurahan and the coordinator put participants forward.
enrolment-proposed = Put forward
enrolments-propose = Put forward for a locus ({ $n })
enrolments-propose-title = Put { $n } { $n ->
        [one] woman
       *[other] women
    } forward for a locus
enrolments-proposed = Put forward
enrolments-already = Takes part in this programme year already
enrolments-locus-hint = A locus of the RW they live in.
enrolments-activate = Make participants ({ $n })
enrolments-activate-title = Make { $n } { $n ->
        [one] woman a participant
       *[other] women participants
    }
enrolments-activate-text = They take part from now on. The decision of the Lurah must still hold.
enrolments-activated = Takes part
enrolments-complete = Mark as completed ({ $n })
enrolments-complete-title = Mark { $n } { $n ->
        [one] participant
       *[other] participants
    } as completed
enrolments-complete-text = They took part to the end.
enrolments-completed = Completed
enrolments-withdraw = Withdraw ({ $n })
enrolments-withdraw-title = Withdraw { $n } { $n ->
        [one] participant
       *[other] participants
    }
enrolments-withdraw-text = They do not take part, or no more. The reason is kept.
enrolments-withdrawn = Withdrawn
