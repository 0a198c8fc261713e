//! Ping-pong over IBC v2: no channels, but clients and payloads.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, Ibc2Msg, Ibc2PacketAckMsg, Ibc2PacketReceiveMsg, Ibc2PacketSendMsg,
    Ibc2PacketTimeoutMsg, Ibc2Payload, IbcAcknowledgement, IbcBasicResponse, IbcReceiveResponse, MessageInfo,
    Response, entry_point, from_json, to_json_binary,
};
use kit::{Failure, Item, ensure, fail};
use serde::{Deserialize, Serialize};

const COUNTS: Item<Counts> = Item::new("counts");

const VERSION: &str = "orrery-ping-2";
const ENCODING: &str = "application/json";

#[derive(Serialize, Deserialize, Default)]
struct Counts {
    sent: u64,
    received: u64,
    acknowledged: u64,
    timed_out: u64,
    last: String,
}

#[derive(Deserialize)]
pub struct InstantiateMsg {}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    Ping {
        source_client: String,
        source_port: String,
        destination_port: String,
        pings: Vec<Ping>,
        timeout_seconds: u64,
    },
    Acknowledge {
        source_client: String,
        destination_client: String,
        sequence: u64,
        text: String,
    },
}

#[derive(Serialize, Deserialize)]
pub struct Ping {
    text: String,
    answer: Answer,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    AtOnce,
    Later,
    Fail,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    Counts {},
}

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    _info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, Failure> {
    COUNTS.save(deps.storage, &Counts::default())?;
    Ok(Response::new())
}

#[entry_point]
pub fn execute(_deps: DepsMut, env: Env, _info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    let msg = match msg {
        ExecuteMsg::Ping { source_client, source_port, destination_port, pings, timeout_seconds } => {
            let payloads = pings
                .iter()
                .map(|ping| {
                    let value = to_json_binary(ping)?;
                    let (from, to) = (source_port.clone(), destination_port.clone());
                    Ok(Ibc2Payload::new(from, to, VERSION.into(), ENCODING.into(), value))
                })
                .collect::<Result<Vec<_>, Failure>>()?;
            let timeout = env.block.time.plus_seconds(timeout_seconds);
            Ibc2Msg::SendPacket { source_client, timeout, payloads }
        }
        ExecuteMsg::Acknowledge { source_client, destination_client, sequence, text } => {
            let ack = IbcAcknowledgement::new(text.into_bytes());
            Ibc2Msg::WriteAcknowledgement {
                source_client,
                destination_client,
                packet_sequence: sequence,
                ack,
            }
        }
    };
    Ok(Response::new().add_message(msg))
}

/// Asked before a packet leaves; only this contract's own packets may.
#[entry_point]
pub fn ibc2_packet_send(
    deps: DepsMut,
    env: Env,
    msg: Ibc2PacketSendMsg,
) -> Result<IbcBasicResponse, Failure> {
    ensure(msg.signer == env.contract.address, "only the contract sends")?;
    ensure(msg.payload.version == VERSION, "unknown version")?;
    COUNTS.update(deps.storage, |counts| counts.sent += 1)?;
    Ok(IbcBasicResponse::new().add_attribute("sent", msg.packet_sequence.to_string()))
}

#[entry_point]
pub fn ibc2_packet_receive(
    deps: DepsMut,
    _env: Env,
    msg: Ibc2PacketReceiveMsg,
) -> Result<IbcReceiveResponse, Failure> {
    ensure(msg.payload.version == VERSION, "unknown version")?;
    let ping: Ping = from_json(&msg.payload.value)?;
    COUNTS.update(deps.storage, |counts| counts.received += 1)?;
    let response = match ping.answer {
        Answer::AtOnce => IbcReceiveResponse::new(ping.text.into_bytes()),
        Answer::Later => IbcReceiveResponse::without_ack(),
        Answer::Fail => return fail(ping.text),
    };
    Ok(response
        .add_attribute("from", msg.source_client)
        .add_attribute("sequence", msg.packet_sequence.to_string()))
}

#[entry_point]
pub fn ibc2_packet_ack(deps: DepsMut, _env: Env, msg: Ibc2PacketAckMsg) -> Result<IbcBasicResponse, Failure> {
    COUNTS.update(deps.storage, |counts| {
        counts.acknowledged += 1;
        counts.last = String::from_utf8_lossy(&msg.acknowledgement).into_owned();
    })?;
    Ok(IbcBasicResponse::new().add_attribute("acknowledged_by", msg.destination_client))
}

#[entry_point]
pub fn ibc2_packet_timeout(
    deps: DepsMut,
    _env: Env,
    msg: Ibc2PacketTimeoutMsg,
) -> Result<IbcBasicResponse, Failure> {
    COUNTS.update(deps.storage, |counts| counts.timed_out += 1)?;
    Ok(IbcBasicResponse::new().add_attribute("timed_out", msg.packet_sequence.to_string()))
}

#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    match msg {
        QueryMsg::Counts {} => Ok(to_json_binary(&COUNTS.load(deps.storage)?)?),
    }
}
