//! Receiving packets, and learning what became of sent ones.

use cosmwasm_std::storage_keys::namespace_with_key;
use cosmwasm_std::{
    DepsMut, Env, IbcBasicResponse, IbcPacketAckMsg, IbcPacketReceiveMsg, IbcPacketTimeoutMsg,
    IbcReceiveResponse, entry_point, from_json,
};
use kit::{Failure, fail};

use crate::msg::{Ack, Answer, Packet, Pending};
use crate::{COUNTS, PENDING};

pub fn pending_key(channel: &str, sequence: u64) -> Vec<u8> {
    namespace_with_key(&[channel.as_bytes()], &sequence.to_be_bytes())
}

#[entry_point]
pub fn ibc_packet_receive(
    deps: DepsMut,
    _env: Env,
    msg: IbcPacketReceiveMsg,
) -> Result<IbcReceiveResponse, Failure> {
    let ping: Packet = from_json(&msg.packet.data)?;
    COUNTS.update(deps.storage, |counts| counts.received += 1)?;
    let number = ping.number;
    let response = match ping.answer {
        Answer::AtOnce => IbcReceiveResponse::new(Ack::Pong { number, text: ping.text }.encode()?),
        Answer::ErrorAck => IbcReceiveResponse::new(Ack::Error(ping.text).encode()?),
        Answer::Later => {
            let (channel, sequence) = (msg.packet.dest.channel_id, msg.packet.sequence);
            let key = pending_key(&channel, sequence);
            PENDING.save(deps.storage, &key, &Pending { channel, sequence, number })?;
            IbcReceiveResponse::without_ack()
        }
        Answer::Fail => return fail(ping.text),
        Answer::Panic => panic!("{}", ping.text),
    };
    Ok(response.add_attribute("received", number.to_string()).add_attribute("relayer", msg.relayer))
}

#[entry_point]
pub fn ibc_packet_ack(deps: DepsMut, _env: Env, msg: IbcPacketAckMsg) -> Result<IbcBasicResponse, Failure> {
    let ack = Ack::decode(&msg.acknowledgement.data);
    COUNTS.update(deps.storage, |counts| match ack {
        Ack::Pong { text, .. } => {
            counts.ponged += 1;
            counts.last = text;
        }
        Ack::Error(text) => {
            counts.refused += 1;
            counts.last = text;
        }
    })?;
    Ok(IbcBasicResponse::new().add_attribute("acknowledged", msg.original_packet.sequence.to_string()))
}

#[entry_point]
pub fn ibc_packet_timeout(
    deps: DepsMut,
    _env: Env,
    msg: IbcPacketTimeoutMsg,
) -> Result<IbcBasicResponse, Failure> {
    COUNTS.update(deps.storage, |counts| counts.timed_out += 1)?;
    Ok(IbcBasicResponse::new().add_attribute("timed_out", msg.packet.sequence.to_string()))
}
