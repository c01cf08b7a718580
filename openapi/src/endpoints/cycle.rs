//! Programmes, loci and their seven stages.

use crate::endpoint::Access::{May, SignedIn};
use crate::page::Page;
use crate::policy::Permission as P;
use crate::{
    actions, comments, documents, draft, enrolments, history, legal_instruments, loci, locus_selections, meetings,
    officers, programmes, stage_board, stage_records, stage_templates,
};

endpoints! {
    CYCLE;
    "programmes" {
        #[doc = "Lists programmes, newest year first"]
        ListProgrammes = "list_programmes": Get "/programmes" SignedIn, query programmes::Filter => 200 Page<programmes::Programme>, is Paged;
        #[doc = "Adds a programme of a city and year"]
        CreateProgramme = "create_programme": Post "/programmes" May(P::ManageProgrammes), body programmes::ProgrammeDraft => 201 programmes::Programme, is Tagged;
        #[doc = "Shows a programme"]
        GetProgramme = "get_programme": Get "/programmes/{id}" SignedIn => 200 programmes::Programme, is Tagged;
        #[doc = "Changes a programme"]
        UpdateProgramme = "update_programme": Put "/programmes/{id}" May(P::ManageProgrammes), body programmes::ProgrammeDraft => 200 programmes::Programme, is Conditional Tagged;
        #[doc = "Archives a programme that has no locus"]
        ArchiveProgramme = "archive_programme": Post "/programmes/{id}/archive" May(P::ManageProgrammes), body draft::Reason => 200 programmes::Programme, is Conditional Tagged;
        #[doc = "Takes a programme out of the archive"]
        RestoreProgramme = "restore_programme": Post "/programmes/{id}/restoration" May(P::ManageProgrammes), body draft::Reason => 200 programmes::Programme, is Conditional Tagged;
        #[doc = "What changed on a programme, newest first"]
        ListProgrammeHistory = "list_programme_history": Get "/programmes/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "loci" {
        #[doc = "Lists the loci of my places, newest year first"]
        ListLoci = "list_loci": Get "/loci" May(P::ReadLoci), query loci::Filter => 200 Page<loci::Locus>, is Paged;
        #[doc = "Adds a locus to a programme"]
        CreateLocus = "create_locus": Post "/loci" May(P::ManageProgrammes), body loci::LocusDraft => 201 loci::Locus, is Tagged;
        #[doc = "Shows a locus"]
        GetLocus = "get_locus": Get "/loci/{id}" May(P::ReadLoci) => 200 loci::Locus, is Tagged;
        #[doc = "Changes a locus"]
        UpdateLocus = "update_locus": Put "/loci/{id}" May(P::ManageProgrammes), body loci::LocusDraft => 200 loci::Locus, is Conditional Tagged;
        #[doc = "Archives a locus; its RW are free for another"]
        ArchiveLocus = "archive_locus": Post "/loci/{id}/archive" May(P::ManageProgrammes), body draft::Reason => 200 loci::Locus, is Conditional Tagged;
        #[doc = "Takes a locus out of the archive"]
        RestoreLocus = "restore_locus": Post "/loci/{id}/restoration" May(P::ManageProgrammes), body draft::Reason => 200 loci::Locus, is Conditional Tagged;
        #[doc = "Moves a locus to another version of what the stages ask for"]
        MoveLocusTemplate = "move_locus_template": Post "/loci/{id}/template" May(P::ManageProgrammes), body stage_records::TemplateMove => 200 loci::Locus, is Conditional Tagged;
        #[doc = "What changed on a locus, newest first"]
        ListLocusHistory = "list_locus_history": Get "/loci/{id}/history" May(P::ReadLoci) => 200 Page<history::Change>, is Paged;
    }
    "locus-selections" {
        #[doc = "Lists the comparisons of places from which loci are chosen, newest first"]
        ListLocusSelections = "list_locus_selections": Get "/locus-selections" SignedIn, query locus_selections::Filter => 200 Page<locus_selections::LocusSelection>, is Paged;
        #[doc = "Compares places of a programme by weighted statistics"]
        CreateLocusSelection = "create_locus_selection": Post "/locus-selections" May(P::SelectLoci), body locus_selections::LocusSelectionDraft => 201 locus_selections::LocusSelection, is Tagged;
        #[doc = "Shows what is compared, and what was decided"]
        GetLocusSelection = "get_locus_selection": Get "/locus-selections/{id}" SignedIn => 200 locus_selections::LocusSelection, is Tagged;
        #[doc = "Changes what is compared, until it is decided"]
        UpdateLocusSelection = "update_locus_selection": Put "/locus-selections/{id}" May(P::SelectLoci), body locus_selections::LocusSelectionDraft => 200 locus_selections::LocusSelection, is Conditional Tagged;
        #[doc = "Shows the places by how much they need, with the arithmetic; as it was once it is decided"]
        GetSelectionRanking = "get_selection_ranking": Get "/locus-selections/{id}/ranking" SignedIn => 200 locus_selections::SelectionRanking;
        #[doc = "Decides which places are chosen, and keeps the figures it rests on"]
        DecideLocusSelection = "decide_locus_selection": Post "/locus-selections/{id}/decision" May(P::ManageProgrammes), body locus_selections::SelectionDecision => 200 locus_selections::LocusSelection, is Conditional Tagged;
        #[doc = "What changed on a comparison of places, newest first"]
        ListLocusSelectionHistory = "list_locus_selection_history": Get "/locus-selections/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "legal-instruments" {
        #[doc = "Lists regulations and decrees, newest first"]
        ListLegalInstruments = "list_legal_instruments": Get "/legal-instruments" SignedIn, query legal_instruments::Filter => 200 Page<legal_instruments::LegalInstrument>, is Paged;
        #[doc = "Adds a regulation or decree of a city"]
        CreateLegalInstrument = "create_legal_instrument": Post "/legal-instruments" May(P::ManageProgrammes), body legal_instruments::LegalInstrumentDraft => 201 legal_instruments::LegalInstrument, is Tagged;
        #[doc = "Shows a regulation or decree"]
        GetLegalInstrument = "get_legal_instrument": Get "/legal-instruments/{id}" SignedIn => 200 legal_instruments::LegalInstrument, is Tagged;
        #[doc = "Changes a regulation or decree"]
        UpdateLegalInstrument = "update_legal_instrument": Put "/legal-instruments/{id}" May(P::ManageProgrammes), body legal_instruments::LegalInstrumentDraft => 200 legal_instruments::LegalInstrument, is Conditional Tagged;
        #[doc = "Archives a regulation or decree"]
        ArchiveLegalInstrument = "archive_legal_instrument": Post "/legal-instruments/{id}/archive" May(P::ManageProgrammes), body draft::Reason => 200 legal_instruments::LegalInstrument, is Conditional Tagged;
        #[doc = "Takes a regulation or decree out of the archive"]
        RestoreLegalInstrument = "restore_legal_instrument": Post "/legal-instruments/{id}/restoration" May(P::ManageProgrammes), body draft::Reason => 200 legal_instruments::LegalInstrument, is Conditional Tagged;
        #[doc = "Makes a link to its file, which works once"]
        LinkLegalInstrument = "link_legal_instrument": Post "/legal-instruments/{id}/file-link" SignedIn => 201 documents::Link, is Unrepeatable;
        #[doc = "What changed on a regulation or decree, newest first"]
        ListLegalInstrumentHistory = "list_legal_instrument_history": Get "/legal-instruments/{id}/history" SignedIn => 200 Page<history::Change>, is Paged;
    }
    "stage-templates" {
        #[doc = "Lists the versions of what the stages ask for, newest first"]
        ListStageTemplates = "list_stage_templates": Get "/stage-templates" SignedIn, query stage_templates::Filter => 200 Page<stage_templates::StageTemplate>, is Paged;
        #[doc = "Drafts a version for a city"]
        CreateStageTemplate = "create_stage_template": Post "/stage-templates" May(P::ManageProgrammes), body stage_templates::StageTemplateDraft => 201 stage_templates::StageTemplate, is Tagged;
        #[doc = "Shows a version"]
        GetStageTemplate = "get_stage_template": Get "/stage-templates/{id}" SignedIn => 200 stage_templates::StageTemplate, is Tagged;
        #[doc = "Changes a draft"]
        UpdateStageTemplate = "update_stage_template": Put "/stage-templates/{id}" May(P::ManageProgrammes), body stage_templates::StageTemplateDraft => 200 stage_templates::StageTemplate, is Conditional Tagged;
        #[doc = "Publishes a draft: new loci of the city follow it, and it is never changed again"]
        PublishStageTemplate = "publish_stage_template": Post "/stage-templates/{id}/publication" May(P::ManageProgrammes), body draft::Reason => 200 stage_templates::StageTemplate, is Conditional Tagged;
    }
    "stage-board" {
        #[doc = "Lists the loci of my places by their seven stages, and what holds them"]
        ListStageBoard = "list_stage_board": Get "/stage-board" May(P::ReadLoci), query stage_board::Filter => 200 Page<stage_board::BoardRow>, is Paged;
    }
    "stage-records" {
        #[doc = "Lists the stages of the loci of my places, newest year first"]
        ListStageRecords = "list_stage_records": Get "/stage-records" May(P::ReadLoci), query stage_records::Filter => 200 Page<stage_records::StageRecord>, is Paged;
        #[doc = "Shows a stage of a locus with its gate"]
        GetStageRecord = "get_stage_record": Get "/stage-records/{id}" May(P::ReadLoci) => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Changes what is said of a stage"]
        UpdateStageRecord = "update_stage_record": Put "/stage-records/{id}" May(P::WorkOnStages), body stage_records::StageRecordDraft => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Declares that a requirement is met"]
        CreateStageEntry = "create_stage_entry": Post "/stage-records/{id}/entries" May(P::WorkOnStages), body stage_records::StageEntryDraft => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Takes a declaration back"]
        WithdrawStageEntry = "withdraw_stage_entry": Post "/stage-records/{id}/entries/{entry}/withdrawal" May(P::WorkOnStages), body draft::Reason => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Asks to pass without a requirement"]
        CreateStageWaiver = "create_stage_waiver": Post "/stage-records/{id}/waivers" May(P::WorkOnStages), body stage_records::StageWaiverDraft => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Signs or refuses an exception that someone else asked for"]
        DecideStageWaiver = "decide_stage_waiver": Post "/stage-records/{id}/waivers/{waiver}/decision" May(P::ApproveStages), body stage_records::WaiverDecision => 200 stage_records::StageRecord, is Tagged;
        #[doc = "Submits a stage whose gate is open"]
        SubmitStage = "submit_stage": Post "/stage-records/{id}/submission" May(P::WorkOnStages), body stage_records::StageNote => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Approves a stage that someone else submitted; after the last approval it is passed"]
        ApproveStage = "approve_stage": Post "/stage-records/{id}/approval" May(P::ApproveStages), body stage_records::StageNote => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Returns a submitted stage with the reason"]
        ReturnStage = "return_stage": Post "/stage-records/{id}/return" May(P::ApproveStages), body draft::Reason => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "Opens a passed stage again; later ones are held up until they are passed anew"]
        ReopenStage = "reopen_stage": Post "/stage-records/{id}/reopening" May(P::ApproveStages), body draft::Reason => 200 stage_records::StageRecord, is Conditional Tagged;
        #[doc = "What changed on a stage, newest first"]
        ListStageRecordHistory = "list_stage_record_history": Get "/stage-records/{id}/history" May(P::ReadLoci) => 200 Page<history::Change>, is Paged;
    }
    "comments" {
        #[doc = "Lists what is said of the stages of my places, newest first"]
        ListComments = "list_comments": Get "/comments" May(P::ReadLoci), query comments::Filter => 200 Page<comments::Comment>, is Paged;
        #[doc = "Says something of a stage"]
        CreateComment = "create_comment": Post "/comments" May(P::CommentOnStages), body comments::CommentDraft => 201 comments::Comment, is Tagged;
        #[doc = "Shows a comment"]
        GetComment = "get_comment": Get "/comments/{id}" May(P::ReadLoci) => 200 comments::Comment, is Tagged;
        #[doc = "Takes one's own comment back"]
        WithdrawComment = "withdraw_comment": Post "/comments/{id}/withdrawal" May(P::CommentOnStages), body draft::Reason => 200 comments::Comment, is Conditional Tagged;
    }
    "meetings" {
        #[doc = "Lists the meetings of my places, newest first"]
        ListMeetings = "list_meetings": Get "/meetings" May(P::ReadLoci), query meetings::Filter => 200 Page<meetings::Meeting>, is Paged;
        #[doc = "Calls a meeting of a locus or of a whole programme"]
        CreateMeeting = "create_meeting": Post "/meetings" May(P::KeepMeetings), body meetings::MeetingDraft => 201 meetings::Meeting, is Tagged;
        #[doc = "Shows a meeting with its decisions and what follows from them"]
        GetMeeting = "get_meeting": Get "/meetings/{id}" May(P::ReadLoci) => 200 meetings::Meeting, is Tagged;
        #[doc = "Changes a meeting: what was planned, who came, what was said, who signed"]
        UpdateMeeting = "update_meeting": Put "/meetings/{id}" May(P::KeepMeetings), body meetings::MeetingDraft => 200 meetings::Meeting, is Conditional Tagged;
        #[doc = "The meeting was held"]
        HoldMeeting = "hold_meeting": Post "/meetings/{id}/holding" May(P::KeepMeetings) => 200 meetings::Meeting, is Conditional Tagged;
        #[doc = "The meeting is not held"]
        CancelMeeting = "cancel_meeting": Post "/meetings/{id}/cancellation" May(P::KeepMeetings), body draft::Reason => 200 meetings::Meeting, is Conditional Tagged;
        #[doc = "Adds a decision of a meeting that was held, with what follows from it"]
        CreateMeetingDecision = "create_meeting_decision": Post "/meetings/{id}/decisions" May(P::KeepMeetings), body meetings::MeetingDecisionDraft => 200 meetings::Meeting, is Tagged;
        #[doc = "Puts a decision in other words"]
        UpdateMeetingDecision = "update_meeting_decision": Put "/meetings/{id}/decisions/{decision}" May(P::KeepMeetings), body meetings::MeetingDecisionText => 200 meetings::Meeting, is Conditional Tagged;
        #[doc = "Makes a link to a file of a meeting, which works once"]
        LinkMeetingFile = "link_meeting_file": Post "/meetings/{id}/files/{document}/file-link" May(P::ReadDocuments) => 201 documents::Link, is Unrepeatable;
        #[doc = "What changed on a meeting, newest first"]
        ListMeetingHistory = "list_meeting_history": Get "/meetings/{id}/history" May(P::ReadLoci) => 200 Page<history::Change>, is Paged;
    }
    "actions" {
        #[doc = "Lists what follows from meetings of my places, and what is mine; what is due first comes first"]
        ListActions = "list_actions": Get "/actions" May(P::ReadLoci), query actions::Filter => 200 Page<actions::Action>, is Paged;
        #[doc = "Adds something that follows from a decision"]
        CreateAction = "create_action": Post "/actions" May(P::KeepMeetings), body actions::ActionDraft => 201 actions::Action, is Tagged;
        #[doc = "Shows what follows from a decision"]
        GetAction = "get_action": Get "/actions/{id}" May(P::ReadLoci) => 200 actions::Action, is Tagged;
        #[doc = "Changes an open action: what, who, by when"]
        UpdateAction = "update_action": Put "/actions/{id}" May(P::KeepMeetings), body actions::ActionDraft => 200 actions::Action, is Conditional Tagged;
        #[doc = "It is done; said by its owner or by who keeps the meeting"]
        CompleteAction = "complete_action": Post "/actions/{id}/completion" May(P::ReadLoci), body draft::Reason => 200 actions::Action, is Conditional Tagged;
        #[doc = "It is not wanted any more"]
        DropAction = "drop_action": Post "/actions/{id}/dropping" May(P::KeepMeetings), body draft::Reason => 200 actions::Action, is Conditional Tagged;
        #[doc = "What changed on an action, newest first"]
        ListActionHistory = "list_action_history": Get "/actions/{id}/history" May(P::ReadLoci) => 200 Page<history::Change>, is Paged;
        #[doc = "Lists who works where, for those who give work out"]
        ListOfficers = "list_officers": Get "/officers" May(P::KeepMeetings), query officers::Filter => 200 Page<officers::Officer>, is Paged;
    }
    "enrolments" {
        #[doc = "Lists who takes part in the loci of my places, newest first"]
        ListEnrolments = "list_enrolments": Get "/enrolments" May(P::ListBeneficiaries), query enrolments::Filter => 200 Page<enrolments::Enrolment>, is Paged;
        #[doc = "Puts validated women forward for a locus, with an answer for each"]
        CreateEnrolments = "create_enrolments": Post "/enrolments" May(P::EnrolBeneficiaries), body enrolments::EnrolmentDraft => 200 enrolments::Enrolments;
        #[doc = "Shows an enrolment"]
        GetEnrolment = "get_enrolment": Get "/enrolments/{id}" May(P::ListBeneficiaries) => 200 enrolments::Enrolment, is Tagged;
        #[doc = "She takes part from now on"]
        ActivateEnrolment = "activate_enrolment": Post "/enrolments/{id}/activation" May(P::EnrolBeneficiaries) => 200 enrolments::Enrolment, is Conditional Tagged;
        #[doc = "She took part to the end"]
        CompleteEnrolment = "complete_enrolment": Post "/enrolments/{id}/completion" May(P::EnrolBeneficiaries) => 200 enrolments::Enrolment, is Conditional Tagged;
        #[doc = "She does not take part, or no more"]
        WithdrawEnrolment = "withdraw_enrolment": Post "/enrolments/{id}/withdrawal" May(P::EnrolBeneficiaries), body draft::Reason => 200 enrolments::Enrolment, is Conditional Tagged;
    }
}
