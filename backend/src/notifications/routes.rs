//! Reading one's notifications.

use super::queries::{Surroundings, view};
use crate::entity::notification;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Committed;
use contract::draft::Purpose;
use contract::endpoints::{GetUnreadNotifications, ListNotifications, ReadNotifications};
use contract::notifications::NotificationsUnread;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};

/// A notification is kept for so many days.
const KEEP_DAYS: i64 = 180;

pub async fn list(guard: Read<ListNotifications>) -> Answer<ListNotifications> {
    let filter = guard.filter()?;
    let read_at = notification::Column::ReadAt;
    let mut select = guard.select::<notification::Entity>();
    if let Some(unread) = filter.unread {
        select = select.filter(if unread { read_at.is_null() } else { read_at.is_not_null() });
    }
    let orders = Orders::new(notification::Column::Id, &[("-created_at", notification::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &around))))
}

fn unread_of(select: Select<notification::Entity>) -> Select<notification::Entity> {
    select.filter(notification::Column::ReadAt.is_null())
}

pub async fn unread(guard: Read<GetUnreadNotifications>) -> Answer<GetUnreadNotifications> {
    let unread = unread_of(guard.select::<notification::Entity>()).count(guard.db()).await?;
    Ok(Reply::new(NotificationsUnread { unread }))
}

/// The first reading counts.
pub async fn read(guard: Write<ReadNotifications>) -> Answer<ReadNotifications> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            notification::Entity::update_many()
                .col_expr(notification::Column::ReadAt, Expr::value(tx.now()))
                .filter(notification::Column::UserId.eq(by))
                .filter(notification::Column::Id.is_in(draft.ids.iter().copied()))
                .filter(notification::Column::ReadAt.is_null())
                .exec(tx.db())
                .await?;
            let unread = unread_of(tx.select::<notification::Entity>()).count(tx.db()).await?;
            Ok(tx.done_unrecorded(NotificationsUnread { unread }))
        })
        .await?;
    match committed {
        Committed::Fresh(unread) => Ok(Reply::new(unread)),
        Committed::Repeated(_) => Err(Error::internal("reading is not repeated")),
    }
}

/// Forgets those whose time is over.
pub async fn forget_old(kernel: &Kernel) -> Result<()> {
    let before = kernel.clock.now().plus_seconds(-KEEP_DAYS * 24 * 3600);
    notification::Entity::delete_many()
        .filter(notification::Column::CreatedAt.lt(before))
        .exec(&kernel.db.write)
        .await?;
    Ok(())
}
