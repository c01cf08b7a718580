//! Every operation of the API, one entry each.
//!
//! `Name = "id": Method "path" access, query …, body … => status Reply, is …;`

mod accounts;
mod cycle;
mod desk;
mod reference;
mod register;
mod welfare;

use crate::endpoint::Operation;

pub use accounts::*;
pub use cycle::*;
pub use desk::*;
pub use reference::*;
pub use register::*;
pub use welfare::*;

/// In the order of the documentation.
const PARTS: &[&[Operation]] = &[ACCOUNTS, REFERENCE, REGISTER, WELFARE, CYCLE, DESK];

const COUNT: usize = {
    let (mut parts, mut count) = (PARTS, 0);
    while let Some((part, later)) = parts.split_first() {
        count += part.len();
        parts = later;
    }
    count
};

/// Every operation.
pub static ALL: [Operation; COUNT] = {
    let mut all = [GetMe::OPERATION; COUNT];
    let (mut parts, mut left) = (PARTS, all.as_mut_slice());
    while let Some((part, later)) = parts.split_first() {
        let (here, rest) = left.split_at_mut(part.len());
        here.copy_from_slice(part);
        (parts, left) = (later, rest);
    }
    all
};
