//! Who holds how much.

use cosmwasm_std::{Addr, Storage, Uint128};
use kit::{Failure, Map, fail};

pub const BALANCES: Map<Uint128> = Map::new("balance");

pub fn of(storage: &dyn Storage, owner: &Addr) -> Result<Uint128, Failure> {
    Ok(BALANCES.may_load(storage, owner.as_bytes())?.unwrap_or_default())
}

pub fn add(storage: &mut dyn Storage, owner: &Addr, amount: Uint128) -> Result<(), Failure> {
    let balance = of(storage, owner)?.checked_add(amount)?;
    Ok(BALANCES.save(storage, owner.as_bytes(), &balance)?)
}

pub fn subtract(storage: &mut dyn Storage, owner: &Addr, amount: Uint128) -> Result<(), Failure> {
    let balance = of(storage, owner)?;
    let Ok(rest) = balance.checked_sub(amount) else {
        return fail(format_args!("insufficient balance: {balance} is less than {amount}"));
    };
    Ok(BALANCES.save(storage, owner.as_bytes(), &rest)?)
}

pub fn transfer(storage: &mut dyn Storage, from: &Addr, to: &Addr, amount: Uint128) -> Result<(), Failure> {
    subtract(storage, from, amount)?;
    add(storage, to, amount)
}
