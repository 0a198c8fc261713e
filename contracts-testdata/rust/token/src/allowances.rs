//! Who may spend how much of whose tokens, and until when.

use cosmwasm_std::storage_keys::namespace_with_key;
use cosmwasm_std::{Addr, DepsMut, Env, Response, Storage, Uint128};
use kit::{Failure, Map, ensure, fail};
use serde::{Deserialize, Serialize};

use crate::msg::Expiration;

pub const ALLOWANCES: Map<Allowance> = Map::new("allowance");

#[derive(Serialize, Deserialize)]
pub struct Allowance {
    pub allowance: Uint128,
    pub expires: Expiration,
}

impl Default for Allowance {
    fn default() -> Self {
        Allowance { allowance: Uint128::zero(), expires: Expiration::Never {} }
    }
}

/// Keys begin with the owner, so that an owner's allowances lie together.
pub fn key(owner: &Addr, spender: &[u8]) -> Vec<u8> {
    namespace_with_key(&[owner.as_bytes()], spender)
}

pub fn of(storage: &dyn Storage, owner: &Addr, spender: &Addr) -> Result<Allowance, Failure> {
    Ok(ALLOWANCES.may_load(storage, &key(owner, spender.as_bytes()))?.unwrap_or_default())
}

pub fn increase(
    deps: DepsMut,
    env: &Env,
    owner: Addr,
    spender: &str,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response, Failure> {
    let spender = deps.api.addr_validate(spender)?;
    ensure(spender != owner, "Cannot set allowance to own account")?;
    let mut allowance = of(deps.storage, &owner, &spender)?;
    set_expiration(&mut allowance, expires, env)?;
    allowance.allowance = allowance.allowance.checked_add(amount)?;
    ALLOWANCES.save(deps.storage, &key(&owner, spender.as_bytes()), &allowance)?;
    Ok(changed("increase_allowance", owner, spender, amount))
}

pub fn decrease(
    deps: DepsMut,
    env: &Env,
    owner: Addr,
    spender: &str,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response, Failure> {
    let spender = deps.api.addr_validate(spender)?;
    ensure(spender != owner, "Cannot set allowance to own account")?;
    let mut allowance = of(deps.storage, &owner, &spender)?;
    if amount < allowance.allowance {
        set_expiration(&mut allowance, expires, env)?;
        allowance.allowance -= amount;
        ALLOWANCES.save(deps.storage, &key(&owner, spender.as_bytes()), &allowance)?;
    } else {
        ALLOWANCES.remove(deps.storage, &key(&owner, spender.as_bytes()));
    }
    Ok(changed("decrease_allowance", owner, spender, amount))
}

pub fn spend(
    storage: &mut dyn Storage,
    env: &Env,
    owner: &Addr,
    spender: &Addr,
    amount: Uint128,
) -> Result<(), Failure> {
    let mut allowance = of(storage, owner, spender)?;
    ensure(!allowance.expires.is_over(&env.block), "Allowance is expired")?;
    let Ok(rest) = allowance.allowance.checked_sub(amount) else {
        return fail(format_args!("insufficient allowance: {} is less than {amount}", allowance.allowance));
    };
    allowance.allowance = rest;
    Ok(ALLOWANCES.save(storage, &key(owner, spender.as_bytes()), &allowance)?)
}

fn set_expiration(allowance: &mut Allowance, expires: Option<Expiration>, env: &Env) -> Result<(), Failure> {
    if let Some(expires) = expires {
        ensure(!expires.is_over(&env.block), "Invalid expiration value")?;
        allowance.expires = expires;
    }
    Ok(())
}

fn changed(action: &str, owner: Addr, spender: Addr, amount: Uint128) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_attribute("owner", owner)
        .add_attribute("spender", spender)
        .add_attribute("amount", amount)
}
