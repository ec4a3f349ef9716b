//! Lists and single records.

use serde_json::{Map, Value};

use super::{Answered, Client, linked, parent, stays};
use crate::answer::{self, Asked, MOST_ROWS};
use crate::conditions::conditions;
use crate::json::{find, lay};
use crate::local;
use crate::problem::Problem;
use crate::profile::{List, Read, Resource};
use crate::query::{Cursor, Op, Place, Query, Unapplied};
use crate::record::{Page, Record};
use crate::template::Scope;

/// Records a page when neither the query nor the profile says.
const USUAL_SIZE: u32 = 50;

/// Records a page when everything is wanted and the profile sets no limit.
const LARGE_SIZE: u32 = 200;

/// The most pages that are walked for everything.
const MOST_PAGES: u32 = 2_000;

impl Client {
    /// One page of a resource.
    ///
    /// What the backend cannot express is not sent and is told in `Page::unapplied`.
    ///
    /// # Errors
    /// Any `Problem`; an outage or an expired session is never an empty list.
    pub async fn list(&self, resource: &str, query: &Query) -> Result<Page, Problem> {
        let found = self.core.resource(resource, "list")?;
        let list = found.list.as_ref().ok_or_else(|| Problem::unsupported(format!("{resource}.list")))?;
        let none_of = |filter: &crate::query::Filter| filter.op == Op::In && filter.value == Value::Array(vec![]);
        if query.filter.iter().any(none_of) {
            return Ok(Page { total: Some(0), ..Page::default() });
        }
        let within = parent::of_query(resource, found, query)?;
        let asking = within.as_ref().map_or(query, |within| &within.rest);
        let mut own = Scope::new();
        if let Some(within) = &within {
            own.insert("parent".into(), within.theirs.clone());
        }
        if list.complete {
            let mut records = self.everything(found, list, &own).await?;
            records.iter_mut().for_each(|record| parent::adopt(found, within.as_ref().map(|within| within.ours.as_str()), record));
            return Ok(slice(records, asking));
        }
        let (mut scope, unapplied) = conditions(found, list, asking);
        lay(&mut scope, &own);
        let asked = place(list, query, &mut scope);
        let link = linked(query.cursor.as_ref());
        if link.is_some_and(|link| !stays(&self.core.profile, &list.call, link)) {
            return Err(Problem::unreadable("next"));
        }
        let mut page = match self.page(found, list, &scope, &asked, link).await {
            // Some backends answer a page past the end like a missing record.
            Err(Problem::NotFound) if asked.skip > 0 => return Ok(Page::default()),
            // Others refuse its number; not where the total is told: there no page past the end is asked for.
            Err(Problem::Refused { fields, .. }) if asked.skip > 0 && fields.is_empty() && list.next.is_none() && list.total.is_none() => {
                return Ok(Page::default());
            }
            page => page?,
        };
        page.unapplied = unapplied;
        for record in &mut page.records {
            parent::adopt(found, within.as_ref().map(|within| within.ours.as_str()), record);
        }
        let counting = list.total.as_ref().filter(|_| asked.skip == 0);
        if let Some((place, call)) = counting.and_then(|total| Some((&total.place, total.call.as_ref()?))) {
            let response = self.ask(call, found, "list", &scope, None).await?.response;
            page.total = answer::counted(place, &answer::json(&response)?, &response);
        }
        Ok(page)
    }

    /// Everything a query finds: each record once, over as many pages as it takes. What the backend cannot
    /// express is done here.
    ///
    /// # Errors
    /// Any `Problem`; never a part instead of the whole.
    pub async fn all(&self, resource: &str, query: &Query) -> Result<Vec<Record>, Problem> {
        let most = find(&self.core.profile.resources, resource).and_then(|found| found.list.as_ref());
        let size = most.and_then(|list| list.max.or(list.size)).unwrap_or(LARGE_SIZE);
        let mut query = query.clone();
        query.cursor = None;
        query.size.get_or_insert(size);
        let mut records = Vec::new();
        let unapplied = self.pages(resource, &query, &mut |page| records.extend(page)).await?;
        local::apply(&mut records, &local::rest(&query, &unapplied));
        Ok(records)
    }

    /// The same page by page: `each` is given a page's records as soon as they are there, none of them twice. What the
    /// backend cannot express does not hold for them: it comes back at the end.
    ///
    /// # Errors
    /// Any `Problem`: what was given then is not the whole.
    pub async fn pages(&self, resource: &str, query: &Query, each: &mut dyn FnMut(Vec<Record>)) -> Result<Vec<Unapplied>, Problem> {
        let list = find(&self.core.profile.resources, resource).and_then(|found| found.list.as_ref());
        let mut query = query.clone();
        // All of it comes at once anyway, and would come again for each page.
        query.size = query.size.filter(|_| !list.is_some_and(|list| list.complete));
        let mut seen = Map::new();
        let mut followed = Map::new();
        for _ in 0..MOST_PAGES {
            let mut page = self.list(resource, &query).await?;
            let came = !page.records.is_empty();
            page.records.retain(|record| seen.insert(record.id.clone(), Value::Null).is_none());
            let new = !page.records.is_empty();
            each(page.records);
            let Some(next) = page.next else { return Ok(page.unapplied) };
            let again = match &next.0 {
                Place::Token(text, _) | Place::Link(text, _) => followed.insert(text.clone(), Value::Null).is_some(),
                _ => false,
            };
            // The same token may lead on, as long as something new comes.
            if !new && (came || again) {
                return Err(Problem::unreadable("pages repeat"));
            }
            if seen.len() > MOST_ROWS {
                break;
            }
            query.cursor = Some(next);
        }
        Err(Problem::unreadable("too many"))
    }

    /// One record by its id.
    ///
    /// # Errors
    /// `NotFound`, or any other `Problem`.
    pub async fn read(&self, resource: &str, id: &str) -> Result<Record, Problem> {
        let found = self.core.resource(resource, "read")?;
        match (&found.read, &found.list) {
            (Some(Read::FromList), Some(list)) => {
                let (within, bare) = parent::split(found, id)?;
                let records = self.everything(found, list, &with_id(found, id)?).await?;
                let mut record = records.into_iter().find(|record| record.id == bare).ok_or(Problem::NotFound)?;
                parent::adopt(found, within.as_deref(), &mut record);
                Ok(record)
            }
            (Some(Read::Call(..)), _) => {
                let (row, above, response) = self.row(resource, found, id, false).await?;
                let row = answer::json(&response).ok().and_then(|root| answer::joined(found, &root, &row)).unwrap_or(row);
                let record = answer::record(found, &row, &above, Some(&response))?;
                same(found, record, id, &above)
            }
            _ => Err(Problem::unsupported(format!("{resource}.read"))),
        }
    }

    /// The backend's own record by its id, where it stands, and the whole answer. `bare` is without what can be
    /// brought along for it, so that it can be sent back.
    pub(super) async fn row(
        &self,
        resource: &str,
        found: &Resource,
        id: &str,
        bare: bool,
    ) -> Result<(Value, String, crate::transport::Response), Problem> {
        let Some(Read::Call(call, item)) = &found.read else {
            return Err(Problem::unsupported(format!("{resource}.read")));
        };
        let mut scope = with_id(found, id)?;
        if bare && !call.url.contains("{expand") {
            scope.insert("expand".into(), Value::Null);
        }
        let mut again = true;
        loop {
            let Answered { response, round, .. } = self.ask(call, found, "read", &scope, None).await?;
            let root = answer::json(&response)?;
            let row = root.pointer(item);
            // Some backends say so that there is no such record.
            if response.status != 204 && (root.is_null() || !row.is_some_and(Value::is_null)) {
                let row = row.ok_or_else(|| Problem::unreadable(item.as_str()))?;
                return Ok((row.clone(), item.clone(), response));
            }
            if !self.doubt(round).await? || !std::mem::take(&mut again) {
                return Err(Problem::NotFound);
            }
        }
    }

    /// A page of a list as it was asked for. An empty one is asked for again when the session had run out.
    async fn page(&self, found: &Resource, list: &List, scope: &Scope, asked: &Asked, link: Option<&str>) -> Result<Page, Problem> {
        let mut again = true;
        loop {
            let Answered { response, url, round } = self.ask(&list.call, found, "list", scope, link).await?;
            let page = answer::page(found, list, &response, &url, asked)?;
            if !page.records.is_empty() || !self.doubt(round).await? || !std::mem::take(&mut again) {
                return Ok(page);
            }
        }
    }

    /// All records of a list that comes at once.
    async fn everything(&self, found: &Resource, list: &List, scope: &Scope) -> Result<Vec<Record>, Problem> {
        let asked = Asked { page: 0, skip: 0, size: 0 };
        Ok(self.page(found, list, scope, &asked, None).await?.records)
    }
}

/// The variables `id` and `parent`, in the backend's form.
pub(super) fn with_id(resource: &Resource, id: &str) -> Result<Scope, Problem> {
    let (within, bare) = parent::split(resource, id)?;
    let id = Value::String(bare);
    let theirs = resource.id.item(&id).unwrap_or(id);
    let mut scope = Scope::new();
    scope.insert("id".into(), theirs);
    if let Some(within) = within {
        scope.insert("parent".into(), parent::theirs(resource, &within));
    }
    Ok(scope)
}

/// The record, if it is the one that was asked for.
pub(super) fn same(resource: &Resource, mut record: Record, id: &str, above: &str) -> Result<Record, Problem> {
    let (within, bare) = parent::split(resource, id)?;
    if record.id == bare {
        parent::adopt(resource, within.as_deref(), &mut record);
        return Ok(record);
    }
    let at = resource.id.read.as_deref().unwrap_or_default();
    Err(Problem::unreadable(format!("{above}{at}")))
}

/// The paging variables of a request.
fn place(list: &List, query: &Query, scope: &mut Scope) -> Asked {
    let fixed = !list.call.uses("size") && !list.call.uses("end");
    let wanted = if fixed { None } else { query.size };
    let usual = if fixed { 0 } else { USUAL_SIZE };
    let size = wanted.or(list.size).unwrap_or(usual);
    let size = u64::from(list.max.map_or(size, |max| size.min(max)));
    let skip = query.cursor.as_ref().map_or(0, Cursor::skipped);
    let page = match query.cursor.as_ref().map(|cursor| &cursor.0) {
        Some(Place::Page(page, _)) => *page,
        _ => list.first + skip.checked_div(size).unwrap_or(0),
    };
    scope.insert("page".into(), page.into());
    scope.insert("offset".into(), skip.into());
    scope.insert("end".into(), skip.saturating_add(size).into());
    scope.insert("size".into(), size.into());
    if let Some(Place::Token(token, _)) = query.cursor.as_ref().map(|cursor| &cursor.0) {
        scope.insert("cursor".into(), token.as_str().into());
    }
    Asked { page, skip, size }
}

/// A page of a list that came at once.
fn slice(mut records: Vec<Record>, query: &Query) -> Page {
    local::apply(&mut records, query);
    let total = records.len() as u64;
    let skip = query.cursor.as_ref().map_or(0, Cursor::skipped);
    let size = query.size.map_or(total, u64::from);
    let from = usize::try_from(skip).unwrap_or(usize::MAX);
    let most = usize::try_from(size).unwrap_or(usize::MAX);
    let records: Vec<Record> = records.into_iter().skip(from).take(most).collect();
    let end = skip.saturating_add(records.len() as u64);
    let next = (end < total && !records.is_empty()).then(|| Cursor::skip(end));
    Page { records, total: Some(total), next, unapplied: Vec::new() }
}
