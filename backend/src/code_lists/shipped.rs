//! The code lists a new database starts with. A city edits them afterwards.
//!
//! Basis of heading a family: PEKKA's definition (domain section 3.9).
//! Collectors: seed lines 295–297 (S1-16).

use super::queries::list_order;
use crate::entity::code;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use contract::code_lists::CodeList;
use contract::ids::CodeId;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use std::sync::Arc;

/// Code, Indonesian, English; in the order of the forms.
type Choices = &'static [(&'static str, &'static str, &'static str)];

const CODES: &[(CodeList, Choices)] = &[
    (
        CodeList::Education,
        &[
            ("none", "Tidak sekolah", "No schooling"),
            ("primary_unfinished", "Tidak tamat SD", "Primary school not finished"),
            ("primary", "SD atau sederajat", "Primary school"),
            ("junior_secondary", "SMP atau sederajat", "Junior secondary school"),
            ("senior_secondary", "SMA atau sederajat", "Senior secondary school"),
            ("vocational", "SMK", "Vocational secondary school"),
            ("diploma", "Diploma", "Diploma"),
            ("bachelor", "S1 atau D4", "Bachelor's degree"),
            ("postgraduate", "S2 atau S3", "Postgraduate degree"),
        ],
    ),
    (
        CodeList::MaritalStatus,
        &[
            ("never_married", "Belum menikah", "Never married"),
            ("married", "Menikah", "Married"),
            ("divorced", "Cerai hidup", "Divorced"),
            ("widowed", "Cerai mati", "Widowed"),
            ("separated", "Pisah tanpa cerai", "Separated"),
        ],
    ),
    (
        CodeList::Occupation,
        &[
            ("none", "Tidak bekerja", "Not working"),
            ("housewife", "Ibu rumah tangga", "Housewife"),
            ("food_seller", "Pedagang makanan", "Food seller"),
            ("street_trader", "Pedagang keliling", "Street trader"),
            ("shopkeeper", "Pemilik warung", "Shopkeeper"),
            ("laundry_worker", "Buruh cuci", "Laundry worker"),
            ("domestic_worker", "Asisten rumah tangga", "Domestic worker"),
            ("factory_worker", "Buruh pabrik", "Factory worker"),
            ("day_labourer", "Buruh harian lepas", "Day labourer"),
            ("farm_worker", "Buruh tani", "Farm worker"),
            ("tailor", "Penjahit", "Tailor"),
            ("waste_picker", "Pemulung", "Waste picker"),
            ("online_driver", "Pengemudi daring", "Ride-hailing driver"),
            ("employee", "Karyawan", "Employee"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::HeadOfFamilyBasis,
        &[
            ("husband_died", "Suami meninggal", "Husband died"),
            ("divorced", "Bercerai", "Divorced"),
            ("abandoned", "Ditinggal suami", "Left by her husband"),
            ("unmarried_dependants", "Tidak menikah dan punya tanggungan", "Unmarried with dependants"),
            ("husband_unable", "Suami sakit, disabilitas, atau tidak bekerja", "Husband ill, disabled or without work"),
            (
                "husband_away",
                "Suami tidak tinggal bersama terus-menerus",
                "Husband does not live with her continuously",
            ),
        ],
    ),
    (
        CodeList::Relation,
        &[
            ("husband", "Suami", "Husband"),
            ("child", "Anak", "Child"),
            ("stepchild", "Anak tiri atau angkat", "Stepchild or adopted child"),
            ("grandchild", "Cucu", "Grandchild"),
            ("parent", "Orang tua", "Parent"),
            ("parent_in_law", "Mertua", "Parent-in-law"),
            ("sibling", "Saudara kandung", "Sibling"),
            ("other_relative", "Keluarga lain", "Other relative"),
            ("not_related", "Bukan keluarga", "Not related"),
        ],
    ),
    (
        CodeList::NikAbsentReason,
        &[
            ("never_registered", "Belum pernah didata Dukcapil", "Never registered"),
            ("card_lost", "KTP dan kartu keluarga hilang", "Identity card and family card lost"),
            ("in_process", "Sedang diurus", "Being arranged"),
            ("not_shown", "Belum bersedia menunjukkan", "Not willing to show it yet"),
        ],
    ),
    (
        CodeList::CollectorKind,
        &[
            ("kader", "Kader", "Volunteer worker"),
            ("lpm", "LPM", "Community empowerment board"),
            ("plkb", "PKB/PLKB", "Family-planning field officer"),
            ("pkk", "TP-PKK", "Family-welfare movement team"),
            ("rt", "RT", "RT"),
            ("rw", "RW", "RW"),
            ("kelurahan", "Petugas kelurahan", "Kelurahan officer"),
        ],
    ),
    (
        CodeList::CollectionMethod,
        &[
            ("home_visit", "Kunjungan rumah", "Home visit"),
            ("office", "Di kantor kelurahan", "At the kelurahan office"),
            ("posyandu", "Di posyandu", "At the health post"),
            ("existing_list", "Dari daftar yang ada", "From an existing list"),
        ],
    ),
    (
        CodeList::RefusalReason,
        &[
            ("not_resident", "Bukan warga wilayah ini", "Does not live in this area"),
            ("not_head", "Bukan kepala keluarga", "Does not head a family"),
            ("not_poor", "Tidak tergolong miskin atau prasejahtera", "Not poor or pre-prosperous"),
            ("age", "Di luar umur 15–64 tahun", "Outside ages 15 to 64"),
            ("declined", "Tidak bersedia ikut", "Does not wish to take part"),
            ("moved_away", "Sudah pindah", "Has moved away"),
            ("died", "Meninggal", "Has died"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::DwellingTenure,
        &[
            ("own", "Milik sendiri", "Her own"),
            ("rented", "Kontrak atau sewa", "Rented"),
            ("free", "Bebas sewa", "Free of rent"),
            ("family", "Milik keluarga", "Belongs to relatives"),
            ("official", "Rumah dinas", "Official dwelling"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::FloorMaterial,
        &[
            ("tile", "Keramik, marmer, atau ubin", "Ceramic, marble or tile"),
            ("cement", "Semen atau bata merah", "Cement or brick"),
            ("wood", "Kayu atau papan", "Wood or boards"),
            ("bamboo", "Bambu", "Bamboo"),
            ("earth", "Tanah", "Earth"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::WallMaterial,
        &[
            ("brick", "Tembok", "Brick"),
            ("plastered_bamboo", "Plesteran anyaman bambu", "Plastered bamboo"),
            ("wood", "Kayu atau papan", "Wood or boards"),
            ("bamboo", "Anyaman bambu", "Woven bamboo"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::RoofMaterial,
        &[
            ("concrete", "Beton", "Concrete"),
            ("tile", "Genteng", "Roof tiles"),
            ("zinc", "Seng", "Zinc sheets"),
            ("asbestos", "Asbes", "Asbestos"),
            ("thatch", "Ijuk, jerami, atau daun", "Thatch"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::WaterSource,
        &[
            ("bottled", "Air kemasan bermerek", "Branded bottled water"),
            ("refill", "Air isi ulang", "Refilled water"),
            ("piped", "Leding", "Piped water"),
            ("borehole", "Sumur bor atau pompa", "Borehole or pump"),
            ("protected_well", "Sumur terlindung", "Protected well"),
            ("unprotected_well", "Sumur tak terlindung", "Unprotected well"),
            ("protected_spring", "Mata air terlindung", "Protected spring"),
            ("unprotected_spring", "Mata air tak terlindung", "Unprotected spring"),
            ("surface", "Air permukaan", "Surface water"),
            ("rain", "Air hujan", "Rain water"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::Toilet,
        &[
            ("own", "Milik sendiri", "Her own"),
            ("shared", "Bersama rumah lain", "Shared with other houses"),
            ("public", "MCK umum", "Public toilet"),
            ("none", "Tidak ada", "None"),
        ],
    ),
    (
        CodeList::Lighting,
        &[
            ("pln_450", "PLN 450 watt", "Mains, 450 watts"),
            ("pln_900", "PLN 900 watt", "Mains, 900 watts"),
            ("pln_1300", "PLN 1.300 watt", "Mains, 1,300 watts"),
            ("pln_2200", "PLN 2.200 watt atau lebih", "Mains, 2,200 watts or more"),
            ("pln_without_meter", "PLN tanpa meteran", "Mains without a meter"),
            ("other_power", "Listrik bukan PLN", "Other electricity"),
            ("no_power", "Bukan listrik", "No electricity"),
        ],
    ),
    (
        CodeList::CookingFuel,
        &[
            ("electricity", "Listrik", "Electricity"),
            ("lpg_large", "Elpiji 5,5 kg atau 12 kg", "LPG, 5.5 or 12 kg"),
            ("lpg_3kg", "Elpiji 3 kg", "LPG, 3 kg"),
            ("city_gas", "Gas kota", "City gas"),
            ("kerosene", "Minyak tanah", "Kerosene"),
            ("wood", "Kayu bakar atau arang", "Firewood or charcoal"),
            ("none", "Tidak memasak di rumah", "Does not cook at home"),
        ],
    ),
    (
        CodeList::SocialAid,
        &[
            ("pkh", "PKH", "PKH (family hope programme)"),
            ("sembako", "Sembako atau BPNT", "Staple food (Sembako, BPNT)"),
            ("pbi_jkn", "PBI JKN atau KIS", "Health insurance paid by the state (PBI JKN)"),
            ("pip", "PIP atau KIP", "School aid (PIP, KIP)"),
            ("blt", "BLT", "Cash aid (BLT)"),
            ("food_agency", "Bantuan pangan (Bapanas)", "Food aid (Bapanas)"),
            ("stunting", "Bantuan penanganan stunting", "Aid against stunting"),
            ("electricity", "Subsidi listrik", "Electricity subsidy"),
            ("local", "Bantuan pemerintah daerah", "Aid of the local government"),
            ("other", "Lainnya", "Other"),
        ],
    ),
    (
        CodeList::ArchiveReason,
        &[
            ("entered_twice", "Tercatat dua kali", "Entered twice"),
            ("moved_away", "Pindah keluar kota", "Moved out of the city"),
            ("died", "Meninggal", "Has died"),
            ("entered_by_mistake", "Salah catat", "Entered by mistake"),
        ],
    ),
];

/// Loads the lists into a database that has none.
pub async fn load(kernel: &Arc<Kernel>) -> Result<()> {
    if system::<code::Entity>().one(&kernel.db.read).await?.is_some() {
        return Ok(());
    }
    run_as_system(kernel, Author::system("load_code_lists"), async |tx| {
        let now = tx.now();
        let rows = CODES.iter().flat_map(|(list, codes)| {
            (1..).zip(codes.iter()).map(move |(position, (code, label_id, label_en))| code::ActiveModel {
                id: Set(CodeId(kernel.clock.new_id())),
                list: Set(*list),
                code: Set((*code).to_owned()),
                label_id: Set((*label_id).to_owned()),
                label_en: Set((*label_en).to_owned()),
                position: Set(position),
                list_order: Set(list_order(*list, position)),
                retired: Set(false),
                created_at: Set(now),
                updated_at: Set(now),
                version: Set(1),
            })
        });
        code::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
        tx.done(Change::act("code_lists", "shipped"), ()).await
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_shipped_once_and_has_no_code_twice() {
        let mut lists: Vec<CodeList> = CODES.iter().map(|(list, _)| *list).collect();
        lists.sort();
        assert_eq!(lists, {
            let mut all = CodeList::ALL.to_vec();
            all.sort();
            all
        });
        for (list, codes) in CODES {
            let mut words: Vec<&str> = codes.iter().map(|(code, ..)| *code).collect();
            words.sort_unstable();
            assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{list}");
        }
    }
}
