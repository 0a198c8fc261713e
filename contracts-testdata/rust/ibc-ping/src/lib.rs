//! Ping-pong over IBC: one contract, ordered or unordered channels, and a receiver that answers at once,
//! later, with an error, or not at all, as the packet asks.

pub mod channel;
mod msg;
pub mod packet;

use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, IbcAcknowledgement, IbcMsg, IbcTimeout, IbcTimeoutBlock, MessageInfo, Order,
    Reply, Response, StdResult, SubMsg, entry_point, to_json_binary,
};
use kit::{Failure, Item, Map};

use msg::{Ack, ChannelInfo, Config, Counts, ExecuteMsg, Packet, Pending, QueryMsg};

const CONFIG: Item<Config> = Item::new("config");
const COUNTS: Item<Counts> = Item::new("counts");
const CHANNELS: Map<ChannelInfo> = Map::new("channel");
/// Packets received and not yet acknowledged. Key: channel, sequence.
const PENDING: Map<Pending> = Map::new("pending");

const SEND_REPLY: u64 = 1;

#[entry_point]
pub fn instantiate(deps: DepsMut, _env: Env, _info: MessageInfo, msg: Config) -> Result<Response, Failure> {
    CONFIG.save(deps.storage, &msg)?;
    COUNTS.save(deps.storage, &Counts::default())?;
    Ok(Response::new())
}

#[entry_point]
pub fn execute(deps: DepsMut, env: Env, _info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    let msg = match msg {
        ExecuteMsg::Ping { channel, answer, text, timeout_seconds, timeout_height } => {
            let number = COUNTS.update(deps.storage, |counts| counts.sent += 1)?.sent;
            let time = timeout_seconds.map(|seconds| env.block.time.plus_seconds(seconds));
            let block = timeout_height.map(|height| IbcTimeoutBlock { revision: height.0, height: height.1 });
            let timeout = match (time, block) {
                (Some(time), Some(block)) => IbcTimeout::with_both(block, time),
                (None, Some(block)) => IbcTimeout::with_block(block),
                (time, None) => {
                    IbcTimeout::with_timestamp(time.unwrap_or_else(|| env.block.time.plus_minutes(10)))
                }
            };
            let data = to_json_binary(&Packet { number, answer, text })?;
            IbcMsg::SendPacket { channel_id: channel, data, timeout }
        }
        ExecuteMsg::Acknowledge { channel, sequence, text } => {
            let key = packet::pending_key(&channel, sequence);
            let number = PENDING.may_load(deps.storage, &key)?.map_or(0, |pending| pending.number);
            PENDING.remove(deps.storage, &key);
            let ack = IbcAcknowledgement::new(Ack::Pong { number, text }.encode()?);
            IbcMsg::WriteAcknowledgement { channel_id: channel, packet_sequence: sequence, ack }
        }
        ExecuteMsg::Close { channel } => IbcMsg::CloseChannel { channel_id: channel },
    };
    Ok(Response::new().add_submessage(SubMsg::reply_on_success(msg, SEND_REPLY)))
}

/// The chain answers a sent packet with its sequence number; it is passed on as the call's data.
#[entry_point]
pub fn reply(_deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, Failure> {
    let response = reply.result.unwrap();
    let answer = response.msg_responses.into_iter().next();
    Ok(match answer {
        Some(answer) => Response::new().set_data(answer.value),
        None => Response::new(),
    })
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    let json = match msg {
        QueryMsg::Counts {} => to_json_binary(&COUNTS.load(deps.storage)?)?,
        QueryMsg::Channels {} => {
            let channels = CHANNELS
                .range(deps.storage, None, None, Order::Ascending)
                .map(|entry| Ok(entry?.1))
                .collect::<StdResult<Vec<_>>>()?;
            to_json_binary(&channels)?
        }
        QueryMsg::Pending {} => {
            let pending = PENDING
                .range(deps.storage, None, None, Order::Ascending)
                .map(|entry| Ok(entry?.1))
                .collect::<StdResult<Vec<_>>>()?;
            to_json_binary(&pending)?
        }
    };
    Ok(json)
}
