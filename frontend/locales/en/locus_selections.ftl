selections = Choice of loci
selections-lede = Kecamatan or kelurahan compared by what they need, and which were chosen.
selections-add = Compare places
selections-empty = No choice of loci yet
selections-empty-text = Compare kecamatan or kelurahan by sourced statistics, then decide on the loci.
selections-all-states = All states
selections-withheld = Only DP3A and Bappeda compare places for loci.
selection = Choice of loci
selection-made = Made
selection-of-villages = Kelurahan in { $region }
selection-of-districts = Kecamatan in { $region }
selection-edit = Change the choice of loci
selection-about = What is compared
selection-level = Level of places
selection-level-hint = Kecamatan of a city, or kelurahan of a city or kecamatan.
selection-note-hint = Such as the study it rests on.
selection-indicators = Statistics and their weights
selection-indicators-text = Each statistic is taken from the region facts of one year for all places. An IPM that is not there is worked out from UHH, HLS, RLS and adjusted expenditure per person by the formula of BPS.
selection-indicator = Statistic { $n }
selection-indicator-year = Year of the data
selection-indicator-add = Add a statistic
selection-indicator-remove = Remove statistic { $n }
selection-weight = Weight
selection-weight-share = Weight 1 to 100; now { $share } % of all weights.
selection-weight-of = weight { $weight }
selection-ranking = Ranking by need
selection-rank = Rank
selection-place = Place
selection-score = Score
selection-no-rank = cannot be ranked yet
selection-unranked = { $n ->
    [one] { $n } place cannot be ranked yet because its data are incomplete.
   *[other] { $n } places cannot be ranked yet because their data are incomplete.
} Complete the region facts, or decide with a reason.
selection-missing = No data yet
selection-points = { $points } points
selection-points-of = { $points } of { $most } points
selection-gap = { $gap } from { $city }
selection-local = a local figure, as its source states it
selection-computed = worked out here from its components
selection-local-text = Below the city the figure is a local one: BPS publishes no IPM below the city.
selection-arithmetic = How it is worked out
selection-arithmetic-text = A score is the sum of the points of all statistics. The place that needs most has all points of a statistic, the one that needs least has 0.
selection-formula-greater = Points = (value − { $min }) ÷ ({ $max } − { $min }) × { $most }
selection-formula-smaller = Points = ({ $max } − value) ÷ ({ $max } − { $min }) × { $most }
selection-formula-alike = All places { $value }: this statistic sets none apart, it gives 0 points.
selection-formula-unknown = No data for any place yet.
selection-health-index = Index of health
selection-education-index = Index of education
selection-expenditure = Expenditure per person a year
selection-expenditure-index = Index of expenditure
selection-development = IPM worked out here
selection-development-text = IPM = 100 × cube root of (index of health × index of education × index of expenditure). Index of health = (UHH − 20) ÷ 65; index of education = (HLS ÷ 18 + RLS ÷ 15) ÷ 2; index of expenditure = (ln expenditure − ln 1,007,436) ÷ (ln 26,572,352 − ln 1,007,436). The formula of BPS, worked out locally. What lies beyond a bound counts as the bound: 20 and 85 years of UHH, 18 of HLS, 15 of RLS, 1,007,436 and 26,572,352 rupiah.
selection-decision = Decision
selection-decide-text = Choose places by the ranking; while it is not complete, say why these. The figures it rests on are kept with the decision and do not change any more.
selection-decide = Decide on loci
selection-decided = Decision kept
selection-decided-by = Decided by { $name }, { $at }.
selection-chosen = Places chosen
selection-reason = Reason
selection-reason-hint = Needed where those chosen are not those who need most, or a place has no rank yet.
