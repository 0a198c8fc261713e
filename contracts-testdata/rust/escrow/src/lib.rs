//! Holds deposits and releases them through sub-messages, replied to in whichever of the four ways the
//! caller asks for. Every reply is recorded, so that order, gas limits, payloads and rolled-back
//! sub-messages can be read afterwards.

mod msg;
mod release;

use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, MessageInfo, Order, Reply, Response, StdResult, SubMsgResult, entry_point,
    to_json_binary,
};
use kit::{Failure, Item, Map, ensure};

use msg::{Deposit, ExecuteMsg, InstantiateMsg, Outcome, QueryMsg, Status};

const ARBITER: Item<String> = Item::new("arbiter");
const NEXT: Item<u64> = Item::new("next");
const DEPOSITS: Map<Deposit> = Map::new("deposit");
const OUTCOMES: Map<Outcome> = Map::new("outcome");

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    let arbiter = match msg.arbiter {
        Some(arbiter) => deps.api.addr_validate(&arbiter)?,
        None => info.sender,
    };
    ARBITER.save(deps.storage, &arbiter.to_string())?;
    NEXT.save(deps.storage, &1)?;
    Ok(Response::new().add_attribute("arbiter", arbiter))
}

#[entry_point]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    match msg {
        ExecuteMsg::Deposit { beneficiary } => deposit(deps, info, &beneficiary),
        ExecuteMsg::Release { releases } => {
            ensure(info.sender.as_str() == ARBITER.load(deps.storage)?, "only the arbiter releases")?;
            release::release(deps, releases)
        }
        ExecuteMsg::Dispatch { messages } => {
            ensure(info.sender.as_str() == ARBITER.load(deps.storage)?, "only the arbiter dispatches")?;
            Ok(Response::new().add_submessages(messages))
        }
        ExecuteMsg::Receive { fail } => {
            ensure(!fail, "asked to fail")?;
            Ok(Response::new()
                .add_attribute("received_by", env.contract.address)
                .add_attribute("funds", info.funds.len().to_string())
                .set_data(b"received"))
        }
    }
}

fn deposit(deps: DepsMut, info: MessageInfo, beneficiary: &str) -> Result<Response, Failure> {
    ensure(!info.funds.is_empty(), "nothing deposited")?;
    let beneficiary = deps.api.addr_validate(beneficiary)?;
    let id = NEXT.load(deps.storage)?;
    NEXT.save(deps.storage, &(id + 1))?;
    let deposit = Deposit {
        depositor: info.sender.to_string(),
        beneficiary: beneficiary.to_string(),
        funds: info.funds,
        status: Status::Held,
    };
    DEPOSITS.save(deps.storage, &id.to_be_bytes(), &deposit)?;
    Ok(Response::new().add_attribute("deposit", id.to_string()).set_data(id.to_be_bytes()))
}

/// Records what happened; a failed release puts the deposit back.
#[entry_point]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, Failure> {
    let key = reply.id.to_be_bytes();
    let outcome = Outcome::of(&reply);
    let position = OUTCOMES.keys(deps.storage, None, None, Order::Ascending).count() as u64;
    OUTCOMES.save(deps.storage, &position.to_be_bytes(), &outcome)?;
    if let Some(mut deposit) = DEPOSITS.may_load(deps.storage, &key)? {
        deposit.status = match reply.result {
            SubMsgResult::Ok(_) => Status::Released,
            SubMsgResult::Err(_) => Status::Held,
        };
        DEPOSITS.save(deps.storage, &key, &deposit)?;
    }
    let response = Response::new().add_attribute("replied_to", reply.id.to_string());
    // A reply may replace the data of the whole call; it does if the payload says so.
    Ok(if reply.payload.as_slice() == b"set data" { response.set_data(b"set by reply") } else { response })
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    let json = match msg {
        QueryMsg::Deposit { id } => to_json_binary(&DEPOSITS.may_load(deps.storage, &id.to_be_bytes())?)?,
        QueryMsg::Outcomes {} => {
            let outcomes = OUTCOMES
                .range(deps.storage, None, None, Order::Ascending)
                .map(|entry| Ok(entry?.1))
                .collect::<StdResult<Vec<_>>>()?;
            to_json_binary(&outcomes)?
        }
    };
    Ok(json)
}
