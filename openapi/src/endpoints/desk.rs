//! What is worked through: files, tasks, decisions, lists.

use crate::endpoint::Access::{May, SignedIn};
use crate::page::Page;
use crate::policy::Permission as P;
use crate::{audit_events, documents, exports, imports, jobs, tasks, validations, work_lists};

endpoints! {
    DESK;
    "documents" {
        #[doc = "Keeps a scan or photo"]
        CreateDocument = "create_document": Post "/documents" May(P::AttachDocuments), query documents::Upload, body imports::FileBytes => 201 documents::Document, is Tagged Binary;
        #[doc = "Lists kept files, newest first"]
        ListDocuments = "list_documents": Get "/documents" May(P::ReadDocuments), query documents::Filter => 200 Page<documents::Document>, is Paged;
        #[doc = "Says what a kept file is"]
        GetDocument = "get_document": Get "/documents/{id}" May(P::ReadDocuments) => 200 documents::Document, is Tagged;
        #[doc = "Shows a picture made small"]
        GetThumbnail = "get_thumbnail": Get "/documents/{id}/thumbnail" May(P::ReadDocuments) => 200 documents::Thumbnail;
        #[doc = "Makes a link to a kept file; recorded"]
        LinkDocument = "link_document": Post "/documents/{id}/file-link" May(P::ReadDocuments) => 201 documents::Link, is Unrepeatable;
    }
    "tasks" {
        #[doc = "Lists what waits for me, newest first"]
        ListTasks = "list_tasks": Get "/tasks" SignedIn, query tasks::Filter => 200 Page<tasks::Task>, is Paged;
        #[doc = "Shows a task"]
        GetTask = "get_task": Get "/tasks/{id}" SignedIn => 200 tasks::Task, is Tagged;
        #[doc = "Closes a task and says how it was settled"]
        CompleteTask = "complete_task": Post "/tasks/{id}/completion" SignedIn, body tasks::Completion => 200 tasks::Task, is Conditional Tagged;
    }
    "work-lists" {
        #[doc = "Lists kept filters: one's own, and those shared where one works"]
        ListWorkLists = "list_work_lists": Get "/work-lists" SignedIn, query work_lists::Filter => 200 Page<work_lists::WorkList>, is Paged;
        #[doc = "Keeps the filters of a list under a name"]
        CreateWorkList = "create_work_list": Post "/work-lists" SignedIn, body work_lists::WorkListDraft => 201 work_lists::WorkList, is Tagged;
        #[doc = "Shows kept filters"]
        GetWorkList = "get_work_list": Get "/work-lists/{id}" SignedIn => 200 work_lists::WorkList, is Tagged;
        #[doc = "Changes kept filters, their name, or with whom they are shared; only one's own"]
        UpdateWorkList = "update_work_list": Put "/work-lists/{id}" SignedIn, body work_lists::WorkListDraft => 200 work_lists::WorkList, is Conditional Tagged;
        #[doc = "Forgets kept filters; only one's own"]
        DeleteWorkList = "delete_work_list": Delete "/work-lists/{id}" SignedIn => 204;
    }
    "validations" {
        #[doc = "Lists decisions, newest first"]
        ListValidations = "list_validations": Get "/validations" May(P::ListBeneficiaries), query validations::Filter => 200 Page<validations::Validation>, is Paged;
        #[doc = "Validates or refuses a selection of candidates, with an answer for each"]
        CreateValidations = "create_validations": Post "/validations" May(P::ValidateBeneficiaries), body validations::ValidationDraft => 200 validations::Decisions;
    }
    "imports" {
        #[doc = "Uploads a list and checks it row by row; nothing is kept yet"]
        CreateImport = "create_import": Post "/imports" May(P::ImportBeneficiaries), query imports::Upload, body imports::FileBytes => 201 imports::Import, is Tagged Binary;
        #[doc = "Lists uploaded lists: one's own; the privacy officer sees all of her place"]
        ListImports = "list_imports": Get "/imports" May(P::ReadImports) => 200 Page<imports::Import>, is Paged;
        #[doc = "Shows an uploaded list and its counts"]
        GetImport = "get_import": Get "/imports/{id}" May(P::ReadImports) => 200 imports::Import, is Tagged;
        #[doc = "Lists the rows of an uploaded list and what becomes of each"]
        ListImportRows = "list_import_rows": Get "/imports/{id}/rows" May(P::ReadImports), query imports::RowFilter => 200 Page<imports::ImportRow>, is Paged;
        #[doc = "Says which sheet is meant and what its columns hold, and checks the list anew"]
        MapImport = "map_import": Put "/imports/{id}/mapping" May(P::ImportBeneficiaries), body imports::Mapping => 200 imports::Import, is Conditional Tagged;
        #[doc = "Accepts conflicts as they are, before the list is kept"]
        AcceptImportRows = "accept_import_rows": Post "/imports/{id}/acceptances" May(P::ImportBeneficiaries), body imports::Acceptance => 200 imports::Import, is Conditional Tagged;
        #[doc = "Registers the rows of a checked list"]
        CommitImport = "commit_import": Post "/imports/{id}/commit" May(P::ImportBeneficiaries), body imports::Commit => 202 jobs::Job, is Conditional Deferred;
        #[doc = "Destroys a list that is not wanted any more, with its file and rows"]
        DiscardImport = "discard_import": Post "/imports/{id}/discarding" May(P::ImportBeneficiaries) => 200 imports::Import, is Conditional Tagged;
        #[doc = "Makes a link to the faulty rows as a file with a column of faults"]
        LinkImportFaults = "link_import_faults": Post "/imports/{id}/fault-file" May(P::ImportBeneficiaries) => 201 documents::Link, is Unrepeatable;
        #[doc = "Makes a link to the file as it was uploaded; recorded"]
        LinkImportFile = "link_import_file": Post "/imports/{id}/file-link" May(P::ReadImports) => 201 documents::Link, is Unrepeatable;
        #[doc = "Makes a link to the template for lists"]
        LinkImportTemplate = "link_import_template": Post "/imports/template" May(P::ImportBeneficiaries) => 201 documents::Link, is Unrepeatable;
        #[doc = "Lists the sources whose headings were matched by hand, those used last first"]
        ListImportSources = "list_import_sources": Get "/import-sources" May(P::ImportBeneficiaries) => 200 Page<imports::ImportSource>, is Paged;
        #[doc = "Shows a source"]
        GetImportSource = "get_import_source": Get "/import-sources/{id}" May(P::ImportBeneficiaries) => 200 imports::ImportSource, is Tagged;
        #[doc = "Forgets a source: its headings are no longer recognised"]
        ForgetImportSource = "forget_import_source": Delete "/import-sources/{id}" May(P::ImportBeneficiaries) => 204;
        #[doc = "Shows how far a job is"]
        GetJob = "get_job": Get "/jobs/{id}" SignedIn => 200 jobs::Job;
    }
    "exports" {
        #[doc = "Makes a link to a list as a file, with the rows its caller would page through; recorded"]
        CreateExport = "create_export": Post "/exports" May(P::ExportBeneficiaries), body exports::ExportDraft => 201 documents::Link, is Unrepeatable;
    }
    "audit-events" {
        #[doc = "Lists what was changed and looked at, newest first"]
        ListAuditEvents = "list_audit_events": Get "/audit-events" May(P::ReadAuditTrail), query audit_events::Filter => 200 Page<audit_events::AuditEvent>, is Paged;
        #[doc = "Shows one event of the audit trail"]
        GetAuditEvent = "get_audit_event": Get "/audit-events/{id}" May(P::ReadAuditTrail) => 200 audit_events::AuditEvent, is Tagged;
        #[doc = "Walks the whole chain of the trail and says whether it holds; recorded"]
        VerifyAuditTrail = "verify_audit_trail": Post "/audit-events/verification" May(P::VerifyAuditTrail), body audit_events::VerificationDraft => 200 audit_events::Verification, is Unrepeatable;
    }
}
