roles = Roles held
roles-lede = Who holds which role, where and for how long.
roles-all = All roles
roles-of-one = One user
roles-empty = No roles held yet
roles-empty-text = Give a role from the page of a user.
regions-all = All regions
tab-roles = Roles
role-assignment = A role held
role-and-place = Role and place
role-place = Place
role-no-place = no region
role-period-label = Period
role-period = { $from } – { $until }
role-since = since { $from }
role-give = Give a role
role-give-lede = To { $name }. A term is not changed later: end it and give a new one, so that the past stays true.
role-rights = { $n ->
    [one] { $n } right in this role
   *[other] { $n } rights in this role
 }
role-rw-hint = Leave empty if the kader works in the whole kelurahan.
role-kind-hint = An acting officer stands in for a while.
role-until-hint = The last day, itself included. Empty means open.
role-end = End this role
role-end-title = End the role { $role } of { $name }?
role-end-text = The role stops at once. Its history is kept.
role-ended = The role was ended
role-ended-already = This role has ended already.
