//! Who may do what: one table, read by the server's guard and by the web.
//!
//! A user holds a role by an assignment, in a place and for a period. The
//! permission comes from the role; the rows it reaches come from the place of
//! those assignments that grant it, never from the others.

text_enum! {
    /// The roles of the programme.
    Role {
        /// Runs accounts and reference data; sees no woman.
        Admin = "admin",
        /// DP3A, the lead agency.
        Coordinator = "coordinator",
        /// Bappeda.
        Planner = "planner",
        /// An officer of another agency (dinas).
        AgencyOfficer = "agency_officer",
        /// An officer of a kecamatan.
        DistrictOfficer = "district_officer",
        /// A clerk of a kelurahan.
        KelurahanOfficer = "kelurahan_officer",
        /// The head of a kelurahan, who validates.
        Lurah = "lurah",
        /// A volunteer worker: kader, PKK, PLKB, LPM, RT or RW.
        Kader = "kader",
        /// University.
        Observer = "observer",
        PrivacyOfficer = "privacy_officer",
        Auditor = "auditor",
    }
}

text_enum! {
    /// The members that need rights of their own.
    FieldGroup {
        Identity = "identity",
        Contact = "contact",
        Health = "health",
        Income = "income",
    }
}

/// How far one cell of the table reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    No,
    /// Every row in the assignment's place.
    Yes,
    /// Only rows whose data the user herself collected, or brought in.
    Collected,
}

/// Which kind of place an assignment of a role names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceRule {
    /// No place: the role reaches no woman.
    None,
    City,
    District,
    Village,
    /// A kelurahan, or one RW of it.
    VillageOrRw,
    /// A city and an agency.
    Agency,
}

impl Role {
    pub const fn place_rule(self) -> PlaceRule {
        match self {
            Self::Admin | Self::Auditor => PlaceRule::None,
            Self::Coordinator | Self::Planner | Self::Observer | Self::PrivacyOfficer => PlaceRule::City,
            Self::AgencyOfficer => PlaceRule::Agency,
            Self::DistrictOfficer => PlaceRule::District,
            Self::KelurahanOfficer | Self::Lurah => PlaceRule::Village,
            Self::Kader => PlaceRule::VillageOrRw,
        }
    }

    /// Roles that see identities of more than one kelurahan, or run accounts,
    /// need a longer password.
    pub const fn needs_long_password(self) -> bool {
        matches!(
            self,
            Self::Admin | Self::Coordinator | Self::DistrictOfficer | Self::PrivacyOfficer | Self::AgencyOfficer
        )
    }
}

macro_rules! policy {
    ([$($role:ident)+] $($(#[$meta:meta])* $permission:ident = $word:literal : $($cell:ident)+;)+) => {
        text_enum! {
            /// One thing a role may do or see.
            Permission { $($(#[$meta])* $permission = $word),+ }
        }

        impl Permission {
            const fn row(self) -> &'static [Grant] {
                match self { $(Self::$permission => &[$(cell!($cell)),+]),+ }
            }
        }

        /// The roles in the order of the table's columns.
        pub const COLUMNS: &[Role] = &[$(Role::$role),+];
    };
}

macro_rules! cell {
    (x) => {
        Grant::Yes
    };
    (o) => {
        Grant::No
    };
    (c) => {
        Grant::Collected
    };
}

// x: in the place of the assignment; c: only what she collected or brought in
// herself; o: no.
policy! {
    [Admin Coordinator Planner AgencyOfficer DistrictOfficer KelurahanOfficer Lurah Kader Observer PrivacyOfficer Auditor]
    ManageUsers          = "manage_users":           x o o o o o o o o o o;
    EditReferenceData    = "edit_reference_data":    x o o o o o o o o o o;
    ReadAuditTrail       = "read_audit_trail":       o o o o o o o o o x x;
    VerifyAuditTrail     = "verify_audit_trail":     o o o o o o o o o o x;
    ListBeneficiaries    = "list_beneficiaries":     o x x x x x x x x x o;
    SeeIdentity          = "see_identity":           o x o x x x x x o x o;
    SeeContact           = "see_contact":            o x o x x x x x o o o;
    SeeHealth            = "see_health":             o x o o o x x c o o o;
    SeeIncome            = "see_income":             o x x o x x x c x o o;
    RegisterBeneficiaries = "register_beneficiaries": o o o o o x o x o o o;
    EditBeneficiaries    = "edit_beneficiaries":     o x o o o x o x o o o;
    RevealIdentity       = "reveal_identity":        o x o o o x x o o o o;
    ImportBeneficiaries  = "import_beneficiaries":   o x o o o x o o o o o;
    ExportBeneficiaries  = "export_beneficiaries":   o x x o o x o o o o o;
    ExportIdentities     = "export_identities":      o x o o o x o o o o o;
    ValidateBeneficiaries = "validate_beneficiaries": o o o o o o x o o o o;
    ReadImports          = "read_imports":           o c o o o c o o o x o;
    SeeConsents          = "see_consents":           o x o o x x x x o x o;
    AttachDocuments      = "attach_documents":       o x o o o x x o o o o;
    ReadDocuments        = "read_documents":         o x x o x x x o x x o;
    DecideConflicts      = "decide_conflicts":       o x o o o o o o o o o;
    EditStatistics       = "edit_statistics":        o x x o o o o o o o o;
    EditEligibilityRules = "edit_eligibility_rules": o x o o o o o o o o o;
    /// Judges pairs of records that may be one woman, both within reach, and
    /// makes them one.
    MergeBeneficiaries   = "merge_beneficiaries":    o x o o o x o o o o o;
    /// Accepts or refuses women who move to a place within reach.
    AcceptRelocations    = "accept_relocations":     o x o o o x o o o o o;
    /// Keeps programmes and their loci.
    ManageProgrammes     = "manage_programmes":      o x o o o o o o o o o;
    /// Compares places by what they need, for a programme; the decision is the
    /// coordinator's.
    SelectLoci           = "select_loci":            o x x o o o o o o o o;
    /// Puts women forward for a locus, and says how far they are.
    EnrolBeneficiaries   = "enrol_beneficiaries":    o x o o o x o o o o o;
    /// Sees the loci of her place, and how far they are.
    ReadLoci             = "read_loci":              o x x x x x x x x x o;
    /// Writes what is done in the stages of a locus, and submits them.
    WorkOnStages         = "work_on_stages":         o x o o o x x o o o o;
    /// Approves or returns a stage, signs an exception, opens a stage again.
    ApproveStages        = "approve_stages":         o x o o x o x o o o o;
    /// Says something of a stage: the university may, and whoever works on it (P-24).
    CommentOnStages      = "comment_on_stages":      o x x x x x x x x o o;
    /// Calls meetings, keeps their minutes and gives out what follows from them.
    KeepMeetings         = "keep_meetings":          o x x o x x x o o o o;
    /// Destroys the data of women whose time in the register is over.
    EraseBeneficiaries   = "erase_beneficiaries":    o o o o o o o o o x o;
}

impl Role {
    /// The cell of the table.
    pub fn grant(self, permission: Permission) -> Grant {
        COLUMNS
            .iter()
            .zip(permission.row())
            .find_map(|(role, grant)| (*role == self).then_some(*grant))
            .unwrap_or(Grant::No)
    }

    pub fn may(self, permission: Permission) -> bool {
        self.grant(permission) != Grant::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_cell_for_every_role() {
        assert_eq!(COLUMNS.len(), Role::ALL.len());
        for permission in Permission::ALL {
            assert_eq!(permission.row().len(), COLUMNS.len(), "{permission}");
        }
    }

    #[test]
    fn the_lurah_validates_and_does_not_register() {
        assert!(Role::Lurah.may(Permission::ValidateBeneficiaries));
        assert!(!Role::Lurah.may(Permission::RegisterBeneficiaries));
        assert!(!Role::Lurah.may(Permission::EditBeneficiaries));
        assert!(!Role::Admin.may(Permission::ListBeneficiaries));
        assert_eq!(Role::Kader.grant(Permission::SeeIncome), Grant::Collected);
    }
}
