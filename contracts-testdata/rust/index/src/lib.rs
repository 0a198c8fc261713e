//! Entries kept in three orders at once (by name, by score, by tag), so that nearly all work is done by
//! iterators: forwards, backwards, keys only, with bounds, several open at a time.

use cosmwasm_std::storage_keys::namespace_with_key;
use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, MessageInfo, Order, Response, StdResult, Storage, entry_point, to_json_binary,
};
use kit::{Failure, Map};
use serde::{Deserialize, Serialize};

const DEFAULT_LIMIT: u32 = 20;

const ENTRIES: Map<Entry> = Map::new("entry");
/// Key: score (big endian), name. The value is the name.
const BY_SCORE: Map<String> = Map::new("by_score");
/// Key: tag (with its length), name. The value is the name.
const BY_TAG: Map<String> = Map::new("by_tag");

#[derive(Serialize, Deserialize, Clone)]
pub struct Entry {
    name: String,
    score: u32,
    tag: String,
}

#[derive(Deserialize)]
pub struct InstantiateMsg {}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    Put {
        entries: Vec<Entry>,
    },
    /// `count` entries with names, scores and tags derived from `seed`.
    Generate {
        count: u32,
        seed: u32,
    },
    Remove {
        name: String,
    },
    /// Removes what scores less, lowest first, at most `limit` entries.
    Prune {
        below: u32,
        limit: u32,
    },
    /// Adds to the score of each entry with the tag, moving it within the order.
    Promote {
        tag: String,
        by: u32,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    Page {
        start_after: Option<String>,
        limit: Option<u32>,
        descending: Option<bool>,
    },
    /// Scores from `min` (included) to `max` (excluded), best first.
    Best {
        min: Option<u32>,
        max: Option<u32>,
        limit: Option<u32>,
    },
    Tagged {
        tag: String,
        limit: Option<u32>,
    },
    Count {},
    /// Walks two orders in step and compares them.
    Audit {},
}

#[derive(Serialize)]
struct Names {
    names: Vec<String>,
}

#[derive(Serialize)]
struct Count {
    count: usize,
}

#[derive(Serialize)]
struct Audit {
    entries: usize,
    total_score: u64,
    consistent: bool,
}

#[entry_point]
pub fn instantiate(
    _deps: DepsMut,
    _env: Env,
    _info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, Failure> {
    Ok(Response::new())
}

#[entry_point]
pub fn execute(deps: DepsMut, _env: Env, _info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    let storage = deps.storage;
    let touched = match msg {
        ExecuteMsg::Put { entries } => {
            for entry in &entries {
                put(storage, entry)?;
            }
            entries.len()
        }
        ExecuteMsg::Generate { count, seed } => {
            for number in 0..count {
                put(storage, &generated(seed.wrapping_add(number)))?;
            }
            count as usize
        }
        ExecuteMsg::Remove { name } => remove(storage, &name)?,
        ExecuteMsg::Prune { below, limit } => {
            let low = BY_SCORE
                .range(storage, None, Some(&below.to_be_bytes()), Order::Ascending)
                .take(limit as usize)
                .map(|entry| Ok(entry?.1))
                .collect::<StdResult<Vec<_>>>()?;
            for name in &low {
                remove(storage, name)?;
            }
            low.len()
        }
        ExecuteMsg::Promote { tag, by } => {
            let names = tagged(storage, &tag, usize::MAX)?;
            for name in &names {
                if let Some(entry) = ENTRIES.may_load(storage, name.as_bytes())? {
                    put(storage, &Entry { score: entry.score.saturating_add(by), ..entry })?;
                }
            }
            names.len()
        }
    };
    Ok(Response::new().add_attribute("touched", touched.to_string()))
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    let storage = deps.storage;
    let json = match msg {
        QueryMsg::Page { start_after, limit, descending } => {
            let after = start_after.map(|name| [name.as_bytes(), &[0]].concat());
            let order = if descending.unwrap_or(false) { Order::Descending } else { Order::Ascending };
            let entries = ENTRIES
                .range(storage, after.as_deref(), None, order)
                .take(page(limit))
                .map(|entry| Ok(entry?.1))
                .collect::<StdResult<Vec<_>>>()?;
            to_json_binary(&entries)?
        }
        QueryMsg::Best { min, max, limit } => {
            let (min, max) = (min.map(u32::to_be_bytes), max.map(u32::to_be_bytes));
            let start = min.as_ref().map(|bound| bound.as_slice());
            let end = max.as_ref().map(|bound| bound.as_slice());
            let names = BY_SCORE
                .range(storage, start, end, Order::Descending)
                .take(page(limit))
                .map(|entry| Ok(entry?.1))
                .collect::<StdResult<_>>()?;
            to_json_binary(&Names { names })?
        }
        QueryMsg::Tagged { tag, limit } => {
            to_json_binary(&Names { names: tagged(storage, &tag, page(limit))? })?
        }
        QueryMsg::Count {} => {
            to_json_binary(&Count { count: ENTRIES.keys(storage, None, None, Order::Ascending).count() })?
        }
        QueryMsg::Audit {} => to_json_binary(&audit(storage)?)?,
    };
    Ok(json)
}

fn put(storage: &mut dyn Storage, entry: &Entry) -> StdResult<()> {
    remove(storage, &entry.name)?;
    ENTRIES.save(storage, entry.name.as_bytes(), entry)?;
    BY_SCORE.save(storage, &score_key(entry), &entry.name)?;
    BY_TAG.save(storage, &tag_key(&entry.tag, &entry.name), &entry.name)
}

/// How many entries were removed: one or none.
fn remove(storage: &mut dyn Storage, name: &str) -> StdResult<usize> {
    let Some(entry) = ENTRIES.may_load(storage, name.as_bytes())? else {
        return Ok(0);
    };
    ENTRIES.remove(storage, name.as_bytes());
    BY_SCORE.remove(storage, &score_key(&entry));
    BY_TAG.remove(storage, &tag_key(&entry.tag, name));
    Ok(1)
}

fn tagged(storage: &dyn Storage, tag: &str, limit: usize) -> StdResult<Vec<String>> {
    let start = tag_key(tag, "");
    let end = [start.as_slice(), &[u8::MAX]].concat();
    BY_TAG
        .range(storage, Some(&start), Some(&end), Order::Ascending)
        .take(limit)
        .map(|entry| Ok(entry?.1))
        .collect()
}

fn audit(storage: &dyn Storage) -> StdResult<Audit> {
    let mut audit = Audit { entries: 0, total_score: 0, consistent: true };
    let mut by_score = BY_SCORE.range(storage, None, None, Order::Ascending);
    let mut by_tag = BY_TAG.keys(storage, None, None, Order::Descending);
    for entry in ENTRIES.range(storage, None, None, Order::Ascending) {
        let (_, entry) = entry?;
        audit.entries += 1;
        audit.total_score += u64::from(entry.score);
        let both_go_on = by_score.next().transpose()?.is_some() && by_tag.next().is_some();
        audit.consistent &= both_go_on;
    }
    audit.consistent &= by_score.next().is_none() && by_tag.next().is_none();
    Ok(audit)
}

fn score_key(entry: &Entry) -> Vec<u8> {
    [&entry.score.to_be_bytes(), entry.name.as_bytes()].concat()
}

fn tag_key(tag: &str, name: &str) -> Vec<u8> {
    namespace_with_key(&[tag.as_bytes()], name.as_bytes())
}

fn page(limit: Option<u32>) -> usize {
    limit.unwrap_or(DEFAULT_LIMIT) as usize
}

/// The multiplier spreads neighbouring numbers over the whole range (2^32 divided by the golden ratio).
fn generated(number: u32) -> Entry {
    let spread = number.wrapping_mul(2_654_435_769);
    Entry {
        name: format!("name-{spread:08x}"),
        score: spread % 1000,
        tag: ["red", "green", "blue"][(spread % 3) as usize].into(),
    }
}
