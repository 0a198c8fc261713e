//! Second version: rewrites the state of the first, refuses what it does not know.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, MigrateInfo, Response, entry_point, to_json_binary,
};
use kit::{Failure, Item, fail};
use serde::{Deserialize, Serialize};

const OLD_STATE: Item<OldState> = Item::new("state");
const STATE: Item<State> = Item::new("state2");

#[derive(Serialize, Deserialize)]
struct OldState {
    owner: String,
    labels: String,
}

#[derive(Serialize, Deserialize)]
struct State {
    owner: String,
    labels: Vec<String>,
    migrations: u32,
}

#[derive(Deserialize)]
pub struct InstantiateMsg {
    labels: Vec<String>,
}

#[derive(Deserialize)]
pub struct MigrateMsg {
    /// Replaces the owner of the state.
    new_owner: Option<String>,
}

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    STATE
        .save(deps.storage, &State { owner: info.sender.into_string(), labels: msg.labels, migrations: 0 })?;
    Ok(Response::new())
}

#[entry_point]
#[migrate_version(2)]
pub fn migrate(deps: DepsMut, _env: Env, msg: MigrateMsg, info: MigrateInfo) -> Result<Response, Failure> {
    let mut state = match info.old_migrate_version {
        Some(1) => {
            let old = OLD_STATE.load(deps.storage)?;
            deps.storage.remove(b"state");
            State { owner: old.owner, labels: split(&old.labels), migrations: 0 }
        }
        Some(2) => STATE.load(deps.storage)?,
        Some(unknown) => return fail(format_args!("cannot migrate from version {unknown}")),
        None => return fail("cannot migrate from a code without a version"),
    };
    if let Some(owner) = msg.new_owner {
        state.owner = deps.api.addr_validate(&owner)?.into_string();
    }
    state.migrations += 1;
    STATE.save(deps.storage, &state)?;
    Ok(Response::new()
        .add_attribute("migrated_to", "2")
        .add_attribute("from", format!("{:?}", info.old_migrate_version))
        .add_attribute("by", info.sender))
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, _msg: Empty) -> Result<Binary, Failure> {
    Ok(to_json_binary(&STATE.load(deps.storage)?)?)
}

fn split(labels: &str) -> Vec<String> {
    labels.split(',').filter(|label| !label.is_empty()).map(String::from).collect()
}
