//! Turns the asked-for releases into sub-messages.

use cosmwasm_std::{BankMsg, CosmosMsg, DepsMut, Response, StdResult, SubMsg, WasmMsg, to_json_binary};
use kit::{Failure, ensure, fail};
use serde::Serialize;

use crate::DEPOSITS;
use crate::msg::{Deposit, Release, Status};

/// The same message this contract accepts.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum BeneficiaryMsg {
    Receive { fail: bool },
}

pub fn release(deps: DepsMut, releases: Vec<Release>) -> Result<Response, Failure> {
    let mut response = Response::new();
    for release in releases {
        let key = release.id.to_be_bytes();
        let Some(mut deposit) = DEPOSITS.may_load(deps.storage, &key)? else {
            return fail("no such deposit");
        };
        ensure(deposit.status == Status::Held, "not held any more")?;
        deposit.status = Status::Releasing;
        DEPOSITS.save(deps.storage, &key, &deposit)?;
        response = response.add_submessage(SubMsg {
            id: release.id,
            payload: release.payload.unwrap_or_default(),
            msg: pay(deposit, release.call)?,
            gas_limit: release.gas_limit,
            reply_on: release.reply_on,
        });
    }
    Ok(response)
}

fn pay(deposit: Deposit, call: Option<bool>) -> StdResult<CosmosMsg> {
    let Deposit { beneficiary, funds, .. } = deposit;
    Ok(match call {
        None => BankMsg::Send { to_address: beneficiary, amount: funds }.into(),
        Some(fail) => WasmMsg::Execute {
            contract_addr: beneficiary,
            msg: to_json_binary(&BeneficiaryMsg::Receive { fail })?,
            funds,
        }
        .into(),
    })
}
