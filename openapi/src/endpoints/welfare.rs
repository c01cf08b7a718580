//! How families stand, and what that is held against.

use crate::endpoint::Access::{May, SignedIn};
use crate::page::Page;
use crate::policy::Permission as P;
use crate::{draft, eligibility, history, poverty_checks, poverty_lines, region_facts, welfare};

endpoints! {
    WELFARE;
    "welfare-assessments" {
        #[doc = "Lists what was told of families, newest first"]
        ListWelfareAssessments = "list_welfare_assessments": Get "/welfare-assessments" May(P::ListBeneficiaries), query welfare::Filter => 200 Page<welfare::WelfareAssessment>, is Paged;
        #[doc = "Adds what was told of a woman's family on a day"]
        CreateWelfareAssessment = "create_welfare_assessment": Post "/welfare-assessments" May(P::EditBeneficiaries), body welfare::WelfareAssessmentDraft => 201 welfare::WelfareAssessment, is Tagged;
        #[doc = "Shows what was told on a day"]
        GetWelfareAssessment = "get_welfare_assessment": Get "/welfare-assessments/{id}" May(P::ListBeneficiaries) => 200 welfare::WelfareAssessment, is Tagged;
        #[doc = "Takes an assessment back as a mistake; it stays readable"]
        WithdrawWelfareAssessment = "withdraw_welfare_assessment": Post "/welfare-assessments/{id}/withdrawal" May(P::EditBeneficiaries), body draft::Reason => 200 welfare::WelfareAssessment, is Conditional Tagged;
        #[doc = "How her family stands: stage, sums against the line, dwelling, aid"]
        GetWelfare = "get_welfare": Get "/beneficiaries/{id}/welfare" May(P::ListBeneficiaries) => 200 welfare::Welfare;
        #[doc = "Lists the looks into poverty databases for her, newest first"]
        ListPovertyChecks = "list_poverty_checks": Get "/beneficiaries/{id}/poverty-database-checks" May(P::SeeIncome) => 200 Page<poverty_checks::PovertyCheck>, is Paged;
        #[doc = "Adds a look into a poverty database"]
        CreatePovertyCheck = "create_poverty_check": Post "/beneficiaries/{id}/poverty-database-checks" May(P::EditBeneficiaries), body poverty_checks::PovertyCheckDraft => 201 poverty_checks::PovertyCheck;
    }
    "poverty-lines" {
        #[doc = "Lists poverty lines, newest year first"]
        ListPovertyLines = "list_poverty_lines": Get "/poverty-lines" SignedIn, query poverty_lines::Filter => 200 Page<poverty_lines::PovertyLine>, is Paged;
        #[doc = "Adds the line of a city and year"]
        CreatePovertyLine = "create_poverty_line": Post "/poverty-lines" May(P::EditStatistics), body poverty_lines::PovertyLineDraft => 201 poverty_lines::PovertyLine, is Tagged;
        #[doc = "Shows a poverty line"]
        GetPovertyLine = "get_poverty_line": Get "/poverty-lines/{id}" SignedIn => 200 poverty_lines::PovertyLine, is Tagged;
        #[doc = "Changes a poverty line; what follows from it is worked out again"]
        UpdatePovertyLine = "update_poverty_line": Put "/poverty-lines/{id}" May(P::EditStatistics), body poverty_lines::PovertyLineDraft => 200 poverty_lines::PovertyLine, is Conditional Tagged;
        #[doc = "What changed on a poverty line, newest first"]
        ListPovertyLineHistory = "list_poverty_line_history": Get "/poverty-lines/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "region-facts" {
        #[doc = "Lists statistics of regions, newest year first"]
        ListRegionFacts = "list_region_facts": Get "/region-facts" SignedIn, query region_facts::Filter => 200 Page<region_facts::RegionFact>, is Paged;
        #[doc = "Adds a statistic of a region and year"]
        CreateRegionFact = "create_region_fact": Post "/region-facts" May(P::EditStatistics), body region_facts::RegionFactDraft => 201 region_facts::RegionFact, is Tagged;
        #[doc = "Shows a statistic of a region"]
        GetRegionFact = "get_region_fact": Get "/region-facts/{id}" SignedIn => 200 region_facts::RegionFact, is Tagged;
        #[doc = "Changes a statistic of a region; what follows from it is worked out again"]
        UpdateRegionFact = "update_region_fact": Put "/region-facts/{id}" May(P::EditStatistics), body region_facts::RegionFactDraft => 200 region_facts::RegionFact, is Conditional Tagged;
        #[doc = "What changed on a statistic, newest first"]
        ListRegionFactHistory = "list_region_fact_history": Get "/region-facts/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "eligibility-rules" {
        #[doc = "Lists the versions of the eligibility rules, newest first"]
        ListRuleSets = "list_rule_sets": Get "/eligibility-rules" SignedIn => 200 Page<eligibility::RuleSet>, is Paged;
        #[doc = "Drafts a new version of the rules"]
        CreateRuleSet = "create_rule_set": Post "/eligibility-rules" May(P::EditEligibilityRules), body eligibility::RuleSetDraft => 201 eligibility::RuleSet, is Tagged;
        #[doc = "Shows a version of the rules"]
        GetRuleSet = "get_rule_set": Get "/eligibility-rules/{id}" SignedIn => 200 eligibility::RuleSet, is Tagged;
        #[doc = "Changes a version that is not yet in force"]
        UpdateRuleSet = "update_rule_set": Put "/eligibility-rules/{id}" May(P::EditEligibilityRules), body eligibility::RuleSetDraft => 200 eligibility::RuleSet, is Conditional Tagged;
        #[doc = "Whose answer would change if this version came into force"]
        PreviewRuleSet = "preview_rule_set": Get "/eligibility-rules/{id}/preview" May(P::EditEligibilityRules), query eligibility::PreviewFilter => 200 eligibility::Preview;
        #[doc = "Brings a version into force in place of the one before"]
        BringRuleSetIntoForce = "bring_rule_set_into_force": Post "/eligibility-rules/{id}/entry-into-force" May(P::EditEligibilityRules), body draft::Reason => 200 eligibility::RuleSet, is Conditional Tagged;
        #[doc = "What the rules in force say of a woman, rule by rule"]
        GetEligibility = "get_eligibility": Get "/beneficiaries/{id}/eligibility" May(P::ListBeneficiaries) => 200 eligibility::Eligibility;
    }
}
