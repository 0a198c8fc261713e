//! A token with the messages, answers and attributes of the cw20 interface (its base, mintable and
//! enumerable parts and allowances).

mod allowances;
mod balances;
mod msg;
mod queries;

use cosmwasm_std::{
    Addr, Binary, CosmosMsg, Deps, DepsMut, Env, MessageInfo, Response, Uint128, WasmMsg, entry_point,
    to_json_binary,
};
use kit::{Failure, Item, ensure, fail};

use msg::{ExecuteMsg, InstantiateMsg, Minter, QueryMsg, ReceiveMsg, TokenInfo};

const TOKEN: Item<TokenInfo> = Item::new("token");
const MINTER: Item<Option<Minter>> = Item::new("minter");

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    _info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    let mut supply = Uint128::zero();
    for initial in msg.initial_balances {
        let owner = deps.api.addr_validate(&initial.address)?;
        balances::add(deps.storage, &owner, initial.amount)?;
        supply = supply.checked_add(initial.amount)?;
    }
    if let Some(minter) = &msg.mint {
        deps.api.addr_validate(&minter.minter)?;
        ensure(minter.cap.is_none_or(|cap| supply <= cap), "initial supply is greater than the cap")?;
    }
    MINTER.save(deps.storage, &msg.mint)?;
    let token =
        TokenInfo { name: msg.name, symbol: msg.symbol, decimals: msg.decimals, total_supply: supply };
    TOKEN.save(deps.storage, &token)?;
    Ok(Response::new())
}

#[entry_point]
pub fn execute(mut deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    let caller = info.sender;
    match msg {
        ExecuteMsg::Transfer { recipient, amount } => {
            let recipient = deps.api.addr_validate(&recipient)?;
            balances::transfer(deps.storage, &caller, &recipient, amount)?;
            Ok(moved("transfer", &caller, &recipient, amount))
        }
        ExecuteMsg::Send { contract, amount, msg } => {
            let contract = deps.api.addr_validate(&contract)?;
            balances::transfer(deps.storage, &caller, &contract, amount)?;
            let notice = notify(&contract, &caller, amount, msg)?;
            Ok(moved("send", &caller, &contract, amount).add_message(notice))
        }
        ExecuteMsg::Burn { amount } => {
            burn(&mut deps, &caller, amount)?;
            Ok(Response::new()
                .add_attribute("action", "burn")
                .add_attribute("from", caller)
                .add_attribute("amount", amount))
        }
        ExecuteMsg::Mint { recipient, amount } => mint(deps, &caller, &recipient, amount),
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            allowances::increase(deps, &env, caller, &spender, amount, expires)
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            allowances::decrease(deps, &env, caller, &spender, amount, expires)
        }
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            let owner = deps.api.addr_validate(&owner)?;
            let recipient = deps.api.addr_validate(&recipient)?;
            allowances::spend(deps.storage, &env, &owner, &caller, amount)?;
            balances::transfer(deps.storage, &owner, &recipient, amount)?;
            Ok(moved("transfer_from", &owner, &recipient, amount).add_attribute("by", caller))
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            let owner = deps.api.addr_validate(&owner)?;
            let contract = deps.api.addr_validate(&contract)?;
            allowances::spend(deps.storage, &env, &owner, &caller, amount)?;
            balances::transfer(deps.storage, &owner, &contract, amount)?;
            let notice = notify(&contract, &caller, amount, msg)?;
            Ok(moved("send_from", &owner, &contract, amount).add_attribute("by", caller).add_message(notice))
        }
        ExecuteMsg::BurnFrom { owner, amount } => {
            let owner = deps.api.addr_validate(&owner)?;
            allowances::spend(deps.storage, &env, &owner, &caller, amount)?;
            burn(&mut deps, &owner, amount)?;
            Ok(Response::new()
                .add_attribute("action", "burn_from")
                .add_attribute("from", owner)
                .add_attribute("by", caller)
                .add_attribute("amount", amount))
        }
        ExecuteMsg::UpdateMinter { new_minter } => update_minter(deps, &caller, new_minter),
    }
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    queries::answer(deps, msg)
}

fn moved(action: &str, from: &Addr, to: &Addr, amount: Uint128) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_attribute("from", from)
        .add_attribute("to", to)
        .add_attribute("amount", amount)
}

fn notify(contract: &Addr, sender: &Addr, amount: Uint128, msg: Binary) -> Result<CosmosMsg, Failure> {
    let receive = ReceiveMsg::Receive { sender: sender.to_string(), amount, msg };
    let msg = to_json_binary(&receive)?;
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds: vec![] }.into())
}

fn burn(deps: &mut DepsMut, owner: &Addr, amount: Uint128) -> Result<(), Failure> {
    balances::subtract(deps.storage, owner, amount)?;
    let mut token = TOKEN.load(deps.storage)?;
    token.total_supply = token.total_supply.checked_sub(amount)?;
    Ok(TOKEN.save(deps.storage, &token)?)
}

fn mint(deps: DepsMut, caller: &Addr, recipient: &str, amount: Uint128) -> Result<Response, Failure> {
    let Some(minter) = MINTER.load(deps.storage)? else {
        return fail("Unauthorized");
    };
    ensure(minter.minter == caller.as_str(), "Unauthorized")?;
    let mut token = TOKEN.load(deps.storage)?;
    token.total_supply = token.total_supply.checked_add(amount)?;
    ensure(minter.cap.is_none_or(|cap| token.total_supply <= cap), "Minting cannot exceed the cap")?;
    TOKEN.save(deps.storage, &token)?;
    let recipient = deps.api.addr_validate(recipient)?;
    balances::add(deps.storage, &recipient, amount)?;
    Ok(Response::new()
        .add_attribute("action", "mint")
        .add_attribute("to", recipient)
        .add_attribute("amount", amount))
}

fn update_minter(deps: DepsMut, caller: &Addr, new_minter: Option<String>) -> Result<Response, Failure> {
    let Some(minter) = MINTER.load(deps.storage)? else {
        return fail("Unauthorized");
    };
    ensure(minter.minter == caller.as_str(), "Unauthorized")?;
    let shown = new_minter.clone().unwrap_or_else(|| "None".into());
    let next = match new_minter {
        Some(address) => {
            Some(Minter { minter: deps.api.addr_validate(&address)?.into_string(), cap: minter.cap })
        }
        None => None,
    };
    MINTER.save(deps.storage, &next)?;
    Ok(Response::new().add_attribute("action", "update_minter").add_attribute("new_minter", shown))
}
