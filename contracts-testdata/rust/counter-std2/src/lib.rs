//! The counter, line for line, on cosmwasm-std 2: what most deployed contracts are built with.

use std::fmt;

use cosmwasm_std::{
    Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdError, StdResult, Storage, entry_point,
    from_json, to_json_binary, to_json_vec,
};
use serde::{Deserialize, Serialize};

const STATE: &[u8] = b"state";

#[derive(Serialize, Deserialize)]
struct State {
    count: u32,
    owner: Addr,
}

#[derive(Deserialize)]
pub struct InstantiateMsg {
    count: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    Increment {},
    Reset { count: u32 },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    GetCount {},
}

#[derive(Serialize)]
struct CountResponse {
    count: u32,
}

pub enum Error {
    Std(StdError),
    Unauthorized,
    Overflow,
}

impl From<StdError> for Error {
    fn from(error: StdError) -> Self {
        Error::Std(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Std(error) => error.fmt(f),
            Error::Unauthorized => f.write_str("only the owner may reset the counter"),
            Error::Overflow => f.write_str("the counter is at its maximum"),
        }
    }
}

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Error> {
    save(deps.storage, &State { count: msg.count, owner: info.sender.clone() })?;
    Ok(Response::new()
        .add_attribute("action", "instantiate")
        .add_attribute("owner", info.sender)
        .add_attribute("count", msg.count.to_string()))
}

#[entry_point]
pub fn execute(deps: DepsMut, _env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Error> {
    let mut state = load(deps.storage)?;
    let action = match msg {
        ExecuteMsg::Increment {} => {
            state.count = state.count.checked_add(1).ok_or(Error::Overflow)?;
            "increment"
        }
        ExecuteMsg::Reset { count } => {
            if info.sender != state.owner {
                return Err(Error::Unauthorized);
            }
            state.count = count;
            "reset"
        }
    };
    save(deps.storage, &state)?;
    Ok(Response::new().add_attribute("action", action).add_attribute("count", state.count.to_string()))
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::GetCount {} => to_json_binary(&CountResponse { count: load(deps.storage)?.count }),
    }
}

fn load(storage: &dyn Storage) -> StdResult<State> {
    from_json(storage.get(STATE).expect("instantiate saved the state"))
}

fn save(storage: &mut dyn Storage, state: &State) -> StdResult<()> {
    storage.set(STATE, &to_json_vec(state)?);
    Ok(())
}
