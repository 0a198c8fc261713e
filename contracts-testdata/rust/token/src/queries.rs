//! Answers, including the two lists that are read through iterators.

use cosmwasm_std::{Binary, Deps, Order, Uint128, to_json_binary};
use kit::Failure;
use serde::Serialize;

use crate::allowances::{self, ALLOWANCES};
use crate::balances::{self, BALANCES};
use crate::msg::{Expiration, QueryMsg};
use crate::{MINTER, TOKEN};

const DEFAULT_LIMIT: u32 = 10;
const MAX_LIMIT: u32 = 30;

#[derive(Serialize)]
struct Balance {
    balance: Uint128,
}

#[derive(Serialize)]
struct AllAccounts {
    accounts: Vec<String>,
}

#[derive(Serialize)]
struct AllAllowances {
    allowances: Vec<AllowanceOf>,
}

#[derive(Serialize)]
struct AllowanceOf {
    spender: String,
    allowance: Uint128,
    expires: Expiration,
}

pub fn answer(deps: Deps, msg: QueryMsg) -> Result<Binary, Failure> {
    let json = match msg {
        QueryMsg::Balance { address } => {
            let owner = deps.api.addr_validate(&address)?;
            to_json_binary(&Balance { balance: balances::of(deps.storage, &owner)? })
        }
        QueryMsg::TokenInfo {} => to_json_binary(&TOKEN.load(deps.storage)?),
        QueryMsg::Minter {} => to_json_binary(&MINTER.load(deps.storage)?),
        QueryMsg::Allowance { owner, spender } => {
            let owner = deps.api.addr_validate(&owner)?;
            let spender = deps.api.addr_validate(&spender)?;
            to_json_binary(&allowances::of(deps.storage, &owner, &spender)?)
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            to_json_binary(&all_allowances(deps, &owner, start_after, limit)?)
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            to_json_binary(&all_accounts(deps, start_after, limit))
        }
    };
    Ok(json?)
}

fn all_allowances(
    deps: Deps,
    owner: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllAllowances, Failure> {
    let owner = deps.api.addr_validate(owner)?;
    let prefix = allowances::key(&owner, b"");
    let start = allowances::key(&owner, &after(start_after));
    let mut end = prefix.clone();
    end.push(u8::MAX);
    let allowances = ALLOWANCES
        .range(deps.storage, Some(&start), Some(&end), Order::Ascending)
        .take(page(limit))
        .map(|entry| {
            let (key, allowance) = entry?;
            let spender = String::from_utf8_lossy(&key[prefix.len()..]).into_owned();
            Ok(AllowanceOf { spender, allowance: allowance.allowance, expires: allowance.expires })
        })
        .collect::<Result<_, Failure>>()?;
    Ok(AllAllowances { allowances })
}

fn all_accounts(deps: Deps, start_after: Option<String>, limit: Option<u32>) -> AllAccounts {
    let accounts = BALANCES
        .keys(deps.storage, Some(&after(start_after)), None, Order::Ascending)
        .take(page(limit))
        .map(|key| String::from_utf8_lossy(&key).into_owned())
        .collect();
    AllAccounts { accounts }
}

fn page(limit: Option<u32>) -> usize {
    limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT) as usize
}

/// The first key behind the given one.
fn after(start_after: Option<String>) -> Vec<u8> {
    start_after.map_or_else(Vec::new, |key| [key.as_bytes(), &[0]].concat())
}
