//! Sends tokens to another chain and is told how that ended; receives tokens with the same notice.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, IbcBasicResponse, IbcDestinationCallbackMsg, IbcDstCallback,
    IbcSourceCallbackMsg, IbcSrcCallback, IbcTimeout, MessageInfo, Response, TransferMsgBuilder, Uint64,
    entry_point, to_json_binary,
};
use kit::{Failure, Item, fail};
use serde::{Deserialize, Serialize};

const NOTICES: Item<Notices> = Item::new("notices");
const CONFIG: Item<Config> = Item::new("config");

#[derive(Serialize, Deserialize, Default)]
struct Notices {
    acknowledged: Vec<String>,
    timed_out: Vec<u64>,
    received: Vec<Received>,
}

#[derive(Serialize, Deserialize)]
struct Received {
    sequence: u64,
    sender: Option<String>,
    receiver: Option<String>,
    funds: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Config {
    /// Makes every callback fail, which must not stop the transfer itself.
    failing: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    /// Sends the funds of this call.
    Transfer {
        channel: String,
        to: String,
        timeout_seconds: u64,
        /// Who else is told, on the other chain.
        destination_callback: Option<String>,
        /// Of each callback, in the chain's gas.
        gas_limit: Option<Uint64>,
    },
    SetFailing {
        failing: bool,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    Notices {},
}

#[entry_point]
pub fn instantiate(deps: DepsMut, _env: Env, _info: MessageInfo, msg: Config) -> Result<Response, Failure> {
    CONFIG.save(deps.storage, &msg)?;
    NOTICES.save(deps.storage, &Notices::default())?;
    Ok(Response::new())
}

#[entry_point]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    match msg {
        ExecuteMsg::Transfer { channel, to, timeout_seconds, destination_callback, gas_limit } => {
            let Some(coin) = info.funds.into_iter().next() else {
                return fail("nothing to transfer");
            };
            let timeout = IbcTimeout::with_timestamp(env.block.time.plus_seconds(timeout_seconds));
            let transfer = TransferMsgBuilder::new(channel, to, coin, timeout)
                .with_src_callback(IbcSrcCallback { address: env.contract.address, gas_limit });
            let message = match destination_callback {
                Some(address) => transfer.with_dst_callback(IbcDstCallback { address, gas_limit }).build(),
                None => transfer.build(),
            };
            Ok(Response::new().add_message(message))
        }
        ExecuteMsg::SetFailing { failing } => {
            CONFIG.save(deps.storage, &Config { failing })?;
            Ok(Response::new())
        }
    }
}

#[entry_point]
pub fn ibc_source_callback(
    deps: DepsMut,
    _env: Env,
    msg: IbcSourceCallbackMsg,
) -> Result<IbcBasicResponse, Failure> {
    NOTICES.update(deps.storage, |notices| match msg {
        IbcSourceCallbackMsg::Acknowledgement(ack) => {
            notices.acknowledged.push(String::from_utf8_lossy(&ack.acknowledgement.data).into_owned());
        }
        IbcSourceCallbackMsg::Timeout(timeout) => notices.timed_out.push(timeout.packet.sequence),
    })?;
    noticed(deps)
}

#[entry_point]
pub fn ibc_destination_callback(
    deps: DepsMut,
    _env: Env,
    msg: IbcDestinationCallbackMsg,
) -> Result<IbcBasicResponse, Failure> {
    let sequence = msg.packet.sequence;
    let received = match msg.transfer {
        Some(transfer) => Received {
            sequence,
            sender: Some(transfer.sender),
            receiver: Some(transfer.receiver.into_string()),
            funds: transfer.funds.first().map(|coin| coin.to_string()),
        },
        None => Received { sequence, sender: None, receiver: None, funds: None },
    };
    NOTICES.update(deps.storage, |notices| notices.received.push(received))?;
    noticed(deps)
}

/// Fails after the state was changed, so that a chain which keeps the change is found out.
fn noticed(deps: DepsMut) -> Result<IbcBasicResponse, Failure> {
    if CONFIG.load(deps.storage)?.failing {
        return fail("asked to fail");
    }
    Ok(IbcBasicResponse::new().add_attribute("noticed", "true"))
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    match msg {
        QueryMsg::Notices {} => Ok(to_json_binary(&NOTICES.load(deps.storage)?)?),
    }
}
