//! First version of a contract whose code says which version of the state it works with
//! (the custom section `cw_migrate_version`).

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, MigrateInfo, Response, entry_point, to_json_binary,
};
use kit::{Failure, Item};
use serde::{Deserialize, Serialize};

const STATE: Item<State> = Item::new("state");

#[derive(Serialize, Deserialize)]
struct State {
    owner: String,
    /// One text with the parts separated by commas; the second version keeps a list.
    labels: String,
}

#[derive(Deserialize)]
pub struct InstantiateMsg {
    labels: Vec<String>,
}

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    STATE.save(deps.storage, &State { owner: info.sender.into_string(), labels: msg.labels.join(",") })?;
    Ok(Response::new())
}

/// Not called by a migration from a code of the same version.
#[entry_point]
#[migrate_version(1)]
pub fn migrate(_deps: DepsMut, _env: Env, _msg: Empty, info: MigrateInfo) -> Result<Response, Failure> {
    Ok(Response::new()
        .add_attribute("migrated_to", "1")
        .add_attribute("from", format!("{:?}", info.old_migrate_version))
        .add_attribute("by", info.sender))
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, _msg: Empty) -> Result<Binary, Failure> {
    Ok(to_json_binary(&STATE.load(deps.storage)?)?)
}
